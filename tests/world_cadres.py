"""A cadre and what hangs on her, for tests that go to every address."""

from datetime import timedelta
from typing import Any

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.cadres.actions import calls, helps, tasks, visits
from tuntas.cadres.actions.tasks import TaskData
from tuntas.cadres.models import Call
from tuntas.cadres.states import HelpKind
from tuntas.cadres.tests.make import detect, did, make_cadre
from tuntas.cases.models import Case


def cadres(cast: Cast, case: Case) -> dict[str, dict[str, Any]]:
    """Arguments by name: the cast's own cadre, kept by the unit; another who has fallen silent."""
    user = cast.by_role[Role.CADRE]
    cadre = make_cadre(cast, "Uji Kader", user=user)
    activity = did(cadre)
    detection = detect(cadre, by=user).detection
    visit = visits.plan(cadre, expected_at=NOW + timedelta(hours=3), by=user, at=NOW)
    asked = helps.ask(cadre, kind=HelpKind.ADVICE, words="Mohon saran.", by=user, at=NOW)
    make_cadre(cast, "Uji Jeda", from_date=NOW.date() - timedelta(days=120))
    calls.watch(by=System("uji"), at=NOW)
    data = TaskData("Ibu M.", "Antar surat undangan posyandu.", "lewat ketua RT")
    task = tasks.give(cadre, dossier_id=case.pk, agency=cast.unit, data=data, by=cast.manager, at=NOW)
    return {
        "cadre": {"pk": cadre.pk},
        "cadre_activity": {"pk": activity.pk},
        "detection": {"pk": detection.pk},
        "visit": {"pk": visit.pk},
        "help": {"pk": asked.pk},
        "call": {"pk": Call.objects.get().pk},
        "cadre_task": {"pk": task.pk},
    }
