"""Nothing by which a child can be known stands in anything that leaves the agency, whatever was ticked or typed (R12).

UU 11/2012 Pasal 19, UU 12/2022 Pasal 69: name, parents, address, school. Every way out is gone once, with a sheet on which
every field is a word of its own; a new way out gets its line in `_outputs`.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, sign_in
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases.actions import notes, parties, printing
from tuntas.cases.models import Case, Party
from tuntas.cases.states import PartyRole, Relation
from tuntas.cases.tests.make import make_case
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.letters.actions.printing import _fields
from tuntas.letters.models import Letter
from tuntas.notices.models import Notice
from tuntas.obligations.models import Obligation
from tuntas.people.actions.people import PersonData, unsealed
from tuntas.people.states import Sex
from tuntas.referrals import jobs, secrets
from tuntas.referrals.actions import answers, links
from tuntas.referrals.states import Item, Need
from tuntas.referrals.tests.make import make_referral, make_transfer, without_accounts

pytestmark = pytest.mark.django_db
CHILD = PersonData(
    name="Kenarimerah Kusumawardani", aliases="Sikenari", birth_date=date(2014, 5, 5), birth_place="Desalahirku", sex=Sex.FEMALE,
    nik="6171014505140001", phone="+6281200011122", address="Gangkenanga 7", mother_name="Ibukenari", guardian_name="Walikenari",
    guardian_contact="+6281200033344", school="SDNkenari 9", safe_hours="Jamkenari", code_word="Sandikenari",
    say_to_others="Katakenari", note="Catatankenari",
    accommodation="Kenarimerah memakai kursi roda",
)  # fmt: skip
MOTHER = PersonData(name="Ibukenari Sulastri", address="Gangkenanga 7", phone="+6281200055566")
FATHER = PersonData(name="Bapakenari Wibowo", address="Rumahbapak 3", nik="6171014501800002")
CANARIES = (
    "kenarimerah", "kusumawardani", "sikenari", "05-05-2014", "desalahirku", "6171014505140001", "81200011122", "gangkenanga", "ibukenari",
    "sulastri", "walikenari", "81200033344", "sdnkenari", "jamkenari", "sandikenari", "katakenari", "catatankenari", "81200055566",
    "bapakenari", "wibowo", "rumahbapak", "6171014501800002",
)  # fmt: skip
STORY = "Kenarimerah (Sikenari), murid SDNkenari 9, tinggal dengan Ibukenari di Gangkenanga 7. Ia sudah aman."


def _case(cast: Cast) -> tuple[Case, Party]:
    at = timezone.now()
    case = make_case(cast, at=at)
    child = parties.add(case, role=PartyRole.VICTIM, data=CHILD, by=cast.manager, at=at)
    parties.add(case, role=PartyRole.GUARDIAN, data=MOTHER, by=cast.manager, at=at)
    father = parties.add(case, role=PartyRole.REPORTED_PERSON, data=FATHER, by=cast.manager, at=at)
    parties.relate(case, victim=child, reported_person=father, kind=Relation.PARENT, by=cast.manager, at=at)
    notes.summarise(case, text=STORY, by=cast.manager, at=at)
    return Case.objects.get(pk=case.pk), child


def _page(user: Any, name: str, pk: Any, *, post: bool = False) -> str:
    client = Client()
    sign_in(client, user)
    url = reverse(name, args=[pk])
    response = client.post(url) if post else client.get(url)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def _outputs(cast: Cast, case: Case, child: Party) -> dict[str, str]:
    """Everything that leaves, by name, as one text each; with all that can be ticked."""
    at = timezone.now()
    found = _to_a_receiver(cast, case, child) | _taken_over(cast, case) | _by_link(cast, case, child)
    printing.issue(case, recipient="Pimpinan LPSK", by=cast.manager, at=at)
    printing.copy(case, by=cast.manager, at=at)
    return found | {
        "letters": repr([(letter.recipient, letter.subject_line, _fields(letter)) for letter in Letter.objects.all()]),
        "copy": repr(printing._content(case, [party.pk for party in case.parties.all()], at=at).as_fields()),
        "simfoni": _page(cast.manager, "cases:simfoni", case.pk),
        "simfoni, named": _page(cast.manager, "cases:simfoni_names", case.pk, post=True),
        "mail": repr([(letter.subject, letter.body, letter.to) for letter in mail.outbox]),
        "notices": repr(list(Notice.objects.values())),
        "duties": repr(list(Obligation.objects.values_list("label", "kind"))),
        "log": repr(list(Event.objects.values_list("data", "subject_id"))),
    }


def _to_a_receiver(cast: Cast, case: Case, child: Party) -> dict[str, str]:
    row = make_referral(cast, case=case, victim=child, items=tuple(Item), at=timezone.now())
    health = cast.by_role[Role.HEALTH_OFFICER]
    return {
        "receiver's page": _page(health, "referrals:detail", row.pk),
        "receiver's identity": _page(health, "referrals:identity", row.pk, post=True),
        "receiver's list": _list(health),
    }


def _taken_over(cast: Cast, case: Case) -> dict[str, str]:
    at, there = timezone.now(), cast.elsewhere[Role.CASE_MANAGER]
    receiver = there.current_postings[0].agency
    transfer = make_transfer(cast, case=case, receiver=receiver, items=tuple(Item), at=at)
    taken = answers.accept(transfer, by=there, at=at).taken_as
    assert taken is not None
    copied = Party.objects.select_related("person").get(case=taken)
    return {
        "receiver's sheet": repr(unsealed(copied.person, vault.box(copied.person_id))),
        "receiver's story": vault.box(taken.pk).unseal(taken, "narrative"),
    }


def _by_link(cast: Cast, case: Case, child: Party) -> dict[str, str]:
    at, receiver = timezone.now(), without_accounts(cast, "social")
    given: dict[str, Any] = {"receiver": receiver, "need": Need.SOCIAL_AID, "items": tuple(Item)}
    made = links.make(make_referral(cast, case=case, victim=child, at=at, **given), by=cast.manager, at=at)
    jobs.mail_link(link_id=str(made.link.pk))
    door = reverse("referrals:link", args=[secrets.token_of(made.link)])
    entered = Client().post(door, {"name": "Sari Contoh", "position": "Kepala", "code": made.code})
    return {"link: door": Client().get(door).content.decode(), "link: page": entered.content.decode()}


def _list(user: Any) -> str:
    client = Client()
    sign_in(client, user)
    return client.get(reverse("referrals:received")).content.decode()


def test_every_field_of_the_sheet_is_a_canary() -> None:
    told = {
        "sex",
        "education",
        "work",
        "marital",
        "school_operator",
        "safe_channel",
        "disabilities",
        "area",
        "birth_year",
    }
    for field in fields(CHILD):
        if field.name not in told | {"birth_date", "birth_year_estimated", "accommodation"}:
            value = str(getattr(CHILD, field.name)).lower()
            assert any(canary in value for canary in CANARIES), field.name


def test_r12_no_way_out_tells_who_a_child_is(cast: Cast) -> None:
    case, child = _case(cast)
    found = _outputs(cast, case, child)
    told = {name: [canary for canary in CANARIES if canary in text.lower()] for name, text in found.items()}
    assert {name: words for name, words in told.items() if words} == {}
    # They are not empty either: initials, age and what is asked for do arrive.
    assert all("K. K." in found[name] for name in ("receiver's identity", "link: page", "letters", "copy", "simfoni"))
    assert "kursi roda" in found["link: page"]


@pytest.mark.parametrize("way", ["referral", "transfer", "letter"])
def test_r12_what_is_typed_for_others_names_no_child(cast: Cast, way: str) -> None:
    case, child = _case(cast)
    at = timezone.now()
    ways: dict[str, Callable[[], object]] = {
        "referral": lambda: make_referral(cast, case=case, victim=child, shared="Periksa Kenarimerah besok", at=at),
        "transfer": lambda: make_transfer(cast, case=case, shared="Anak Ibukenari", at=at),
        "letter": lambda: printing.issue(case, recipient="Orang tua Kenarimerah", by=cast.manager, at=at),
    }
    with pytest.raises(Denied) as refused:
        ways[way]()
    assert refused.value.rule == "R12"
    assert not [canary for canary in CANARIES if canary in refused.value.sentence.lower()]


def test_r12_who_turns_out_to_be_a_child_is_masked_in_what_was_sent_before(cast: Cast) -> None:
    at = timezone.now()
    case = make_case(cast, at=at)
    adult = PersonData(name=CHILD.name, address=CHILD.address, school=CHILD.school, phone=CHILD.phone, birth_year=2000)
    victim = parties.add(case, role=PartyRole.VICTIM, data=adult, by=cast.manager, at=at)
    items = (Item.NAME, Item.ADDRESS, Item.SCHOOL, Item.CONTACT)
    row = make_referral(cast, case=case, victim=victim, items=items, at=at)
    there = cast.elsewhere[Role.CASE_MANAGER]
    transfer = make_transfer(cast, case=case, receiver=there.current_postings[0].agency, items=items, at=at)
    health = cast.by_role[Role.HEALTH_OFFICER]
    assert CHILD.name in _page(health, "referrals:identity", row.pk, post=True)
    parties.edit(victim, data=PersonData(name=CHILD.name, birth_year=2014), by=cast.manager, at=at)
    page = _page(health, "referrals:identity", row.pk, post=True)
    assert [canary for canary in CANARIES if canary in page.lower()] == []
    assert "K. K." in page
    taken = answers.accept(transfer, by=there, at=at).taken_as
    copied = Party.objects.select_related("person").get(case=taken)
    sheet = unsealed(copied.person, vault.box(copied.person_id))
    assert sheet == PersonData(name="K. K.")
    client = Client()
    sign_in(client, cast.manager)
    assert client.post(reverse("referrals:letter", args=[row.pk])).status_code == 403
    assert client.post(reverse("letters:print", args=[row.letter_id])).status_code == 403
