"""A cadre and what hangs on her, for tests that go to every address."""

from datetime import timedelta
from typing import Any

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.cadres.actions import calls, helps, imports, tasks, training, visits
from tuntas.cadres.actions.tasks import TaskData
from tuntas.cadres.actions.training import CohortData
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
    days = (NOW.date() - timedelta(days=5), NOW.date() - timedelta(days=4))
    plan = CohortData("Kader pendamping anak", NOW.year, cast.unit, days)
    cohort = training.open_cohort(data=plan, by=cast.head, at=NOW)
    training.join(cohort, [cadre], by=cast.head, at=NOW)
    training.add_session(cohort, day=cohort.days.all()[0], topic="Hak anak", trainer="Uji", by=cast.head, at=NOW)
    sheet = b"Nama;Kelurahan\nUji Impor;Saigon\nUji Salah;Saigonn\n"
    brought = imports.upload(sheet, agency=cast.unit, since=NOW.date(), cohort=cohort, by=cast.head, at=NOW)
    imports.read(brought.pk, by=System("uji"), at=NOW)
    return {
        "cohort": {"pk": cohort.pk},
        "trainee": {"pk": cohort.trainees.get().pk},
        "cadre_import": {"pk": brought.pk},
        "cadre": {"pk": cadre.pk},
        "cadre_activity": {"pk": activity.pk},
        "detection": {"pk": detection.pk},
        "visit": {"pk": visit.pk},
        "help": {"pk": asked.pk},
        "call": {"pk": Call.objects.get().pk},
        "cadre_task": {"pk": task.pk},
    }
