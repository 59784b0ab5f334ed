from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast, form_id_of, sign_in
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases import timeline
from tuntas.cases.models import Case
from tuntas.cases.states import EntryKind
from tuntas.cases.tests.make import NAME, make_case, make_party
from tuntas.intake.states import ViolenceType
from tuntas.letters.models import Letter
from tuntas.obligations.actions import walls
from tuntas.referrals.actions import answers, sending
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Status
from tuntas.referrals.tests.make import ASKED, make_referral, make_transfer, without_accounts

pytestmark = pytest.mark.django_db


def page(name: str, row: Referral | Case) -> str:
    return reverse(f"referrals:{name}", args=[row.pk])


def version(row: Referral) -> str:
    row.refresh_from_db()
    return f"{row.status}.{row.duty_id or ''}"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("case_manager", (200, True, 200)),
        ("supervisor", (200, True, 200)),
        ("unit_head", (200, True, 403)),
        ("data_officer", (200, False, 403)),
        ("health_officer", (200, True, 200)),
        ("hotline_officer", (404, False, 404)),
        ("psychologist", (404, False, 404)),
        ("police_ppa", (404, False, 404)),
        ("school_contact", (404, False, 404)),
        ("leadership", (404, False, 404)),
        ("kpad", (404, False, 404)),
        ("auditor", (404, False, 404)),
        ("system_admin", (404, False, 404)),
    ],
)
def test_who_sees_what(client: Client, cast: Cast, who: str, expected: tuple[int, bool, int]) -> None:
    seen, text, names = expected
    row = make_referral(cast)
    sign_in(client, cast.by_role[Role(who)])
    response = client.get(page("detail", row))
    html = response.content.decode()
    assert (response.status_code, ASKED in html, NAME in html) == (seen, text, False)
    response = client.post(page("identity", row))
    assert (response.status_code, NAME in response.content.decode()) == (names, names == 200)


def test_the_receivers_page_leads_nowhere_into_the_case(client: Client, cast: Cast) -> None:
    row = make_referral(cast)
    client.force_login(cast.by_role[Role.HEALTH_OFFICER])
    html = client.get(page("detail", row)).content.decode()
    assert "/meja/kasus/" not in html
    assert client.get(reverse("referrals:of_case", args=[row.case_id])).status_code == 404
    assert client.get(reverse("cases:detail", args=[row.case_id])).status_code == 404
    assert "Rujukan masuk" in html


def test_behind_the_wall_it_is_absent_everywhere(client: Client, cast: Cast) -> None:
    row, health = make_referral(cast), cast.by_role[Role.HEALTH_OFFICER]
    walls.add(row.case_id, users=[health, cast.supervisor], by=cast.manager, at=NOW)
    for user in (health, cast.supervisor):
        client.force_login(user)
        assert client.get(page("detail", row)).status_code == 404
        assert row.case.number not in client.get(reverse("referrals:received")).content.decode()


def test_sending_from_the_page(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    client.force_login(cast.manager)
    new = reverse("referrals:new", args=[case.pk])
    assert client.get(new).status_code == 200
    assert client.get(new, {"need": ""}).status_code == 422
    html = client.get(new, {"need": "medical"}).content.decode()
    assert "Dinas Kesehatan" in html
    assert "Polresta" not in html
    assert html.count(" checked") == 0  # least data: nothing is ticked beforehand
    told = {"victim": victim.pk, "receiver": cast.agencies["health"].pk, "shared": ASKED, "basis": "vital"}
    told["form_id"] = form_id_of(client.get(new, {"need": "medical"}))
    response = client.post(f"{new}?need=medical", told)
    assert (response.status_code, "tanpa persetujuan" in response.content.decode()) == (422, True)
    assert ASKED in response.content.decode()
    told |= {"basis_note": "Keadaan darurat", "items": ["age"]}
    pressed = [client.post(f"{new}?need=medical", told) for _ in range(2)]  # the first answer was lost
    row = Referral.objects.get()
    assert [each["Location"] for each in pressed] == [page("detail", row)] * 2
    assert row.case == case
    assert (Letter.objects.count(), Event.objects.filter(kind="referral.prepared").count()) == (1, 1)


def test_a_trafficking_case_shows_the_notice_and_wants_it_read(client: Client, cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.TRAFFICKING,))
    victim = make_party(case)
    client.force_login(cast.manager)
    new = f"{reverse('referrals:new', args=[case.pk])}?need=medical"
    assert "Wajib dirahasiakan" in client.get(new).content.decode()
    told = {
        "form_id": uuid4(), "victim": victim.pk, "receiver": cast.agencies["health"].pk, "shared": ASKED, "basis": "public_duty",
        "basis_note": "Tugas", "items": ["name"],
    }  # fmt: skip
    response = client.post(new, told)
    assert (response.status_code, "R36" in response.content.decode()) == (403, True)
    assert client.post(new, told | {"secrecy_read": "on"}).status_code == 302


