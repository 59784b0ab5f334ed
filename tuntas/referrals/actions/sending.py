"""Laying a need on another agency's desk: with the least data, on a stated basis, by a numbered letter; and taking it back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases import masking
from tuntas.cases.actions import _case, parties
from tuntas.cases.models import Case, Consent, Party, Service
from tuntas.cases.policies import children
from tuntas.cases.states import LegalBasis, PartyRole
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.obligations.states import Outcome
from tuntas.people.actions.people import open_identity
from tuntas.referrals import identity, kinds, paper, receivers
from tuntas.referrals.actions import _referral
from tuntas.referrals.models import Referral
from tuntas.referrals.policies import sending as policies
from tuntas.referrals.states import Item, Need, ReferralKind, Status


@dataclass(frozen=True)
class ReferralData:
    """What is asked for, of whom, on which basis, and what they are told. `items` are the only identity that leaves."""

    need: Need
    receiver: Agency
    shared: str
    basis: LegalBasis
    victim: Party | None = None
    kind: ReferralKind = ReferralKind.REFERRAL
    basis_note: str = ""
    items: Collection[Item] = ()
    secrecy_read: bool = False
    urgent: bool = False
    school_level: str = ""
    school_operator: str = ""
    service: Service | None = None


@transaction.atomic
def prepare(case: Case, *, data: ReferralData, referral_id: UUID | None = None, by: User, at: datetime) -> Referral:
    """Write it down and send it. One that goes to schools waits until it is known that the suspect does not work there.

    `referral_id` comes from the form: the same form sends one referral with one letter, however often it is sent.
    """
    case = _case.locked(case)
    known = Referral.objects.filter(pk=referral_id).first() if referral_id else None
    if known is not None and (known.case_id, known.created_by_id) == (case.pk, by.pk):
        return known
    consent = _check(case, data, by=by, at=at)
    urgent = data.urgent or data.need in policies.AT_ONCE
    referral = Referral(
        id=uuid7() if known else referral_id or uuid7(), case=case, victim=data.victim, service=data.service, kind=data.kind,
        need=data.need, urgent=urgent, sender=case.agency, receiver=data.receiver, basis=data.basis, consent=consent,
        school_level=data.school_level, school_operator=data.school_operator, created_at=at, created_by=by,
    )  # fmt: skip
    if data.items and data.secrecy_read:
        parties.acknowledge(case, by=by, at=at)  # R36: before the names are opened
    told, sheets = _identity(case, data, by=by, at=at)
    children.check_no_child_named(case, data.shared, data.basis_note)
    _case.box(case).seal(referral, shared=data.shared, identity=told, sheets=sheets, basis_note=data.basis_note)
    log.record(
        "referral.prepared", referral, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        receiver=data.receiver.pk, need=str(data.need), basis=str(data.basis), items=[str(item) for item in data.items],
        secrecy_notice=data.secrecy_read,
    )  # fmt: skip
    if receivers.is_school(data.need, data.receiver):
        referral.status = Status.WAITING
        referral.duty = _referral.ours(referral, kinds.CHECK_SCHOOL, by=by, at=at)
        referral.save(force_insert=True)
        _referral.note(referral, by=by, at=at)
        return referral
    referral.status, referral.sent_at = Status.SENT, at
    referral.duty = _referral.first_duty(referral, by=by, at=at)
    referral.letter = paper.issue(referral, shared=data.shared, told=told, by=by, at=at)
    referral.save(force_insert=True)
    _referral.note(referral, by=by, at=at)
    return referral


@transaction.atomic
def confirm_school(referral: Referral, *, by: User, at: datetime) -> Referral:
    """It has been found out that nobody reported in this case works there: now it goes out."""
    referral = _referral.locked(referral, by=by)
    policies.check_school(by, referral)
    policies.check_still_based(referral, on=referral.case.agency.today(at))
    policies.check_wall_decided(referral.case)
    # A wall may have come up meanwhile, or the agency may have been closed.
    policies.check_receiver(
        referral.case, ReferralKind(referral.kind), Need(referral.need), referral.receiver, level=referral.school_level,
        operator=referral.school_operator, on=referral.case.agency.today(at),
    )  # fmt: skip
    box = _case.box(referral.case)
    shared, told = box.unseal(referral, "shared"), box.unseal(referral, "identity")
    children.check_no_child_named(referral.case, shared)
    referral.school_checked_at, referral.school_checked_by, referral.sent_at = at, by, at
    referral.letter = paper.issue(referral, shared=shared, told=told, by=by, at=at)
    _referral.step(referral, Status.SENT, _referral.first_duty(referral, by=by, at=at), by=by, at=at)
    return referral


@transaction.atomic
def withdraw(referral: Referral, *, by: User, at: datetime) -> Referral:
    """We do not ask any longer; the receiver owes nothing more and reads no names any more."""
    referral = _referral.locked(referral, by=by)
    policies.check_withdraw(by, referral)
    _referral.end(referral, Status.WITHDRAWN, outcome=Outcome.CANCELLED, by=by, at=at)
    return referral


def stop_on(consent: Consent, *, by: User, at: datetime) -> None:
    """A consent was withdrawn: what is under way on it stops at once. Called in that transaction, its case locked."""
    _stop(Referral.objects.filter(consent=consent), consent.case, by=by, at=at)


def take_back_from(case: Case, agencies: Collection[UUID], *, by: User, at: datetime) -> None:
    """These agencies must not know of the case any more: what lies on their desks is taken back. The case is locked."""
    _stop(Referral.objects.filter(case=case, receiver__in=agencies), case, by=by, at=at)


def _stop(rows: "QuerySet[Referral]", case: Case, *, by: User, at: datetime) -> None:
    """The need is still there: our manager decides where else to ask."""
    found = rows.filter(is_open=True).select_for_update(of=("self",)).select_related("duty__agency", "receiver")
    for referral in found.order_by("pk"):
        referral.case = case
        _referral.end(referral, Status.WITHDRAWN, outcome=Outcome.CANCELLED, unasked=True, by=by, at=at)


def _check(case: Case, data: ReferralData, *, by: User, at: datetime) -> Consent | None:
    """Everything that may refuse it; returns the consent it rests on."""
    on = case.agency.today(at)
    policies.check_send(by, case)
    policies.check_kind(data.kind, data.need)
    policies.check_transfer_once(case, data.kind)
    if data.kind is ReferralKind.TRANSFER:
        policies.check_wall_decided(case)
    policies.check_victim(case, data.kind, data.victim)
    policies.check_receiver(
        case, data.kind, data.need, data.receiver, level=data.school_level, operator=data.school_operator, on=on
    )
    policies.check_secrecy(case, identity=bool(data.items), acknowledged=data.secrecy_read)
    if not data.shared.strip():
        raise Denied("Tuliskan apa yang diminta, supaya penerima dapat bertindak.")
    return policies.basis_consent(case, data.victim, data.receiver, data.basis, data.basis_note, on=on)


def _identity(case: Case, data: ReferralData, *, by: User, at: datetime) -> tuple[str, str]:
    """The ticked lines, and for a transfer the sheets; opening a sheet is recorded as such. A transfer is of all victims."""
    transfer = data.kind is ReferralKind.TRANSFER
    if not data.items or (data.victim is None and not transfer):
        return "", ""
    rows = Party.objects.filter(case=case, role=PartyRole.VICTIM, removed_at__isnull=True).select_related("person")
    hidden, lines, sheets = masking.always(case), [], {}
    for party in [data.victim] if data.victim else rows.order_by("ordinal"):
        child, person = party.pk in hidden, party.person
        opened = open_identity(person, by=by, at=at)
        told = identity.lines(opened, list(data.items), child=child, on=person.agency.today(at))
        label = "" if data.victim else f"{party.label} · "
        lines += [f"{label}{line}" for line in told.split("\n")]
        if transfer:
            sheets[party.pk] = identity.chosen(opened, list(data.items), child=child)
    return "\n".join(lines), identity.packed(sheets)
