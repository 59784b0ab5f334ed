"""A body and what hangs on it, for tests that go to every address."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW, Cast
from tuntas.bodies.actions import elections, paths, tasks
from tuntas.bodies.actions.elections import CandidateData, ElectionData, Tally
from tuntas.bodies.actions.tasks import Acceptance, TaskData
from tuntas.bodies.models import Body, BodyKind, TaskLine
from tuntas.bodies.states import ElectionMethod, Office, PathKind, Profile, SeatRole, Step
from tuntas.bodies.tests.make import make_body, make_decree, make_seat
from tuntas.files.tests.make import picture


def bodies(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name: a body with a decree that ends soon, and seats held, without holder and ended."""
    body = make_body(cast)
    upload = SimpleUploadedFile("sk.jpg", picture(), content_type="image/jpeg")
    soon = (NOW + timedelta(days=30)).date()
    decree = make_decree(body, to_date=soon, upload=upload)
    seat = make_seat(body, agency=cast.agencies["police"], holder="Uji Kanit", position="Kanit PPA")
    make_seat(body, "TP PKK", position="Ketua TP PKK", role=SeatRole.CHAIR)
    make_seat(body, "Koramil", holder="Uji Danramil", to_date=NOW.date())
    unused = BodyKind.objects.create(code="unused", name="Jenis tanpa kelompok", levels=[3])
    path = paths.start(
        kind=PathKind.REACTIVATION, body=body, area=body.area, agency=body.agency, by=cast.secretariat, at=NOW
    )
    done = path.steps.order_by("position")[1]
    path.steps.filter(pk=done.pk).update(done_at=NOW, done_by=cast.secretariat, done_date=NOW.date())
    arguments = _elections(cast, body) | _tasks(cast, body)
    return arguments | {
        "path": {"pk": path.pk},
        "path_step": {"pk": path.steps.order_by("position")[0].pk},
        "path_step_done": {"pk": done.pk},
        "body": {"pk": body.pk},
        "decree": {"pk": decree.pk},
        "seat": {"pk": seat.pk},
        "holder": {"pk": seat.holders.get().pk},
        "body_kind": {"pk": unused.pk},
    }


def _elections(cast: Cast, body: Body) -> dict[str, dict[str, Any]]:
    """One that waits for its result; another body has its officers."""
    election = elections.prepare(
        body, data=ElectionData(NOW.date(), ElectionMethod.SHOW_OF_HANDS, eligible=9, quorum=5), by=cast.secretariat, at=NOW,
        candidates=[CandidateData(Office.CHAIR, name, "TP PKK") for name in ("Uji Satu", "Uji Dua")],
    )  # fmt: skip
    other = make_body(cast, name="Pokja PPA Pontianak Selatan II")
    plan = ElectionData(NOW.date(), ElectionMethod.ACCLAMATION, eligible=9, quorum=5)
    chair = [CandidateData(Office.CHAIR, "Uji Satu", "TP PKK")]
    held = elections.prepare(other, data=plan, candidates=chair, by=cast.secretariat, at=NOW)
    tally = Tally(6, witnesses=("Saksi A", "Saksi B"), minutes="Berjalan tertib.", keeps_from=NOW.date())
    held = elections.decide(held, tally=tally, by=cast.secretariat, at=NOW)
    return {
        "election": {"pk": election.pk},
        "candidate": {"pk": election.candidates.order_by("name")[0].pk},
        "body_with_officers": {"pk": other.pk},
        "decided_election": {"pk": held.pk},
        "officer": {"pk": held.officers.get().pk},
    }


def _tasks(cast: Cast, body: Body) -> dict[str, dict[str, Any]]:
    """Lines that wait: for the secretariat's record, for the head of the unit, to be put in force."""
    lines = [
        _line(cast, body, key, step)
        for key, step in (("police", Step.POLICE_REPORT), ("unit", Step.PSYCHOLOGY), ("health", Step.FORENSIC))
    ]
    letter = Acceptance("Uji Kadinkes", "Kepala Dinas", "440/1/2026", NOW.date())
    tasks.accept(lines[2], given=letter, by=cast.secretariat, at=NOW)
    return {"task": {"pk": lines[0].pk}, "task_unit": {"pk": lines[1].pk}, "task_accepted": {"pk": lines[2].pk}}


def _line(cast: Cast, body: Body, key: str, step: Step) -> TaskLine:
    """A line of the duties matrix that waits for its answer."""
    data = TaskData(cast.agencies[key], Profile.SEXUAL, step, f"{step.label} bagi korban", 72)
    return tasks.propose(body, data=data, by=cast.secretariat, at=NOW)
