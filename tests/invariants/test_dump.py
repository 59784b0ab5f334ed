"""Whoever steals the whole database, the queue, the mail and the logs finds nobody in it."""

import logging
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.cast import NOW, Cast, make
from tests.mail import Mailbox
from tuntas.access.actors import Reporter, System
from tuntas.intake.actions import entries, forwardings, messages, proposals, reading, reports, triage
from tuntas.intake.models import Report
from tuntas.intake.states import Channel, EntryKind, ProposalKind, VictimAge, ViolenceType
from tuntas.notices import jobs
from tuntas.obligations.actions import climbing, duties
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import PostponeReason

# Everything said about anybody in this test. Synthetic; the NIK has the serial 0000 that is never given out.
SAID = {
    "reporter_name": "Zubaedah Pelapor",
    "reporter_phone": "0812-9876-5432",
    "victim_name": "Xaveria Korban",
    "reported_person_name": "Qomaruzzaman Terlapor",
    "narrative": "Dia dipukul memakai gagang sapu ungu. NIK 6171014107900000.",
    "place": "Gang Melur Ungu nomor 77",
    "since_when": "sejak musim layang-layang",
    "about_whom": "perempuan penjual kue lumpang",
    "must_not_know": "lurah bernama Wiryawan",
    "safe_contact": "hubungi lewat tukang sayur jam sepuluh",
    "victim_safety": "jangan menelepon rumah mertua",
}
LATER = (
    "tetangga mendengar gelas kristal pecah",
    "kami sudah menunggu di halte angsa",
    "kamar 207 lantai tiga",
    "pindah ke paman Zainab",
)
NEEDLES = [
    *SAID.values(),
    *LATER,
    "Zubaedah",
    "Xaveria",
    "Qomaruzzaman",
    "Wiryawan",
    "6171014107900000",
    "081298765432",
    "+6281298765432",
    "81298765432",
]


HOUR = timedelta(hours=1)


@pytest.fixture
def log() -> Any:
    """Everything logged, as the program's own handler writes it, at the lowest level."""
    stream, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    for found in root.handlers:
        for one in found.filters:
            handler.addFilter(one)
        if found.formatter:
            handler.setFormatter(found.formatter)
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(before)
    root.removeHandler(handler)


def _live_through(cast: Cast) -> Report:
    """One report through every action that takes words."""
    answers = reports.ReceiveData(**SAID, anonymous=False, contact_allowed=True, danger_now=True)  # type: ignore[arg-type]
    receipt = reports.receive(
        form_id=uuid4(), channel=Channel.WEB, area=cast.village, answers=answers, by=Reporter(), at=NOW
    )
    report = Report.objects.get(pk=receipt.report_id)
    _talk(cast, report, at=NOW + HOUR)
    _decide(cast, report, at=NOW + 2 * HOUR)
    entries.add(
        form_id=uuid4(), kind=EntryKind.SILENT, agency=cast.unit, phone=SAID["reporter_phone"], by=cast.hotline, at=NOW
    )  # fmt: skip
    climbing.climb(by=System("test"), at=NOW + timedelta(days=9))
    return report


def _now(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def _talk(cast: Cast, report: Report, *, at: datetime) -> None:
    """Words with the reporter, and to another agency."""
    messages.from_reporter(report, form_id=uuid4(), text=LATER[0], by=Reporter(), at=at)
    triage.start(report, by=cast.hotline, at=at)
    types = [ViolenceType.PHYSICAL]
    triage.classify(_now(report), types=types, victim_age=VictimAge.ADULT, by=cast.hotline, at=at)
    messages.from_office(_now(report), form_id=uuid4(), text=LATER[1], by=cast.hotline, at=at)
    reading.identity(_now(report), by=cast.hotline, at=at)
    satpol = cast.agencies["satpol"]
    sent = forwardings.send(_now(report), receiver=satpol, shared=LATER[2], by=cast.hotline, at=at)
    forwardings.take_back(sent, by=cast.hotline, at=at)


def _decide(cast: Cast, report: Report, *, at: datetime) -> None:
    """Words of a proposal and of a postponement."""
    kind = ProposalKind.NOT_PROVEN
    proposals.propose_ending(_now(report), kind=kind, reason=LATER[3], by=cast.hotline, at=at)
    duty = Obligation.objects.unsettled().get(dossier_id=report.pk, kind="proposal.decide")
    later, reason = duty.due_at + timedelta(days=1), PostponeReason.WAITING_OTHER
    duties.postpone(duty, to=later, reason=reason, note=LATER[3], by=cast.supervisor, at=at)


def _dump(connection: "psycopg.Connection[Any]") -> dict[str, bytes]:
    """Every table as text, with what is stored as bytes also as it is."""
    tables = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    ).fetchall()
    dump = {}
    for (table,) in tables:
        if table == "areas_area":  # the official list of areas: no person is in it
            continue
        rows = connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(str(table)))).fetchall()
        parts = [
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for row in rows
            for value in row
        ]
        dump[str(table)] = b"\n".join(parts)
    return dump


def _found(dump: dict[str, bytes], needles: list[str]) -> set[tuple[str, str]]:
    """Table and needle, however it is written."""
    return {
        (table, needle)
        for table, content in dump.items()
        for needle in needles
        for form in (needle.encode(), needle.encode().hex().encode(), needle.encode("utf-16-le"))
        if form.lower() in content.lower()
    }


@pytest.mark.django_db(transaction=True)
def test_nobody_is_in_database_queue_mail_or_log(
    smtp: Mailbox, log: StringIO, owner_connection: "psycopg.Connection[Any]"
) -> None:
    cast = make()
    report = _live_through(cast)
    owner_connection.execute("UPDATE notices_notice SET next_attempt_at = next_attempt_at - interval '9 days'")
    jobs.send()

    dump = _dump(owner_connection)
    # A search that cannot find anything proves nothing: this one finds what is stored plainly.
    assert ("accounts_user", cast.hotline.name) in _found(dump, [cast.hotline.name])
    assert _found(dump, NEEDLES) == set()
    assert [needle for needle in NEEDLES if needle in smtp.texts()] == []
    assert smtp.messages
    assert report.number not in smtp.texts()
    assert [needle for needle in NEEDLES if needle in log.getvalue()] == []
