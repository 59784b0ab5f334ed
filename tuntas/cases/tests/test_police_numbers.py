"""The number of a police report that stands on two cases, and the proof that the police gave."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.audit.models import Event
from tuntas.cases.actions import legal
from tuntas.cases.models import Case, LegalEvent
from tuntas.cases.states import LegalStep
from tuntas.cases.tests.make import make_case, open_kinds, second_manager
from tuntas.files.models import File, FileChunk
from tuntas.files.tests.make import paper, upload
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
NUMBER = "LP/B/12/XI/2026"
WAITS = "case.check_number"


def told(case: Case, by: User, number: str = NUMBER, office: str = "", **given: Any) -> LegalEvent:
    return legal.record(
        case, step=LegalStep.REPORTED, on_date=NOW.date(), number=number, office=office, by=by, at=NOW, **given
    )


def page(client: Client, case: Case) -> str:
    return str(client.get(reverse("cases:legal", args=[case.pk])).content.decode())


def hidden(cast: Cast) -> tuple[Case, User]:
    """A case that a colleague of the unit must not know of, under a number."""
    case, colleague = make_case(cast), second_manager(cast)
    told(case, cast.manager)
    walls.add(case.pk, users=[colleague], by=cast.supervisor, at=NOW)
    return case, colleague


def test_within_reach_the_page_says_so_and_nothing_is_refused(client: Client, cast: Cast) -> None:
    first, second, other_office = make_case(cast), make_case(cast), make_case(cast)
    told(first, cast.manager, office="Polresta Pontianak")
    told(second, cast.manager, "lp b 12 xi 2026", office="POLRESTA PONTIANAK ")
    told(other_office, cast.manager, office="Polres Kubu Raya")
    sign_in(client, cast.manager)
    for one, other in ((first, second), (second, first)):
        text = page(client, one)
        assert "tercatat juga pada" in text
        assert other.number in text
        assert other_office.number not in text
    assert "tercatat juga pada" not in page(client, other_office)
    assert WAITS not in open_kinds(first) | open_kinds(second)  # whoever wrote it sees it


def test_beyond_reach_nothing_is_shown_and_the_holder_is_asked_once(client: Client, cast: Cast) -> None:
    case, colleague = hidden(cast)
    mine, again = make_case(cast, by=colleague), make_case(cast, by=colleague)
    for each in (again, mine):
        told(each, colleague)
    sign_in(client, colleague)
    text = page(client, mine)
    assert case.number not in text
    duty = Obligation.objects.unsettled().get(kind=WAITS)
    assert (duty.dossier_id, duty.assignee) == (case.pk, cast.manager)
    assert not Obligation.objects.visible_to(colleague).filter(pk=duty.pk).exists()
    sign_in(client, cast.manager)
    assert "Nomor sudah diperiksa" in page(client, case)
    assert client.post(reverse("cases:number_checked", args=[case.pk])).status_code == 302
    assert WAITS not in open_kinds(case)
    assert Event.objects.filter(kind="legal.number_checked").count() == 1


def test_who_must_not_know_of_the_new_case_is_not_asked_about_it(cast: Cast) -> None:
    case, colleague = hidden(cast)
    mine = make_case(cast, by=colleague)
    walls.add(mine.pk, users=[cast.manager], by=cast.supervisor, at=NOW)
    told(mine, colleague)
    assert WAITS not in open_kinds(case)


def test_an_unnamed_office_is_one_of_the_same_regency(cast: Cast) -> None:
    elsewhere = cast.elsewhere[Role.CASE_MANAGER]
    seat = elsewhere.postings.select_related("agency", "area").get()
    far = Case.objects.get(pk=make_case(cast).pk)
    Case.objects.filter(pk=far.pk).update(agency=seat.agency, manager=elsewhere, area_path=seat.area.path)
    told(Case.objects.get(pk=far.pk), elsewhere)
    told(make_case(cast), cast.manager)
    assert not Obligation.objects.filter(kind=WAITS).exists()


def test_the_proof_of_the_police_is_kept_and_taken_away_as_other_proofs(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    sign_in(client, cast.manager)
    form = reverse("cases:legal_record", args=[case.pk])
    typed = {"step": "reported", "actor": "investigator", "on_date": "2020-01-02", "number": NUMBER}
    refused = client.post(form, typed | {"number": "", "proof_file": upload(paper(), "STPL.pdf")})
    assert (refused.status_code, "Pilih lagi berkasnya" in refused.content.decode()) == (422, True)
    assert client.post(form, typed | {"proof_file": upload(paper(), "STPL.pdf")}).status_code == 302
    file, row = File.objects.get(), LegalEvent.objects.get()
    assert (file.dossier_id, file.purpose, row.proof_file) == (case.pk, "police_proof", file)
    assert client.get(reverse("cases:legal_file", args=[row.pk])).content == paper()
    assert "Tanda terima</a>" in page(client, case)
    away = reverse("cases:legal_file_remove", args=[row.pk])
    assert client.post(away, {"reason": ""}).status_code == 422
    assert client.post(away, {"reason": "wrong_file"}).status_code == 302
    assert FileChunk.objects.count() == 0
    assert "Tanda terima dihapus" in page(client, case)
