"""The pages of screening, danger, protection, shelter, law and consent, as people use them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases.actions import consents, legal, protection, risk, screening, shelter
from tuntas.cases.models import (
    Case,
    Consent,
    LegalEvent,
    Party,
    Pressure,
    Protection,
    RiskAssessment,
    Screening,
    ShelterStay,
)
from tuntas.cases.states import ConsentGiver, ConsentScope, LegalStep, Means, PartyRole, ProtectionKind
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.cases.views.risk import line
from tuntas.core.versions import version
from tuntas.intake.states import Risk, ViolenceType

pytestmark = pytest.mark.django_db


class Desk:
    """A signed-in manager with a case of one victim."""

    def __init__(self, client: Client, cast: Cast, **data: Any) -> None:
        self.client, self.cast, self.at = client, cast, timezone.now()
        client.force_login(cast.manager)
        self.case: Case = make_case(cast, at=self.at - timedelta(hours=1), **data)
        self.victim: Party = make_party(self.case)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"cases:{name}", args=args or [self.case.pk])

    def page(self, name: str, *args: Any, code: int = 200) -> str:
        response = self.client.get(self.url(name, *args))
        assert response.status_code == code, name
        return response.content.decode()

    def send(self, name: str, *args: Any, code: int = 302, **data: Any) -> str:
        response = self.client.post(self.url(name, *args), data)
        assert response.status_code == code, (name, response.content.decode()[-3000:])
        return response.content.decode()

    def looks(self, kind: str) -> int:
        return Event.objects.filter(kind=kind, dossier_id=self.case.pk).count()


def test_screening_asks_three_things_with_examples_and_shows_the_reasons(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    text = desk.page("screening")
    assert all(word in text for word in ("Contoh:", "Dengan cara apa", "Untuk apa", "tidak mengubah hasil"))
    desk.send(
        "screening", victim=str(desk.victim.pk), acts=["harbour"], means=["debt"], purposes=["prostitution"], said_yes="true",
        crosses_border="on", note="Di kamar Seruni",
    )  # fmt: skip
    row = Screening.objects.get()
    assert (row.status, row.said_yes, row.crosses_border) == ("suspected", True, True)
    text = desk.page("screening_review", row.pk)
    assert all(
        word in text
        for word in ("Ketiga unsur ada", "Seruni", "Gugus Tugas TPPO", "Kantor Imigrasi", "tidak mengubah hasil")
    )
    assert "Simpan telaah" not in text
    assert desk.looks("screenings.read") == 1
    desk.send("screening", code=422)
    desk.send("screening", code=422, victim=str(uuid4()), acts=["harbour"])


def test_an_alert_is_decided_on_its_page(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    row = screening.record(
        desk.case, victim=desk.victim, answers=screening.Answers(means=[Means.DEBT]), by=cast.supervisor, at=desk.at
    )
    assert "Putuskan dalam 24 jam" in desk.page("screening_review", row.pk)
    desk.send("screening_review", row.pk, code=422)
    desk.send("screening_review", row.pk, outcome="cleared", note="Utang warung.")
    assert Screening.objects.get().status == "cleared"
    assert "Utang warung." in desk.page("screening_review", row.pk)


def test_danger_is_raised_and_its_history_is_a_line_with_a_table(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    assert "<polyline" not in desk.page("risk")
    desk.send("risk", items=["strangling"])
    assert Case.objects.get().risk == Risk.HIGH
    text = desk.page("risk")
    assert desk.url("propose", desk.case.pk, "lower_risk") in text
    assert all(word in text for word in ("<polyline", "<title", "Pernah dicekik", "▲"))
    desk.send("risk", code=422, items=["tidak-ada"])
    desk.send("risk", code=409, items=["strangling"], version="assessment.1")


@pytest.mark.parametrize(("level", "word"), [(Risk.HIGH, "TINGGI"), (Risk.MEDIUM, "SEDANG"), (Risk.LOW, "RENDAH")])
def test_each_level_has_its_word_at_the_head(client: Client, cast: Cast, level: Risk, word: str) -> None:
    assert f"Risiko {word}" in Desk(client, cast, risk=level).page("risk")


def test_the_line_goes_up_when_the_danger_does() -> None:
    at = timezone.now()
    rows = [RiskAssessment(at=at + timedelta(days=day), level=level) for day, level in ((0, 1), (1, 2), (4, 3))]
    drawn = line(rows)
    heights = [point["y"] for point in drawn["points"]]
    across = [point["x"] for point in drawn["points"]]
    assert heights == sorted(heights, reverse=True)
    assert across[1] - across[0] == pytest.approx((across[2] - across[0]) / 4)
    assert line(rows[:1]) == {}


def test_the_safety_plan_is_written_and_read(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    desk.send("safety_plan", text="Tas di rumah bibi Kemuning")
    assert "Kemuning" in desk.page("safety_plan")
    assert desk.looks("safety_plan.read") == 1
    desk.send("safety_plan", code=422)
    client.force_login(cast.head)
    text = desk.page("safety_plan")
    assert "Kemuning" in text
    assert "<textarea" not in text


def test_protection_is_asked_for_step_by_step(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    desk.send("protection_ask", victim=str(desk.victim.pk), kind="police_domestic", note="Pisau Teratai")
    row = Protection.objects.get()
    assert "Teratai" in desk.page("protection")
    assert desk.looks("protections.read") == 1
    now = desk.at.astimezone(cast.manager.zone).strftime("%Y-%m-%dT%H:%M")
    today = desk.case.agency.today(desk.at)
    desk.page("protection_step", row.pk, "diminta")
    desk.send("protection_step", row.pk, "diminta", requested_at=now, reference="B/1")
    late: dict[str, Any] = {
        "decided_at": now,
        "starts": today.isoformat(),
        "ends": (today + timedelta(days=8)).isoformat(),
    }
    assert "paling lama 7 hari" in desk.send("protection_step", row.pk, "diberikan", code=422, **late)
    desk.send("protection_step", row.pk, "diberikan", **late | {"ends": (today + timedelta(days=7)).isoformat()})
    assert {"protection.expires", "protection.request"} <= open_kinds(desk.case)
    text = desk.page("protection")
    assert "Berakhir lebih awal" in text
    assert "Diperpanjang" not in text
    assert "tidak diperpanjang" in desk.page("protection_step", row.pk, "diperpanjang", code=403)
    desk.send("protection_step", row.pk, "diakhiri", note="Dicabut.")
    desk.page("protection_step", row.pk, "diakhiri", code=409)
    desk.page("protection_step", row.pk, "apa-saja", code=404)


def test_a_duty_leads_to_the_page_of_the_case(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    row = protection.ask(desk.case, victim=desk.victim, kind=ProtectionKind.LPSK, by=cast.manager, at=desk.at)
    response = client.get(desk.url("protection", row.pk))
    assert response["Location"] == f"{desk.url('protection')}#b-{row.pk}"
    desk.page("protection", uuid4(), code=404)
    client.force_login(cast.elsewhere[Role.CASE_MANAGER])
    desk.page("protection", row.pk, code=404)


def test_a_stay_is_seen_from_both_sides_and_its_address_from_one(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    today = desk.case.agency.today(desk.at)
    given: dict[str, Any] = {
        "victim": str(desk.victim.pk),
        "shelter": str(cast.agencies["shelter"].pk),
        "companions_count": "2",
    }
    desk.send("shelter_admit", code=422, **given, admitted_on=(today + timedelta(days=1)).isoformat())
    desk.send("shelter_admit", **given, admitted_on=today.isoformat(), needs="Obat asma")
    row = ShelterStay.objects.get()
    assert "Obat asma" in desk.page("shelter", row.pk)
    desk.send("shelter_address", row.pk, code=403)
    desk.page("shelter_write", row.pk, "alamat", code=403)
    client.force_login(cast.by_role[Role.SHELTER_OFFICER])
    assert desk.case.number in client.get(reverse("cases:shelters")).content.decode()
    desk.send("shelter_write", row.pk, "alamat", address="Gang Melati 9", version=version(row.address))
    assert "Gang Melati 9" not in desk.page("shelter", row.pk)
    assert "Gang Melati 9" in desk.send("shelter_address", row.pk, code=200)
    assert desk.looks("shelter.address_shown") == 1
    desk.page("detail", code=404)
    desk.page("protection", code=404)
    desk.send("shelter_write", row.pk, "keluar", code=422)
    desk.send("shelter_write", row.pk, "keluar", exit_plan="Ke balai")
    assert ShelterStay.objects.get().status == "left"
    desk.page("shelter_write", row.pk, "lain", code=404)
    client.force_login(cast.elsewhere[Role.SHELTER_OFFICER])
    desk.page("shelter", row.pk, code=404)
    assert client.get(reverse("cases:shelters")).status_code == 200


def test_the_legal_process_is_written_down_with_what_is_owed(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast, types=(ViolenceType.SEXUAL,))
    today = desk.case.agency.today(desk.at).isoformat()
    legal.check_clock(desk.case, by=cast.manager, at=desk.at)
    text = desk.page("legal")
    assert "Putuskan bersama korban tentang laporan polisi" in text
    assert desk.url("propose", desk.case.pk, "no_complaint") in text
    Case.objects.update(ever_child=True)
    assert desk.url("propose", desk.case.pk, "no_complaint") not in desk.page("legal")
    desk.send("legal_record", step="refused", actor="investigator", on_date=today, note="Disuruh pulang.")
    assert "Disuruh pulang." in desk.page("legal")
    assert desk.looks("legal.read") == 1
    desk.send("legal_follow", text="Kanit dihubungi.")
    assert "case.police_obstacle" not in open_kinds(desk.case)
    desk.send("legal_record", code=422, step="hearing", actor="judge", on_date=today)
    hour = (desk.at - timedelta(hours=1)).astimezone(cast.manager.zone).strftime("%Y-%m-%dT%H:%M")
    desk.send("legal_record", step="hearing", actor="judge", on_date=today, hearing_at=hour)
    row = LegalEvent.objects.get(step=LegalStep.HEARING)
    assert "Sudah didampingi" in desk.page("legal")
    assert client.get(desk.url("legal", row.pk)).status_code == 302
    desk.send("hearing_attended", row.pk)
    assert "case.hearing" not in open_kinds(desk.case)
    refused = desk.send("legal_record", code=403, step="diversion", actor="other", on_date=today)
    assert "bukan penyelesaian kami" in refused


def test_a_late_police_report_asks_for_its_reason_beside_the_field(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast, types=(ViolenceType.SEXUAL,), victim_reported_at=timezone.now() - timedelta(days=4))
    today = desk.case.agency.today(desk.at).isoformat()
    assert "sudah lewat" in desk.page("legal_record")
    text = desk.send("legal_record", code=422, step="reported", actor="investigator", on_date=today, number="LP/1")
    assert "Tulis alasan keterlambatan" in text
    desk.send(
        "legal_record", step="reported", actor="investigator", on_date=today, number="LP/1", late_reason="Dirawat."
    )
    assert Case.objects.get().police_reported_at is not None


def test_pressure_is_written_down(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    desk.send("pressure", kind="money", text="Lima juta, kata paman Dahlia")
    assert "Dahlia" in desk.page("pressure")
    assert (Pressure.objects.get().kind, desk.looks("pressures.read")) == ("money", 1)
    desk.send("pressure", code=422)


def test_consent_is_given_shown_and_taken_back(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    social = str(cast.agencies["social"].pk)
    base: dict[str, Any] = {"victim": str(desk.victim.pk), "giver": "self", "note": "Di kantor, Tulip"}
    desk.send("consent_new", code=422, **base, scopes=["sharing"])
    later = (desk.case.agency.today(desk.at) + timedelta(days=30)).isoformat()
    desk.send("consent_new", **base, scopes=["sharing", "health"], recipients=[social], expires=later)
    text = desk.page("consents")
    assert all(word in text for word in ("Tulip", "Berlaku", "Dinas Sosial", "Biarkan berakhir"))
    row = Consent.objects.get()
    desk.send("consent_let_end", row.pk)
    desk.send("consent_withdraw", row.pk)
    assert "Dicabut" in desk.page("consents")
    desk.send("consent_withdraw", row.pk, code=409)


def test_rule_r11_on_the_page_a_reported_guardian_is_refused_and_counted(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast, child=True)
    child, guardian = make_party(desk.case, child=True), make_party(desk.case, PartyRole.GUARDIAN)
    reported = make_party(desk.case, PartyRole.REPORTED_PERSON, person=guardian.person)
    text = desk.send(
        "consent_new",
        code=403,
        victim=str(child.pk),
        giver="guardian",
        giver_party=str(guardian.pk),
        scopes=["services"],
    )
    assert "terlapor dalam kasus ini" in text
    assert reported.person_id == guardian.person_id
    assert Event.objects.filter(kind="refused").exists()
    consents.record(
        desk.case,
        victim=child,
        giver=ConsentGiver.SOCIAL_WORKER,
        scopes=[ConsentScope.SERVICES],
        by=cast.manager,
        at=desk.at,
    )
    assert "Pekerja sosial" in desk.page("consents")


def test_who_only_sees_the_case_reads_none_of_this(client: Client, cast: Cast) -> None:
    desk = Desk(client, cast)
    risk.write_safety_plan(desk.case, text="x", by=cast.manager, at=desk.at)
    stay = shelter.admit(desk.case, victim=desk.victim, shelter=cast.agencies["shelter"], by=cast.manager, at=desk.at)
    client.force_login(cast.by_role[Role.DATA_OFFICER])
    assert desk.case.number in desk.page("risk")
    for name in ("screening", "safety_plan", "protection", "legal", "pressure", "consents"):
        desk.page(name, code=404)
    desk.page("shelter", stay.pk, code=404)
