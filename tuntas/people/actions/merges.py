"""Two sheets of one person: proposed by one, decided by another. Nothing is moved, so it can be undone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import duties
from tuntas.obligations.states import Outcome
from tuntas.people import kinds
from tuntas.people.actions import _sheets
from tuntas.people.models import Merge, Person
from tuntas.people.policies import merges as policies
from tuntas.people.states import MergeStatus


@transaction.atomic
def propose(
    *,
    kept: Person,
    merged: Person,
    reason: str,
    heard_alone: bool = False,
    why_not_alone: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Merge:
    """Hold two sheets to be one person's and say why. Nothing happens before somebody else agrees. Raises vault.Erased."""
    kept, merged = _both(kept, merged)
    policies.check_propose(by, kept, merged)
    policies.check_heard(kept, merged, heard_alone=heard_alone, why_not_alone=why_not_alone)
    outside = bool(policies.rule_for(kept, merged)) or kept.agency_id != merged.agency_id
    without = {by.pk} | policies.had_part(kept, merged)
    agency = policies.desk_for(kept, outside=outside, without=without, at=at)
    merge = Merge(
        id=row_id or uuid7(),
        kept=kept,
        merged=merged,
        heard_alone=heard_alone,
        outside=outside or agency.pk != kept.agency_id,
        agency=agency,
        proposed_by=by,
        proposed_at=at,
    )
    vault.box(kept.pk, writing=True).seal(merge, reason=reason, why_not_alone=why_not_alone)
    merge.duty = duties.open_duty(
        kind=kinds.DECIDE_MERGE, subject=merge, dossier_id=policies.dossier_for(kept, merged), label=kept.label, agency=agency,
        area_path=kept.area_path, sender=kept.agency if agency.pk != kept.agency_id else None, by=by, at=at,
    )  # fmt: skip
    merge.save(force_insert=True)
    _record("merge.proposed", merge, by=by, at=at)
    return merge


@transaction.atomic
def approve(merge: Merge, *, by: User, at: datetime) -> Merge:
    """Only now one sheet points to the other."""
    merge = _locked(merge)
    kept, merged = _both(merge.kept, merge.merged)
    policies.check_decide(by, merge)
    policies.check_free(kept, merged)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    _close(merge, MergeStatus.MERGED, by=by, at=at)
    for call in policies.ON_MERGED:
        call(kept, merged, by=by, at=at)
    return merge


@transaction.atomic
def reject(merge: Merge, *, by: User, at: datetime) -> Merge:
    """Two people after all; nothing changes."""
    merge = _locked(merge)
    policies.check_decide(by, merge)
    return _close(merge, MergeStatus.REJECTED, by=by, at=at)


@transaction.atomic
def withdraw(merge: Merge, *, by: User, at: datetime) -> Merge:
    """The proposer takes it back."""
    merge = _locked(merge)
    policies.check_withdraw(by, merge)
    return _close(merge, MergeStatus.WITHDRAWN, by=by, at=at)


@transaction.atomic
def reverse(merge: Merge, *, by: User, at: datetime) -> Merge:
    """Two sheets again, as they were."""
    merge = _locked(merge)
    policies.check_reverse(by, merge)
    _, merged = _both(merge.kept, merge.merged)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    merge.status, merge.reversed_at = MergeStatus.REVERSED, at
    merge.save(update_fields=["status", "reversed_at"])
    _record("merge.reversed", merge, by=by, at=at)
    return merge


@transaction.atomic
def reason(merge: Merge, *, by: User, at: datetime) -> tuple[str, str]:
    """Why it is proposed, and why nobody was heard alone if it says so; recorded. Raises vault.Erased."""
    policies.check_reason(by, merge)
    box = vault.box(merge.kept_id)
    _record("merge.read", merge, by=by, at=at)
    return box.unseal(merge, "reason"), box.unseal(merge, "why_not_alone")


def _close(merge: Merge, status: MergeStatus, *, by: User, at: datetime) -> Merge:
    before = merge.duty
    merge.status, merge.decided_by, merge.decided_at, merge.duty = status, by, at, None
    merge.save(update_fields=["status", "decided_by", "decided_at", "duty"])
    if before is not None:
        outcome = Outcome.REPLACED if status is MergeStatus.WITHDRAWN else Outcome.DONE
        duties.settle(before, outcome=outcome, by=by, at=at)
    _record("merge.decided", merge, by=by, at=at)
    return merge


def _locked(merge: Merge) -> Merge:
    related = ("kept__agency__area", "merged__agency__area", "duty", "agency")
    return Merge.objects.select_for_update(of=("self",)).select_related(*related).get(pk=merge.pk)


def _both(one: Person, other: Person) -> tuple[Person, Person]:
    """Both sheets, held in one order whichever is named first."""
    rows = {person.pk: _sheets.locked(person) for person in sorted((one, other), key=lambda each: each.pk)}
    return rows[one.pk], rows[other.pk]


def _record(kind: str, merge: Merge, *, by: Actor, at: datetime) -> None:
    log.record(
        kind, merge, by=by, at=at, agency_id=merge.agency_id, area_path=merge.kept.area_path, status=str(merge.status),
        merged=str(merge.merged_id), outside=merge.outside,
    )  # fmt: skip
