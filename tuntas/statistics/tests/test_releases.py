"""R28 over time: what is published stays as it was published; a case that comes between two looks tells nothing."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.areas.models import Area
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.statistics.actions import exports, releases
from tuntas.statistics.figures import counting, editions, sheets
from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.figures.declarations import MEASURES, D
from tuntas.statistics.jobs import close_quarter, make_file
from tuntas.statistics.models import CaseFact, PersonYear, Release, ReleasedCase, ReleasedYear
from tuntas.statistics.models.releases import STILL
from tuntas.statistics.states import FileFormat
from tuntas.statistics.tests.make import add, city, publish
from tuntas.statistics.vocabulary import Basis

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 6, 3, 0, tzinfo=UTC)
PAGES = ("counts", "crossed", "trend", "silent")


def everything(scope: Scope) -> list[Any]:
    """All that is shown of a scope, of every measure."""
    found: list[Any] = []
    for measure in MEASURES:
        shown = sheets.figures(measure, scope)
        found += [shown.whole, sheets.years(measure, scope), [sheets.listed(shown, D[key]) for key in measure.lists]]
        found += [sheets.grid(shown, row, column) for row, column in sheets.crosses(measure, scope)]
    return found


def scope_of(cast: Cast, year: int = 2026, basis: Basis = Basis.REPORT) -> Scope:
    return Scope(year, basis, cast.city.path, editions.published())


def read(client: Client, name: str, **query: str) -> str:
    """What a page says, with what stands in titles of its pictures, without the tokens of its forms."""
    html = client.get(reverse(f"statistics:{name}"), query).content.decode()
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", html[html.index("<main") : html.index("</main")])


@pytest.mark.parametrize("basis", [Basis.REPORT, Basis.ENTRY])
def test_what_is_published_is_what_was_there(cast: Cast, basis: Basis) -> None:
    few = city(cast)
    publish()
    for path in (cast.city.path, few):
        live = Scope(2026, basis, path)
        assert everything(Scope(2026, basis, path, editions.published())) == [
            each if not isinstance(each, sheets.Figures) else each.whole for each in everything(live)
        ]


def test_two_looks_do_not_tell_the_case_that_came_between(client: Client, cast: Cast) -> None:
    city(cast)
    publish()
    client.force_login(cast.leadership)
    ways = [
        (name, way) for name in PAGES for way in ({}, {"ukuran": "korban"}, {"dasar": "input"}, {"hitung": "reports"})
    ]
    before = [read(client, name, **way) for name, way in ways]
    add(cast.village.path, 1, age=15, types=("sexual",), day=date(2026, 9, 1))
    CaseFact.objects.filter(area_path=cast.south_village.path).delete()  # and one was taken back
    assert [read(client, name, **way) for name, way in ways] == before
    assert "Rilis 1" in before[0]
    assert "Sementara" not in before[0]


def test_areas_that_come_and_go_do_not_change_what_was_published(cast: Cast) -> None:
    city(cast)
    publish()
    before = everything(scope_of(cast))
    Area.objects.create(
        code="61.71.99", path="61.71.99.", name="Baru", level=cast.district.level, label="Kecamatan", parent=cast.city,
        timezone=cast.city.timezone, valid_from=NOW.date(),
    )  # fmt: skip
    Area.objects.filter(pk=cast.district.pk).update(valid_to=NOW.date() + timedelta(days=9))
    assert everything(scope_of(cast)) == before


def test_who_sees_the_cases_reads_them_as_they_are_now_and_it_says_so(client: Client, cast: Cast) -> None:
    city(cast)
    publish()
    add(cast.village.path, 20)
    client.force_login(cast.head)
    assert "2026: 133" in read(client, "counts")
    assert "Sementara" in read(client, "counts")
    assert "2026: 113" in read(client, "counts", keadaan="rilis")
    client.force_login(cast.leadership)
    for way in ({}, {"keadaan": ""}, {"keadaan": "sementara"}):
        assert "2026: 113" in read(client, "counts", **way)


def test_a_file_is_of_the_release_whoever_asks(cast: Cast) -> None:
    city(cast)
    with pytest.raises(Denied, match="belum terbit"):
        exports.ask(Scope(2026, Basis.REPORT, cast.city.path), form=FileFormat.CSV, by=cast.head, at=NOW)
    publish()
    contents = []
    for _ in range(2):
        row = exports.ask(Scope(2026, Basis.REPORT, cast.city.path), form=FileFormat.CSV, by=cast.head, at=NOW)
        make_file(str(row.pk))
        row.refresh_from_db()
        contents.append(bytes(row.content or b""))
        add(cast.village.path, 1, age=15, types=("sexual",))
    assert contents[0] == contents[1]
    assert b"Rilis 1, per 30-09-2026" in contents[0]


def test_what_was_entered_after_the_period_is_in_the_next(cast: Cast) -> None:
    add(cast.village.path, 7, day=date(2026, 9, 30))
    add(cast.village.path, 5, day=date(2026, 10, 1))
    publish()
    for measure in MEASURES:
        assert sheets.figures(measure, scope_of(cast)).whole.number == 7, measure.key
    publish(date(2026, 12, 31))
    for measure in MEASURES:
        assert sheets.figures(measure, scope_of(cast)).whole.number == 12, measure.key


def test_a_quarter_closes_once_and_some_days_after_its_end(cast: Cast) -> None:
    add(cast.village.path, 7)
    assert releases.close(by=cast.head, at=datetime(2026, 7, 5, 23, 0, tzinfo=UTC)) == Release.objects.get()
    assert Release.objects.get().through == date(2026, 3, 31)  # five days are not over on the fifth
    assert releases.close(by=cast.head, at=datetime(2026, 7, 6, 1, 0, tzinfo=UTC)).through == date(2026, 6, 30)  # type: ignore[union-attr]
    assert releases.close(by=cast.head, at=datetime(2026, 8, 1, tzinfo=UTC)) is None
    assert close_quarter() == 3  # the clock of the tests: November
    assert close_quarter() == 0
    assert list(
        Event.objects.filter(kind="figures.published").order_by("seq").values_list("data__number", flat=True)
    ) == [1, 2, 3]


def test_a_system_that_began_later_publishes_no_empty_quarter(cast: Cast) -> None:
    assert close_quarter() == 0
    add(cast.village.path, 7, day=date(2026, 11, 2))
    assert close_quarter() == 0


@pytest.mark.parametrize(
    ("asked", "read_from"),
    [(2023, 3), (2025, 3), (2026, 3), (2027, 4), (2028, None)],
)
def test_a_year_that_is_over_is_read_from_the_last_december(db: None, asked: int, read_from: int | None) -> None:
    for through in (date(2026, 9, 30), date(2026, 12, 31), date(2026, 12, 31), date(2027, 6, 30)):
        revision = Release.objects.filter(through=through).count()
        Release.objects.create(
            number=Release.objects.count() + 1, through=through, revision=revision, reason="uji" * revision, facts_seq=0, made_at=NOW
        )  # fmt: skip
    found = editions.published().of(asked)
    assert (found.number if found else None) == read_from
    assert editions.published().last_whole_year == 2026
    assert editions.spans(editions.published(), range(2024, 2029)) == [(2024, 2026), (2027, 2027)]


def test_before_any_december_older_years_stay_with_the_first_period(cast: Cast) -> None:
    add(cast.village.path, 7, day=date(2025, 5, 1))
    publish(date(2026, 6, 30))
    add(cast.village.path, 1, day=date(2025, 5, 2))
    publish(date(2026, 9, 30))
    assert sheets.figures(MEASURES[0], scope_of(cast, 2025)).whole.number == 7


def test_a_correction_is_a_release_of_its_own_with_a_reason(client: Client, cast: Cast) -> None:
    officer = cast.by_role[Role.DATA_OFFICER]
    with pytest.raises(Denied, match="belum terbit"):
        releases.correct(reason="Dua kasus tercatat ganda.", by=officer, at=NOW)
    add(cast.village.path, 7)
    publish()
    add(cast.village.path, 2)
    client.force_login(officer)
    url = reverse("statistics:releases")
    assert "Tulis alasan" in client.post(url, {"reason": "salah"}).content.decode()
    assert client.post(url, {"reason": "Dua kasus Maret belum ikut."}).status_code == 302
    assert "Dua kasus Maret belum ikut." in client.get(url).content.decode()
    newest = Release.objects.latest("number")
    assert (newest.number, newest.revision, newest.through) == (2, 1, date(2026, 9, 30))
    assert sheets.figures(MEASURES[0], scope_of(cast)).whole.number == 9
    old = editions.Editions((Release.objects.get(number=1),))  # what was published is still there as it was
    assert sheets.figures(MEASURES[0], Scope(2026, Basis.REPORT, cast.city.path, old)).whole.number == 7


def test_only_who_answers_for_all_areas_corrects(client: Client, cast: Cast) -> None:
    add(cast.village.path, 7)
    publish()
    part = make_user("Petugas Data Contoh", "data-kecamatan@contoh.test")
    post(part, Role.DATA_OFFICER, cast.unit, cast.district)
    for user in (part, cast.leadership, cast.head):
        with pytest.raises(Denied, match="seluruh wilayah"):
            releases.correct(reason="Dua kasus tercatat ganda.", by=user, at=NOW)
        client.force_login(user)
        assert "Perbaiki rilis" not in client.get(reverse("statistics:releases")).content.decode()
        assert client.post(reverse("statistics:releases"), {"reason": "Dua kasus tercatat ganda."}).status_code == 403


def test_a_release_holds_nothing_that_leads_back_and_writes_only_what_changed(cast: Cast) -> None:
    city(cast)
    publish()
    rows = ReleasedCase.objects.count()
    assert rows < CaseFact.objects.count()  # alike ones are one row
    publish(date(2026, 10, 31))
    assert ReleasedCase.objects.count() == rows
    tokens = {str(key) for key in CaseFact.objects.values_list("pk", flat=True)}
    tokens |= {str(key) for key in PersonYear.objects.values_list("person_key", flat=True)}
    stored = {
        str(value) for model in (ReleasedCase, ReleasedYear) for row in model.objects.values() for value in row.values()
    }
    assert not tokens & stored


def test_the_database_keeps_one_release_of_a_period_and_a_reason_for_each_correction(cast: Cast) -> None:
    publish()
    for wrong in (
        {"revision": 0, "reason": ""},
        {"revision": 1, "reason": ""},
        {"through": date(2026, 12, 31), "reason": "x"},
    ):
        values = {"number": 9, "through": date(2026, 9, 30), "facts_seq": 0, "made_at": NOW} | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.create(**values)


def test_until_something_is_published_pages_say_so(client: Client, cast: Cast) -> None:
    city(cast)
    client.force_login(cast.leadership)
    for name in PAGES:
        assert "belum terbit" in read(client, name), name
    assert "113" not in read(client, "counts")
    assert "tidak menyarankan" in str(
        client.post(reverse("statistics:suggest", args=[cast.village.pk]), {"wilayah": cast.city.pk}).content.decode()
    )


def test_counting_adds_up_what_is_alike(cast: Cast) -> None:
    add(cast.village.path, 6)
    publish()
    assert counting.table(MEASURES[0], scope_of(cast), D["jenis"])["physical",] == 6
    assert ReleasedCase.objects.get().count == 6
    assert ReleasedCase.objects.get().last == STILL
    assert Area.at(cast.village.path)
