"""Many cases with their keeping duties and people on them, loaded by COPY with every constraint on. Synthetic."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.utils import timezone

from bench.generate import BATCH, DUTY_COLUMNS, KEY_COLUMNS, MONTH, START, Place, World, _copy, uuid_at, world
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.cases import kinds
from tuntas.cases.models import Case
from tuntas.cases.states import CLOSED_STATES, ClosingReason, EntryKind, Status
from tuntas.core import vault
from tuntas.core.keyring import keyring
from tuntas.intake.receipts import check_digit
from tuntas.intake.states import Risk, ViolenceType

NARRATIVE = "Korban datang bersama kakaknya. Ia ingin tinggal di tempat kakaknya dan minta ditemani ke kepolisian."
SHEET = Case()  # one for all, as for reports
OWN = 60  # open cases of one manager
STATES = (
    (Status.CLOSED, 80), (Status.INTERVENTION, 6), (Status.MONITORING, 4), (Status.ASSESSMENT, 3), (Status.PLANNING, 3),
    (Status.FOLLOW_UP, 3), (Status.LEGAL_WATCH, 1),
)  # fmt: skip
KEEPERS = {
    Status.ASSESSMENT: kinds.ASSESS, Status.PLANNING: kinds.PLAN, Status.INTERVENTION: kinds.PROGRESS, Status.MONITORING: kinds.PROGRESS,
    Status.LEGAL_WATCH: kinds.PROGRESS, Status.FOLLOW_UP: kinds.FOLLOW_UP,
}  # fmt: skip
CASE_COLUMNS = (
    "id", "number", "status", "status_before", "agency_id", "area_id", "area_path", "manager_id", "opened_at", "opened_by_id",
    "closed_at", "closing_reason", "reopened_times", "recurrence", "risk", "types", "ever_types", "contexts", "trafficking_alert",
    "ever_trafficking", "ever_child", "child_reported", "disabled_victim", "danger_now", "last_entry_at", "simfoni",
    "simfoni_number", "duty_id", "narrative",
)  # fmt: skip
TEAM_COLUMNS = ("id", "case_id", "user_id", "role", "since")
ENTRY_COLUMNS = ("id", "case_id", "kind", "detail", "at", "by_id", "url_name")


@dataclass(frozen=True)
class Rows:
    """One case: its key, its duty, itself, its manager, as tuples for COPY."""

    key: tuple[Any, ...]
    duty: tuple[Any, ...] | None
    case: tuple[Any, ...]
    member: tuple[Any, ...]


@dataclass
class Maker:
    """Makes cases of one unit; each manager has OWN open ones, all others belong to a colleague who has many."""

    chance: random.Random
    places: list[Place]
    managers: list[UUID]
    now: datetime
    opened: int = 0

    def make(self, at: datetime, number: str) -> Rows:
        """A case opened at a moment, with the duty it has if it is open."""
        status = self.chance.choices([state for state, _ in STATES], [weight for _, weight in STATES])[0]
        case_id, place = uuid_at(at, self.chance), self.chance.choice(self.places)
        manager = self._manager(is_open=status is not Status.CLOSED)
        duty = self._duty((case_id, number, manager), place, status, at) if status in KEEPERS else None
        closed = at + timedelta(days=60) if status in CLOSED_STATES else None
        kind = [self.chance.choice(ViolenceType.values)]
        key, narrative = _sealed(case_id, at)
        case: tuple[Any, ...] = (
            case_id, number, status, "", place.agency_id, place.area_id, place.path, manager, at, manager, closed,
            ClosingReason.GOALS_REACHED if closed else "", 0, False, self.chance.choice(Risk.values), kind, kind, [], False, False,
            False, False, False, False, at + timedelta(days=1), "not_yet", "", duty[0] if duty else None, narrative,
        )  # fmt: skip
        return Rows(key, duty, case, (uuid_at(at, self.chance), case_id, manager, "manager", at))

    def _manager(self, *, is_open: bool) -> UUID:
        if not is_open:
            return self.chance.choice(self.managers)
        self.opened += 1
        return self.managers[min((self.opened - 1) // OWN, len(self.managers) - 1)]

    def _duty(self, case: tuple[UUID, str, UUID], place: Place, status: Status, at: datetime) -> tuple[Any, ...]:
        case_id, number, manager = case
        kind = KEEPERS[status]
        due = max(at, self.now + timedelta(minutes=self.chance.randint(-MONTH, MONTH)))
        return (
            uuid_at(at, self.chance), kind.code, "cases.case", case_id, case_id, number, place.agency_id, None, place.path, manager,
            False, at, due, None, "", 0, due, kind.rule, 0, kind.clock.working_days, False,
        )  # fmt: skip


def number(index: int) -> str:
    """The public number of the case of this index, in order of the index."""
    body = f"99{index:07}"
    digits = body + check_digit(body)
    return f"K{digits[:2]}-{digits[2:6]}-{digits[6:]}"


def _sealed(case_id: UUID, at: datetime) -> tuple[tuple[Any, ...], Any]:
    ring, key, nonce = keyring(), AESGCM.generate_key(256), os.urandom(12)
    SHEET.id = case_id
    vault.Box(case_id, key, writing=True).seal(SHEET, narrative=NARRATIVE)
    wrapped = nonce + AESGCM(ring.keks[ring.kek]).encrypt(nonce, key, case_id.bytes)
    return (case_id, "case", wrapped, ring.kek, at), SHEET.narrative


def _maker(seed: int) -> Maker:
    around: World = world()
    managers = list(
        User.objects.filter(postings__role=Role.CASE_MANAGER, postings__agency__area_path__startswith="61.71")
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    unit = User.objects.get(pk=managers[0]).postings.values_list("agency", flat=True)[0]
    places = [place for place in around.places if place.agency_id == unit]
    others = list(User.objects.filter(email__startswith="petugas").order_by("email").values_list("pk", flat=True)[:500])
    return Maker(random.Random(f"cases {seed}"), places, [*managers, *others], timezone.now())


def load(count: int, *, seed: int = 1, first: int = 0) -> None:
    """Load `count` cases in batches, each its own transaction; constraints and foreign keys are checked as always."""
    maker, stream, left = _maker(seed), iter(range(count)), count
    span = maker.now - START
    while left > 0:
        batch = [
            maker.make(START + span * (index / count), number(first + index))
            for index in _some(stream, min(BATCH, left))
        ]
        with transaction.atomic():
            _copy("core_dossierkey", KEY_COLUMNS, (row.key for row in batch))
            _copy("obligations_obligation", DUTY_COLUMNS, (row.duty for row in batch if row.duty))
            _copy("cases_case", CASE_COLUMNS, (row.case for row in batch))
            _copy("cases_teammember", TEAM_COLUMNS, (row.member for row in batch))
        left -= len(batch)


def _some(stream: Iterator[int], count: int) -> Iterator[int]:
    for _ in range(count):
        yield next(stream)


def entries(case: Case, count: int) -> None:
    """`count` lines on one timeline, of all kinds, an hour apart."""
    chance, names = random.Random(3), EntryKind.values
    rows = (
        (
            uuid_at(case.opened_at + timedelta(hours=index), chance), case.pk, names[index % len(names)], "",
            case.opened_at + timedelta(hours=index), case.manager_id, "",
        )
        for index in range(count)
    )  # fmt: skip
    with transaction.atomic():
        _copy("cases_entry", ENTRY_COLUMNS, rows)
