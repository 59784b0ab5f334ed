"""What the worker does to many cases: one that fails is recorded and holds up no other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import F

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting
from tuntas.audit.models import Event
from tuntas.cases import jobs, kinds
from tuntas.cases.actions import protection, team
from tuntas.cases.models import Case, Protection
from tuntas.cases.states import ProtectionKind, ProtectionStatus
from tuntas.cases.tests.make import make_case, make_party, second_manager
from tuntas.core.models import DossierKey
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
TODAY, LATER = date(2026, 11, 23), NOW + timedelta(days=9)
NEVER = datetime(9999, 12, 30, tzinfo=UTC)  # no clock can be added to it


def broken(case: Case) -> Case:
    """Every further line on its timeline fails."""
    Obligation.objects.filter(dossier_id=case.pk, subject_id=case.pk).update(kind=kinds.PROGRESS.code)
    Case.objects.filter(pk=case.pk).update(status="intervention", last_entry_at=NEVER)
    return case


def put_off() -> list[tuple[object, str, str]]:
    rows = Event.objects.filter(kind="case.put_off").order_by("seq")
    return [(row.dossier_id, row.data["step"], row.data["error"]) for row in rows]


def test_a_case_that_cannot_get_a_manager_holds_up_no_other(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    stuck, case = broken(make_case(cast)), make_case(cast)
    other = second_manager(cast)
    Posting.objects.filter(user=cast.manager).update(role=Role.HOTLINE_OFFICER)
    assert team.replace_lost(by=jobs.KEEPER, at=LATER) == 1
    assert Case.objects.get(pk=case.pk).manager == other
    assert Case.objects.get(pk=stuck.pk).manager == cast.manager
    assert put_off() == [(stuck.pk, "replace_manager", "OverflowError")]
    assert [str(stuck.pk) in record.getMessage() for record in caplog.records] == [True]
    Case.objects.filter(pk=stuck.pk).update(last_entry_at=F("opened_at"))
    assert team.replace_lost(by=jobs.KEEPER, at=LATER) == 1
    assert Case.objects.get(pk=stuck.pk).manager == cast.supervisor  # who has the fewest now


def test_a_protection_that_cannot_end_holds_up_no_other(cast: Cast) -> None:
    rows = []
    for _ in range(2):
        case = make_case(cast)
        row = protection.ask(
            case, victim=make_party(case), kind=ProtectionKind.LPSK, by=cast.manager, at=NOW
        )  # fmt: skip
        protection.granted(
            row, decided_at=NOW, starts=TODAY, ends=TODAY + timedelta(days=2), reference="B/1", by=cast.manager, at=NOW
        )
        rows.append(row)
    DossierKey.objects.filter(pk=rows[0].case_id).delete()  # what is to be asked for next cannot be written down
    assert protection.end_expired(by=jobs.WATCH, at=LATER) == 1
    states = [Protection.objects.get(pk=row.pk).status for row in rows]
    assert states == [ProtectionStatus.GRANTED, ProtectionStatus.ENDED]
    assert put_off() == [(rows[0].case_id, "end_protection", "Erased")]
