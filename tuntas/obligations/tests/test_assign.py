"""Giving a duty to somebody."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.core.errors import Denied
from tuntas.core.policies import may
from tuntas.notices.models import Notice
from tuntas.obligations import kinds, policies
from tuntas.obligations.actions import duties, walls
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.tests.conftest import BY
from tuntas.obligations.views.common import _may_open

Opened = Callable[..., Obligation]


@pytest.mark.parametrize(
    ("who", "code"), [("manager", 302), ("head", 302), ("hotline", 403), ("leadership", 403), ("secretariat", 404)]
)
def test_who_may_assign(client: Client, cast: Cast, open_duty: Opened, who: str, code: int) -> None:
    duty = open_duty()
    client.force_login(getattr(cast, who))
    response = client.post(reverse("obligations:assign", args=[duty.pk]), {"to": str(cast.supervisor.pk)})
    assert response.status_code == code
    duty.refresh_from_db()
    assert (duty.assignee == cast.supervisor) is (code == 302)


def test_the_receiver_is_told(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    duties.assign(duty, to=cast.supervisor, by=cast.manager, at=NOW)
    assert Notice.objects.filter(user=cast.supervisor, about_id=duty.pk).exists()


def test_the_receiver_works_at_its_agency(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    for stranger in (cast.satpol, cast.stranger, cast.leadership):
        with pytest.raises(Denied, match="tidak bertugas"):
            duties.assign(duty, to=stranger, by=cast.manager, at=NOW)


def test_nobody_is_given_what_they_must_not_know(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    walls.add(duty.dossier_id, users=[cast.supervisor], by=BY, at=timezone.now())
    with pytest.raises(Denied):
        duties.assign(duty, to=cast.supervisor, by=cast.manager, at=timezone.now())
    client.force_login(cast.manager)
    assert str(cast.supervisor.pk) not in client.get(reverse("obligations:detail", args=[duty.pk])).content.decode()


@pytest.mark.parametrize("kind", kinds.all_kinds(), ids=lambda kind: kind.code)
def test_whoever_can_be_given_a_duty_can_open_its_page_and_nobody_else(
    cast: Cast, open_duty: Opened, kind: Kind
) -> None:
    duty = open_duty(kind=kind)
    at_unit = [user for user in cast.by_role.values() if user.current_postings[0].agency_id == cast.unit.pk]
    for user in at_unit:
        duty.assignee = user
        assert may(policies.check_receive, duty, user, at=NOW) is _may_open(duty, kinds.opening(kind.url_name), user), (
            user.name
        )


def test_whoever_cannot_open_the_page_is_not_offered_and_refused(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(kind=kinds.get("report.triage"))
    cadre = cast.by_role[Role.CADRE]
    for user in (cadre, cast.by_role[Role.MEDIATOR]):
        with pytest.raises(Denied, match="tidak terbuka untuk peran orang ini"):
            duties.assign(duty, to=user, by=cast.manager, at=NOW)
    client.force_login(cast.manager)
    page = client.get(reverse("obligations:detail", args=[duty.pk])).content.decode()
    assert str(cast.hotline.pk) in page
    assert str(cadre.pk) not in page
    with pytest.raises(Denied, match="tidak terbuka untuk peran Anda"):
        duties.take(duty, by=cast.head, at=NOW)


def test_without_a_choice_it_says_so(client: Client, cast: Cast, open_duty: Opened) -> None:
    duty = open_duty()
    client.force_login(cast.manager)
    response = client.post(reverse("obligations:assign", args=[duty.pk]), {"to": ""}, follow=True)
    assert "Petugas belum dipilih." in response.content.decode()
