"""Late by agency."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tuntas.access.roles import Role
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]


@pytest.fixture
def late(open_duty: Opened) -> Callable[..., Obligation]:
    def make(days: int, **options: object) -> Obligation:
        at = timezone.now()
        return open_duty(at=at - timedelta(days=days + 1), due_at=at - timedelta(days=days), **options)

    return make


def test_counts_oldest_and_middle_by_agency(client: Client, cast: Cast, open_duty: Opened, late: Opened) -> None:
    for days in (1, 2, 9):
        late(days, urgent=days == 9)
    late(4, agency=cast.agencies["satpol"])
    open_duty(at=timezone.now())
    client.force_login(cast.by_role[Role.TASK_FORCE_SECRETARIAT])
    response = client.get(reverse("obligations:late"))
    rows = {row["agency"]: row for row in response.context["agencies"]}
    unit = rows[cast.unit.pk]
    assert (unit["count"], unit["urgent"]) == (3, 1)
    now = timezone.now()
    assert ((now - unit["oldest"]).days, (now - unit["middle"]).days) == (9, 2)
    assert rows[cast.agencies["satpol"].pk]["count"] == 1
    assert "lewat 9 hari" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "agencies"),
    [
        (Role.UNIT_HEAD, {"unit"}), (Role.SUPERVISOR, {"unit"}), (Role.LEADERSHIP, {"unit", "dinas"}),
        (Role.TASK_FORCE_SECRETARIAT, {"unit", "dinas", "satpol"}),
    ],
)  # fmt: skip
def test_only_agencies_within_reach(client: Client, cast: Cast, late: Opened, role: Role, agencies: set[str]) -> None:
    for name in ("unit", "dinas", "satpol"):
        late(1, agency=cast.agencies[name])
    client.force_login(cast.by_role[role])
    response = client.get(reverse("obligations:late"))
    assert {row["agency"] for row in response.context["agencies"]} == {cast.agencies[name].pk for name in agencies}


@pytest.mark.parametrize("role", [Role.HOTLINE_OFFICER, Role.AUDITOR, Role.KPAD, Role.SYSTEM_ADMIN])
def test_others_are_told_whom_the_page_is_for(client: Client, cast: Cast, role: Role) -> None:
    client.force_login(cast.by_role[role])
    assert client.get(reverse("obligations:late")).status_code == 403


def test_what_is_behind_a_wall_is_not_counted(client: Client, cast: Cast, late: Opened) -> None:
    duty = late(1, dossier_id=uuid7())
    walls.add(duty.dossier_id, users=[cast.head], by=BY, at=timezone.now())
    client.force_login(cast.head)
    assert client.get(reverse("obligations:late")).context["total"] == 0
    assert client.get(reverse("obligations:late_agency", args=[cast.unit.pk])).status_code == 404


def test_rows_are_shown_to_those_who_may_see_the_duties(client: Client, cast: Cast, late: Opened) -> None:
    late(1, label="26-TELAT")
    url = reverse("obligations:late_agency", args=[cast.unit.pk])
    client.force_login(cast.head)
    assert "26-TELAT" in client.get(url).content.decode()
    client.force_login(cast.by_role[Role.TASK_FORCE_SECRETARIAT])
    assert "26-TELAT" not in client.get(url).content.decode()
    client.force_login(cast.satpol_head)
    assert client.get(url).status_code == 404


def _row(client: Client) -> list[tuple[object, int]]:
    awaited = client.get(reverse("obligations:late")).context["awaited"]
    return [(row["agency"], row["count"]) for row in awaited]


@pytest.mark.parametrize("who", ["head", "supervisor", "leadership"])
def test_what_others_owe_to_ones_agency_is_awaited(client: Client, cast: Cast, late: Opened, who: str) -> None:
    satpol = cast.agencies["satpol"]
    late(2, agency=satpol, sender=cast.unit, label="26-TUNGGU")
    late(2, agency=satpol, sender=cast.agencies["secretariat"], label="26-LAIN")
    late(2, agency=satpol, label="26-LAIN")
    client.force_login(getattr(cast, who))
    assert _row(client) == [(satpol.pk, 1)]
    assert client.get(reverse("obligations:late")).context["total"] == 0
    text = client.get(reverse("obligations:late_agency", args=[satpol.pk])).content.decode()
    assert "26-TUNGGU" in text
    assert "26-LAIN" not in text


def test_of_what_is_awaited_only_the_shared_page_is_opened(client: Client, cast: Cast, late: Opened) -> None:
    duty = late(2, agency=cast.agencies["satpol"], sender=cast.unit, assignee=cast.satpol)
    client.force_login(cast.head)
    text = client.get(reverse("obligations:late_agency", args=[cast.agencies["satpol"].pk])).content.decode()
    assert reverse("obligations:detail", args=[duty.pk]) not in text
    assert reverse("obligations:detail", args=[cast.city.pk]) in text  # the page of the kind, for its subject
    assert cast.satpol.name not in text


def test_what_is_awaited_is_hidden_by_a_wall_and_never_counted_twice(client: Client, cast: Cast, late: Opened) -> None:
    duty = late(2, agency=cast.agencies["satpol"], sender=cast.unit, dossier_id=uuid7())
    client.force_login(cast.by_role[Role.TASK_FORCE_SECRETARIAT])
    assert _row(client) == []
    client.force_login(cast.head)
    walls.add(duty.dossier_id, users=[cast.head], by=BY, at=timezone.now())
    assert _row(client) == []
    assert client.get(reverse("obligations:late_agency", args=[cast.agencies["satpol"].pk])).status_code == 404
