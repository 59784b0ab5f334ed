from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.accounts.models import User
from tuntas.audit.models import Event
from tuntas.people.actions import merges
from tuntas.people.models import Distinct, Merge, Person
from tuntas.people.states import MergeStatus, Sex
from tuntas.people.tests.make import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client, cast: Cast) -> Client:
    sign_in(client, cast.manager)
    return client


def as_user(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def url(name: str, *pks: UUID) -> str:
    return reverse(f"people:{name}", args=pks)


def test_names_are_hidden_until_asked_for(manager: Client, cast: Cast) -> None:
    person = make_person(cast, name="Melati Rahasia", mother_name="Ibu Rahasia")
    assert "Rahasia" not in manager.get(url("detail", person.pk)).content.decode()
    assert not Event.objects.filter(kind="person.identity_shown").exists()
    page = manager.post(url("identity", person.pk)).content.decode()
    assert "Melati Rahasia" in page
    assert "Ibu Rahasia" in page
    assert Event.objects.filter(kind="person.identity_shown", dossier_id=person.pk).count() == 1


@pytest.mark.parametrize("name", ["identity", "edit", "similar"])
def test_a_long_session_is_asked_for_its_code_again(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.manager)
    address = url(name, make_person(cast).pk)
    response = client.post(address) if name == "identity" else client.get(address)
    assert response.status_code == 302
    assert reverse("account_reauthenticate") in response["Location"]


def test_a_sheet_is_changed_and_what_is_odd_is_said_but_kept(manager: Client, cast: Cast) -> None:
    person = make_person(cast, name="Melati", birth_date=date(2010, 5, 6))
    page = manager.get(url("edit", person.pk)).content.decode()
    assert 'value="Melati"' in page
    typed = {
        "name": "Melati Baru", "birth_day": "7", "birth_month": "5", "birth_year": "2010", "sex": "f", "nik": "123",
        "disabilities": ["physical"],
    }  # fmt: skip
    response = manager.post(url("edit", person.pk), typed, follow=True)
    said = response.content.decode()
    assert "NIK biasanya 16 angka" in said
    assert "Akomodasi belum diisi" in said
    person.refresh_from_db()
    assert (person.birth_year, person.sex, person.disabilities) == (2010, Sex.FEMALE, ["physical"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"birth_day": "31", "birth_month": "2", "birth_year": "2010"}, "tidak ada di kalender"),
        ({"birth_day": "3", "birth_month": "2"}, "Isi tahun lahir"),
        ({"birth_year": "2090"}, "belum tiba"),
        ({"birth_year": "dua ribu"}, "angka saja"),
    ],
)
def test_dates_that_cannot_be(manager: Client, cast: Cast, typed: dict[str, str], sentence: str) -> None:
    person = make_person(cast)
    response = manager.post(url("edit", person.pk), {"name": "Melati"} | typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_ten_are_shown_with_reasons_only_after_asking(manager: Client, cast: Cast) -> None:
    person = make_person(cast, name="Siti Nurhayati", birth_date=date(2009, 3, 4))
    other = make_person(cast, name="St. Nur Hayati", birth_date=date(2009, 4, 3))
    assert "Nur Hayati" not in manager.get(url("similar", person.pk)).content.decode()
    page = manager.post(url("similar", person.pk)).content.decode()
    assert "St. Nur Hayati" in page
    assert "hari dan bulan tertukar" in page
    assert url("compare", person.pk, other.pk) in page


def test_from_side_by_side_to_one_person_and_back(manager: Client, cast: Cast) -> None:
    kept, gone = make_person(cast, name="Melati Satu"), make_person(cast, name="Melati Dua")
    page = manager.get(url("compare", kept.pk, gone.pk)).content.decode()
    assert "Melati Satu" in page
    assert "Melati Dua" in page
    assert manager.post(url("compare", kept.pk, gone.pk), {"reason": ""}).status_code == 422
    response = manager.post(url("compare", kept.pk, gone.pk), {"reason": "Sudah dicek."})
    merge = Merge.objects.get()
    assert response["Location"] == url("merge", merge.pk)
    supervisor = as_user(cast.supervisor)
    page = supervisor.get(url("merge", merge.pk)).content.decode()
    assert "Sudah dicek." in page
    assert "Melati" not in page
    supervisor.post(url("merge_approve", merge.pk))
    assert Person.objects.get(pk=gone.pk).merged_into_id == kept.pk
    assert kept.label in manager.get(url("detail", gone.pk)).content.decode()
    supervisor.post(url("merge_reverse", merge.pk))
    assert Person.objects.get(pk=gone.pk).merged_into_id is None


def test_two_people_are_told_apart(manager: Client, cast: Cast) -> None:
    one, two = make_person(cast), make_person(cast)
    manager.post(url("distinct", one.pk, two.pk))
    assert Distinct.objects.count() == 1
    assert "Tidak ada dalam jangkauan" in manager.post(url("similar", one.pk)).content.decode()


def test_a_proposal_is_rejected_or_withdrawn(manager: Client, cast: Cast) -> None:
    for name, client in (("merge_reject", as_user(cast.head)), ("merge_withdraw", manager)):
        merge = merges.propose(kept=make_person(cast), merged=make_person(cast), reason="Uji.", by=cast.manager, at=NOW)
        client.post(url(name, merge.pk))
        merge.refresh_from_db()
        assert merge.status in {MergeStatus.REJECTED, MergeStatus.WITHDRAWN}


def test_who_saves_over_what_somebody_else_has_just_written_is_told_first(manager: Client, cast: Cast) -> None:
    person = make_person(cast, name="Melati")
    known = Person.objects.get(pk=person.pk).changed_at.isoformat()
    assert f'name="version" value="{known}"' in manager.get(url("edit", person.pk)).content.decode()
    first = as_user(cast.supervisor).post(url("edit", person.pk), {"name": "Melati", "phone": "0812", "version": known})
    assert first.status_code == 302
    late = manager.post(url("edit", person.pk), {"name": "Melati Dua", "version": known})
    page = late.content.decode()
    assert (late.status_code, "petugas lain sudah mengubah" in page, "Melati Dua" in page) == (409, True, True)
    now = Person.objects.get(pk=person.pk).changed_at.isoformat()
    assert f'value="{now}"' in page
    assert manager.post(url("edit", person.pk), {"name": "Melati Dua", "version": now}).status_code == 302
