"""`dev.py bench` and `dev.py faults` in small: every figure comes out and no promise is broken. No time is judged here."""

import os
import random
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench import (
    attendance,
    bodies,
    cadres,
    case_page,
    duplicates,
    generate,
    letters,
    lists,
    load,
    post,
    sends,
    servers,
    silent,
    statistics,
    web,
)
from bench.environment import Installation
from bench.faults import Round
from bench.figures import Figure
from bench.staff import STEPS
from bench.system import System
from tests import clock
from tests.cast import make
from tuntas.obligations.models import Obligation

# What measures keeps its connections to the web server until its process ends.
pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
ALONE = """
import django
django.setup()
from bench import crowd, disk, environment, faults, main, races
from tests import cast
"""


@pytest.fixture
def place(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """This test's own database with the cast, as the programs that measure see an installation; and their clock."""
    monkeypatch.setattr(timezone, "now", clock.REAL)
    make()
    connection.close()
    given = {"STATIC_ROOT": str(settings.STATIC_ROOT), "PYTHONUNBUFFERED": "1", "LOG_LEVEL": "ERROR"}
    return Installation(os.environ["TUNTAS_TEST_DSN"], dict(os.environ) | given, tmp_path)


def broken(figures: list[Figure]) -> list[str]:
    """Promises are figures that must be nothing; the other bars are of times and sizes on a machine of one's own."""
    return [figure.name for figure in figures if figure.bar == 0 and not figure.holds]


def test_it_can_be_loaded_without_the_server_of_the_tests() -> None:
    env = {key: value for key, value in os.environ.items() if key != "TUNTAS_TEST_DSN"}
    done = subprocess.run([sys.executable, "-c", ALONE], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_measured_on_the_running_program(place: Installation) -> None:
    with servers.serving(place.environment, place.folder) as running:
        figures = web.weights(running) + sends.cost(running, series=1, rounds=1)
        figures += sends.at_once(running, 4) + sends.same_form(running, times=3)
        figures += attendance.scans(running, 7, 0.5) + web.memory(running)
    figures += load.searches(times=1)
    assert broken(figures) == []
    assert len(figures) > 15


def test_lists_and_claims_on_few_reports(place: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SMALL": 4000, "PEOPLE": 60, "TIMES": 2, "SERIES": 1}.items():
        monkeypatch.setattr(lists, name, value)
    figures = lists.growth(place, 4200) + lists.claims(4200) + case_page.page() + bodies.states(2, 3)
    assert broken(figures) == []
    assert len(figures) == 1 + 4 * len(lists.LISTS) + 8


def test_figures_and_facts_of_few_cases(place: Installation) -> None:
    generate.load(1)
    assert [figure.unit for figure in statistics.rebuild(3)] == ["s", ""]
    figures = statistics.tables(200)
    assert broken(figures) == []
    assert len(figures) == 12


def test_letters_and_cadres_in_small(place: Installation) -> None:
    made = letters.made(place, 3, 5)
    assert [figure.unit for figure in made] == ["s", "s", "MB", "MB"]
    assert all(figure.value > 0 for figure in made)
    asked = cadres.standing(60, 2)
    assert broken(asked) == []
    assert len(asked) == 8
    assert all(figure.value > 0 for figure in asked)


def test_a_small_province_and_few_people(place: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silent, "PROVINCE", "65")
    monkeypatch.setattr(silent, "TIMES", 2)
    figures = silent.measure() + duplicates.measure(place.owner_url, 300)
    assert broken(figures) == []
    assert len(figures) == 8
    assert all(figure.value > 0 for figure in figures if figure.unit)


def test_a_round_of_deaths_keeps_every_promise(place: Installation) -> None:
    generate.load(60)
    with post.office() as office:
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(office.port)}
        system = System(place, place.environment | mail, random.Random(3))
        system.start()
        try:
            round_ = Round(system, 1, sends=6, cases=2)
            round_.plan = [(1, "web worker"), (8, "job worker"), (16, "web worker")]
            round_.run()
        finally:
            system.stop()
    counted = asdict(round_.count()) | asdict(round_.count_staff())
    assert (len(round_.crowd.shown), round_.crowd.lost, round_.crowd.different) == (6, [], 0)
    assert ([len(journey.done) for journey in round_.staff.journeys], round_.staff.lost) == ([STEPS] * 2, [])
    assert {name: count for name, count in counted.items() if count} == {}
    assert system.killed.total() == 3
    assert Obligation.objects.filter(level__gt=0).exists()
