"""What the program refuses the database refuses too: raw SQL as the role of the app."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import errors

from tests.cast import NOW, Cast
from tuntas.cases.actions import proposals
from tuntas.cases.models import Case
from tuntas.cases.tests.make import make_case
from tuntas.intake.states import ViolenceType

pytestmark = pytest.mark.django_db
CLOSED = (
    "UPDATE cases_case SET status = 'closed', closed_at = now(), duty_id = NULL, closing_reason = '{}' WHERE id = %s"
)
STATEMENTS = {
    "no keeper": "UPDATE cases_case SET duty_id = NULL WHERE id = %s",
    "kekeluargaan": CLOSED.format("family_settlement"),
    "perdamaian": CLOSED.format("peace"),
    "cabut laporan": CLOSED.format("withdrawn"),
    "ended without a date": "UPDATE cases_case SET status = 'follow_up' WHERE id = %s",
    "a reason without an end": "UPDATE cases_case SET closing_reason = 'died' WHERE id = %s",
    "reopened without a date": "UPDATE cases_case SET reopened_times = 1 WHERE id = %s",
    "settled keeper": "UPDATE obligations_obligation SET settled_at = now(), outcome = 'done', next_escalation_at = NULL,"
    " rings_at = NULL WHERE id = (SELECT duty_id FROM cases_case WHERE id = %s)",
    "no timeline": "DELETE FROM cases_entry WHERE case_id = %s",
    "decided alone": "UPDATE cases_proposal SET decided_by_id = proposed_by_id, decided_at = now(), status = 'approved',"
    " duty_id = NULL WHERE case_id = %s",
    "decided without a date": "UPDATE cases_proposal SET status = 'approved', duty_id = NULL WHERE case_id = %s",
    "settlement proposed": "UPDATE cases_proposal SET closing_reason = 'peace', kind = 'close' WHERE case_id = %s",
    "ending without reason": "UPDATE cases_proposal SET kind = 'close' WHERE case_id = %s",
    "proposal without desk": "UPDATE cases_proposal SET duty_id = NULL WHERE case_id = %s",
    "reached and nothing said": "INSERT INTO cases_followup (id, at, reached, by_id, case_id)"
    " SELECT gen_random_uuid(), now(), true, manager_id, id FROM cases_case WHERE id = %s",
}


@pytest.mark.parametrize("wrong", STATEMENTS)
def test_the_database_refuses_it(cast: Cast, wrong: str) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,))
    proposals.propose_reclassify(
        case, types=(ViolenceType.PHYSICAL,), reason="x", heard_alone=True, by=cast.manager, at=NOW
    )
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        _run(STATEMENTS[wrong], case)
    cause = refused.value.__cause__
    assert isinstance(cause, errors.CheckViolation | errors.ForeignKeyViolation | errors.InsufficientPrivilege), cause


def test_what_it_refuses_is_what_is_wrong(cast: Cast) -> None:
    _run("UPDATE cases_case SET danger_now = true WHERE id = %s", make_case(cast))
    assert Case.objects.get().danger_now


def test_it_takes_no_case_without_a_duty(cast: Cast) -> None:
    case = make_case(cast)
    with pytest.raises(IntegrityError, match="open_iff_duty"), transaction.atomic():
        Case.objects.create(
            number="K26-0000-0000", agency=case.agency, area=case.area, area_path=case.area_path, manager=cast.manager,
            opened_at=NOW, opened_by=cast.manager, last_entry_at=NOW,
        )  # fmt: skip


def _run(statement: str, case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [case.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
