"""R33: a case asks a cadre for little, and nothing at all in danger or about trafficking; what was asked is then withdrawn."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, form_id_of, sign_in
from tuntas.access.roles import Role
from tuntas.accounts import fresh
from tuntas.cadres.actions import tasks
from tuntas.cadres.actions.tasks import TaskData
from tuntas.cadres.models import Cadre, Task
from tuntas.cadres.states import TaskStatus
from tuntas.cadres.tests.make import make_cadre
from tuntas.cases.actions import cadre_tasks, risk
from tuntas.cases.models import Case
from tuntas.cases.tests.make import make_case
from tuntas.core.errors import Denied
from tuntas.intake.states import Risk
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation

DATA = TaskData("Ibu M.", "Antar undangan posyandu Kamis pagi.", "lewat ketua RT")


@pytest.fixture
def case(cast: Cast) -> Case:
    found = make_case(cast)
    Case.objects.filter(pk=found.pk).update(risk=Risk.LOW, danger_now=False)
    found.refresh_from_db()
    return found


@pytest.fixture
def cadre(cast: Cast) -> Cadre:
    return make_cadre(cast, user=cast.by_role[Role.CADRE])


def give(cast: Cast, case: Case, cadre: Cadre) -> Task:
    return cadre_tasks.give(case, cadre=cadre, data=DATA, by=cast.manager, at=NOW)


def test_she_reads_the_task_and_nothing_of_the_case_and_answers(
    cast: Cast, case: Case, cadre: Cadre, client: Client
) -> None:
    sign_in(client, cast.manager)
    page = reverse("cases:cadre_tasks", args=[case.pk])
    typed = {"form_id": form_id_of(client.get(page)), "cadre": str(cadre.pk), "called": "Ibu M.", "contact": "lewat ketua RT",
             "instruction": "Antar undangan posyandu."}  # fmt: skip
    for _ in range(2):
        assert client.post(page, typed).status_code == 302
    task = Task.objects.get()
    sign_in(client, cast.by_role[Role.CADRE])
    assert task.label in client.get(reverse("cadres:mine")).content.decode()
    here = reverse("cadres:task", args=[task.pk])
    session = client.session
    session[fresh.KEY] -= 16 * 60
    session.save()
    assert "/meja/" not in client.get(here)["Location"].split("?")[0], "a telephone that lies around asks who it is"
    sign_in(client, cast.by_role[Role.CADRE])
    text = client.get(here).content.decode()
    assert "Ibu M." in text
    assert "lewat ketua RT" in text
    assert case.number not in text
    assert client.post(here, {"did": "done", "result": "Undangan diterima."}).status_code == 302
    assert "Ibu M." not in client.get(here).content.decode()
    sign_in(client, cast.manager)
    assert "Undangan diterima." in client.get(page).content.decode()


@pytest.mark.parametrize(
    "grave",
    [{"risk": Risk.HIGH}, {"danger_now": True}, {"ever_trafficking": True}, {"trafficking_alert": True}, {"types": ["trafficking"]}],
    ids=lambda each: next(iter(each)),
)  # fmt: skip
def test_danger_and_trafficking_are_never_a_cadres(
    cast: Cast, case: Case, cadre: Cadre, grave: dict[str, object]
) -> None:
    Case.objects.filter(pk=case.pk).update(**grave)
    with pytest.raises(Denied, match="tidak pernah menjadi tugas kader") as error:
        give(cast, case, cadre)
    assert error.value.rule == "R33"
    assert not Task.objects.exists()


def test_what_becomes_dangerous_is_withdrawn_and_leaves_nothing_with_her(cast: Cast, case: Case, cadre: Cadre) -> None:
    task = give(cast, case, cadre)
    risk.raise_one_level(case, by=cast.manager, at=NOW)
    task.refresh_from_db()
    assert task.is_open  # not yet high
    risk.raise_one_level(case, by=cast.manager, at=NOW)
    task.refresh_from_db()
    assert (task.status, task.called, task.contact, task.instruction) == (TaskStatus.WITHDRAWN, None, None, None)
    assert not Obligation.objects.unsettled().filter(subject_id=task.pk).exists()
    with pytest.raises(Denied, match="sudah “ditarik”"):
        tasks.end(task, done=True, by=cast.by_role[Role.CADRE], at=NOW)


def test_who_is_behind_the_wall_is_not_asked_and_a_wall_hides_what_was(
    cast: Cast, case: Case, cadre: Cadre, client: Client
) -> None:
    task = give(cast, case, cadre)
    walls.add(case.pk, users=[cast.by_role[Role.CADRE]], by=cast.leadership, at=NOW)
    sign_in(client, cast.by_role[Role.CADRE])
    assert client.get(reverse("cadres:task", args=[task.pk])).status_code == 404
    assert task.label not in client.get(reverse("cadres:mine")).content.decode()
    with pytest.raises(Denied, match="tidak dapat dipilih"):
        give(cast, case, cadre)
