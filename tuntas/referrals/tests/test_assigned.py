"""The duties matrix drives whom a referral suggests: lines in force, for the area, the need and victims like these."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.agencies.models import Agency
from tuntas.audit.models import Event
from tuntas.bodies.actions import tasks
from tuntas.bodies.actions.tasks import Acceptance, TaskData
from tuntas.bodies.models import Body, TaskLine
from tuntas.bodies.states import Profile, Step
from tuntas.bodies.tests.make import make_body, make_decree
from tuntas.cases.models import Case, Party
from tuntas.cases.states import Context
from tuntas.cases.tests.make import make_case, make_party
from tuntas.intake.states import ViolenceType
from tuntas.obligations.actions import walls
from tuntas.people.models import Person
from tuntas.people.states import Education, SchoolOperator
from tuntas.referrals import receivers
from tuntas.referrals.assigned import Assigned, assigned, school_of, step_of
from tuntas.referrals.states import Need, ReferralKind
from tuntas.referrals.tests.make import make_referral

TODAY = date(2026, 11, 23)
LETTER = Acceptance("Uji Kepala", "Kepala", "400/12/2026", TODAY)
SCHOOL: dict[str, Any] = {
    "step": Step.SCHOOL_RETURN, "profile": Profile.SCHOOL_AGE, "school_operator": SchoolOperator.REGENCY,
}  # fmt: skip


def city_body(cast: Cast, name: str = "Gugus Tugas Uji") -> Body:
    return make_body(
        cast, name=name, area=cast.city, kind="task_force", agency=cast.unit, by=cast.head
    )  # above every kelurahan of the city


def propose(body: Body, agency: Agency, step: Step, profile: Profile = Profile.ANY, **told: Any) -> TaskLine:
    data = TaskData(agency, profile, step, f"{step.label} bagi korban", **told)
    return tasks.propose(body, data=data, by=body.created_by, at=NOW)


def in_force(body: Body, agency: Agency, step: Step, profile: Profile = Profile.ANY, **told: Any) -> TaskLine:
    line = tasks.accept(propose(body, agency, step, profile, **told), given=LETTER, by=body.created_by, at=NOW)
    return tasks.enforce(line, by=body.created_by, at=NOW)


def suggested(case: Case, need: Need, **route: str) -> list[Assigned]:
    found = receivers.possible(case, ReferralKind.REFERRAL, need, on=TODAY, **route)
    return assigned(case, need, among=found, on=TODAY, **route)


def test_accepting_and_enforcing_a_line_changes_the_suggestion(cast: Cast, client: Client) -> None:
    body, case = city_body(cast), make_case(cast, child=True)
    make_party(case, child=True)
    make_decree(body)
    page = reverse("referrals:new", args=[case.pk]) + "?need=school_return"
    sign_in(client, cast.manager)

    def shown() -> bool:
        text = client.get(page).content.decode()
        assert cast.agencies["education"].name in text  # it can be chosen all the while
        return "Menurut pembagian tugas" in text

    line = propose(body, cast.agencies["education"], within_hours=48, **SCHOOL)
    assert not shown()
    line = tasks.accept(line, given=LETTER, by=cast.head, at=NOW)
    assert not shown()
    line = tasks.enforce(line, by=cast.head, at=NOW)
    assert shown()
    text = client.get(page).content.decode()
    assert "SK SK/2025, surat 400/12/2026" in text
    assert "paling lambat 48 jam" in text
    assert '<optgroup label="Menurut pembagian tugas">' in text
    tasks.end(line, by=cast.head, at=NOW)
    assert not shown()


@pytest.mark.parametrize(
    ("profile", "yes", "no"),
    [
        (Profile.ANY, [{}], []),
        (Profile.CHILD, [{"child": True}], [{}]),
        (Profile.SCHOOL_AGE, [{"child": True}], [{}]),
        (
            Profile.SEXUAL,
            [{"types": [ViolenceType.SEXUAL]}, {"types": [ViolenceType.ELECTRONIC_SEXUAL]}],
            [{"types": [ViolenceType.PHYSICAL]}],
        ),
        (Profile.DOMESTIC, [{"contexts": [Context.DOMESTIC]}], [{}]),
        (Profile.TRAFFICKING, [{"types": [ViolenceType.TRAFFICKING]}], [{"contexts": [Context.MIGRATION]}]),
        (
            Profile.MIGRANT,
            [{"types": [ViolenceType.TRAFFICKING], "contexts": [Context.MIGRATION]}],
            [{"types": [ViolenceType.TRAFFICKING]}, {"contexts": [Context.MIGRATION]}],
        ),
        (Profile.DISABLED, [{"disabilities": ["sensory"]}], [{}]),
    ],
)
def test_for_whom_a_line_is(cast: Cast, profile: Profile, yes: list[dict[str, Any]], no: list[dict[str, Any]]) -> None:
    case = make_case(cast)
    party = make_party(case)
    in_force(city_body(cast), cast.agencies["social"], Step.SOCIAL_AID, profile)
    for facts, expected in [*[(each, 1) for each in yes], *[(each, 0) for each in no]]:
        case.ever_types, case.contexts = facts.get("types", []), facts.get("contexts", [])
        Party.objects.filter(pk=party.pk).update(child=facts.get("child", False))
        born = 2014 if facts.get("child") else 1990
        Person.objects.filter(pk=party.person_id).update(birth_year=born, disabilities=facts.get("disabilities", []))
        assert len(suggested(case, Need.SOCIAL_AID)) == expected, facts


def test_the_special_line_comes_before_the_general_one_and_the_nearest_first(cast: Cast) -> None:
    case = make_case(cast, area=cast.south_village)
    grown, child = make_party(case), make_party(case, child=True)
    city = city_body(cast)
    district = make_body(cast, area=cast.district)
    social, shelter, kpad = (cast.agencies[key] for key in ("social", "shelter", "kpad"))
    Agency.objects.filter(pk=kpad.pk).update(kind="shelter")
    Agency.objects.filter(pk=shelter.pk).update(parent=None)
    in_force(city, social, Step.SHELTER)
    in_force(district, shelter, Step.SHELTER)
    in_force(city, kpad, Step.SHELTER, Profile.CHILD)
    found = suggested(case, Need.SHELTER)
    assert [each.agency for each in found] == [kpad, shelter, social]
    assert [each.victims for each in found] == [child.label, "", ""]
    assert grown.label != child.label
    # The kecamatan's own agreement is none of a neighbour's.
    neighbour = make_case(cast)
    make_party(neighbour)
    assert [each.agency for each in suggested(neighbour, Need.SHELTER)] == [social]


def test_schools_by_level_and_operator(cast: Cast) -> None:
    case = make_case(cast, child=True)
    party = make_party(case, child=True)
    body, office = city_body(cast), cast.agencies["education"]
    in_force(body, office, school_level=Education.PRIMARY, **SCHOOL)
    assert suggested(case, Need.SCHOOL_RETURN)  # nothing is known of the school
    told = {"education": Education.LOWER_SECONDARY, "school_operator": SchoolOperator.REGENCY}
    Person.objects.filter(pk=party.person_id).update(**told)
    assert suggested(case, Need.SCHOOL_RETURN) == []
    assert school_of(case) == {"level": "lower_secondary", "operator": "regency"}
    assert suggested(case, Need.SCHOOL_RETURN, level="primary")  # what was chosen on the page counts before the sheet
    make_party(case, child=True)
    assert school_of(case) == {}


def test_needs_are_steps_where_both_exist() -> None:
    assert {need for need in Need if step_of(need) is None} == {Need.TAKE_OVER}
    assert step_of(Need.OTHER) is Step.COORDINATION
    assert all(step_of(need) == need.value for need in Need if need not in {Need.TAKE_OVER, Need.OTHER})


def test_whoever_is_behind_the_wall_is_not_named(cast: Cast) -> None:
    case = make_case(cast)
    make_party(case)
    in_force(city_body(cast), cast.agencies["police"], Step.POLICE_REPORT)
    assert suggested(case, Need.POLICE_REPORT)
    walls.add(case.pk, agencies=[cast.agencies["police"]], by=cast.manager, at=NOW)
    assert suggested(case, Need.POLICE_REPORT) == []


def test_the_queries_are_the_same_for_one_line_and_many(cast: Cast, client: Client) -> None:
    case = make_case(cast)
    make_party(case)
    page = reverse("referrals:new", args=[case.pk]) + "?need=psychology"
    sign_in(client, cast.manager)
    body = city_body(cast)
    in_force(body, cast.agencies["health"], Step.PSYCHOLOGY)
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(page)
    for number in range(4):
        other = city_body(cast, f"Satgas {number}")
        make_decree(other)
        in_force(other, cast.agencies["health"], Step.PSYCHOLOGY)
        make_party(case)
    with CaptureQueriesContext(connection) as many:
        assert client.get(page).content.decode().count("Satgas") == 4
    assert len(many) == len(one)


def test_nothing_of_the_case_reaches_the_body(cast: Cast, client: Client) -> None:
    case, body = make_case(cast), make_body(cast, area=cast.district)
    line = in_force(body, cast.agencies["health"], Step.MEDICAL)
    before = TaskLine.objects.filter(pk=line.pk).values().get()
    events = Event.objects.filter(kind__startswith="task.").count()
    make_referral(cast, case=case)
    assert TaskLine.objects.filter(pk=line.pk).values().get() == before
    assert Event.objects.filter(kind__startswith="task.").count() == events
    sign_in(client, cast.secretariat)
    for name, key in (("detail", body.pk), ("tasks", body.pk), ("task", line.pk)):
        assert case.number not in client.get(reverse(f"bodies:{name}", args=[key])).content.decode()
