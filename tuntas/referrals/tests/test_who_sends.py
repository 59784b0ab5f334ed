from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases.actions import walls as case_walls
from tuntas.cases.models import Case
from tuntas.cases.policies import closing as cases_closing
from tuntas.cases.states import ClosingReason, ConsentGiver, LegalBasis
from tuntas.cases.tests.make import join, make_case, make_party, open_kinds
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation
from tuntas.referrals.actions import answers, sending
from tuntas.referrals.models import Referral
from tuntas.referrals.states import DeclineReason, Need, ReferralKind, Status
from tuntas.referrals.tests.make import data, make_consent, make_referral, make_transfer

pytestmark = pytest.mark.django_db


def prepare(cast: Cast, case: Case, **given: object) -> Referral:
    return sending.prepare(case, data=data(cast, case, **given), by=cast.manager, at=NOW)


@pytest.mark.parametrize(
    ("who", "sends"),
    [
        ("manager", True),
        ("supervisor", True),
        ("head", False),
        ("hotline", False),
        ("satpol", False),
        ("auditor", False),
    ],
)
def test_who_sends(cast: Cast, who: str, sends: bool) -> None:
    case = make_case(cast)
    given = data(cast, case, items=())
    if sends:
        sending.prepare(case, data=given, by=getattr(cast, who), at=NOW)
        return
    with pytest.raises(Denied):
        sending.prepare(case, data=given, by=getattr(cast, who), at=NOW)


def test_a_companion_sends_for_their_own_cases_only(cast: Cast) -> None:
    case, companion = make_case(cast), cast.by_role[Role.COMPANION_WORKER]
    given = data(cast, case, items=())
    with pytest.raises(Denied):
        sending.prepare(case, data=given, by=companion, at=NOW)
    join(case, companion)
    assert sending.prepare(case, data=given, by=companion, at=NOW).letter is not None


def test_behind_the_wall_nobody_sends(cast: Cast) -> None:
    case = make_case(cast)
    given = data(cast, case, items=())
    walls.add(case.pk, users=[cast.supervisor], by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="tidak ada dalam jangkauan"):
        sending.prepare(case, data=given, by=cast.supervisor, at=NOW)


def test_from_an_agency_that_must_not_know_any_more_it_is_taken_back(cast: Cast) -> None:
    case = make_case(cast)
    row, other = (
        make_referral(cast, case=case),
        make_referral(cast, case=case, receiver="police", need=Need.POLICE_REPORT),
    )
    case_walls.keep_out(case, agencies=[cast.agencies["health"]], by=cast.manager, at=NOW)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.status, row.duty, other.status) == (Status.WITHDRAWN, None, Status.SENT)
    # The need is still there: somebody of ours decides where else to ask.
    duty = Obligation.objects.unsettled().get(subject_id=row.pk)
    assert (duty.kind, duty.assignee) == ("referral.read_answer", cast.manager)
    with pytest.raises(Denied, match="belum terpenuhi") as refused:
        answers.read(row, by=cast.manager, at=NOW)
    assert refused.value.rule == "R20"
    answers.read(row, text="Diantar ke rumah sakit lain", by=cast.manager, at=NOW)
    assert not Obligation.objects.unsettled().filter(subject_id=row.pk).exists()


def test_transfer_and_referral_are_never_mixed(cast: Cast) -> None:
    case = make_case(cast)
    for given in ({"need": Need.TAKE_OVER, "receiver": "police"}, {"kind": ReferralKind.TRANSFER}):
        with pytest.raises(Denied, match="Pelimpahan hanya"):
            prepare(cast, case, **given)


def test_until_it_is_accepted_a_transferred_case_stays_ours(cast: Cast) -> None:
    row = make_transfer(cast)
    case = row.case
    assert row.letter is not None
    assert row.letter.subject_line == "Pelimpahan penanganan"
    assert case.agency == cast.unit
    for check in cases_closing.closing_checks:
        if check.__module__.startswith("tuntas.referrals"):
            with pytest.raises(Denied, match="1 rujukan terbuka"):
                check(case, ClosingReason.TRANSFER_ACCEPTED)
    assert not any(accepted(case) for accepted in cases_closing.accepted_elsewhere)
    with pytest.raises(InvalidTransition):
        make_transfer(cast, case=case, receiver="dinas")
    police = cast.by_role[Role.POLICE_PPA]
    answers.acknowledge(row, by=police, at=NOW)
    answers.accept(row, text="Kami ambil alih", by=police, at=NOW)
    row.refresh_from_db()
    assert (row.status, row.duty) == (Status.ANSWERED, None)
    assert any(accepted(case) for accepted in cases_closing.accepted_elsewhere)
    for check in cases_closing.closing_checks:
        check(case, ClosingReason.TRANSFER_ACCEPTED)


def test_who_took_it_over_before_it_was_opened_again_ends_it_no_second_time(cast: Cast) -> None:
    row = make_transfer(cast)
    answers.accept(row, by=cast.by_role[Role.POLICE_PPA], at=NOW)
    case = row.case
    case.reopened_at = NOW + timedelta(days=1)
    assert not any(accepted(case) for accepted in cases_closing.accepted_elsewhere)
    case.reopened_at = NOW - timedelta(days=1)
    assert any(accepted(case) for accepted in cases_closing.accepted_elsewhere)


def test_a_declined_transfer_is_no_reason_to_end(cast: Cast) -> None:
    row = make_transfer(cast)
    answers.decline(row, reason=DeclineReason.NOT_OURS, by=cast.by_role[Role.POLICE_PPA], at=NOW)
    assert not any(accepted(row.case) for accepted in cases_closing.accepted_elsewhere)
    assert "referral.read_answer" in open_kinds(row.case)


def test_a_childs_consent_is_given_by_somebody_else(cast: Cast) -> None:
    """R11: the referral asks the consent that holds; who may give it is the consent's own rule."""
    case = make_case(cast, child=True)
    child = make_party(case, child=True)
    with pytest.raises(Denied) as refused:
        make_consent(cast, case, child, cast.agencies["health"], giver=ConsentGiver.SELF)
    assert refused.value.rule == "R11"
    make_consent(cast, case, child, cast.agencies["health"], giver=ConsentGiver.SOCIAL_WORKER)
    assert prepare(cast, case, basis=LegalBasis.CONSENT).status == Status.SENT
