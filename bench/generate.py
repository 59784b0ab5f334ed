"""Many reports with their duties, loaded by COPY with every constraint on. Synthetic; sealed under real keys."""

import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction
from django.utils import timezone

from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.areas.models import Area, HomeArea
from tuntas.core import vault
from tuntas.core.keyring import keyring
from tuntas.intake import kinds, receipts
from tuntas.intake.models import Report
from tuntas.intake.states import Channel, ForwardingStatus, ReporterRole, Risk, Status, VictimAge, ViolenceType
from tuntas.obligations.kinds import Kind

START = datetime(2019, 1, 1, tzinfo=UTC)
NARRATIVE = "Saya dengar teriakan dari rumah sebelah hampir setiap malam. Istrinya sering lebam dan takut keluar rumah."
BATCH = 50_000
OWN = 150
MONTH = 30 * 24 * 60  # minutes
SHEET = Report()  # one for all: making a model's instance costs more than all the rest of a row
TYPES, CHANNELS, RISKS = ViolenceType.values, Channel.values, Risk.values
STATES = (
    (Status.ANSWERED, 60), (Status.PASSED_ON, 10), (Status.NOT_OURS, 10), (Status.NON_CASE, 9), (Status.TRIAGE, 5),
    (Status.NEW, 4), (Status.FORWARDED, 2),
)  # fmt: skip

