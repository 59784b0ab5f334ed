"""The sheet for SIMFONI: opened, recorded; and that the case has been entered there."""

from datetime import date, datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import simfoni
from tuntas.cases.actions import _case, _sheets
from tuntas.cases.models import Case
from tuntas.cases.policies import simfoni as policies
from tuntas.cases.simfoni import Block
from tuntas.cases.states import EntryKind, SimfoniState


@transaction.atomic
def sheet(case: Case, *, named: bool = False, by: User, at: datetime) -> list[Block]:
    """Every field; recorded. `named`: with the identity of adults, for who may open names (R12, R36)."""
    if named:
        policies.check_names(by, case)
    else:
        policies.check_view(by, case)
    known = {party: data for party, data in _sheets.of_case(case).items() if party.removed_at is None}
    if named:
        log.record(
            "case.identities_shown", case, by=by, at=at, count=len(known), secrecy_notice=case.ever_trafficking
        )  # fmt: skip
    else:
        log.record("case.simfoni_read", case, by=by, at=at)
    return simfoni.blocks(case, known, named=named, on=case.agency.today(at))


@transaction.atomic
def entered(case: Case, *, number: str, on: date, by: User, at: datetime) -> Case:
    """Somebody has typed it into SIMFONI, or brought it up to date there. Later work makes it old again."""
    case = _case.locked(case)
    policies.check_entered(by, case, on=on, today=case.agency.today(at))
    case.simfoni, case.simfoni_number, case.simfoni_date = SimfoniState.ENTERED, number, on
    case.save(update_fields=["simfoni", "simfoni_number", "simfoni_date"])
    _case.entry(case, EntryKind.SIMFONI, url_name="cases:simfoni", by=by, at=at)
    log.record("case.simfoni_entered", case, by=by, at=at, on=on)
    return case
