"""After 24 hours of silence it stands with the sender's manager and the receiver's head."""

from datetime import datetime, timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.intake.actions import forwardings, triage
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.states import Status
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import climbing
from tuntas.obligations.models import Escalation

pytestmark = pytest.mark.django_db
LADDER = System("uji")


def climb(at: datetime) -> None:
    while climbing.climb(by=LADDER, at=at):
        pass


def lines(forwarding: Forwarding) -> set[str]:
    """Names of those on whose desk the receiver's duty stands."""
    return set(Escalation.objects.filter(obligation=forwarding.duty).values_list("user__name", flat=True))


def forward(cast: Cast) -> Forwarding:
    return forwardings.send(
        make_report(cast), receiver=cast.agencies["satpol"], shared="Kamar 207", by=cast.hotline, at=NOW
    )


def test_nobody_above_hears_of_it_before(cast: Cast) -> None:
    forwarding = forward(cast)
    climb(NOW + timedelta(hours=23, minutes=59))
    assert lines(forwarding) == set()


def test_after_a_day_it_stands_on_both_sides(cast: Cast) -> None:
    forwarding = forward(cast)
    climb(NOW + timedelta(hours=24, minutes=1))
    assert {cast.manager.name, cast.satpol.name, cast.satpol_head.name} <= lines(forwarding)
    assert cast.hotline.name not in lines(forwarding)


def test_climbing_twice_adds_nothing(cast: Cast) -> None:
    forwarding = forward(cast)
    climb(NOW + timedelta(hours=25))
    before = Escalation.objects.count()
    climb(NOW + timedelta(hours=25, minutes=1))
    assert Escalation.objects.count() == before
    assert lines(forwarding)


def test_a_receiver_who_confirms_in_time_climbs_nowhere(cast: Cast) -> None:
    forwarding = forwardings.acknowledge(forward(cast), by=cast.satpol, at=NOW + timedelta(hours=3))
    climb(NOW + timedelta(hours=30))
    assert lines(forwarding) == set()


def test_after_silence_an_officer_takes_it_back_and_accepts_it(cast: Cast) -> None:
    forwarding = forward(cast)
    at = NOW + timedelta(hours=26)
    climb(at)
    forwardings.take_back(forwarding, by=cast.manager, at=at)
    report = triage.accept(forwarding.report, by=cast.manager, at=at)
    assert Report.objects.get(pk=report.pk).status == Status.ACCEPTED


def test_someone_walled_gets_no_line(cast: Cast) -> None:
    report = make_report(cast, wall_users=(cast.manager.pk,))
    forwarding = forwardings.send(report, receiver=cast.agencies["satpol"], shared="x", by=cast.hotline, at=NOW)
    climb(NOW + timedelta(days=2))
    assert cast.manager.name not in lines(forwarding)
    assert cast.satpol_head.name in lines(forwarding)
