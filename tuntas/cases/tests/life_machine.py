"""The frame of the random acts in `test_life`: a few cases, somebody who acts, and what must never be found afterwards."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.cases.models import Case, Party
from tuntas.cases.states import PartyRole, TeamRole
from tuntas.cases.tests.endings import closable
from tuntas.cases.tests.life_queries import BROKEN, FORBIDDEN, NAMES
from tuntas.cases.tests.make import join, make_case, make_party
from tuntas.core.errors import Denied
from tuntas.intake.states import ViolenceType


class Machine(RuleBasedStateMachine):
    """A few cases and everybody who could lay hands on them."""

    cast: Cast
    acts = 0
    refused = 0
    ended = 0

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at = NOW
        self.cases: list[Case] = []

    def teardown(self) -> None:
        type(self).ended += Case.objects.filter(closed_at__isnull=False).count()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        for types in ((ViolenceType.PSYCHOLOGICAL,), (ViolenceType.NEGLECT,), (ViolenceType.SEXUAL,)):
            case = closable(self.cast, types=types)
            make_party(case, PartyRole.REPORTED_PERSON)
            join(case, self.cast.by_role[Role.COMPANION_WORKER])
            join(case, self.cast.by_role[Role.PSYCHOLOGIST], TeamRole.PSYCHOLOGIST)
            self.cases.append(case)
        case = make_case(self.cast, types=(ViolenceType.SEXUAL,), child=True)
        make_party(case, child=True)
        self.cases.append(case)

    def case(self, which: int) -> Case:
        return Case.objects.get(pk=self.cases[which % len(self.cases)].pk)

    def who(self, role: Role) -> User:
        user: User = User.objects.get(pk=self.cast.by_role[role].pk)
        return user

    def one(self, model: Any, which: int) -> Any:
        rows = list(model.objects.filter(case__in=self.cases).order_by("-pk"))
        return rows[which % len(rows)] if rows else None

    def attempt(self, act: Callable[..., object], *args: object, by: Role, **more: object) -> None:
        """One act by somebody; a refusal changes nothing. What the database would refuse at commit fails here."""
        if any(arg is None for arg in args):
            return
        self.at += timedelta(minutes=11)
        type(self).acts += 1
        with suppress(Denied), transaction.atomic():
            try:
                act(*args, by=self.who(by), at=self.at, **more)
            except Denied:
                type(self).refused += 1
                raise
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    def victim(self, which: int) -> Party:
        return Party.objects.filter(case=self.case(which), role=PartyRole.VICTIM).earliest("ordinal")

    @invariant()
    def nothing_is_broken(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(f'({each})' for each in {**BROKEN, **FORBIDDEN}.values())}")
            found = dict(zip(NAMES, cursor.fetchone(), strict=True))
        assert not any(found.values()), {name: count for name, count in found.items() if count}
