"""`dev.py faults [--rounds N]`: kill parts of the running system under load, then count what was promised against what is there.

The load is people who send reports, and staff who open cases, refer, answer and close (bench.staff).
"""

import argparse
import random
import secrets
import sys
import time
from collections import Counter
from dataclasses import asdict, fields

from bench import environment, post
from bench.environment import Installation
from bench.figures import Figure, show
from bench.system import KILLS, System
from devtools.places import Stop

ROUNDS, SENDS, CASES, DUE, OPENED = 20, 200, 24, 40, 5
JOBS = ("tuntas.obligations.jobs.climb", "tuntas.notices.jobs.send")
SETTLE = 60.0  # seconds until everything late has climbed once all is up again

MAKE_LATE = """
UPDATE obligations_obligation
SET opened_at = now() - interval '9 days', due_at = now() - interval '2 days', next_escalation_at = now() - interval '2 days'
WHERE id IN (SELECT id FROM obligations_obligation WHERE settled_at IS NULL AND level = 0 ORDER BY id LIMIT %s)
"""


def main(arguments: list[str]) -> int:
    """Run the rounds; returns 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description="Kills parts of the running system under load.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--sends", type=int, default=SENDS, help="reports sent in each round")
    parser.add_argument("--cases", type=int, default=CASES, help="cases carried to their end in each round")
    parser.add_argument(
        "--seed", type=int, default=secrets.randbelow(10**6), help="repeats the choices of an earlier run"
    )
    parser.add_argument("--no-disk", action="store_true", help="without the round on a full disk")
    options = parser.parse_args(arguments)
    print(f"Seed {options.seed}. {options.rounds} rounds of {options.sends} sends and {options.cases} cases.")
    with environment.installation() as place, post.office() as letters:
        environment.furnish(place)
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(letters.port)}
        system = System(place, place.environment | mail, random.Random(options.seed))
        system.start()
        try:
            figures = _all_rounds(system, options, letters)
        finally:
            system.stop()
    if not options.no_disk:
        from bench import disk

        figures += disk.in_own_process()
    show(figures, as_json=False)
    return 0 if all(figure.holds for figure in figures) else 1


def _all_rounds(system: System, options: argparse.Namespace, letters: post.Letters) -> list[Figure]:
    from bench.count import Count
    from bench.staff_count import StaffCount

    total, sums = Counter[str](), Counter[str]()
    for number in range(1, options.rounds + 1):
        round_ = Round(system, number, options.sends, options.cases)
        round_.run()
        counted, staff = round_.count(), round_.count_staff()
        sums.update(asdict(counted) | asdict(staff))
        total["closed"] += round_.closed()
        total.update(round_.sums())
        print(f"Round {number}: {round_.line()}; broken promises: {counted.broken + staff.broken}", flush=True)
        for lost in (*round_.crowd.lost, *round_.staff.lost):
            print(f"  not carried through: {lost}", flush=True)
    deaths = system.killed["job worker"] + system.killed["database"] + system.killed["database process"]
    return [
        Figure("sends with a receipt", total["shown"], ""),
        Figure("steps of staff that were said to be done", total["steps"], ""),
        Figure("cases carried from opening to their end", total["ended"], ""),
        Figure("processes killed", system.killed.total(), ""),
        Figure("longest absence of a killed process", system.longest_absence, "s", 10),
        Figure("tries that failed and were repeated", total["failures"], ""),
        Figure("people without a receipt in two minutes", total["lost"], "", 0),
        Figure("sent again: another receipt", total["different"], "", 0),
        Figure(f"of {OPENED} receipts a round: number and code that open no page", total["closed"], "", 0),
        Figure("staff: cases not carried through in two minutes a step", total["stuck"], "", 0),
        *(Figure(each.name.replace("_", " "), sums[each.name], "", 0) for each in fields(Count)),
        *(Figure(f"staff: {each.name.replace('_', ' ')}", sums[each.name], "", 0) for each in fields(StaffCount)),
        Figure("late duties that climbed, their steps and lines checked one by one", _climbed(), ""),
        Figure("no late duty climbed, so nothing was tested", int(not _climbed()), "", 0),
        Figure("letters", len(letters.came), ""),
        Figure("letters repeated by deaths between taking and noting", letters.repeated, "", deaths),
        Figure("jobs of killed workers not taken up again", _stalled(system), "", 0),
    ]


class Round:
    """One round: duties fall due, people send, staff carry cases, processes die and come back, everything comes to rest."""

    def __init__(self, system: System, number: int, sends: int, cases: int) -> None:
        from django.utils import timezone

        from bench import desk
        from bench.crowd import Crowd
        from bench.staff import STEPS, Staff

        mark = f"putaran-{number}"
        waiting = desk.accepted(cases // 2)  # before the round begins: they are not among what the public sent in it
        self.system, self.began = system, timezone.now()
        self.crowd = Crowd(system.port, mark, sends)
        self.staff = Staff(system.port, mark, cases, desk.team(), waiting)
        self.before = Counter(system.killed)
        chance = system.chance
        # Each kind of death comes round in turn; the others of a round are drawn.
        kinds = [KILLS[number % len(KILLS)], *chance.choices(KILLS, k=chance.randint(2, 4))]
        self.plan = sorted((chance.uniform(0.02, 0.9) * (sends + cases * STEPS), kind) for kind in kinds)
        self._asked = 0.0

    def run(self) -> None:
        """Until everybody has a receipt and every case its end, everything runs again, and everything late has climbed."""
        make_late(self.system.place)
        self.crowd.start()
        self.staff.start()
        while self.crowd.busy or self.staff.busy:
            if self.plan and self.crowd.done + self.staff.done >= self.plan[0][0]:
                self.system.kill(self.plan.pop(0)[1])
            self._tend()
        limit = time.monotonic() + SETTLE
        while not (self.system.whole() and self._at_rest()) and time.monotonic() < limit:
            self._tend()

    def _tend(self) -> None:
        self.system.supervise()
        if time.monotonic() - self._asked > 1:
            self._asked = time.monotonic()
            ask_workers()
        time.sleep(0.02)

    def _at_rest(self) -> bool:
        from django.db import Error, connection
        from django.utils import timezone

        from bench.count import not_climbed

        try:
            return not_climbed(timezone.now()) == 0
        except Error:
            connection.close()
            return False

    def count(self) -> "Count":  # type: ignore[name-defined]  # noqa: F821 - needs Django
        """What was promised against what is there."""
        from django.db import connection

        from bench import count

        connection.close()
        return count.everything(self.crowd.shown, since=self.began)

    def count_staff(self) -> "StaffCount":  # type: ignore[name-defined]  # noqa: F821 - needs Django
        """The same of what staff were told."""
        from bench import staff_count

        return staff_count.count(self.staff.journeys, since=self.began)

    def sums(self) -> dict[str, int]:
        """What was done and what was not, to be added up over all rounds."""
        ended = sum("approve" in journey.done for journey in self.staff.journeys)
        return {
            "shown": len(self.crowd.shown), "lost": len(self.crowd.lost), "different": self.crowd.different,
            "failures": self.crowd.failures + self.staff.failures, "steps": self.staff.done, "ended": ended,
            "stuck": self.staff.count - ended,
        }  # fmt: skip

    def closed(self) -> int:
        """How many of some receipts do not open their report on the public page."""
        from bench.visitor import Visitor, opens

        shown = self.system.chance.sample(self.crowd.shown, min(OPENED, len(self.crowd.shown)))
        visitor = Visitor(self.system.port)
        shut = sum(not opens(visitor, each.receipt) for each in shown)
        visitor.close()
        return shut

    def line(self) -> str:
        """For people."""
        killed = self.system.killed - self.before
        names = ", ".join(f"{times}× {name}" for name, times in sorted(killed.items())) or "nothing"
        did = self.sums()
        return f"{did['shown']} receipts, {did['ended']} cases ended, {did['failures']} tries repeated, killed {names}"


def make_late(place: Installation) -> None:
    """Let some open duties be two days late, as the owner of the tables: no action can."""
    import psycopg

    with psycopg.connect(place.owner_url) as owner:
        owner.execute(MAKE_LATE, [DUE])


def ask_workers() -> None:
    """Put the jobs that run each minute into the queue once more, so that they run while processes die."""
    from django.db import Error, connection
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import ConnectorException

    try:
        for name in JOBS:
            app.configure_task(name).defer()
    except (Error, ConnectorException):
        connection.close()


def _climbed() -> int:
    from tuntas.obligations.models import Obligation

    return Obligation.objects.filter(level__gt=0).count()


def _stalled(system: System) -> int:
    """Jobs whose worker was killed are given back by a job of each minute after 30 seconds; then they must be done."""
    from django.db import connection

    limit = time.monotonic() + 150
    while True:
        system.supervise()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('doing', 'todo') AND scheduled_at IS NULL"
            )
            left = int(cursor.fetchall()[0][0])
        if not left or time.monotonic() > limit:
            return left
        time.sleep(1)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
