"""The pages of who oversees: bodies worst first, one body, its report as PDF, institutions and regencies side by side."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from tests.cast import NOW, Cast, make_agency, make_user, post
from tuntas.access.roles import Role
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area, HomeArea
from tuntas.bodies.models import Body, Decree
from tuntas.bodies.tests.make import make_body
from tuntas.core.ids import uuid7
from tuntas.meetings import kinds as meeting_kinds
from tuntas.meetings.models import Meeting
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation, Wall
from tuntas.obligations.states import Outcome
from tuntas.oversight import paper, reports, scorecard
from tuntas.oversight.scorecard import Cell
from tuntas.oversight.states import Quarter, Span
from tuntas.oversight.tests.make import ZONE, done, make_group, met
from tuntas.referrals import kinds as referral_kinds

pytestmark = pytest.mark.django_db
Q3 = Span(Quarter(2026, 3), ZONE, NOW.date())
AUGUST = datetime(2026, 8, 12, 2, 0, tzinfo=UTC)


@pytest.fixture
def group(cast: Cast, client: Client) -> Body:
    """A body that ran in the third quarter, seen by the head of the dinas."""
    body = make_group(cast)
    meeting = met(body, AUGUST, by=cast.leadership)
    done(meeting, due=date(2026, 9, 1), reported=AUGUST + timedelta(days=5), by=cast.leadership)
    client.force_login(cast.leadership)
    return body


def text(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(f"oversight:{name}", args=args), {"triwulan": "2026-3"} | query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_bodies_are_listed_worst_first_with_the_reason(client: Client, cast: Cast, group: Body) -> None:
    silent = make_body(cast, name="Pokja yang diam")
    page = text(client, "home")
    assert page.index(silent.name) < page.index(group.name)
    assert "tidak berjalan" in page
    assert "Tidak ada pertemuan dengan daftar hadir sejak 1 Juli 2026" in page
    assert "1 dari 1" in page
    only = text(client, "home", keadaan="running")
    assert group.name in only
    assert silent.name not in only


def test_many_bodies_cost_as_many_queries_as_one(
    client: Client, cast: Cast, group: Body, django_assert_num_queries: Any
) -> None:
    text(client, "home")  # what a process keeps
    with CaptureQueriesContext(connection) as few:
        text(client, "home")
    for number in range(6):
        make_body(cast, name=f"Pokja {number}")
    with django_assert_num_queries(len(few.captured_queries)):
        text(client, "home")


def test_a_body_says_why_and_how_it_was_before(client: Client, group: Body) -> None:
    page = text(client, "body", group.pk)
    assert "1 pertemuan dalam triwulan ini, terakhir 12 Agustus 2026" in page
    assert "1 dari 1 tindak lanjut tepat waktu." in page
    assert "triwulan II 2026" in page
    assert "triwulan IV 2026" in page  # the one after


def test_what_is_missing_says_where_it_is_put_right_while_the_quarter_runs(client: Client, cast: Cast) -> None:
    body = make_body(cast, name="Pokja yang diam")
    client.force_login(cast.leadership)
    pages = [
        reverse(f"{name}", args=[body.pk])
        for name in ("meetings:of_body", "bodies:members", "bodies:decrees", "bodies:paths")
    ]

    def links(url: str, **query: str) -> list[str]:
        main = client.get(url, query).content.decode().split("<main", 1)[1]
        return [page for page in pages if f'<a href="{page}">' in main]

    assert links(reverse("oversight:body", args=[body.pk])) == pages
    assert links(reverse("oversight:body", args=[body.pk]), triwulan="2026-3") == [], "what is over is not put right"
    assert pages[-1] in links(reverse("bodies:detail", args=[body.pk]))
    assert "Dan 2 hal lain." in text(client, "home")


def test_the_page_of_a_body_shows_it_too(client: Client, group: Body) -> None:
    page = client.get(reverse("bodies:detail", args=[group.pk])).content.decode()
    assert "Berjalan atau tidak" in page


def test_who_only_has_a_seat_is_not_offered_the_pages_of_who_oversees(client: Client, cast: Cast, group: Body) -> None:
    further = reverse("oversight:body", args=[group.pk])
    assert further in client.get(reverse("bodies:detail", args=[group.pk])).content.decode()
    group.seats.filter(pk=group.seats.first().pk).update(agency=cast.agencies["police"])  # type: ignore[union-attr]
    client.force_login(cast.by_role[Role.POLICE_PPA])
    page = client.get(reverse("bodies:detail", args=[group.pk])).content.decode()
    assert "Berjalan atau tidak" in page
    assert further not in page
    assert client.get(further).status_code == 404


def test_the_report_prints_itself(client: Client, cast: Cast, group: Body) -> None:
    answer = client.get(reverse("oversight:report", args=[group.pk]), {"triwulan": "2026-3"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) > 5000
    # What stands in it, whatever signs somebody typed.
    Meeting.objects.filter(body=group).update(title='#set page(1) *Rapat* $x$ \\ "😀" \u202e<b>')
    line = reports.one(group, Q3, by=cast.leadership)
    assert line is not None
    told = paper.data(line, Q3, on=NOW)
    assert ["+", "1 dari 1 tindak lanjut tepat waktu."] in told["reasons"]
    assert (told["health"], told["until"]) == ("berjalan", "")
    assert [row[:2] + row[3:] for row in told["meetings"]] == [["12 Agustus 2026", "Rapat koordinasi", "4"]]
    assert [row[1] for row in told["decisions"]] == ["Diputuskan"]
    assert told["actions"] == [["Dikerjakan", group.agency.short_name, "1 September 2026", "Selesai"]]
    answer = client.get(reverse("oversight:report", args=[group.pk]), {"triwulan": "2026-3"})
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("quarter", ["2026-9", "x", "2099-1", "2026-3&keadaan=?", "٢٠٢٦-٣"])
def test_a_strange_address_is_the_current_quarter(client: Client, group: Body, quarter: str) -> None:
    assert client.get(reverse("oversight:home"), {"triwulan": quarter, "mulai": "-1"}).status_code == 200


def test_regencies_stand_side_by_side(client: Client, cast: Cast, group: Body) -> None:
    page = text(client, "regions")
    assert cast.city.full_name in page
    assert "1 dari 1" in page


def test_a_province_sees_also_the_regencies_without_any_body(client: Client, cast: Cast, group: Body) -> None:
    province = cast.city.parent
    assert province is not None
    others = list(Area.objects.current().filter(parent=province).exclude(pk=cast.city.pk).order_by("code"))
    chief = make_user("Sekda Provinsi", "sekda-provinsi@contoh.test")
    post(chief, Role.LEADERSHIP, make_agency("Setda provinsi", AgencyKind.TASK_FORCE, province), province)
    client.force_login(chief)
    page = text(client, "regions")
    assert others[0].full_name not in page, "this installation is not responsible there"
    HomeArea.objects.create(area=others[0])
    page = text(client, "regions")
    row = page[page.index(others[0].full_name) :]
    assert "belum ada kelompok" in row[: row.index("</tr>")]
    assert cast.city.full_name in page
    assert reverse("oversight:regions") in text(client, "home")
    client.force_login(cast.leadership)
    assert others[0].full_name not in text(client, "regions"), "whoever oversees one city sees that city"


def test_a_decree_holds_until_its_last_day_on_every_page(client: Client, cast: Cast, group: Body) -> None:
    today = timezone.now().astimezone(ZONE).date()
    Decree.objects.filter(body=group).update(to_date=today + timedelta(days=21))
    last = today + timedelta(days=20)
    page = text(client, "home")
    row = page[page.index("SK yang berakhir dalam 60 hari") :]
    assert f"sampai {last.day} " in " ".join(strip_tags(row).split())


# --- the scorecard ---


def owed(agency: Agency, kind: Kind, *, late: bool = False, dossier: Any = None, due: datetime = AUGUST) -> Obligation:
    subject = uuid7()
    return Obligation.objects.create(
        kind=kind.code, subject_type="x", subject_id=subject, dossier_id=dossier or subject, label="x", agency=agency,
        area_path=agency.area_path, opened_at=due - timedelta(days=3), due_at=due, outcome=Outcome.DONE,
        settled_at=due + timedelta(hours=1 if late else -1),
    )  # fmt: skip


def test_institutions_by_what_they_owed(client: Client, cast: Cast) -> None:
    police, health = cast.agencies["police"], cast.agencies["health"]
    for late in (True, False, False):
        owed(police, meeting_kinds.DO_ACTION, late=late)
    for number in range(12):
        owed(health, referral_kinds.ANSWER, late=number < 6)
    owed(police, meeting_kinds.DO_ACTION, late=True, due=AUGUST - timedelta(days=90))  # another quarter
    found = {row.agency.pk: row.cells for row in scorecard.rows(Q3, by=cast.leadership)}
    assert [(cell.shown_due, cell.shown_late) for cell in found[police.pk]] == [("3", "1"), ("0", "0"), ("0", "0")]
    assert [(cell.shown_due, cell.shown_late) for cell in found[health.pk]] == [("0", "0"), ("0", "0"), ("12", "6")]
    client.force_login(cast.leadership)
    page = text(client, "institutions")
    assert page.index(health.name) < page.index(police.name)  # half late before a third
    assert "6 lewat dari 12" in " ".join(page.split())


def test_what_is_behind_a_wall_is_not_counted_for_who_must_not_know(cast: Cast) -> None:
    dossier = uuid7()
    owed(cast.agencies["health"], referral_kinds.ANSWER, late=True, dossier=dossier)
    assert scorecard.rows(Q3, by=cast.leadership)
    Wall.objects.create(dossier_id=dossier, user_id=cast.leadership.pk, by_name="x", at=NOW)
    assert scorecard.rows(Q3, by=cast.leadership) == []


@pytest.mark.parametrize(
    ("due", "late", "shown"),
    [(4, 1, ("< 5", "< 5")), (4, 0, ("< 5", "0")), (12, 3, ("12", "< 5")), (12, 9, ("12", "< 5")), (12, 12, ("12", "12")),
     (12, 6, ("12", "6")), (0, 0, ("0", "0"))],
)  # fmt: skip
def test_small_numbers_about_people_are_hidden(due: int, late: int, shown: tuple[str, str]) -> None:
    cell = Cell("", due, late, about_people=True)
    assert (cell.shown_due, cell.shown_late) == shown
    open_cell = Cell("", due, late, about_people=False)
    assert (open_cell.shown_due, open_cell.shown_late) == (str(due), str(late))
