"""What the pages of a batch share: loading, the head, words of its next step."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.areas.states import zone_of
from tuntas.core.policies import may
from tuntas.letters.models import Batch
from tuntas.letters.policies import batches as policies
from tuntas.letters.states import BatchStatus
from tuntas.obligations import kinds as obligation_kinds
from tuntas.obligations.models import Obligation

TAGS = {
    BatchStatus.DRAFT: "open", BatchStatus.CHECKED: "open", BatchStatus.MAKING: "active", BatchStatus.MADE: "active",
    BatchStatus.SENT: "wait", BatchStatus.CLOSED: "done",
}  # fmt: skip


def load(request: StaffRequest, pk: UUID) -> Batch:
    """A batch within reach; anything else does not exist."""
    rows = Batch.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("agency__area", "scope", "duty__assignee", "duty__agency", "reminds__scope", "created_by"),
        pk=pk,
    )


def head(request: StaffRequest, batch: Batch) -> dict[str, Any]:
    """The head of every page of a batch."""
    duty = batch.duty
    return {
        "batch": batch,
        "status_kind": TAGS.get(BatchStatus(batch.status), "stopped"),
        "duty": duty,
        "duty_sentence": obligation_kinds.get(duty.kind).sentence if duty else "",
        "duty_seen": duty is not None and Obligation.objects.visible_to(request.user).filter(pk=duty.pk).exists(),
        "sends": may(policies.check_send, request.user, batch.agency),
        "subject": batch.content["subject"],
        "at": timezone.now(),
        "zone": zone_of(batch.area_path),
    }


def agencies_of(request: StaffRequest) -> list[Agency]:
    """Agencies for which somebody sends letters, by name."""
    posted = [posting.agency_id for posting in request.user.current_postings]
    rows = Agency.objects.filter(pk__in=posted).select_related("area", "parent").order_by("name", "pk")
    return [agency for agency in rows if may(policies.check_send, request.user, agency)]
