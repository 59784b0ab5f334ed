"""Every form that makes something, sent twice: one row, one answer. And what a copied id must never do."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.db import connections
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.cast import Cast, form_id_of, sign_in
from tests.functional import forms_volunteers
from tests.functional.sending import Sending
from tuntas.access.roles import Role
from tuntas.cases.actions import mediations
from tuntas.cases.models import BreakGlass, Case, Note, Party, Proposal, Relationship, SecrecyNotice, TeamMember
from tuntas.cases.states import MediationMatter, PartyRole, TeamRole
from tuntas.cases.tests.endings import closable, ended
from tuntas.cases.tests.make import join, make_case, make_party, make_person
from tuntas.core.once import SAID
from tuntas.intake.actions import forwardings
from tuntas.intake.states import Risk, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.obligations.models import Wall

# What a second sending may leave behind: that it was sent.
COUNTED = [
    model for model in apps.get_models()
    if model._meta.app_label in {"cases", "people", "referrals", "agencies", "letters", "cadres", "obligations", "audit", "core"}
]  # fmt: skip


def once_views() -> dict[str, type[Model]]:
    """Every address whose view is marked, with what it makes."""
    found: dict[str, type[Model]] = {}
    for resolver in get_resolver().url_patterns:
        assert isinstance(resolver, URLResolver)
        for pattern in resolver.url_patterns:
            assert isinstance(pattern, URLPattern)
            view: Any = pattern.callback
            while view is not None:
                if model := vars(view).get("makes"):
                    found[f"{resolver.app_name}:{pattern.name}"] = model
                view = getattr(view, "__wrapped__", None)
    return found


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in COUNTED}


def mediation(cast: Cast, case: Case) -> Any:
    """With all its conditions met."""
    by, at = cast.by_role, timezone.now()
    join(case, by[Role.COMPANION_WORKER])
    join(case, by[Role.PSYCHOLOGIST], TeamRole.PSYCHOLOGIST)
    row = mediations.request(
        case, matter_kind=MediationMatter.MAINTENANCE, matter="Nafkah", victim_request_at=at, monitoring_plan="Bulanan",
        by=cast.manager, at=at,
    )  # fmt: skip
    mediations.assess(row, role=TeamRole.COMPANION, by=by[Role.COMPANION_WORKER], at=at)
    return mediations.assess(row, role=TeamRole.PSYCHOLOGIST, by=by[Role.PSYCHOLOGIST], at=at)


def work(cast: Cast) -> Iterator[Sending]:
    """What is written in the course of a case."""
    at = timezone.now()
    today, manager = cast.unit.today(at).isoformat(), cast.manager
    case = make_case(cast, types=(ViolenceType.NEGLECT,), risk=Risk.MEDIUM, at=at - timedelta(hours=2))
    victim = str(make_party(case).pk)
    psychologist = cast.by_role[Role.PSYCHOLOGIST]
    join(case, psychologist, TeamRole.PSYCHOLOGIST)
    shelter = str(cast.agencies["shelter"].pk)
    later = (cast.unit.today(at) + timedelta(days=9)).isoformat()
    forms: list[tuple[str, dict[str, Any]]] = [
        ("party_new", {"role": "witness", "name": "Saksi Teratai"}),
        ("note", {"kind": "visit", "text": "Ia tenang hari ini."}),
        ("incident_new", {"on_date": today, "narrative": "Di rumah."}),
        ("assess", {"victim": victim, "heard_alone": "yes", "wishes": "Aman"}),
        ("plan_new", {"with_victim": "yes"}),
        ("plan_item_new", {"area": "safety", "need": "a", "goal": "b", "action": "c", "who": manager.pk, "until_date": later}),
        ("service_new", {"victim": victim, "kind": "2", "form": "direct"}),
        ("attempts", {"result": "no_answer", "safe_way": "on"}),
        ("safety_plan", {"text": "Tas di rumah bibi."}),
        ("screening", {"victim": victim, "means": ["debt"], "said_yes": ""}),
        ("consent_new", {"victim": victim, "giver": "self", "scopes": ["services"]}),
        ("protection_ask", {"victim": victim, "kind": "lpsk", "note": "Pisau"}),
        ("shelter_admit", {"victim": victim, "shelter": shelter, "admitted_on": today, "companions_count": "0"}),
        ("legal_record", {"step": "refused", "actor": "investigator", "on_date": today}),
        ("legal_follow", {"text": "Kanit dihubungi."}),
        ("pressure", {"kind": "threat", "text": "Lewat telepon."}),
        ("propose", {"level": "1", "reason": "Ia pindah.", "heard_alone": "yes"}),
        ("risk", {"items": ["strangling"]}),
    ]  # fmt: skip
    for name, data in forms:
        more = ["lower_risk"] if name == "propose" else []
        yield Sending(f"cases:{name}", [case.pk, *more], data, manager)
    yield Sending("cases:clinical", [case.pk], {"text": "Tersegel.", "summary": "Datang lagi."}, psychologist)


def ends(cast: Cast) -> Iterator[Sending]:
    """What begins and ends a case."""
    at, manager = timezone.now(), cast.manager
    day = (cast.unit.today(at) + timedelta(days=90)).isoformat()
    begun = {
        "agency": cast.unit.pk, "manager": manager.pk, "area-hasil": cast.village.path, "types": ["physical"], "narrative": "x",
    }  # fmt: skip
    yield Sending("cases:new", [], begun, manager)
    case = closable(cast, at=at - timedelta(hours=1), types=(ViolenceType.NEGLECT,))
    asked = {"matter_kind": "maintenance", "matter": "Nafkah"}
    yield Sending(
        "cases:mediation_new", [make_case(cast, types=(ViolenceType.NEGLECT,), risk=Risk.LOW).pk], asked, manager
    )
    why = {"reason": "Ia memintanya.", "heard_alone": "yes"}
    yield Sending("cases:mediation_propose", [mediation(cast, case).pk], why, manager, page="cases:mediation")
    closing = {
        "reason": "goals_reached", "note": "Sudah aman.", "heard_alone": "yes", "goals_reviewed": "on", "victim_informed": "on",
        "follow_up_date": day,
    }  # fmt: skip
    yield Sending("cases:close", [closable(cast, at=at).pk], closing, manager)
    over = ended(cast, closable(cast, at=at), at=at)
    yield Sending("cases:follow_up", [over.pk], {"reached": "no", "note": "Tidak diangkat."}, manager)
    yield Sending("cases:reopen", [over.pk], {"note": "Ia datang lagi.", "new_violence": "no"}, manager)


def others(cast: Cast) -> Iterator[Sending]:
    """What is written besides cases."""
    at, unit, kpad = timezone.now(), cast.unit, cast.by_role[Role.KPAD]
    report = make_report(cast)
    forwardings.send(report, receiver=cast.agencies["kpad"], shared="Mohon dicek.", by=cast.manager, at=at)
    yield Sending("cases:outreach_propose", [report.pk], {"when": "today", "reason": "Tangis tiap malam"}, kpad)
    contact = {"channel": "phone", "value": "0561-00-300", "note": ""}
    yield Sending("agencies:add_contact", [unit.pk], contact, cast.sysadmin)
    person = {"name": "Petugas Piket", "phone": "081200000009", "position": ""}
    yield Sending("agencies:add_person", [unit.pk], person, cast.manager)
    fresh = {
        "name": "Rumah Singgah Uji", "short_name": "RS Uji", "kind": "shelter", "area-hasil": cast.city.path, "parent": "",
    }  # fmt: skip
    yield Sending("agencies:new", [], fresh, cast.sysadmin)
    asked = {
        "victim": make_party(calm := make_case(cast)).pk, "receiver": cast.agencies["health"].pk, "shared": "Mohon periksa.",
        "basis": "public_duty", "basis_note": "Tugas", "items": ["age"],
    }  # fmt: skip
    yield Sending("referrals:new", [calm.pk], asked, cast.manager, query="?need=medical")
    one, two = make_person(cast, name="Melati Uji"), make_person(cast, name="Melati U.")
    for each in (one, two):
        make_party(make_case(cast), PartyRole.WITNESS, person=each)
    yield Sending("people:compare", [one.pk, two.pk], {"reason": "Orang yang sama"}, cast.manager)


@pytest.mark.django_db
def test_every_form_that_makes_something_makes_it_once(client: Client, cast: Cast) -> None:
    wanted = once_views()
    del wanted["cases:print"]  # answers with a paper: cases/tests/test_case_print.py
    for group in (work, ends, others, forms_volunteers.letters, forms_volunteers.cadres):
        for sending in group(cast):
            model = wanted.pop(sending.name)
            _twice(client, sending, model)
    assert not wanted, "marked with core.once, and not walked here"


def _twice(client: Client, sending: Sending, model: type[Model]) -> None:
    sign_in(client, sending.by)
    page = client.get(reverse(sending.page, args=sending.args) if sending.page else sending.url)
    assert page.status_code == 200, (sending.name, page.content.decode()[-1500:])
    form = sending.data | {"form_id": form_id_of(page)}
    if version := re.search(r'name="version" value="([^"]*)"', page.content.decode()):
        form["version"] = version[1]  # the second one is stale as well
    before = set(model._default_manager.values_list("pk", flat=True))
    first = client.post(sending.url, form)
    assert first.status_code == 302, (sending.name, re.findall(r'href="#[^"]*">(.*)</a></li>', first.content.decode()))
    made = set(model._default_manager.values_list("pk", flat=True)) - before
    stored = counts()
    again = client.post(sending.url, form)
    assert (again.status_code, again["Location"]) == (302, first["Location"]), sending.name
    assert counts() == stored, sending.name
    assert made, sending.name


@pytest.mark.django_db
def test_what_there_can_only_be_once_is_answered_alike_too(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    victim, reported = make_party(case), make_party(case, PartyRole.REPORTED_PERSON)
    companion, satpol = cast.by_role[Role.COMPANION_WORKER], cast.agencies["satpol"]
    related = {"victim": victim.pk, "reported_person": reported.pk, "kind": "spouse"}
    sendings = [
        (Sending("cases:relate", [case.pk], related, cast.manager), Relationship),
        (Sending("cases:team", [case.pk], {"member": f"companion.{companion.pk}"}, cast.manager), TeamMember),
        (Sending("cases:wall", [case.pk], {"agencies": [satpol.pk]}, cast.manager), Wall),
        (Sending("cases:break_glass_open", [], {"number": case.number, "reason": "Korban di depan saya"}, cast.hotline), BreakGlass),
        (Sending("cases:acknowledge", [case.pk], {}, cast.manager), SecrecyNotice),
    ]  # fmt: skip
    for sending, model in sendings:
        sign_in(client, sending.by)
        before = model._default_manager.count()
        answers = {
            (answer.status_code, answer.get("Location")) for answer in (_post(client, sending), _post(client, sending))
        }
        assert [code for code, _ in answers] == [302], sending.name
        assert model._default_manager.count() == before + 1, sending.name


def _post(client: Client, sending: Sending) -> Any:
    return client.post(sending.url, sending.data)


@pytest.mark.django_db
def test_other_words_are_another_row_and_nobody_names_a_row_of_others(client: Client, cast: Cast) -> None:
    case, other = make_case(cast), make_case(cast)
    url = reverse("cases:note", args=[case.pk])
    client.force_login(cast.manager)
    form = {"kind": "visit", "text": "Pertama.", "form_id": form_id_of(client.get(url))}
    for text in ("Pertama.", "Pertama.", "Ditulis lagi sesudah kembali.", "Ditulis lagi sesudah kembali."):
        assert client.post(url, form | {"text": text}).status_code == 302
    assert Note.objects.count() == 2
    assert SAID in client.get(reverse("cases:detail", args=[case.pk])).content.decode()
    assert client.post(reverse("cases:note", args=[other.pk]), form).status_code == 302
    assert Note.objects.get(case=other).by == cast.manager
    client.force_login(cast.supervisor)
    for stolen in (form["form_id"], str(Note.objects.filter(case=case).earliest("at").pk)):
        assert client.post(url, form | {"form_id": stolen}).status_code == 302
    assert Note.objects.filter(by=cast.supervisor).count() == 2
    without = {key: value for key, value in form.items() if key != "form_id"}
    for sent in (without, without, without | {"form_id": "bukan-id"}):
        assert client.post(url, sent).status_code == 302
    assert Note.objects.filter(by=cast.supervisor).count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_moment_get_one_answer(client: Client, cast: Cast) -> None:
    at = timezone.now()
    case = closable(cast, at=at)
    client.force_login(cast.manager)
    day = (cast.unit.today(at) + timedelta(days=90)).isoformat()
    close = {
        "reason": "goals_reached", "note": "Sudah aman.", "heard_alone": "yes", "goals_reviewed": "on", "victim_informed": "on",
        "follow_up_date": day,
    }  # fmt: skip
    forms: list[tuple[str, type[Model], dict[str, Any]]] = [
        ("note", Note, {"kind": "visit", "text": "Sekali saja."}),
        ("party_new", Party, {"role": "witness", "name": "Saksi"}),
        ("close", Proposal, close),
    ]
    for name, model, data in forms:
        url, before = reverse(f"cases:{name}", args=[case.pk]), model._default_manager.count()
        page = client.get(url)
        version = re.search(r'name="version" value="([^"]*)"', page.content.decode())
        form = data | {"form_id": form_id_of(page)} | ({"version": version[1]} if version else {})
        assert len(set(_at_once(client, url, form))) == 1, name
        assert model._default_manager.count() == before + 1, name


def _at_once(client: Client, url: str, form: dict[str, Any]) -> list[tuple[int, str]]:
    gate = Barrier(2)

    def tap(_: int) -> tuple[int, str]:
        mine = Client()
        mine.cookies = client.cookies
        try:
            gate.wait(120)
            response = mine.post(url, form)
            return response.status_code, response.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(tap, range(2)))
