"""An open duty never lies at a closed agency, also when both happen in one moment."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import NOW, Cast, make
from tuntas.agencies.actions import agencies
from tuntas.agencies.models import Agency
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.obligations import kinds
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.tests.conftest import BY

KIND = Kind("uji.biasa", "x", Clock(timedelta(days=1)), "obligations:detail")


def _open(cast: Cast, agency: Agency) -> Obligation:
    return duties.open_duty(
        kind=KIND, subject=cast.city, dossier_id=uuid7(), label="x", agency=agency, area_path=cast.city.path, by=BY, at=NOW
    )  # fmt: skip


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, committed."""
    monkeypatch.setitem(kinds._KINDS, KIND.code, KIND)
    cast = make()
    cast.agencies["education"].postings.all().update(ends_at=NOW - timedelta(days=1))
    return cast


def _meanwhile(work: object) -> tuple[threading.Thread, list[object]]:
    """Run something in a thread with a connection of its own; what it returned or raised stands in the list."""
    came: list[object] = []

    def run() -> None:
        try:
            came.append(work())  # type: ignore[operator]
        except Denied as error:
            came.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, came


def test_a_duty_waits_for_an_agency_that_is_being_closed_and_is_refused(town: Cast) -> None:
    agency = town.agencies["education"]
    with transaction.atomic():
        agencies.close(agency, by=town.sysadmin, at=NOW)
        thread, came = _meanwhile(lambda: _open(town, agency))
        thread.join(1)
        assert thread.is_alive()
    thread.join(120)
    assert [type(answer) for answer in came] == [duties.AgencyClosed]
    assert not Obligation.objects.filter(agency=agency).exists()


def test_closing_waits_for_a_duty_that_is_being_opened_and_is_refused(town: Cast) -> None:
    agency = town.agencies["education"]
    with transaction.atomic():
        _open(town, agency)
        thread, came = _meanwhile(lambda: agencies.close(agency, by=town.sysadmin, at=NOW))
        thread.join(1)
        assert thread.is_alive()
    thread.join(120)
    assert "kewajiban terbuka" in str(came[0])
    assert Agency.objects.get(pk=agency.pk).closed_date is None


@pytest.mark.django_db
def test_plain_sql_cannot_do_it_either(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.unit.pk).update(closed_date=NOW.date())
    row = Obligation(
        kind=KIND.code, subject_type="uji", subject_id=uuid7(), dossier_id=uuid7(), label="x", agency=cast.unit,
        area_path=cast.city.path, opened_at=NOW, due_at=NOW,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Obligation.objects.bulk_create([row])
