"""Calls and visits that are no report: one key, no personal data; and what some of them still demand."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.intake import kinds, phones
from tuntas.intake.models import ContactEntry
from tuntas.intake.policies import entries as policies
from tuntas.intake.states import Channel, EntryKind
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation

SILENCE = frozenset({EntryKind.SILENT, EntryKind.HANG_UP})
SILENCES = 3
WITHIN = timedelta(days=7)
TOKEN_KEPT = timedelta(days=90)


@transaction.atomic
def add(
    *,
    form_id: UUID,
    kind: EntryKind,
    agency: Agency,
    phone: str = "",
    channel: Channel = Channel.PHONE,
    by: User,
    at: datetime,
) -> ContactEntry:
    """Write one entry; the same form makes one. Repeated silence asks for a safety review, never counts as a prank."""
    policies.check_add(by, agency)
    entry, new = ContactEntry.objects.get_or_create(
        form_id=form_id,
        defaults={
            "kind": kind, "channel": channel, "agency": agency, "area_path": agency.area_path, "by": by, "at": at,
            "phone_token": phones.token(phone),
        },
    )  # fmt: skip
    if not new:
        return entry
    log.record("entry.added", entry, by=by, at=at, kind=str(kind))
    if kind is EntryKind.WHEREABOUTS:
        _open(entry, kinds.WHEREABOUTS, by=by, at=at)
    elif _silent_again(entry):
        _open(entry, kinds.SAFETY_REVIEW, by=by, at=at)
    return entry


@transaction.atomic
def review(entry: ContactEntry, *, by: User, at: datetime) -> ContactEntry:
    """Somebody has looked into it: its duties are done."""
    entry = ContactEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    policies.check_review(by, entry)
    for duty in Obligation.objects.unsettled().filter(subject_id=entry.pk).order_by("id"):
        duties.settle(duty, by=by, at=at)
    log.record("entry.reviewed", entry, by=by, at=at, kind=entry.kind)
    return entry


def forget_numbers(*, by: Actor, at: datetime) -> int:
    """Clear tokens of more than 90 days ago."""
    rows = ContactEntry.objects.filter(phone_token__isnull=False, at__lt=at - TOKEN_KEPT)
    count = rows.update(phone_token=None)
    if count:
        log.record("entries.forgotten", None, by=by, at=at, subject_type="intake.contactentry", count=count)
    return count


def _silent_again(entry: ContactEntry) -> bool:
    """Three silent calls from one number within a week, and nobody is looking into it yet."""
    if entry.phone_token is None or entry.kind not in SILENCE:
        return False
    same = ContactEntry.objects.filter(phone_token=entry.phone_token, kind__in=SILENCE, agency=entry.agency)
    if same.filter(at__gt=entry.at - WITHIN, at__lte=entry.at).count() < SILENCES:
        return False
    reviewed = Obligation.objects.unsettled().filter(kind=kinds.SAFETY_REVIEW.code, subject_id__in=same.values("pk"))
    return not reviewed.exists()


def _open(entry: ContactEntry, kind: Kind, *, by: User, at: datetime) -> Obligation:
    """On the desk of a manager, if the agency has one."""
    managers = Posting.objects.in_force(at).filter(
        agency=entry.agency, role__in=[Role.CASE_MANAGER, Role.SUPERVISOR], user__is_active=True
    )
    first = managers.select_related("user").order_by("role", "starts_at", "id").first()
    return duties.open_duty(
        kind=kind, subject=entry, dossier_id=entry.pk, label="catatan kontak", agency=entry.agency, area_path=entry.area_path,
        assignee=first.user if first else None, urgent=True, by=by, at=at,
    )  # fmt: skip
