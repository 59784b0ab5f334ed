"""R20: what is owed after an answer that is none yet, and what may be read of a referral meanwhile."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.cases.models import Note
from tuntas.cases.states import ClosingReason, LegalBasis
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.models import Obligation
from tuntas.referrals.actions import answers, reading
from tuntas.referrals.actions.answers import Answer, Slip
from tuntas.referrals.models import Referral
from tuntas.referrals.policies.closing import check_nothing_open
from tuntas.referrals.states import AnsweredBy, DeclineReason, Need, Result, Status
from tuntas.referrals.tests.make import make_consent, make_referral, without_accounts

pytestmark = pytest.mark.django_db
DONE = Answer(Result.DONE, NOW.date(), "Sudah diperiksa dokter jaga", "Kontrol tujuh hari lagi")


@pytest.fixture
def health(cast: Cast) -> User:
    return cast.by_role[Role.HEALTH_OFFICER]


def test_r20_a_need_that_was_not_met_is_asked_for_again_or_it_is_said_what_is_done(
    cast: Cast, health: User, client: Client
) -> None:
    case = make_case(cast)
    one, two = make_referral(cast, case=case), make_referral(cast, case=case, need=Need.FORENSIC)
    for row in (one, two):
        answers.decline(row, reason=DeclineReason.CAPACITY, text="Penuh", by=health, at=timezone.now())
    asked = make_referral(cast, case=case, at=timezone.now())  # the first need is asked for again
    sign_in(client, cast.manager)
    assert client.post(reverse("referrals:read", args=[one.pk])).status_code == 302
    Referral.objects.filter(pk=asked.pk).update(status=Status.WITHDRAWN, duty=None, ended_at=NOW)
    with pytest.raises(Denied, match="belum diputuskan") as blocked:
        check_nothing_open(case, ClosingReason.GOALS_REACHED)
    assert blocked.value.rule == "R21"
    refused = client.post(reverse("referrals:read", args=[two.pk]))
    assert (refused.status_code, "belum terpenuhi" in refused.content.decode()) == (422, True)
    assert client.post(reverse("referrals:read", args=[two.pk]), {"text": "Visum di RSUD besok"}).status_code == 302
    note = Note.objects.get(case=case)
    assert vault.box(case.pk).unseal(note, "text") == "Visum di RSUD besok"
    assert not Obligation.objects.unsettled().filter(kind="referral.read_answer").exists()
    check_nothing_open(case, ClosingReason.GOALS_REACHED)


def test_what_she_allowed_until_a_day_is_read_until_that_day_or_until_she_allows_it_anew(
    cast: Cast, health: User
) -> None:
    case, later = make_case(cast), NOW + timedelta(days=3)
    victim = make_party(case)
    make_consent(cast, case, victim, cast.agencies["health"], expires=NOW.date() + timedelta(days=1))
    row = answers.acknowledge(make_referral(cast, case=case, basis=LegalBasis.CONSENT), by=health, at=NOW)
    for read in (reading.shared, reading.identity):
        assert read(row, by=health, at=NOW)
        with pytest.raises(Denied, match="sudah berakhir"):
            read(row, by=health, at=later)
    assert row.is_open  # what is owed stays owed
    make_consent(cast, case, victim, cast.agencies["health"])
    assert reading.shared(row, by=health, at=later)


@pytest.mark.parametrize("accounts", [True, False])
def test_r20_a_day_is_no_service_it_is_owed_until_it_was_given(cast: Cast, health: User, *, accounts: bool) -> None:
    if not accounts:
        without_accounts(cast)
    row, day = make_referral(cast), NOW.date() + timedelta(days=20)
    planned = Answer(Result.SCHEDULED, day, next_step="Bawa surat")
    if accounts:
        row = answers.answer(row, answer=planned, by=health, at=NOW)
    else:
        slip = Slip(Status.ANSWERED, "Sari, dokter", AnsweredBy.PHONE, planned)
        row = answers.record_slip(row, slip=slip, by=cast.manager, at=NOW)
    assert (row.status, row.is_open, row.result, row.answered_at) == (Status.ACCEPTED, True, "scheduled", None)
    assert row.duty is not None
    assert row.duty.kind == ("referral.answer" if accounts else "referral.record_answer")
    assert row.duty.due_at.astimezone(row.receiver.zone).date() == day + timedelta(days=2)  # when the day after is over
    answers.read(row, by=cast.manager, at=NOW)  # we know of the day
    assert "referral.read_answer" not in open_kinds(row.case)
    with pytest.raises(Denied):
        check_nothing_open(row.case, ClosingReason.GOALS_REACHED)
    if accounts:
        with pytest.raises(InvalidTransition):
            answers.accept(row, by=health, at=NOW)
        row = answers.answer(row, answer=Answer(Result.SCHEDULED, day + timedelta(days=9)), by=health, at=NOW)
        row = answers.answer(row, answer=DONE, by=health, at=NOW)
    else:
        slip = Slip(Status.ANSWERED, "Sari, dokter", AnsweredBy.PHONE, DONE)
        row = answers.record_slip(row, slip=slip, by=cast.manager, at=NOW)
    assert (row.status, row.duty) == (Status.ANSWERED, None)
    assert Obligation.objects.unsettled().filter(subject_id=row.pk).count() == 1  # both are read together
