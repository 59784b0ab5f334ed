"""Cohorts: 29 kelurahan and 6 kecamatan in two days; trained, active and how much of it; refreshers; covered or not."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, form_id_of, sign_in
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.audit.models import Event
from tuntas.cadres import figures, kinds
from tuntas.cadres.actions import certificates, training
from tuntas.cadres.actions.training import CohortData, Result
from tuntas.cadres.models import Cohort, Trainee
from tuntas.cadres.tests.make import TODAY, day, did, make_cadre
from tuntas.core.errors import Denied
from tuntas.letters.actions import letters, printing
from tuntas.letters.models import Letter
from tuntas.letters.states import VoidReason
from tuntas.obligations.models import Obligation

DAYS = (date(2022, 11, 23), date(2022, 11, 24))


def make_cohort(cast: Cast, days: tuple[date, ...] = DAYS, name: str = "Kader pendamping anak") -> Cohort:
    return training.open_cohort(data=CohortData(name, days[0].year, cast.unit, days), by=cast.head, at=NOW)


def test_two_days_for_29_kelurahan_and_6_kecamatan(cast: Cast) -> None:
    cohort = make_cohort(cast)
    areas = (
        Area.objects.current().below(cast.city.path).filter(level__in=[Level.DISTRICT, Level.VILLAGE]).order_by("code")
    )
    assert sum(area.level == Level.VILLAGE for area in areas) == 29
    cadres = [make_cadre(cast, f"Peserta {area.name}", area=area, from_date=DAYS[1]) for area in areas]
    assert training.join(cohort, cadres, by=cast.head, at=NOW) == 35
    first, second = cohort.days.order_by("date")
    rows = list(cohort.trainees.order_by("id"))
    both, one = {row.pk: Result([first.pk, second.pk], 40, 80) for row in rows[:30]}, {rows[30].pk: Result([first.pk])}
    training.record_results(cohort, both | one, by=cast.head, at=NOW)
    for cadre in cadres[:6]:
        did(cadre, 10)
    (found,) = figures.of_cohorts([cohort], TODAY)
    assert (found.joined, found.trained, found.active, found.percent) == (35, 30, 6, 20)
    assert (found.villages, found.districts) == (29, 6)
    with pytest.raises(Denied, match="sudah tercatat"):
        training.join(cohort, cadres[:1], by=cast.head, at=NOW)


def test_attendance_is_replaced_and_scores_are_from_0_to_100(cast: Cast, client: Client) -> None:
    cohort, cadre = make_cohort(cast), make_cadre(cast)
    sign_in(client, cast.head)
    assert (
        client.post(reverse("cadres:join", args=[cohort.pk]), {"cadre": [str(cadre.pk), "bukan-id"]}).status_code == 302
    )
    row, (first, second) = cohort.trainees.get(), cohort.days.order_by("date")
    page = reverse("cadres:results", args=[cohort.pk])
    ticked = {
        f"came-{row.pk}-{first.pk}": "on",
        f"came-{row.pk}-{second.pk}": "on",
        f"pre-{row.pk}": "35",
        f"post-{row.pk}": "80",
    }
    assert client.post(page, ticked).status_code == 302
    assert Trainee.objects.trained().count() == 1
    assert client.post(page, {f"came-{row.pk}-{first.pk}": "on"}).status_code == 302
    assert not Trainee.objects.trained().exists()
    assert client.post(page, {f"post-{row.pk}": "101"}).status_code == 422
    row.refresh_from_db()
    assert (row.post_score, row.attended.get().day) == (None, first)


def test_activity_in_the_year_before_and_after_the_training(cast: Cast) -> None:
    cohort = make_cohort(cast, (day(400), day(399)))
    cadre = make_cadre(cast, from_date=day(900))
    training.join(cohort, [cadre], by=cast.head, at=NOW)
    assert figures.around(cohort) == (0, 0)  # joined is not trained
    row = cohort.trainees.get()
    came = list(cohort.days.values_list("pk", flat=True))
    training.record_results(cohort, {row.pk: Result(came)}, by=cast.head, at=NOW)
    for ago in (800, 500, 390, 200, 30):
        did(cadre, ago)
    assert figures.around(cohort) == (1, 2)


def test_a_refresher_is_owed_once_and_then_again_after_as_many_months(cast: Cast) -> None:
    cohort = make_cohort(cast, (day(700), day(699)))
    job = System("uji")
    assert [training.watch_refreshers(by=job, at=NOW), training.watch_refreshers(by=job, at=NOW)] == [1, 0]
    cohort.refresh_from_db()
    duty = Obligation.objects.unsettled().get(kind=kinds.REFRESHER.code)
    assert (cohort.duty, duty.agency) == (duty, cast.unit)
    with pytest.raises(Denied, match="sesudah pelatihan"):
        training.refreshed(cohort, on=day(700), by=cast.head, at=NOW)
    training.refreshed(cohort, on=TODAY, by=cast.head, at=NOW)
    duty.refresh_from_db()
    cohort.refresh_from_db()
    assert duty.settled_at is not None
    assert cohort.refresher_date == date(TODAY.year + 2, TODAY.month, TODAY.day)
    assert training.watch_refreshers(by=job, at=NOW) == 0


def test_kelurahan_are_covered_while_somebody_is_active_there(cast: Cast, client: Client) -> None:
    active = make_cadre(cast)
    make_cadre(cast, "Diam Contoh", area=cast.south_village, from_date=day(400))
    did(active, 5)
    rows = {row.area.pk: row for row in figures.of_villages(cast.city.path, TODAY)}
    assert len(rows) == 29
    here, there = rows[cast.village.pk], rows[cast.south_village.pk]
    assert (here.covered, here.cadres, here.active, here.activities) == (True, 1, 1, 1)
    assert (there.covered, there.cadres, there.active) == (False, 1, 0)
    for role in (Role.KPAD, Role.LEADERSHIP, Role.DATA_OFFICER):
        sign_in(client, cast.by_role[role])
        text = client.get(reverse("cadres:villages")).content.decode()
        assert "dari 29 kelurahan" in text
        assert "Contoh" not in text
    assert client.get(reverse("cadres:villages") + f"?area-hasil={cast.other_city.path}").status_code == 403


def test_pages_of_a_cohort(cast: Cast, client: Client) -> None:
    sign_in(client, cast.head)
    here = reverse("cadres:cohort_new")
    typed = {
        "form_id": form_id_of(client.get(here)), "name": "Kader pendamping anak", "agency": str(cast.unit.pk), "first": "2022-11-23",
        "last": "2022-11-24", "refresher_months": "24",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(here, typed).status_code == 302
    cohort = Cohort.objects.get()
    assert client.post(here, typed | {"form_id": form_id_of(client.get(here)), "last": "2022-11-22"}).status_code == 422
    chosen = {"day": str(cohort.days.earliest("date").pk), "topic": "Hak anak", "trainer": "Ibu Contoh, KPAD"}
    assert client.post(reverse("cadres:session_new", args=[cohort.pk]), chosen).status_code == 302
    training.join(cohort, [make_cadre(cast, "Maryam Contoh")], by=cast.head, at=NOW)
    page = reverse("cadres:cohort", args=[cohort.pk])
    text = client.get(page).content.decode()
    assert "Hak anak" in text
    assert "Maryam Contoh" in text
    sign_in(client, cast.by_role[Role.KPAD])
    text = client.get(page).content.decode()
    assert "Hak anak" in text
    assert "Maryam" not in text
    assert client.get(reverse("cadres:join", args=[cohort.pk])).status_code == 403
    with pytest.raises(Denied, match="lembaga pengampunya"):
        training.open_cohort(data=CohortData("Lain", 2022, cast.unit, DAYS), by=cast.leadership, at=NOW)


def test_a_certificate_is_numbered_once_for_who_was_there_every_day_and_names_nobody(cast: Cast) -> None:
    cohort, cadre = make_cohort(cast), make_cadre(cast, "Xaveria Contoh")
    training.join(cohort, [cadre], by=cast.head, at=NOW)
    row = cohort.trainees.get()
    with pytest.raises(Denied, match="setiap hari pelatihan"):
        certificates.certify(row, by=cast.head, at=NOW)
    came = list(cohort.days.values_list("pk", flat=True))
    training.record_results(cohort, {row.pk: Result(came)}, by=cast.head, at=NOW)
    letter = certificates.certify(row, by=cast.head, at=NOW)
    row.refresh_from_db()
    assert (row.letter, letter.kind) == (letter, "certificate")
    assert cadre.label in str(letter.open_fields)
    assert "Xaveria" not in str(letter.open_fields)
    with pytest.raises(Denied, match="sudah diterbitkan"):
        certificates.certify(row, by=cast.head, at=NOW)


def test_a_certificate_is_printed_with_her_name_which_is_kept_nowhere_and_is_a_look(cast: Cast, client: Client) -> None:
    cohort, cadre = make_cohort(cast), make_cadre(cast, "Xaveria Contoh")
    training.join(cohort, [cadre], by=cast.head, at=NOW)
    row = cohort.trainees.get()
    training.record_results(
        cohort, {row.pk: Result(list(cohort.days.values_list("pk", flat=True)))}, by=cast.head, at=NOW
    )
    page = reverse("cadres:certificate", args=[row.pk])
    sign_in(client, cast.head)
    assert client.post(page).status_code == 403, "none was issued"
    letter = certificates.certify(row, by=cast.head, at=NOW)
    got = client.post(page)
    assert (got.status_code, got["Content-Type"], "Xaveria" in got["Content-Disposition"]) == (
        200,
        "application/pdf",
        False,
    )
    with pikepdf.open(io.BytesIO(got.content)) as read:
        assert len(read.pages) == 1
    row.refresh_from_db()
    assert (
        certificates.with_name(row, by=cast.head, at=NOW) == got.content != printing.pdf(letter, by=cast.head, at=NOW)
    )
    assert Event.objects.filter(kind="cadre.read", subject_id=cadre.pk, actor_id=cast.head.pk).count() == 2
    letter.refresh_from_db()
    assert "Xaveria" not in str(Letter.objects.filter(pk=letter.pk).values())
    sign_in(client, cast.leadership)
    assert client.post(page).status_code == 403
    sign_in(client, cast.stranger)
    assert client.post(page).status_code == 404


def came(cohort: Cohort, *rows: Trainee, cast: Cast) -> None:
    days = list(cohort.days.values_list("pk", flat=True))
    training.record_results(cohort, {row.pk: Result(days) for row in rows}, by=cast.head, at=NOW)


def test_all_certificates_of_a_cohort_come_as_one_file_with_every_name_and_every_look(
    cast: Cast, client: Client
) -> None:
    cohort = make_cohort(cast)
    names = ("Xaveria Contoh", "Yosefa Contoh", "Zubaidah Contoh")
    training.join(cohort, [make_cadre(cast, name) for name in names], by=cast.head, at=NOW)
    first, second, absent = cohort.trainees.order_by("id")
    came(cohort, first, second, cast=cast)
    issue, file = reverse("cadres:certify_all", args=[cohort.pk]), reverse("cadres:certificates", args=[cohort.pk])
    sign_in(client, cast.head)
    assert client.post(file).status_code == 403, "none was issued"
    for _ in range(2):
        assert client.post(issue).status_code == 302
    assert Letter.objects.filter(kind="certificate").count() == 2, "who was not there has none, and nobody two"
    got = client.post(file)
    with pikepdf.open(io.BytesIO(got.content)) as read:
        assert len(read.pages) == 2
    assert "Xaveria" not in got["Content-Disposition"]
    looks = Event.objects.filter(kind="cadre.read", actor_id=cast.head.pk).values_list("subject_id", flat=True)
    assert set(looks) == {str(first.cadre_id), str(second.cadre_id)}
    assert Event.objects.filter(kind="letter.printed", actor_id=cast.head.pk).count() == 2
    assert str(absent.cadre_id) not in set(looks)
    sign_in(client, cast.leadership)
    assert {client.post(url).status_code for url in (issue, file)} == {403}


def test_nobody_is_certified_before_the_training_is_over_nor_there_on_a_day_to_come(cast: Cast) -> None:
    tomorrow = TODAY + timedelta(days=1)
    cohort = make_cohort(cast, (TODAY, tomorrow), "Besok")
    training.join(cohort, [make_cadre(cast)], by=cast.head, at=NOW)
    row = cohort.trainees.get()
    with pytest.raises(Denied, match="pada hari pelatihan atau sesudahnya"):
        came(cohort, row, cast=cast)
    Trainee.objects.filter(pk=row.pk).update(attested=True)
    for act in (
        lambda: certificates.certify(row, by=cast.head, at=NOW),
        lambda: certificates.certify_all(cohort, by=cast.head, at=NOW),
    ):
        with pytest.raises(Denied, match="hari pelatihan yang terakhir"):
            act()


def test_attendance_behind_a_certificate_stays_until_it_is_voided(cast: Cast) -> None:
    cohort = make_cohort(cast)
    training.join(cohort, [make_cadre(cast)], by=cast.head, at=NOW)
    row = cohort.trainees.get()
    came(cohort, row, cast=cast)
    letter = certificates.certify(row, by=cast.head, at=NOW)
    with pytest.raises(Denied, match="Batalkan suratnya dulu"):
        training.record_results(cohort, {row.pk: Result([])}, by=cast.head, at=NOW)
    assert row.attended.count() == 2
    letters.void(letter, reason=VoidReason.WRONG_CONTENT, by=cast.head, at=NOW)
    training.record_results(cohort, {row.pk: Result([])}, by=cast.head, at=NOW)
    assert row.attended.count() == 0
