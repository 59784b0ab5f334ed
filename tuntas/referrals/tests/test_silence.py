"""When a receiver is silent both sides hear of it; when a screening says so, others are suggested."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.cases.actions import screening
from tuntas.cases.states import Act, Means, Purpose
from tuntas.cases.tests.make import make_case, make_party
from tuntas.notices.models import Notice
from tuntas.obligations.actions import climbing
from tuntas.referrals.actions import answers
from tuntas.referrals.actions.answers import Answer
from tuntas.referrals.states import Result
from tuntas.referrals.tests.make import make_referral

pytestmark = pytest.mark.django_db


def test_r20_silence_climbs_on_both_sides(cast: Cast) -> None:
    boss = make_user("Uji Kepala Dinas Kesehatan", "kepala.dinkes@contoh.test")
    post(boss, Role.UNIT_HEAD, cast.agencies["health"], cast.city)
    row = make_referral(cast, urgent=True)
    before = set(Notice.objects.values_list("user_id", flat=True))
    assert cast.manager.pk not in before
    climbing.climb(by=System("worker"), at=NOW + timedelta(days=1, minutes=1))
    told = set(Notice.objects.exclude(user_id__in=before).values_list("user_id", flat=True))
    assert {cast.manager.pk, boss.pk} <= told
    climbing.climb(by=System("worker"), at=NOW + timedelta(days=2, minutes=1))
    assert Notice.objects.filter(user=cast.head).exists()
    row.refresh_from_db()
    assert row.status == "sent"


def test_r20_who_answers_in_time_is_not_climbed_over(cast: Cast) -> None:
    health = cast.by_role[Role.HEALTH_OFFICER]
    row = make_referral(cast, urgent=True)
    answers.acknowledge(row, by=health, at=NOW)
    answers.answer(row, answer=Answer(Result.DONE, NOW.date()), by=health, at=NOW)
    before = Notice.objects.filter(user__in=[health, cast.head]).count()
    climbing.climb(by=System("worker"), at=NOW + timedelta(days=1, minutes=1))
    assert Notice.objects.filter(user__in=[health, cast.head]).count() == before


def test_r30_what_a_screening_suggests_stands_beside_the_referrals(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    client.force_login(cast.manager)
    pages = [reverse(f"referrals:{name}", args=[case.pk]) for name in ("of_case", "new")]
    assert not any("Disarankan melibatkan" in client.get(page).content.decode() for page in pages)
    found = screening.Answers(
        acts=[Act.RECRUIT],
        means=[Means.DECEPTION],
        purposes=[Purpose.FORCED_LABOUR],
        crosses_region=True,
        crosses_border=True,
    )
    screening.record(case, victim=victim, answers=found, by=cast.manager, at=NOW)
    for page in pages:
        html = client.get(page).content.decode()
        assert "Disarankan melibatkan" in html
        assert all(who in html for who in ("Gugus Tugas TPPO", "UPTD PPA provinsi", "BP3MI", "Kantor Imigrasi"))
