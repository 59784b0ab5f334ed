from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.intake.actions import lookups, walls
from tuntas.intake.models import Report
from tuntas.intake.policies.entries import LOOK_UPS
from tuntas.intake.states import Channel, Risk
from tuntas.intake.tests.make import make_report, open_kinds
from tuntas.obligations.models import Wall

pytestmark = pytest.mark.django_db
NEW = reverse("intake:new")
PHONE = "0812-3456-7890"


def answers(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "form_id": str(uuid4()), "agency": str(cast.unit.pk), "channel": "phone", "narrative": "Suara pelapor",
        "area-hasil": cast.village.path, **more,
    }  # fmt: skip


def test_it_is_stored_once_and_shows_number_and_code(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    data = answers(cast, types=["physical"], victim_age="6-12", reporter_phone=PHONE, victim_name="Melati")
    first = client.post(NEW, data)
    again = client.post(NEW, data)
    report = Report.objects.get()
    assert first["Location"] == again["Location"] == reverse("intake:receipt", args=[report.pk])
    assert (report.channel, report.agency, report.found_by, report.received_by) == (
        Channel.PHONE,
        cast.unit,
        cast.unit,
        cast.hotline,
    )
    page = client.get(first["Location"]).content.decode()
    assert report.number in page
    assert "Kode rahasia" in page
    assert Event.objects.filter(kind="report.receipt_shown").count() == 1


def test_the_receipt_is_for_whoever_wrote_it_down(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    location = client.post(NEW, answers(cast))["Location"]
    client.force_login(cast.manager)
    assert client.get(location).status_code == 404


def test_someone_whose_agency_receives_nothing_still_gets_the_receipt(client: Client, cast: Cast) -> None:
    client.force_login(cast.by_role[Role.KPAD])
    data = answers(cast, agency=str(cast.agencies["kpad"].pk))
    page = client.post(NEW, data, follow=True).content.decode()
    report = Report.objects.get()
    assert report.number in page
    assert "Buka laporan" not in page
    assert (report.agency, report.found_by) == (cast.unit, cast.agencies["kpad"])


def test_only_story_and_channel_are_needed(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    data = {"form_id": str(uuid4()), "agency": str(cast.unit.pk), "channel": "walk_in", "narrative": "x"}
    assert client.post(NEW, data).status_code == 302
    assert not Report.objects.get().area_known


def test_what_is_missing_is_said_and_nothing_is_lost(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    response = client.post(NEW, answers(cast, narrative="", place="Gang Mawar", agency=str(cast.dinas.pk)))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Apa yang terjadi belum diisi" in page or "Belum dijawab: Apa yang terjadi" in page
    assert "Gang Mawar" in page
    assert not Report.objects.exists()


def test_a_heavy_sign_of_danger_calls_at_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    client.post(NEW, answers(cast, risk_items=["strangling"]))
    report = Report.objects.get()
    assert (report.risk, "report.triage_high" in open_kinds(report)) == (Risk.HIGH, True)


def test_who_must_not_know_is_kept_out_before_anybody_hears_of_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    response = client.post(NEW, answers(cast, wall_agencies=[str(cast.unit.pk)]), follow=True)
    report = Report.objects.get()
    assert report.agency == cast.agencies["secretariat"]
    # Number and code are still handed over by whoever took it.
    assert report.number in response.content.decode()


def test_whoever_is_kept_out_later_or_takes_no_reports_now_does_not_get_the_code(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    client.post(NEW, answers(cast))
    report = Report.objects.get()
    url = reverse("intake:receipt", args=[report.pk])
    assert client.get(url).status_code == 200
    walls.keep_out(report, users=[cast.hotline], by=cast.manager, at=timezone.now())
    assert client.get(url).status_code == 404
    Wall.objects.all().delete()
    assert client.get(url).status_code == 200
    cast.hotline.postings.update(ends_at=timezone.now())
    assert client.get(url).status_code == 404


def test_the_web_is_no_channel_of_an_officer(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    assert client.post(NEW, answers(cast, channel="web")).status_code == 422


def similar(client: Client, cast: Cast, **more: Any) -> str:
    response = client.post(NEW, answers(cast, langkah="serupa", **more))
    assert response.status_code == 200
    return response.content.decode()


def test_similar_reports_are_shown_masked(client: Client, cast: Cast) -> None:
    by_phone = make_report(cast, area=cast.city, reporter_phone=PHONE, victim_name="Melati")
    by_place = make_report(cast, at=timezone.now())
    client.force_login(cast.hotline)
    page = similar(client, cast, reporter_phone="+6281234567890", narrative="Ini yang saya tulis")
    assert by_phone.number in page
    assert by_place.number in page
    assert "Melati" not in page
    assert "Ini yang saya tulis" in page
    assert Event.objects.get(kind="report.looked_up").data == {"by_phone": True, "shown": 2}


def test_what_lies_beyond_reach_is_not_shown_but_its_holder_looks(client: Client, cast: Cast) -> None:
    hidden = make_report(cast, area=cast.south_village, reporter_phone=PHONE)
    client.force_login(cast.hotline)
    page = similar(client, cast, reporter_phone=PHONE, **{"area-hasil": ""})
    assert hidden.number not in page
    assert "Tidak ada dalam jangkauan Anda" in page
    assert "report.check_similar" in open_kinds(hidden)
    similar(client, cast, reporter_phone=PHONE)
    assert hidden.duty is not None


def test_a_new_report_tells_the_holder_of_another_with_the_same_number(cast: Cast) -> None:
    held = make_report(cast, area=cast.south_village, reporter_phone=PHONE)
    make_report(cast, reporter_phone=PHONE)
    assert "report.check_similar" in open_kinds(held)


def test_an_agency_behind_the_new_reports_wall_is_not_told(cast: Cast) -> None:
    held = make_report(cast, area=cast.south_village, reporter_phone=PHONE)
    make_report(cast, reporter_phone=PHONE, wall_agencies=(cast.agencies["secretariat"].pk,))
    assert "report.check_similar" not in open_kinds(held)


def test_behind_a_wall_nothing_is_similar(client: Client, cast: Cast) -> None:
    report = make_report(cast, reporter_phone=PHONE)
    walls.keep_out(report, users=[cast.hotline], by=cast.manager, at=NOW)
    client.force_login(cast.hotline)
    assert report.number not in similar(client, cast, reporter_phone=PHONE)


def test_comparing_is_written_down(client: Client, cast: Cast) -> None:
    held = make_report(cast, area=cast.south_village, reporter_phone=PHONE)
    make_report(cast, reporter_phone=PHONE)
    client.force_login(cast.secretariat)
    assert "mungkin serupa" in client.get(reverse("intake:detail", args=[held.pk])).content.decode()
    assert client.post(reverse("intake:compared", args=[held.pk])).status_code == 302
    assert "report.check_similar" not in open_kinds(held)


def test_leafing_through_reports_is_stopped_but_writing_is_not(client: Client, cast: Cast) -> None:
    for _ in range(LOOK_UPS):
        lookups.look_up(area=cast.village, phone="", by=cast.hotline, at=timezone.now())
    with pytest.raises(Denied):
        lookups.look_up(area=cast.village, phone="", by=cast.hotline, at=timezone.now())
    client.force_login(cast.hotline)
    assert "terlalu sering" in similar(client, cast, narrative="tetap ada")
    assert client.post(NEW, answers(cast)).status_code == 302


def test_without_anything_to_look_for_it_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    assert "Isi dulu wilayah" in similar(client, cast, **{"area-hasil": ""})


@pytest.mark.parametrize("who", ["head", "satpol", "leadership", "stranger"])
def test_who_writes_no_reports(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.post(NEW, answers(cast)).status_code == 403
    assert not Report.objects.exists()


class _Buttons(HTMLParser):
    """The submit buttons of the form with the story, in the order of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "button" and dict(attrs).get("type") == "submit":
            self.found.append(dict(attrs))


def test_enter_saves_and_does_not_look_for_an_area(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    buttons = _Buttons()
    buttons.feed(client.get(NEW).content.decode().split("<main", 1)[1])
    assert "name" not in buttons.found[0]
    assert buttons.found[0]["tabindex"] == "-1"
    assert [button.get("value") for button in buttons.found[1:]].count("cari") == 1
