from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases import kinds
from tuntas.cases.actions import notes
from tuntas.cases.models import Case, Entry
from tuntas.cases.states import EntryKind, NoteKind
from tuntas.cases.tests.make import NAME, STORY, join, make_case, make_from_report, make_party
from tuntas.cases.views import side
from tuntas.obligations.actions import duties

pytestmark = pytest.mark.django_db


def url(case: Case) -> str:
    return reverse("cases:detail", args=[case.pk])


def fill(case: Case, count: int) -> None:
    every = list(EntryKind)
    Entry.objects.bulk_create(
        Entry(
            case=case, kind=every[number % len(every)], at=NOW + timedelta(minutes=number), by=case.manager,
            url_name="cases:detail",
        )
        for number in range(count)
    )  # fmt: skip


def test_three_hundred_lines_cost_no_more_than_fifteen_queries(client: Client, cast: Cast) -> None:
    case = make_from_report(cast)
    for _ in range(4):
        make_party(case)
    fill(case, 300)
    for user in (cast.manager, cast.supervisor):
        client.force_login(user)
        client.get(url(case))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url(case))
        assert page.status_code == 200
        assert len(page.context["lines"]) == 50
        assert len(asked) <= 15, [query["sql"][:150] for query in asked]


def test_nothing_on_it_is_decrypted_or_recorded(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    make_party(case)
    client.force_login(cast.manager)
    before = Event.objects.count()
    page = client.get(url(case)).content.decode()
    assert STORY not in page
    assert NAME not in page
    assert "1 korban" in page
    assert Event.objects.count() == before


def test_the_timeline_is_filtered_and_paged_by_key(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    fill(case, 120)
    client.force_login(cast.manager)
    first = client.get(url(case))
    second = client.get(url(case), {"after": first.context["after"]})
    assert first.context["lines"][-1].at > second.context["lines"][0].at
    legal = client.get(url(case), {"jenis": "hukum"})
    assert {line.text for line in legal.context["lines"]} == {"Proses hukum"}
    assert client.get(url(case), {"jenis": "tidak-ada"}).status_code == 200


def test_each_kind_of_line_is_in_one_group() -> None:
    from tuntas.cases.timeline import GROUPS

    found = [kind for _, group in GROUPS.values() for kind in group]
    assert sorted(found) == sorted(EntryKind)


def test_who_may_not_open_a_page_gets_no_link_to_it(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    Entry.objects.create(case=case, kind=EntryKind.CLINICAL, at=NOW, url_name="cases:clinical", by=cast.manager)
    data_officer = cast.by_role[Role.DATA_OFFICER]
    client.force_login(data_officer)
    lines = {line.text: line.url for line in client.get(url(case)).context["lines"]}
    assert lines["Catatan psikolog"] == ""


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.CASE_MANAGER, 200), (Role.SUPERVISOR, 200), (Role.UNIT_HEAD, 200), (Role.DATA_OFFICER, 200),
        (Role.COMPANION_WORKER, 404), (Role.HOTLINE_OFFICER, 404), (Role.LEADERSHIP, 404), (Role.SYSTEM_ADMIN, 404),
    ],
)  # fmt: skip
def test_who_opens_it(client: Client, cast: Cast, role: Role, code: int) -> None:
    case = make_case(cast)
    client.force_login(cast.by_role[role])
    assert client.get(url(case)).status_code == code
    client.force_login(cast.elsewhere[role])
    assert client.get(url(case)).status_code == 404


def test_the_team_opens_it(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    companion = cast.by_role[Role.COMPANION_WORKER]
    join(case, companion)
    client.force_login(companion)
    page = client.get(url(case))
    assert page.status_code == 200
    assert "Tulis catatan" in page.content.decode()


def test_a_line_leads_to_its_thing_or_to_the_page_of_the_case_that_lists_it(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    party = make_party(case)
    row = notes.write(case, kind=NoteKind.VISIT, text="x", by=cast.manager, at=NOW)
    Entry.objects.create(
        case=case, kind=EntryKind.CONSENT, at=NOW, by=cast.manager, url_name="cases:consents", object_id=party.pk
    )
    client.force_login(cast.manager)
    urls = {line.text: line.url for line in client.get(url(case)).context["lines"]}
    assert urls["Catatan"] == reverse("cases:note_open", args=[row.pk])
    assert urls["Persetujuan"] == reverse("cases:consents", args=[case.pk])
    assert all(client.get(link).status_code == 200 for link in urls.values() if link)


def test_sections_stand_in_groups_and_say_in_words_what_is_late(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    late = timezone.now() - timedelta(days=2)
    for due_at in (late, late, timezone.now()):
        duties.open_duty(
            kind=kinds.POLICE_OBSTACLE, subject=case, dossier_id=case.pk, label=case.number, agency=case.agency,
            area_path=case.area_path, due_at=due_at, by=cast.manager, at=NOW,
        )  # fmt: skip
    client.force_login(cast.manager)
    page = client.get(url(case))
    shown = page.context["side"]
    assert next(group.title for group in shown) == shown.here.title == "Ringkasan"
    assert len(list(shown)) == 5
    found = {section.label: section for group in shown for section in group.sections}
    assert found["Proses hukum"].due in {"3 terlambat", "2 terlambat"}
    assert found["Tim"].due == ""
    text = page.content.decode()
    assert f'Proses hukum <span class="side__due">{found["Proses hukum"].due}</span>' in text
    assert "Bagian lain kasus ini · <span" in text
    for section in found.values():
        assert client.get(section.url).status_code == 200, section.label
    companion = cast.by_role[Role.COMPANION_WORKER]
    join(case, companion)
    client.force_login(companion)
    assert "Terminasi" not in str(client.get(url(case)).context["side"])


def test_every_duty_of_a_case_has_its_section() -> None:
    names = {name for _, sections in side.GROUPS for name, _, _ in sections}
    assert set(side.PAGES.values()) | set(side.KINDS.values()) <= names
    apart = {
        "cases:detail",
        "cases:proposal",
        "cases:mediation",
        "cases:outreach_proposal",
    }  # on the timeline, or of their own
    assert {kind.url_name for kind in kinds.ALL} - apart <= set(side.PAGES)
