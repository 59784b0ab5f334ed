"""Two institutions for the same: the same profile and place, a profile within another, a city within its province."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, sign_in
from tuntas.access.roles import Role
from tuntas.bodies import expected
from tuntas.bodies.models import Body, TaskLine
from tuntas.bodies.states import Profile, Step
from tuntas.bodies.tests.make import make_body
from tuntas.bodies.tests.test_tasks import TODAY, in_force
from tuntas.people.states import Education, SchoolOperator

pytestmark = pytest.mark.django_db


def pairs() -> list[tuple[set[str], bool]]:
    """Who overlaps with whom, and whether wholly."""
    found = expected.overlaps(TaskLine.objects.in_force(TODAY).select_related("agency").order_by("id"))
    return [({each.one.agency.name, each.other.agency.name}, each.same) for each in found]


def task_force(cast: Cast) -> Body:
    """Of the whole city, above the district."""
    return make_body(
        cast, kind="task_force", name="Gugus Tugas Kota", area=cast.city, agency=cast.agencies["task_force"],
        by=cast.by_role[Role.TASK_FORCE_SECRETARIAT],
    )  # fmt: skip


def test_the_same_profile_in_the_same_place(cast: Cast) -> None:
    body, names = make_body(cast), cast.agencies
    in_force(cast, body, "social", step=Step.SHELTER, profile=Profile.CHILD)
    in_force(cast, body, "health", step=Step.MEDICAL, profile=Profile.CHILD)
    assert pairs() == []
    in_force(cast, make_body(cast, name="Satgas"), "kpad", step=Step.SHELTER, profile=Profile.CHILD)
    assert pairs() == [({names["social"].name, names["kpad"].name}, True)]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Profile.SCHOOL_AGE, Profile.CHILD, True),
        (Profile.CHILD, Profile.SCHOOL_AGE, True),
        (Profile.MIGRANT, Profile.TRAFFICKING, True),
        (Profile.ANY, Profile.DISABLED, True),
        (Profile.SCHOOL_AGE, Profile.MIGRANT, False),
        (Profile.DOMESTIC, Profile.SEXUAL, False),
    ],
)
def test_a_profile_within_another_overlaps_in_part(cast: Cast, one: Profile, other: Profile, meet: bool) -> None:
    body, names = make_body(cast), cast.agencies
    in_force(cast, body, "social", step=Step.SHELTER, profile=one)
    in_force(cast, body, "kpad", step=Step.SHELTER, profile=other)
    assert pairs() == ([({names["social"].name, names["kpad"].name}, False)] if meet else [])


def test_a_city_overlaps_with_what_lies_above_it_and_both_pages_say_so(cast: Cast, client: Client) -> None:
    below, above = make_body(cast), task_force(cast)
    in_force(cast, below, "social", step=Step.SHELTER, profile=Profile.CHILD)
    line = in_force(cast, below, "kpad", step=Step.SHELTER, profile=Profile.SCHOOL_AGE)
    TaskLine.objects.filter(pk=line.pk).update(body=above, area_path=above.area_path)
    assert len(pairs()) == 1
    sign_in(client, cast.leadership)
    for body in (below, above):
        text = client.get(reverse("bodies:tasks", args=[body.pk])).content.decode()
        assert "Dua lembaga untuk hal yang sama" in text
        assert "sebagian sama" in text
    TaskLine.objects.filter(body=above).update(area_path="64.")
    assert pairs() == []


def test_schools_overlap_by_level_and_operator(cast: Cast) -> None:
    body, other = make_body(cast), make_body(cast, name="Satgas")
    school = {"step": Step.SCHOOL_RETURN, "profile": Profile.SCHOOL_AGE, "school_operator": SchoolOperator.REGENCY}
    in_force(cast, body, "education", **school, school_level=Education.PRIMARY)
    TaskLine.objects.create(**_copy(TaskLine.objects.get(), body=other, agency=cast.agencies["social"]))
    assert [same for _, same in pairs()] == [True]
    TaskLine.objects.filter(body=other).update(school_level="")
    assert [same for _, same in pairs()] == [False]
    TaskLine.objects.filter(body=other).update(school_level=Education.LOWER_SECONDARY)
    assert pairs() == []


def _copy(line: TaskLine, **changed: object) -> dict[str, object]:
    """The fields of a line, some of them others."""
    names = [field.name for field in TaskLine._meta.concrete_fields if field.name not in {"id", "is_open"}]
    return {name: getattr(line, name) for name in names} | changed
