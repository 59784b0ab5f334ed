"""Where the work on a case stands: begun at once in danger, watched when everything planned is done, taken up again."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case
from tuntas.cases.models import Case
from tuntas.cases.policies import work as policies
from tuntas.cases.states import Status


@transaction.atomic
def start_now(case: Case, *, by: User, at: datetime) -> Case:
    """R16: high danger is acted on before there is a plan."""
    case = _case.locked(case)
    policies.check_emergency(by, case)
    return _move(case, Status.INTERVENTION, by=by, at=at)


@transaction.atomic
def monitor(case: Case, *, by: User, at: datetime) -> Case:
    """Everything planned is done; now it is watched whether it holds."""
    case = _case.locked(case)
    policies.check_monitor(by, case)
    return _move(case, Status.MONITORING, by=by, at=at)


@transaction.atomic
def resume(case: Case, *, by: User, at: datetime) -> Case:
    """There is something to do again."""
    case = _case.locked(case)
    policies.check_course(by, case)
    return _move(case, Status.INTERVENTION, by=by, at=at)


def _move(case: Case, status: Status, *, by: User, at: datetime) -> Case:
    before = case.status
    _case.move(case, status, by=by, at=at)
    log.record("case.moved_on", case, by=by, at=at, before=before, status=str(status))
    return case
