"""Consent: to what, to whom, until when, and withdrawn when."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, Consent, Party
from tuntas.cases.policies import consents as policies
from tuntas.cases.policies import reach
from tuntas.cases.policies.screening import check_victim
from tuntas.cases.states import ConsentGiver, ConsentScope, EntryKind
from tuntas.core import vault
from tuntas.core.ids import uuid7

# What apps above stop when a consent is withdrawn, in the same transaction: each takes the consent, by= and at=.
on_withdrawal: list[Callable[..., None]] = []


@transaction.atomic
def record(
    case: Case,
    *,
    victim: Party,
    giver: ConsentGiver,
    giver_party: Party | None = None,
    scopes: Collection[ConsentScope],
    recipients: Collection[Agency] = (),
    expires: date | None = None,
    note: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Consent:
    """Write down who agreed to what. Its end is told on the day before; a newer one of the same scope replaces that."""
    case = _case.locked(case)
    policies.check_record(by, case)
    check_victim(case, victim)
    policies.check_giver(case, victim, giver, giver_party)
    policies.check_scopes(list(scopes), list(recipients))
    policies.check_expiry(expires, today=case.agency.today(at))
    row = Consent(
        id=row_id or uuid7(), case=case, by=by, at=at, victim=victim, giver=giver, giver_party=giver_party, scopes=sorted(scopes),
        expires_date=expires,
    )  # fmt: skip
    _case.box(case).seal(row, note=note)
    row.save(force_insert=True)
    row.recipients.set(recipients)
    _renewed(row, by=by, at=at)
    if expires is not None:
        day = datetime.combine(expires, time(), tzinfo=ZoneInfo(case.agency.area.timezone))
        _case.open_for(case, kinds.CONSENT_ENDS, subject=row, due_at=day, urgent=False, by=by, at=at)
    _case.entry(case, EntryKind.CONSENT, row, url_name="cases:consents", detail="given", by=by, at=at)
    log.record(
        "consent.recorded", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, giver=str(giver),
        scopes=row.scopes,
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw(consent: Consent, *, by: User, at: datetime) -> Consent:
    """She takes it back: from this moment it holds no more."""
    case = _case.locked(consent.case)
    reach.check_within(by, case, Permission.CASE_WORK, "Pencabutan dicatat oleh tim kasus ini.")
    reach.check_known(by, case)
    row = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    policies.check_current(row)
    row.case = case
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    for stop in on_withdrawal:
        stop(row, by=by, at=at)
    _case.settle_side(case, kinds.CONSENT_ENDS, subject_id=row.pk, by=by, at=at)
    _case.entry(case, EntryKind.CONSENT, row, url_name="cases:consents", detail="withdrawn", by=by, at=at)
    log.record("consent.withdrawn", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)
    return row


@transaction.atomic
def let_end(consent: Consent, *, by: User, at: datetime) -> Consent:
    """It is not asked for again: it ends on its day."""
    case = _case.locked(consent.case)
    policies.check_record(by, case)
    policies.check_current(consent)
    _case.settle_side(case, kinds.CONSENT_ENDS, subject_id=consent.pk, by=by, at=at)
    _case.entry(case, EntryKind.CONSENT, consent, url_name="cases:consents", detail="let_end", by=by, at=at)
    log.record("consent.let_end", consent, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)
    return consent


@transaction.atomic
def open_notes(case: Case, rows: Collection[Consent], *, by: User, at: datetime) -> dict[object, str]:
    """Notes on consents, by id; reading them is recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    if not any(row.note for row in rows):
        return {}
    box = vault.box(case.pk)
    log.record("consents.read", case, by=by, at=at, count=len(rows))
    return {row.pk: box.unseal(row, "note") for row in rows}


def _renewed(row: Consent, *, by: User, at: datetime) -> None:
    """The end of an earlier consent, all of which this one covers, needs no more watching."""
    earlier = Consent.objects.filter(case=row.case, victim=row.victim, scopes__contained_by=row.scopes).exclude(
        pk=row.pk
    )
    for found in earlier:
        _case.settle_side(row.case, kinds.CONSENT_ENDS, subject_id=found.pk, by=by, at=at)