TABLES = ("core_dossierkey", "obligations_obligation", "intake_report", "intake_forwarding")
KEY_COLUMNS = ("id", "kind", "wrapped", "kek", "created_at")
DUTY_COLUMNS = (
    "id", "kind", "subject_type", "subject_id", "dossier_id", "label", "agency_id", "sender_id", "area_path", "assignee_id",
    "urgent", "opened_at", "due_at", "settled_at", "outcome", "level", "next_escalation_at", "basis", "postponed", "working_days",
    "unheard",
)  # fmt: skip
REPORT_COLUMNS = (
    "id", "form_id", "number", "code_hash", "status", "channel", "received_at", "closed_at", "area_id", "area_path", "area_known",
    "agency_id", "found_by_id", "risk", "danger_now", "types", "ever_types", "victim_age", "ever_child", "reporter_role",
    "anonymous", "contact_allowed", "wants_detail", "safety_decision", "duty_id", "narrative",
)  # fmt: skip
FORWARDING_COLUMNS = (
    "id", "report_id", "sender_id", "receiver_id", "status", "sent_by_id", "sent_at", "ended_at", "answered_by_name", "duty_id",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A village of the home areas and the unit that receives there."""

    area_id: UUID
    path: str
    agency_id: UUID


@dataclass(frozen=True)
class World:
    """What the rows point to. Of the open duties OWN lie with each of `people`, which is what one person can have."""

    places: list[Place]
    partners: list[UUID]
    people: dict[UUID, UUID]
    sender: UUID
    own: Counter[UUID] = field(default_factory=Counter)

    def taker(self, agency_id: UUID) -> UUID | None:
        """Who has the next open duty of an agency; nobody once its worker has enough."""
        person = self.people.get(agency_id)
        if person is None or self.own[person] >= OWN:
            return None
        self.own[person] += 1
        return person


@dataclass(frozen=True)
class Rows:
    """One report: its key, its duties, itself, perhaps its forwarding, as tuples for COPY."""

    key: tuple[Any, ...]
    duties: tuple[tuple[Any, ...], ...]
    report: tuple[Any, ...]
    forwarding: tuple[Any, ...] | None


def world() -> World:
    """Every village of the home areas with its receiver; other agencies; one worker for each receiver."""
    today, found = timezone.now().date(), []
    for home in HomeArea.objects.select_related("area"):
        for area in Area.objects.current().below(home.area.path).filter(level=4):
            receiver = ReceivingUnit.objects.nearest(area.path, on=today)
            if receiver:
                found.append(Place(area.id, area.path, receiver.agency_id))
    agencies = {place.agency_id for place in found}
    workers = User.objects.filter(
        postings__agency__in=agencies, postings__role__in=["hotline_officer", "secretariat_admin"]
    )
    people = dict(workers.values_list("postings__agency", "pk"))
    partners = Agency.objects.filter(postings__role="agency_member").exclude(pk__in=agencies).distinct()
    return World(found, list(partners.values_list("pk", flat=True)), people, next(iter(people.values())))


def uuid_at(moment: datetime, chance: random.Random) -> UUID:
    """A UUIDv7 of a past moment."""
    value = int(moment.timestamp() * 1000) << 80 | chance.getrandbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    return UUID(int=value & ~(0x3 << 62) | 2 << 62)


def rows(count: int, *, seed: int, first: int) -> Iterator[Rows]:
    """`count` reports, numbered from `first`, spread from START to now, oldest first; one in ten is still open."""
    chance, around, now = random.Random(seed), world(), timezone.now()
    names, weights = zip(*STATES, strict=True)
    span = now - START
    for index in range(count):
        at = START + span * (index / count)
        status = chance.choices(names, weights)[0]
        yield Maker(chance, around, now, at).make(status, number(first + index))


def number(index: int) -> str:
    """The public number of the report of this index, in order of the index."""
    body = f"99{index:07}"
    digits = body + receipts.check_digit(body)
    return f"{digits[:2]}-{digits[2:6]}-{digits[6:]}"


@dataclass(frozen=True)
class Maker:
    """Makes the rows of one report received at `at`."""

    chance: random.Random
    world: World
    now: datetime
    at: datetime

    def make(self, status: Status, number: str) -> Rows:
        """A report in a state, with the duties it has had and has."""
        report_id, form_id = uuid_at(self.at, self.chance), uuid_at(self.at, self.chance)
        place = self.chance.choice(self.world.places)
        is_open = status in {Status.NEW, Status.TRIAGE, Status.FORWARDED}
        common = (report_id, number, place.path)
        keeping = kinds.WATCH_FORWARDING if status == Status.FORWARDED else kinds.TRIAGE
        duties = [
            self._duty("intake.report", report_id, keeping, common, place.agency_id, is_open=is_open),
            self._duty("intake.report", report_id, kinds.FIRST_FOLLOW_UP, common, place.agency_id, is_open=is_open),
        ]
        forwarding = None
        if status in {Status.FORWARDED, Status.PASSED_ON}:
            forwarding, duty = self._forwarding(place.agency_id, common, is_open=is_open)
            duties.append(duty)
        keeper = duties[0][0] if is_open else None
        key, report = self._report(report_id, form_id, place, (number, status, keeper))
        return Rows(key, tuple(duties), report, forwarding)

    def _duty(
        self,
        subject_type: str,
        subject_id: UUID,
        kind: Kind,
        common: tuple[UUID, str, str],
        agency_id: UUID,
        *,
        is_open: bool,
        sender_id: UUID | None = None,
    ) -> tuple[Any, ...]:
        """A duty; open ones fall due within a month before or after today."""
        dossier_id, number, path = common
        around = timedelta(minutes=self.chance.randint(-MONTH, MONTH))
        due = max(self.at, self.now + around) if is_open else self.at + timedelta(hours=8)
        settled = None if is_open else self.at + timedelta(hours=3)
        assignee = self.world.taker(agency_id) if is_open else self.world.people.get(agency_id)
        return (
            uuid_at(self.at, self.chance), kind.code, subject_type, subject_id, dossier_id, number, agency_id, sender_id, path,
            assignee, False, self.at, due, settled, "" if is_open else "done", 0, due if is_open else None, kind.rule, 0,
            kind.clock.working_days, False,
        )  # fmt: skip

    def _forwarding(
        self, agency_id: UUID, common: tuple[UUID, str, str], *, is_open: bool
    ) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        forwarding_id, receiver = uuid_at(self.at, self.chance), self.chance.choice(self.world.partners)
        duty = self._duty(
            "intake.forwarding",
            forwarding_id,
            kinds.ACKNOWLEDGE,
            common,
            receiver,
            is_open=is_open,
            sender_id=agency_id,
        )
        status, ended = ForwardingStatus.ACCEPTED, self.at + timedelta(hours=3)
        return (
            forwarding_id, common[0], agency_id, receiver, ForwardingStatus.SENT if is_open else status, self.world.sender, self.at,
            None if is_open else ended, "", duty[0] if is_open else None,
        ), duty  # fmt: skip

    def _report(
        self, report_id: UUID, form_id: UUID, place: Place, state: tuple[str, Status, UUID | None]
    ) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        number, status, keeper = state
        ring, key, nonce = keyring(), AESGCM.generate_key(256), os.urandom(12)
        wrapped = nonce + AESGCM(ring.keks[ring.kek]).encrypt(nonce, key, report_id.bytes)
        SHEET.id = report_id
        vault.Box(report_id, key, writing=True).seal(SHEET, narrative=NARRATIVE)
        kinds_of = [self.chance.choice(TYPES)]
        closed = None if keeper else self.at + timedelta(hours=3)
        return (report_id, "report", wrapped, ring.kek, self.at), (
            report_id, form_id, number, receipts.hash_code(receipts.code_of(form_id)), status, self.chance.choice(CHANNELS),
            self.at, closed, place.area_id, place.path, True, place.agency_id, place.agency_id, self.chance.choice(RISKS), False,
            kinds_of, kinds_of, VictimAge.ADULT, False, ReporterRole.NEIGHBOUR, True, False, False, "undecided", keeper,
            SHEET.narrative,
        )  # fmt: skip


def _copy(table: str, columns: tuple[str, ...], values: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def load(count: int, *, seed: int = 1, first: int = 0) -> None:
    """Load `count` reports in batches, each its own transaction; constraints and foreign keys are checked as always."""
    stream, left = rows(count, seed=seed, first=first), count
    while left > 0:
        batch = [next(stream) for _ in range(min(BATCH, left))]
        with transaction.atomic():
            _copy("core_dossierkey", KEY_COLUMNS, (row.key for row in batch))
            _copy("obligations_obligation", DUTY_COLUMNS, (duty for row in batch for duty in row.duties))
            _copy("intake_report", REPORT_COLUMNS, (row.report for row in batch))
            _copy("intake_forwarding", FORWARDING_COLUMNS, (row.forwarding for row in batch if row.forwarding))
        left -= len(batch)


def load_events(*, since: str = "") -> None:
    """One event in the log for each report numbered from `since` on, at the moment it was received."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (id, at, kind, actor_name, subject_type, subject_id, dossier_id, agency_id, area_path, data)"
            " SELECT form_id, received_at, 'report.received', 'Pelapor', 'intake.report', id::text, id, agency_id, area_path, '{}'"
            " FROM intake_report WHERE number LIKE '99-%%' AND number >= %s ORDER BY received_at",
            [since],
        )


def load_people(count: int) -> None:
    """Users with a posting each, spread over the agencies."""
    agencies = list(Agency.objects.order_by("pk").values_list("pk", "area_id"))
    users = [User(name=f"Petugas {index:05}", email=f"petugas{index}@banyak.test") for index in range(count)]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users)
    Posting.objects.bulk_create(
        Posting(user=user, role=Role.HOTLINE_OFFICER, agency_id=agency, area_id=area, starts_at=START)
        for user, (agency, area) in zip(users, cycle(agencies), strict=False)
    )


def analyse(owner_url: str) -> None:
    """What autovacuum would do by itself within minutes of such a load: statistics and visibility for the planner."""
    import psycopg

    with psycopg.connect(owner_url, autocommit=True) as owner:
        for table in (*TABLES, "cases_case", "cases_teammember", "audit_event", "accounts_user", "accounts_posting"):
            owner.execute(f"VACUUM (ANALYZE) {table}")
