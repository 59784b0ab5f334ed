"""The access wall."""

from collections.abc import Callable
from datetime import timedelta

from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.core.ids import uuid7
from tuntas.notices.models import Notice
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation, Wall
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]


def test_what_those_kept_out_hold_goes_back_to_the_unit(cast: Cast, open_duty: Opened) -> None:
    dossier = uuid7()
    held, other = open_duty(assignee=cast.manager, dossier_id=dossier, urgent=True), open_duty(assignee=cast.manager)
    assert walls.add(dossier, users=[cast.manager], by=BY, at=NOW) == 1
    held.refresh_from_db()
    other.refresh_from_db()
    assert (held.assignee, other.assignee) == (None, cast.manager)
    assert held.rings_at == NOW + timedelta(minutes=5)
    assert Notice.objects.filter(about_id=held.pk, user=cast.hotline).exists()


def test_waiting_notices_are_not_sent(cast: Cast, open_duty: Opened) -> None:
    dossier = uuid7()
    open_duty(assignee=cast.manager, dossier_id=dossier)
    walls.add(dossier, users=[cast.manager], by=BY, at=NOW)
    assert Notice.objects.get(user=cast.manager, dossier_id=dossier).status == "skipped"


def test_an_agency_is_kept_out_with_all_below_it_and_those_above_who_are_posted_there(cast: Cast) -> None:
    dossier = uuid7()
    walls.add(dossier, agencies=[cast.dinas], by=BY, at=NOW)
    hidden = Wall.objects.hidden_users(dossier, at=NOW)
    assert {cast.manager.pk, cast.leadership.pk, cast.hotline.pk} <= hidden
    assert cast.satpol.pk not in hidden
    assert dossier in set(Wall.objects.hidden_dossiers(cast.manager))


def test_a_unit_is_kept_out_but_not_the_agency_above(cast: Cast) -> None:
    dossier = uuid7()
    walls.add(dossier, agencies=[cast.unit], by=BY, at=NOW)
    assert cast.leadership.pk not in Wall.objects.hidden_users(dossier, at=NOW)
    assert dossier not in set(Wall.objects.hidden_dossiers(cast.leadership))


def test_naming_twice_is_once_and_it_can_be_taken_down(cast: Cast) -> None:
    dossier = uuid7()
    assert walls.add(dossier, users=[cast.manager], agencies=[cast.unit], by=BY, at=NOW) == 2
    assert walls.add(dossier, users=[cast.manager], agencies=[cast.unit], by=BY, at=NOW) == 0
    assert walls.remove(dossier, users=[cast.manager], agencies=[cast.unit], by=BY, at=NOW) == 2
    assert walls.remove(dossier, users=[cast.manager], by=BY, at=NOW) == 0
    assert not Wall.objects.exists()
    assert Event.objects.filter(kind__startswith="wall.").count() == 2
