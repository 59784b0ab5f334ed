"""Many reports with their duties, loaded by COPY with every constraint on. Synthetic; sealed under real keys."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from tuntas.agencies.models import ReceivingUnit
from tuntas.areas.models import Area, HomeArea
from tuntas.core import vault
from tuntas.core.keyring import keyring
from tuntas.intake.models import Report

START = datetime(2019, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=7 * 365)
NARRATIVE = "Saya dengar teriakan dari rumah sebelah hampir setiap malam. Istrinya sering lebam dan takut keluar rumah."
BATCH = 50_000
OPEN_SHARE = 0.1

KEY_COLUMNS = ("id", "kind", "wrapped", "kek", "created_at")
DUTY_COLUMNS = (
    "id", "kind", "subject_type", "subject_id", "dossier_id", "label", "agency_id", "area_path", "urgent", "opened_at",
    "due_at", "settled_at", "outcome", "level", "next_escalation_at", "basis", "postponed",
)  # fmt: skip
REPORT_COLUMNS = (
    "id", "form_id", "number", "status", "channel", "received_at", "closed_at", "area_id", "area_path", "area_known",
    "agency_id", "found_by_id", "risk", "danger_now", "types", "ever_types", "victim_age", "ever_child", "reporter_role",
    "anonymous", "contact_allowed", "safety_decision", "duty_id", "narrative",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A village of the home areas and the unit that receives there."""

    area_id: UUID
    path: str
    agency_id: UUID


def places() -> list[Place]:
    """Every village of the home areas with its receiver."""
    today = datetime.now(UTC).date()
    found = []
    for home in HomeArea.objects.select_related("area"):
        for area in Area.objects.current().below(home.area.path).filter(level=4):
            receiver = ReceivingUnit.objects.nearest(area.path, on=today)
            if receiver:
                found.append(Place(area.id, area.path, receiver.agency_id))
    return found


def uuid_at(moment: datetime, chance: random.Random) -> UUID:
    """A UUIDv7 of a past moment."""
    value = int(moment.timestamp() * 1000) << 80 | chance.getrandbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    return UUID(int=value & ~(0x3 << 62) | 2 << 62)


@dataclass(frozen=True)
class Rows:
    """One report: its key, its duty and itself, as tuples for COPY."""

    key: tuple[Any, ...]
    duty: tuple[Any, ...]
    report: tuple[Any, ...]


def rows(count: int, *, seed: int = 1, first: int = 0) -> Iterator[Rows]:
    """`count` reports, numbered from `first`, spread over seven years, oldest first; one in ten still open, its triage due around today."""
    chance, where, ring = random.Random(seed), places(), keyring()  # noqa: S311 - not a secret
    wrap, now = AESGCM(ring.keks[ring.kek]), datetime.now(UTC)
    for index in range(count):
        at = START + SPAN * (index / count)
        place = chance.choice(where)
        report_id, duty_id = uuid_at(at, chance), uuid_at(at, chance)
        is_open = chance.random() < OPEN_SHARE
        due = now + timedelta(minutes=chance.randint(-60 * 24 * 30, 60 * 24 * 30)) if is_open else at + timedelta(hours=8)
        settled = None if is_open else at + timedelta(hours=3)
        key, nonce = AESGCM.generate_key(256), os.urandom(12)
        wrapped = nonce + wrap.encrypt(nonce, key, report_id.bytes)
        report = Report(id=report_id)
        vault.Box(report_id, key).seal(report, narrative=NARRATIVE)
        number = f"99-{(first + index) // 10000:04d}-{(first + index) % 10000:04d}"
        yield Rows(
            key=(report_id, "report", wrapped, ring.kek, at),
            duty=(
                duty_id, "triage", "intake.report", report_id, report_id, number, place.agency_id, place.path, False, at, due,
                settled, "" if is_open else "done", 0, due if is_open else None, "R18", 0,
            ),
            report=(
                report_id, uuid_at(at, chance), number, "triage" if is_open else "answered", "web", at, settled, place.area_id,
                place.path, True, place.agency_id, place.agency_id, chance.randint(0, 3), False, ["physical"], ["physical"], "18-59",
                False, "neighbour", True, False, "undecided", duty_id if is_open else None, report.narrative,
            ),
        )  # fmt: skip


def _copy(table: str, columns: tuple[str, ...], values: Iterator[tuple[Any, ...]]) -> None:
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
            _copy("obligations_obligation", DUTY_COLUMNS, (row.duty for row in batch))
            _copy("intake_report", REPORT_COLUMNS, (row.report for row in batch))
        left -= len(batch)
    with connection.cursor() as cursor:
        for table in ("core_dossierkey", "obligations_obligation", "intake_report"):
            cursor.execute(f"ANALYZE {table}")
