"""What happened, what it is held to be, and what follows at once (R14, R39)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases import kinds
from tuntas.cases.actions import incidents, parties
from tuntas.cases.actions.incidents import IncidentData
from tuntas.cases.models import Case, Incident, Party, Service
from tuntas.cases.states import Context, PartyRole
from tuntas.cases.tests.make import STORY, make_case, make_party, open_kinds
from tuntas.core.errors import Denied
from tuntas.intake.states import ViolenceType
from tuntas.people.actions.people import PersonData

pytestmark = pytest.mark.django_db
T = ViolenceType


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_types_and_contexts_of_an_incident_are_added_to_the_case_apart(cast: Cast) -> None:
    case = make_case(cast)
    data = IncidentData(types=(T.SEXUAL,), contexts=(Context.DATING,), narrative="Rahasia kejadian")
    incidents.add(case, data=data, by=cast.manager, at=NOW)
    case = fresh(case)
    assert (case.types, case.ever_types, case.contexts) == (["physical", "sexual"], ["physical", "sexual"], ["dating"])


def test_r39_possible_penetration_opens_health_for_each_victim_whoever_comes_first(cast: Cast) -> None:
    case = make_case(cast, types=(T.SEXUAL,))
    make_party(case)
    hours = NOW - timedelta(hours=10)
    data = IncidentData(on_date=hours.date(), at_time=hours, possible_penetration=True)
    incidents.add(case, data=data, by=cast.manager, at=NOW)
    assert Service.objects.filter(case=case, rule="R39").count() == 1
    assert kinds.URGENT_HEALTH.code in open_kinds(case)
    parties.add(case, role=PartyRole.VICTIM, data=PersonData(name="Kedua"), by=cast.manager, at=NOW)
    assert Service.objects.filter(case=case, rule="R39").count() == 2


def test_r39_without_it_no_health_service_is_opened(cast: Cast) -> None:
    case = make_case(cast, types=(T.SEXUAL,))
    make_party(case)
    incidents.add(case, data=IncidentData(on_date=NOW.date()), by=cast.manager, at=NOW)
    assert not Service.objects.filter(case=case).exists()


def test_r14_electronic_sexual_violence_asks_for_evidence_then_removal_once(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    assert kinds.CONTENT_REMOVAL.code not in open_kinds(case)
    incidents.add(case, data=IncidentData(types=(T.ELECTRONIC_SEXUAL,), platform="TikTok"), by=cast.manager, at=NOW)
    assert kinds.CONTENT_REMOVAL.code in open_kinds(case)
    client.force_login(cast.manager)
    page = client.get(reverse("cases:incidents", args=[case.pk])).content.decode()
    assert "simpan bukti dulu" in page
    assert client.post(reverse("cases:content_removed", args=[case.pk])).status_code == 302
    incidents.add(case, data=IncidentData(types=(T.ELECTRONIC_SEXUAL,)), by=cast.manager, at=NOW)
    assert kinds.CONTENT_REMOVAL.code not in open_kinds(case)


def test_r14_other_violence_does_not(cast: Cast) -> None:
    case = make_case(cast, types=(T.SEXUAL,))
    incidents.add(case, data=IncidentData(types=(T.SEXUAL,)), by=cast.manager, at=NOW)
    assert kinds.CONTENT_REMOVAL.code not in open_kinds(case)


def test_a_date_in_childhood_makes_the_victim_a_child(cast: Cast) -> None:
    case = make_case(cast)
    born = PersonData(name="Anggrek", birth_date=date(2006, 1, 1))
    party = parties.add(case, role=PartyRole.VICTIM, data=born, by=cast.manager, at=NOW)
    assert not party.child
    incidents.add(case, data=IncidentData(on_date=date(2023, 12, 31)), by=cast.manager, at=NOW)
    assert Party.objects.get(pk=party.pk).ever_child
    assert fresh(case).ever_child


def test_one_person_adds_a_grave_class_and_takes_none_away(cast: Cast) -> None:
    case = make_case(cast, types=(T.PHYSICAL, T.SEXUAL))
    incidents.classify(case, types=[T.SEXUAL, T.TRAFFICKING], by=cast.manager, at=NOW)
    assert fresh(case).ever_trafficking
    with pytest.raises(Denied) as refused:
        incidents.classify(case, types=[T.PHYSICAL], by=cast.manager, at=NOW)
    assert refused.value.rule == "R02"
    assert fresh(case).types == ["sexual", "trafficking"]


def test_a_class_that_is_not_grave_may_be_corrected_but_stays_in_what_it_ever_was(cast: Cast) -> None:
    case = make_case(cast, types=(T.PHYSICAL,))
    incidents.classify(case, types=[T.NEGLECT], by=cast.manager, at=NOW)
    assert (fresh(case).types, fresh(case).ever_types) == (["neglect"], ["neglect", "physical"])


def test_written_down_through_the_page_and_read_with_an_event(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    make_party(case)
    client.force_login(cast.manager)
    url = reverse("cases:incident_new", args=[case.pk])
    assert client.get(url).status_code == 200
    form = {
        "on_date": "2026-11-20", "at_hour": "21:30", "types": ["sexual"], "contexts": ["domestic"], "possible_penetration": "on",
        "place_type": "household", "place": "Kamar belakang rahasia", "narrative": "Uraian rahasia",
    }  # fmt: skip
    assert client.post(url, form).status_code == 302
    row = Incident.objects.get()
    assert row.at_time is not None
    assert row.at_time.isoformat() == "2026-11-20T14:30:00+00:00"
    listing = client.get(reverse("cases:incidents", args=[case.pk])).content.decode()
    assert "rahasia" not in listing
    page = client.get(reverse("cases:incident", args=[row.pk])).content.decode()
    assert "Kamar belakang rahasia" in page
    assert Event.objects.filter(kind="incidents.read", dossier_id=case.pk).count() == 1
    for odd in ({"on_date": "2030-01-01"}, {"on_date": "2026-02-02", "until_date": "2026-02-01"}, {"at_hour": "10:00"}):
        assert client.post(url, odd).status_code == 422


def test_the_story_is_read_with_an_event_by_those_who_serve(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    url = reverse("cases:story", args=[case.pk])
    client.force_login(cast.head)
    assert STORY in client.get(url).content.decode()
    assert Event.objects.filter(kind="case.read", actor_id=cast.head.pk).count() == 1
    client.force_login(cast.by_role[Role.DATA_OFFICER])
    assert client.get(url).status_code == 404


def test_the_page_of_the_class_keeps_what_was_typed_when_somebody_was_faster(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    url = reverse("cases:classify", args=[case.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"types": ["neglect"], "version": "planning.1"}).status_code == 409
    assert client.post(url, {"types": ["physical", "neglect"]}).status_code == 302
    assert fresh(case).types == ["neglect", "physical"]