def test_a_transfer_from_the_page_asks_for_no_victim(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    new = f"{reverse('referrals:new', args=[case.pk])}?need=take_over"
    html = client.get(new).content.decode()
    assert "Limpahkan kasus" in html
    assert 'name="victim"' not in html
    told = {
        "form_id": uuid4(),
        "receiver": cast.agencies["police"].pk,
        "shared": "Mohon diambil alih",
        "basis": "public_duty",
        "basis_note": "Wilayah",
    }
    assert client.post(new, told).status_code == 302
    assert Referral.objects.get().kind == "transfer"


def test_the_receivers_steps_on_the_page_with_one_primary_button_each(client: Client, cast: Cast) -> None:
    row = make_referral(cast)
    client.force_login(cast.by_role[Role.HEALTH_OFFICER])
    for name, given in (
        ("acknowledge", {}),
        ("accept", {}),
        ("answer", {"result": "done", "result_date": "2026-11-01"}),
    ):
        assert client.get(page("detail", row)).content.decode().count("button--primary") == 1
        assert client.post(page(name, row), given | {"version": version(row)}).status_code == 302
    row.refresh_from_db()
    assert row.status == Status.ANSWERED


def test_the_second_of_two_officers_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    row, health = make_referral(cast), cast.by_role[Role.HEALTH_OFFICER]
    client.force_login(health)
    before = version(row)
    answers.acknowledge(row, by=health, at=NOW)
    response = client.post(page("decline", row), {"version": before, "reason": "capacity", "text": "Penuh sekali"})
    assert (response.status_code, "Penuh sekali" in response.content.decode()) == (409, True)
    assert client.post(page("acknowledge", row), {"version": before}).status_code == 409


def test_our_officer_writes_a_slip_down(client: Client, cast: Cast) -> None:
    row = make_referral(cast, receiver=without_accounts(cast))
    client.force_login(cast.manager)
    assert "Catat jawaban" in client.get(page("detail", row)).content.decode()
    assert client.post(page("record", row), {"status": "declined"}).status_code == 422
    told = {"way": "slip", "answerer": "dr. Contoh, Kepala", "status": "declined", "decline_reason": "capacity"}
    assert client.post(page("record", row), told).status_code == 302
    html = client.get(page("detail", row)).content.decode()
    assert "dr. Contoh, Kepala" in html
    assert "Sudah saya baca" in html
    assert client.post(page("read", row)).status_code == 422  # declined: what then?
    assert client.post(page("read", row), {"text": "Dilayani unit kami"}).status_code == 302
    assert "Sudah saya baca" not in client.get(page("detail", row)).content.decode()


@pytest.mark.parametrize("status", Status)
def test_the_timeline_has_a_word_for_every_state(status: Status) -> None:
    for kind in (EntryKind.REFERRAL, EntryKind.TRANSFER):
        assert timeline.words(kind, str(status))


def test_the_timeline_of_the_case_says_what_came_back(client: Client, cast: Cast) -> None:
    row = make_referral(cast)
    answers.acknowledge(row, by=cast.by_role[Role.HEALTH_OFFICER], at=NOW)
    client.force_login(cast.manager)
    html = client.get(reverse("cases:detail", args=[row.case_id])).content.decode()
    assert "dikonfirmasi terima" in html
    assert page("detail", row) in html


def test_the_letter_with_its_slip_is_printed_and_recorded(client: Client, cast: Cast) -> None:
    row = make_referral(cast)
    sign_in(client, cast.manager)
    response = client.post(page("letter", row))
    assert response["Content-Type"] == "application/pdf"
    assert Event.objects.filter(kind="letter.printed", dossier_id=row.case_id).count() == 1
    sign_in(client, cast.by_role[Role.HEALTH_OFFICER])
    assert client.post(page("letter", row)).status_code == 403


def test_lists_cost_the_same_however_long_they_are(client: Client, cast: Cast) -> None:
    case, health = make_case(cast), cast.by_role[Role.HEALTH_OFFICER]
    make_referral(cast, case=case)
    for user, address in (
        (health, reverse("referrals:received")),
        (cast.manager, reverse("referrals:of_case", args=[case.pk])),
    ):
        client.force_login(user)
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        for _ in range(6):
            make_referral(cast, case=case)
        with CaptureQueriesContext(connection) as many:
            assert client.get(address).content.decode().count(case.number) >= 1
        assert len(many) == len(few)


def test_the_received_list_goes_on_by_key_and_shows_only_what_was_sent_there(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    rows = [make_referral(cast, case=case, items=()) for _ in range(51)]
    make_transfer(cast)
    client.force_login(cast.by_role[Role.HEALTH_OFFICER])
    first = client.get(reverse("referrals:received"))
    assert len(first.context["rows"]) == 50
    second = client.get(reverse("referrals:received"), {"after": first.context["after"]})
    assert [row for row, _ in second.context["rows"]] == rows[:1]


def test_what_still_waits_for_an_answer_is_shown_first_alone(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    open_one, done = (make_referral(cast, case=case, items=()) for _ in range(2))
    sending.withdraw(done, by=cast.manager, at=NOW)
    client.force_login(cast.by_role[Role.HEALTH_OFFICER])

    def listed(**asked: str) -> set[object]:
        return {row.pk for row, _ in client.get(reverse("referrals:received"), asked).context["rows"]}

    assert listed() == {open_one.pk}
    assert listed(status="all") == {open_one.pk, done.pk}
