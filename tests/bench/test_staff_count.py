"""The counters of what staff were told must be able to find what they look for."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F

from bench.journeys import Journey
from bench.staff_count import StaffCount, count, missing
from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import closing, decisions, parties
from tuntas.cases.models import Case, Entry, Proposal
from tuntas.cases.policies.closing import Closure
from tuntas.cases.states import ClosingReason, PartyRole
from tuntas.cases.tests.make import make_case
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.intake.states import Risk, ViolenceType
from tuntas.letters.models import Letter, Register
from tuntas.obligations.models import Obligation
from tuntas.people.actions.people import PersonData
from tuntas.referrals.actions import answers
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Need, Result
from tuntas.referrals.tests.make import make_referral

pytestmark = pytest.mark.django_db

MARK = "putaran-uji-1."
CLOSE = Closure(ClosingReason.NOT_OURS, goals_reviewed=True, victim_informed=True, heard_alone=True)


@pytest.fixture
def journey(cast: Cast) -> Journey:
    """A case from its opening to its end, and what the pages would have said."""
    case = make_case(cast, types=(ViolenceType.PSYCHOLOGICAL,), risk=Risk.LOW, narrative=MARK)
    parties.add(case, role=PartyRole.VICTIM, data=PersonData(name="Melati Uji"), by=cast.manager, at=NOW)
    row = make_referral(cast, case=case, receiver="social", need=Need.SOCIAL_AID, shared=MARK, items=())
    there = cast.by_role[Role.AGENCY_MEMBER]
    answers.acknowledge(row, by=there, at=NOW)
    answers.accept(row, by=there, at=NOW)
    answers.answer(row, answer=answers.Answer(Result.DONE, NOW.date(), MARK), by=there, at=NOW)
    answers.read(row, by=cast.manager, at=NOW)
    proposal = closing.propose(case, closure=CLOSE, note=MARK, by=cast.manager, at=NOW)
    decisions.approve(proposal, by=cast.supervisor, at=NOW)
    done = {
        "open": f"/meja/kasus/{case.pk}/pihak/", "victim": f"/meja/kasus/{case.pk}/pihak/",
        "refer": f"/meja/rujukan/{row.pk}/", "propose": f"/meja/usulan-kasus/{proposal.pk}/",
    }  # fmt: skip
    done |= dict.fromkeys(("acknowledge", "accept", "answer", "read"), done["refer"]) | {"approve": done["propose"]}
    return Journey(MARK, None, ClosingReason.NOT_OURS, done)


def _counted(journey: Journey) -> StaffCount:
    return count([journey], since=NOW - timedelta(minutes=1))


def test_nothing_is_broken_when_all_is_well(journey: Journey) -> None:
    assert (_counted(journey), missing(journey)) == (StaffCount(), [])


@pytest.mark.parametrize("step", ["open", "refer", "propose"])
def test_it_finds_what_was_said_and_is_not_there(journey: Journey, step: str) -> None:
    journey.done[step] = f"/meja/kasus/{uuid4()}/"
    assert step in missing(journey)


@pytest.mark.parametrize(
    ("step", "harm"),
    [
        ("acknowledge", {"acknowledged_at": None}),
        ("accept", {"decided_at": None}),
        ("answer", {"answer": None}),
        ("refer", {"letter": None}),
    ],
)
def test_it_finds_a_step_that_was_said_and_not_taken(journey: Journey, step: str, harm: dict[str, None]) -> None:
    Referral.objects.update(**harm)
    assert missing(journey) == [step]


def _referred_twice() -> None:
    row = Referral.objects.get()
    row.pk = uuid7()
    row.save(force_insert=True)


def _opened_twice() -> None:
    """Another case with the same words."""
    first = Case.objects.get()
    second = Case.objects.get()
    second.pk, second.number = uuid7(), "K26-0000-0001"
    vault.create(second.pk, "case", at=NOW).seal(second, narrative=vault.box(first.pk).unseal(first, "narrative"))
    second.save(force_insert=True)


def _recorded_twice() -> None:
    log.record("case.ended", Case.objects.get(), by=Case.objects.get().manager, at=NOW)


def _line_twice() -> None:
    line = Entry.objects.filter(kind="closure").get()
    line.pk = uuid7()
    line.save(force_insert=True)


def _still_kept() -> None:
    Obligation.objects.filter(kind=kinds.CLOSURE_WAITS.code).update(settled_at=None, outcome="")


def _approved_at_another_time() -> None:
    Proposal.objects.update(decided_at=NOW + timedelta(hours=1))


def _approved_by_nobody() -> None:
    Proposal.objects.update(status="rejected")


def _key_without_case() -> None:
    vault.create(uuid7(), "case", at=NOW)


def _number_without_letter() -> None:
    Register.objects.update(last=F("last") + 1)


def _letter_without_referral() -> None:
    letter = Letter.objects.get()
    letter.pk, letter.sequence = uuid7(), 2
    letter.save(force_insert=True)
    Register.objects.update(last=2)


@pytest.mark.parametrize(
    ("harm", "broken"),
    [
        (_opened_twice, "things_made_twice"),
        (_referred_twice, "things_made_twice"),
        (_recorded_twice, "steps_without_event_or_with_two"),
        (_line_twice, "steps_without_line_or_with_two"),
        (_still_kept, "things_without_exactly_one_keeper"),
        (_approved_at_another_time, "endings_without_approval_or_date"),
        (_approved_by_nobody, "endings_without_approval_or_date"),
        (_key_without_case, "steps_stored_by_half"),
        (_number_without_letter, "steps_stored_by_half"),
        (_letter_without_referral, "steps_stored_by_half"),
    ],
)
def test_it_finds(journey: Journey, harm: Callable[[], None], broken: str) -> None:
    harm()
    assert getattr(_counted(journey), broken)
