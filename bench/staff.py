"""A crowd of staff that carries cases through: open, refer, acknowledge, accept, answer, read, propose the end, approve it.

Over real HTTP against the running processes, each person on a session of their own. The sessions are rows written
directly: signing in with a second factor is slow on purpose and held up by its own limits; everything after it is real.
What they were told was done is written down in `Journey.done`, to be held against the database.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from bench.clerk import Clerk, Tap
from bench.journeys import Journey, option, uuid_in
from bench.visitor import Lost, Page, Visitor

CLERKS = 4
PATIENCE = 120.0  # seconds for one step; everything is back much sooner
CASES = "/meja/kasus/"
REFERRALS = "/meja/rujukan/"
PROPOSALS = "/meja/usulan-kasus/"
CLOSE = {"heard_alone": "yes", "goals_reviewed": "on", "victim_informed": "on"}
# One goes straight to its end, the other is followed up; both need the second person.
REASONS = ("not_ours", "victim_request")


@dataclass(frozen=True)
class Team:
    """Who takes part: their sessions, by what they do, and what their forms name."""

    manager: dict[str, str]
    receiver: dict[str, str]
    approver: dict[str, str]
    manager_id: str
    agency_id: str
    receiver_id: str
    village: str
    today: date


class Walk:
    """One journey, step by step. `tap` tells how the button of each step is pressed."""

    def __init__(self, port: int, team: Team, journey: Journey, tap: Callable[[int], Tap]) -> None:
        self.team, self.journey, self.tap = team, journey, tap
        self.visitors = [Visitor(port, cookies=dict(each)) for each in (team.manager, team.receiver, team.approver)]
        self.manager, self.receiver, self.approver = (Clerk(visitor, until=0) for visitor in self.visitors)

    def steps(self) -> dict[str, Callable[[Tap], str]]:
        """In their order; each returns where it led."""
        return {
            "open": self._open, "victim": self._victim, "refer": self._refer, "acknowledge": self._acknowledge,
            "accept": self._accept, "answer": self._answer, "read": self._read, "propose": self._propose,
            "approve": self._approve,
        }  # fmt: skip

    def go(self, stepped: Callable[[], None]) -> None:
        """All the way, or until something is Lost."""
        try:
            for number, (name, step) in enumerate(self.steps().items()):
                for clerk in (self.manager, self.receiver, self.approver):
                    clerk.until = time.monotonic() + PATIENCE
                self.journey.done[name] = step(self.tap(number))
                stepped()
        except Lost as error:
            self.journey.lost = str(error)
        finally:
            for visitor in self.visitors:
                visitor.close()

    @property
    def failures(self) -> int:
        """Tries that found nobody or an error."""
        return sum(visitor.failures for visitor in self.visitors)

    @property
    def _case(self) -> str:
        return f"{CASES}{uuid_in(self.journey.done['open'])}/"

    @property
    def _referral(self) -> str:
        return f"{REFERRALS}{uuid_in(self.journey.done['refer'])}/"

    def _open(self, tap: Tap) -> str:
        """The address of a form sent again leads to the same case, so there is nothing to look at."""
        given = {"manager": self.team.manager_id}
        if self.journey.report:
            return self.manager.step(f"{CASES}dari-laporan/{self.journey.report}/", given, done=_never, tap=tap)
        given |= {
            "agency": self.team.agency_id, "area-hasil": self.team.village, "types": "psychological",
            "narrative": self.journey.mark,
        }  # fmt: skip
        return self.manager.step(f"{CASES}baru/", given, done=_never, tap=tap)

    def _victim(self, tap: Tap) -> str:
        """Everybody has the same name: the page shows who it may be first, and is told that it is somebody new."""
        form, given = f"{self._case}pihak/baru/", {"role": "victim", "name": "Melati Uji"}
        return self.manager.step(form, given, asked={"baru": "1"}, done=_never, tap=tap)

    def _refer(self, tap: Tap) -> str:
        form = f"{self._case}rujukan/baru/?need=social_aid"
        given = {
            "victim": option(self.manager.open(form).text, "victim"), "receiver": self.team.receiver_id,
            "shared": self.journey.mark, "basis": "public_duty", "basis_note": "Tugas layanan",
        }  # fmt: skip
        return self.manager.step(form, given, done=_never, tap=tap)

    def _acknowledge(self, tap: Tap) -> str:
        return self._received("konfirmasi/", {}, "Dikonfirmasi terima</span>", tap)

    def _accept(self, tap: Tap) -> str:
        return self._received("terima/", {}, "Diterima, dikerjakan</span>", tap)

    def _answer(self, tap: Tap) -> str:
        given = {"result": "done", "result_date": self.team.today.isoformat(), "text": self.journey.mark}
        return self._received("jawab/", given, "Dijawab</span>", tap)

    def _received(self, button: str, given: dict[str, str], word: str, tap: Tap) -> str:
        page = self._referral
        return self.receiver.step(page, given, to=page + button, done=_shows(word, page), tap=tap)

    def _read(self, tap: Tap) -> str:
        page = self._referral
        return self.manager.step(
            page, {}, to=f"{page}dibaca/", done=lambda got: "" if "Sudah saya baca" in got.text else page, tap=tap
        )

    def _propose(self, tap: Tap) -> str:
        form = f"{self._case}terminasi/"
        given = CLOSE | {
            "reason": self.journey.reason, "note": self.journey.mark,
            "follow_up_date": (self.team.today + timedelta(days=90)).isoformat(),
        }  # fmt: skip

        def done(page: Page) -> str:
            found = uuid_in(page.text, after=PROPOSALS)
            return f"{PROPOSALS}{found}/" if found else ""

        return self.manager.step(form, given, done=done, tap=tap)

    def _approve(self, tap: Tap) -> str:
        page = f"{PROPOSALS}{uuid_in(self.journey.done['propose'])}/"
        return self.approver.step(page, {}, to=f"{page}setuju/", done=_shows("Disetujui</span>", page), tap=tap)


def _never(_: Page) -> str:
    return ""


def _shows(word: str, page: str) -> Callable[[Page], str]:
    """Done once a page carries the tag of the state."""
    return lambda got: page if word in got.text else ""


STEPS = 9
TAPS = (Tap.ONCE, Tap.AGAIN, Tap.ONCE, Tap.BOTH)


@dataclass
class Staff:
    """`count` journeys, CLERKS at a time; the first ones begin with an accepted report each, as far as there are some."""

    port: int
    mark: str
    count: int
    team: Team
    reports: list[UUID] = field(default_factory=list)
    journeys: list[Journey] = field(default_factory=list)
    failures: int = 0
    done: int = 0
    _next: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(CLERKS)]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    @property
    def busy(self) -> bool:
        """Whether somebody still carries a case."""
        return any(thread.is_alive() for thread in self._threads)

    @property
    def lost(self) -> list[str]:
        """What was shown to those who could not go on."""
        return [each.lost for each in self.journeys if each.lost]

    def _work(self) -> None:
        while True:
            with self._lock:
                index, self._next = self._next, self._next + 1
            if index >= self.count:
                return
            self._one(index)

    def _one(self, index: int) -> None:
        report = self.reports[index] if index < len(self.reports) else None
        journey = Journey(f"{self.mark}-{index}.", report, REASONS[index % len(REASONS)])
        walk = Walk(self.port, self.team, journey, lambda step: TAPS[(index + step) % len(TAPS)])
        with self._lock:
            self.journeys.append(journey)
        walk.go(self._stepped)
        with self._lock:
            self.failures += walk.failures

    def _stepped(self) -> None:
        with self._lock:
            self.done += 1
