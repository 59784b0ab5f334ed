"""One of everything, for tests that go to every address: all belong to the unit of the cast unless said otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests import (
    world_bodies,
    world_cadres,
    world_cases,
    world_closing,
    world_figures,
    world_letters,
    world_meetings,
    world_people,
    world_statistics,
)
from tests.cast import NOW, Cast
from tuntas.access.actors import Reporter
from tuntas.access.roles import Role
from tuntas.accounts.models import Invitation, Posting
from tuntas.agencies.models import DutyContact, OnCallShift, PublicContact, ReceivingUnit
from tuntas.audit.models import Event
from tuntas.cases.models import Case
from tuntas.cases.tests.make import make_case
from tuntas.intake import kinds
from tuntas.intake.actions import entries, exports, forwardings, proposals, reports
from tuntas.intake.models import ContactEntry, Export, Forwarding, Proposal, Report
from tuntas.intake.states import Channel, EntryKind, ExportPurpose, ProposalKind, ViolenceType
from tuntas.letters.models import Letter
from tuntas.letters.tests.make import make_letter
from tuntas.obligations.models import Obligation, Recount, RingLine
from tuntas.referrals.models import Referral
from tuntas.referrals.tests.make import make_referral

# Addresses that take something else than an object of the world.
PLAIN: dict[str, dict[str, Any]] = {
    "reset": {"uid": "tidak-ada", "token": "tidak-ada"},
    "token": {"token": "tidak-ada"},
    "session": {"pk": 0},
    "restoration": {"pk": UUID(int=0)},
    "kind": {"code": "report.triage"},
    "holiday": {"day": date(2027, 1, 1)},
}


@dataclass(frozen=True)
class World:
    """Arguments of addresses, by name."""

    cast: Cast
    report: Report
    sent_report: Report
    forwarding: Forwarding
    proposal: Proposal
    entry: ContactEntry
    duty: Obligation
    ring: RingLine
    contact: PublicContact
    person: DutyContact
    shift: OnCallShift
    receiver: ReceivingUnit
    invitation: Invitation
    posting: Posting
    recount: Recount
    export: Export
    letter: Letter
    case: Case
    referral: Referral
    of_case: world_cases.Arguments

    def arguments(self, name: str) -> dict[str, Any]:
        """The keyword arguments of an address that takes one of these."""
        if name == "ring":
            return {"pk": self.duty.pk, "line_id": self.ring.pk}
        if name in {"unit", "village", "user"}:
            return {"pk": {"unit": self.cast.unit, "village": self.cast.village, "user": self.cast.hotline}[name].pk}
        plain = PLAIN | self.of_case
        if name in plain:
            return plain[name]
        if name == "wall":
            return {"pk": self.report.pk, "wall_id": UUID(int=0)}
        if name == "event":
            return {"pk": Event.objects.filter(subject_id=str(self.report.pk)).earliest("seq").pk}
        return {"pk": getattr(self, name).pk}


def _report(cast: Cast, **answers: Any) -> Report:
    data = reports.ReceiveData(narrative="Cerita untuk semua alamat", **answers)
    receipt = reports.receive(
        form_id=uuid4(), channel=Channel.WEB, area=cast.village, answers=data, by=Reporter(), at=NOW
    )
    return Report.objects.get(pk=receipt.report_id)


def _invitation(cast: Cast) -> Invitation:
    return Invitation.objects.create(
        email="undangan@contoh.test", name="Calon Uji", role=Role.HOTLINE_OFFICER, agency=cast.unit, area=cast.city,
        token_hash=uuid4().bytes, created_at=NOW, expires_at=NOW + timedelta(days=7),
    )  # fmt: skip


def _on_call(cast: Cast) -> tuple[DutyContact, OnCallShift]:
    person = DutyContact.objects.create(agency=cast.unit, name="Piket Uji", phone="0800-000-001")
    until = NOW + timedelta(hours=8)
    return person, OnCallShift.objects.create(agency=cast.unit, contact=person, starts_at=NOW, ends_at=until)


def _of_case(cast: Cast, case: Case) -> world_cases.Arguments:
    of_case = world_cases.process(cast, case) | world_cases.core(cast, case) | world_closing.closing(cast)
    return of_case | world_cadres.cadres(cast, case)


def _of_others(cast: Cast) -> world_cases.Arguments:
    return (
        world_people.people(cast)
        | world_bodies.bodies(cast)
        | world_letters.letters(cast)
        | world_meetings.meetings(cast)
        | world_figures.figures(cast)
        | world_statistics.figures(cast)
    )


def make(cast: Cast) -> World:
    """Build it in the current database."""
    report, sent_report = _report(cast, danger_now=True, types=(ViolenceType.PHYSICAL,)), _report(cast)
    forwarding = forwardings.send(
        sent_report, receiver=cast.agencies["satpol"], shared="Mohon dicek.", by=cast.hotline, at=NOW
    )
    proposal = proposals.propose_ending(
        report, kind=ProposalKind.NOT_PROVEN, reason="Sudah dicek.", by=cast.hotline, at=NOW
    )
    duty = Obligation.objects.unsettled().get(kind=kinds.TRIAGE_HIGH.code, subject_id=report.pk)
    person, shift = _on_call(cast)
    ring = RingLine.objects.create(obligation=duty, contact=person, position=9, ring_at=NOW)
    referral = make_referral(cast, case=make_case(cast))
    return World(
        cast=cast,
        report=report,
        sent_report=sent_report,
        forwarding=forwarding,
        proposal=proposal,
        entry=entries.add(form_id=uuid4(), kind=EntryKind.WHEREABOUTS, agency=cast.unit, by=cast.hotline, at=NOW),
        duty=duty,
        ring=ring,
        contact=cast.unit.public_contacts.get(),
        person=person,
        shift=shift,
        receiver=ReceivingUnit.objects.get(agency=cast.agencies["secretariat"]),
        invitation=_invitation(cast),
        posting=Posting.objects.get(user=cast.hotline),
        recount=Recount.objects.create(by_name="uji", at=NOW, total=0),
        export=exports.ask(
            Report.objects.visible_to(cast.manager), filters={}, purpose=ExportPurpose.MEETING, by=cast.manager, at=NOW
        ),
        letter=make_letter(cast),
        case=referral.case,
        referral=referral,
        of_case=_of_case(cast, referral.case) | _of_others(cast),
    )


@pytest.fixture
def world(cast: Cast) -> World:
    """One of everything, committed before the tests began; only a test that asks for it late makes its own."""
    from tests import database  # not for who makes a world without the server of the tests

    return database.world() or make(cast)
