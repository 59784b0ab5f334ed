"""A hall of people scans the code of a meeting within a minute, on a slow line: real web processes, sockets that dawdle."""

import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone

from bench.figures import Figure, percentile
from bench.servers import HOST, Web
from bench.visitor import Reader
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.bodies.models import Body, BodyKind
from tuntas.meetings import room
from tuntas.meetings.actions import invitations, meetings
from tuntas.meetings.actions.meetings import MeetingData
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.states import MeetingKind

PEOPLE, SPAN = 55, 45.0  # seconds in which they all take out their phones; the last is served within the minute
PIECE, PAUSE = 256, 0.1  # 2.5 KB a second up and down, as at the edge of a cell
PATIENCE = 60.0
THANKS = "kehadiran Anda tercatat"


@dataclass
class Phone:
    """One participant: opens the page, loads its style, sends; every third taps twice, every fourth scans once more."""

    port: int
    path: str
    number: int
    spent: list[float] = field(default_factory=list)
    weight: int = 0
    thanked: int = 0
    asked: int = 0
    failed: int = 0

    def come(self, wait: float) -> "Phone":
        """After a while, as people do."""
        time.sleep(wait)
        began = time.monotonic()
        fields = self._open()
        self._send(fields)
        self.spent.append(time.monotonic() - began)
        if self.number % 3 == 0:
            self._send(fields)
        if self.number % 4 == 0:
            self._send(self._open())
        return self

    def _open(self) -> dict[str, str]:
        page, weight = self._ask(self.path)
        read = Reader(page)
        self.weight = weight + sum(self._ask(url)[1] for url in read.loaded if url.startswith("/"))
        return read.hidden

    def _send(self, hidden: dict[str, str]) -> None:
        fields = {
            "name": f"Peserta {self.number}",
            "institution": f"Lembaga {self.number % 20}",
            "position": "",
            "sex": "female",
        }
        self.asked += 1
        self.thanked += THANKS in self._ask(self.path, hidden | fields)[0]

    def _ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[str, int]:
        """The answer and its bytes; no kept connection, no cookie. Whatever goes wrong is counted."""
        body = urlencode(fields).encode() if fields is not None else b""
        lines = [
            f"{'POST' if fields is not None else 'GET'} {path} HTTP/1.1", f"Host: {HOST}:{self.port}", "Connection: close",
            "Accept-Encoding: gzip", "User-Agent: bench", f"Content-Length: {len(body)}",
        ]  # fmt: skip
        if fields is not None:
            lines.append("Content-Type: application/x-www-form-urlencoded")
        try:
            answer = self._exchange("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        except OSError:
            self.failed += 1
            return "", 0
        head, _, text = answer.partition(b"\r\n\r\n")
        self.failed += b" 200 " not in head.split(b"\r\n", 1)[0]
        return text.decode(errors="replace"), len(text)

    def _exchange(self, request: bytes) -> bytes:
        with socket.create_connection((HOST, self.port), timeout=PATIENCE) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2 * PIECE)
            for start in range(0, len(request), PIECE):
                line.sendall(request[start : start + PIECE])
                time.sleep(PAUSE)
            answer = b""
            while piece := line.recv(PIECE):
                answer += piece
                time.sleep(PAUSE)
            return answer


def scans(web: Web, people: int = PEOPLE, span: float = SPAN) -> list[Figure]:
    """So many phones within so many seconds, all behind the one address of a hall."""
    meeting = _meeting(people)
    chance = random.Random(7)
    code = room.shown(meeting, at=timezone.now()).scanned  # as on the screen while the first of them comes in
    began = time.monotonic()
    with ThreadPoolExecutor(people) as pool:
        waits = [chance.uniform(0, span) for _ in range(people)]
        phones = [Phone(web.port, f"/hadir/{meeting.code}/?{room.FIELD}={code}", number) for number in range(people)]
        done = list(pool.map(Phone.come, phones, waits))
    took = time.monotonic() - began
    rows = list(Attendance.objects.filter(meeting=meeting).values_list("name", flat=True))
    name = f"{people} people scan on a slow line"
    return [
        Figure(f"{name}: errors", sum(phone.failed for phone in done), "", 0),
        Figure(f"{name}: sent and not confirmed", sum(phone.asked - phone.thanked for phone in done), "", 0),
        Figure(f"{name}: written down twice", len(rows) - len(set(rows)), "", 0),
        Figure(f"{name}: not written down", people - len(set(rows)), "", 0),
        Figure(f"{name}: from the first phone to the last answer", took, "s", 60),
        Figure(
            f"{name}: from opening to thanks, p95",
            percentile([each for phone in done for each in phone.spent], 95),
            "s",
        ),
        Figure("page of presence with all it loads", max(phone.weight for phone in done) / 1024, "KB", 6),
    ]


def _meeting(people: int) -> Meeting:
    """One that has just begun, called by the head of the unit, with an invitation for each."""
    by, at = User.objects.filter(postings__role=Role.UNIT_HEAD).order_by("pk")[0], timezone.now()
    agency = by.current_postings[0].agency
    body, _ = Body.objects.get_or_create(
        name="Gugus tugas untuk pengukuran", area=agency.area,
        defaults={
            "kind": BodyKind.objects.get(code="working_group"), "area_path": agency.area_path, "agency": agency, "created_by": by,
            "created_at": at, "founded_date": at.date() - timedelta(days=30),
        },
    )  # fmt: skip
    hour = timedelta(hours=1)
    plan = MeetingData(
        kind=MeetingKind.COORDINATION,
        title="Rapat koordinasi",
        place="Aula",
        starts_at=at - hour,
        ends_at=at + hour,
        chair=by,
    )
    meeting = meetings.plan(body, data=plan, by=by, at=at)
    for number in range(people):
        invitations.add(meeting, institution=f"Dinas Perangkat Daerah {number}", by=by, at=at)
    return meeting
