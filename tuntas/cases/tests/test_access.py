from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.audit import log
from tuntas.cases.actions import break_glass
from tuntas.cases.models import Case
from tuntas.cases.tests.make import join, make_case, make_party
from tuntas.obligations.actions import walls

pytestmark = pytest.mark.django_db


def url(case: Case) -> str:
    return reverse("cases:access", args=[case.pk])


def test_who_looked_and_who_changed_what(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    party = make_party(case)
    sign_in(client, cast.manager)
    client.post(reverse("cases:identity", args=[case.pk]))
    client.get(reverse("cases:party", args=[party.pk]))
    client.force_login(cast.by_role[Role.DATA_OFFICER])
    everything = client.get(url(case)).content.decode()
    assert f"{cast.manager.name} melihat nama 1 orang dalam kasus." in everything
    assert f"{cast.manager.name} membuka data pihak (Korban)." in everything
    assert "membuka kasus (Fisik)" in everything
    assert "sampai 26-11-2026 16.00" in everything  # of a duty, as clocks there have it
    looked = client.get(url(case) + "?hanya=melihat").content.decode()
    assert "membuka data pihak" in looked
    assert "melihat nama 1 orang" in looked
    assert "membuka kasus" not in looked
    changed = client.get(url(case) + "?hanya=mengubah").content.decode()
    assert "melihat nama" not in changed
    assert "membuka kasus" in changed


def test_other_cases_are_not_in_it_and_it_is_paged_by_key(client: Client, cast: Cast) -> None:
    case, other = make_case(cast), make_case(cast)
    for number in range(60):
        log.record("note.written", case, by=cast.head, at=NOW + timedelta(minutes=number), note_kind="call")
    log.record("case.identities_shown", other, by=cast.supervisor, at=NOW, count=7)
    client.force_login(cast.manager)
    first = client.get(url(case))
    assert len(first.context["lines"]) == 50
    second = client.get(f"{url(case)}?after={first.context['after']}")
    assert 10 < len(second.context["lines"]) < 50
    assert "7 orang" not in first.content.decode() + second.content.decode()


def test_break_glass_stands_above_with_its_review_for_reviewers(client: Client, cast: Cast) -> None:
    case, at = make_case(cast), timezone.now()
    row = break_glass.open_case(case.number, reason="Alasan yang cukup panjang.", by=cast.hotline, at=at)
    assert row is not None
    page = reverse("cases:break_glass", args=[row.pk])
    client.force_login(cast.manager)
    seen = client.get(url(case)).content.decode()
    assert cast.hotline.name in seen
    assert page not in seen
    client.force_login(cast.supervisor)
    assert page in client.get(url(case)).content.decode()


def test_only_for_those_who_see_the_case(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    companion = cast.by_role[Role.COMPANION_WORKER]
    client.force_login(companion)
    assert client.get(url(case)).status_code == 404
    join(case, companion)
    assert client.get(url(case)).status_code == 200
    walls.add(case.pk, users=[companion], by=cast.manager, at=NOW)
    assert client.get(url(case)).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(url(case)).status_code == 404
