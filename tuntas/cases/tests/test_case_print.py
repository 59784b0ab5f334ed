import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, form_id_of, sign_in
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases.actions import parties, printing
from tuntas.cases.models import Case, Entry
from tuntas.cases.states import PartyRole, TeamRole
from tuntas.cases.tests.make import NAME, STORY, join, make_case, make_party
from tuntas.core.errors import Denied
from tuntas.core.models import DossierKey
from tuntas.intake.states import ViolenceType
from tuntas.letters.models import Letter, Register
from tuntas.letters.states import LetterKind, Nature
from tuntas.obligations.actions import walls
from tuntas.people.actions.people import PersonData

pytestmark = pytest.mark.django_db


def url(case: Case) -> str:
    return reverse("cases:print", args=[case.pk])


def test_a_copy_for_the_unit_takes_no_number_and_is_recorded(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    adult = make_party(case)
    sign_in(client, cast.manager)
    page = client.get(url(case)).content.decode()
    assert "Korban 1" in page
    assert NAME not in page
    response = client.post(url(case), {"purpose": "inside", "named": [str(adult.pk)]})
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="ringkasan-{case.number}.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert response.content[:5] == b"%PDF-"
    event = Event.objects.get(kind="case.printed")
    assert (event.dossier_id, event.data) == (case.pk, {"named": 1, "numbered": False, "secrecy_notice": False})
    assert not Letter.objects.exists()
    assert not Register.objects.exists()


def test_what_leaves_the_unit_is_a_numbered_letter_without_names(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    adult = make_party(case)
    sign_in(client, cast.manager)
    assert client.post(url(case), {"purpose": "outside"}).status_code == 422
    named = {"purpose": "outside", "recipient": "Pimpinan LPSK", "named": [str(adult.pk)]}
    assert client.post(url(case), named).status_code == 403
    form = {"purpose": "outside", "recipient": "Pimpinan LPSK", "form_id": form_id_of(client.get(url(case)))}
    assert client.post(url(case), form).status_code == 200
    again = client.post(url(case), form)  # the paper was lost on its way: the same letter, no second number
    letter = Letter.objects.get()
    assert again["Location"] == reverse("letters:detail", args=[letter.pk])
    assert client.get(again["Location"]).status_code == 200
    assert (letter.kind, letter.nature, letter.sequence, letter.dossier_id) == (
        LetterKind.CASE_SUMMARY, Nature.SECRET, 1, case.pk,
    )  # fmt: skip
    assert Entry.objects.get(case=case, kind="letter").object_id == letter.pk
    assert Event.objects.get(kind="case.printed").data["numbered"] is True
    assert Event.objects.filter(kind="letter.printed").count() == 1


def test_notes_and_the_story_never_come_along(cast: Cast) -> None:
    case = make_case(cast)
    make_party(case)
    text = repr(printing._content(case, [], at=NOW).as_fields())
    assert case.number in text
    assert STORY not in text
    assert NAME not in text


def test_r36_the_secrecy_notice_comes_before_the_paper(client: Client, cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.TRAFFICKING,))
    sign_in(client, cast.manager)
    assert "Saya sudah membaca" in client.get(url(case)).content.decode()
    refused = client.post(url(case), {"purpose": "inside"})
    assert refused.status_code == 403
    assert "R36" in refused.content.decode()
    back = client.post(reverse("cases:acknowledge", args=[case.pk]), {"next": "print"})
    assert back["Location"] == url(case)
    assert client.post(url(case), {"purpose": "inside"}).status_code == 200
    assert Event.objects.get(kind="case.printed").data["secrecy_notice"] is True


def test_r36_elsewhere_no_notice_is_asked_for(cast: Cast) -> None:
    assert printing.copy(make_case(cast), by=cast.manager, at=NOW)[:5] == b"%PDF-"


def test_a_psychologist_prints_nobody_by_name(client: Client, cast: Cast) -> None:
    case, psychologist = make_case(cast), cast.by_role[Role.PSYCHOLOGIST]
    adult = make_party(case)
    sign_in(client, psychologist)
    assert client.get(url(case)).status_code == 404
    join(case, psychologist, TeamRole.PSYCHOLOGIST)
    assert "Cetak dengan nama" not in client.get(url(case)).content.decode()
    assert client.post(url(case), {"purpose": "inside"}).status_code == 200
    with pytest.raises(Denied):
        printing.copy(case, named=[adult.pk], by=psychologist, at=NOW)
    assert client.post(url(case), {"purpose": "outside", "recipient": "LPSK"}).status_code == 403


def test_a_child_cannot_even_be_ticked(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    child = parties.add(
        case, role=PartyRole.VICTIM, data=PersonData(name="Melati", birth_year=2014), by=cast.manager, at=NOW
    )  # fmt: skip
    sign_in(client, cast.manager)
    page = client.get(url(case)).content.decode()
    assert "Selalu disamarkan: Korban 1" in page
    assert str(child.pk) not in page
    client.post(url(case), {"purpose": "inside", "named": [str(child.pk)]})
    assert Event.objects.get(kind="case.printed").data["named"] == 0


def test_who_asks_again_and_who_may_not(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    assert client.get(url(case)).status_code == 302  # shows who it is first
    for user, code in ((cast.head, 403), (cast.by_role[Role.DATA_OFFICER], 403), (cast.hotline, 404)):
        sign_in(client, user)
        assert client.post(url(case), {"purpose": "inside"}).status_code == code
    walls.add(case.pk, users=[cast.manager], by=cast.supervisor, at=NOW)
    sign_in(client, cast.manager)
    assert client.get(url(case)).status_code == 404
    with pytest.raises(Denied):
        printing.copy(case, by=cast.manager, at=NOW)


def test_what_was_erased_cannot_be_printed(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    DossierKey.objects.filter(pk=case.pk).delete()
    sign_in(client, cast.manager)
    assert client.post(url(case), {"purpose": "inside"}).status_code == 410
