from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.actions import endings, risk, triage
from tuntas.intake.models import Message, Proposal, Report
from tuntas.intake.states import Channel, Risk, Status, VictimAge, ViolenceType
from tuntas.intake.tests.make import make_report, open_kinds
from tuntas.obligations.states import Outcome

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def judged(cast: Cast, **answers: Any) -> Report:
    report = make_report(cast, **answers)
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    return fresh(report)


def test_starting_takes_it_in_hand(cast: Cast) -> None:
    report = triage.start(make_report(cast), by=cast.hotline, at=LATER)
    report = fresh(report)
    assert report.status == Status.TRIAGE
    assert report.duty is not None
    assert report.duty.assignee == cast.hotline
    with pytest.raises(InvalidTransition, match="sudah mulai"):
        triage.start(report, by=cast.manager, at=LATER)


def test_whoever_has_it_keeps_it_through_its_states(cast: Cast) -> None:
    report = triage.start(make_report(cast), by=cast.hotline, at=NOW)
    triage.accept(report, by=cast.hotline, at=LATER)
    duty = fresh(report).duty
    assert duty is not None
    assert (duty.kind, duty.assignee) == ("report.open_case", cast.hotline)


def test_accepting_settles_triage_and_first_follow_up(cast: Cast) -> None:
    report = make_report(cast)
    before = report.duty
    triage.accept(report, by=cast.hotline, at=LATER)
    report = fresh(report)
    assert (report.status, report.followed_up_at, open_kinds(report)) == (Status.ACCEPTED, LATER, {"report.open_case"})
    assert before is not None
    before.refresh_from_db()
    assert (before.outcome, before.settled_at) == (Outcome.DONE, LATER)


def test_an_accepted_report_becomes_a_case_and_owes_nothing_here(cast: Cast) -> None:
    report = triage.accept(make_report(cast), by=cast.hotline, at=NOW)
    endings.hand_to_case(report, by=cast.manager, at=LATER)
    report = fresh(report)
    assert (report.status, report.closed_at, open_kinds(report)) == (Status.IN_CASE, LATER, set())
    with pytest.raises(InvalidTransition, match="sudah menjadi kasus"):
        endings.reopen(report, by=cast.hotline, at=LATER)


def test_only_an_accepted_report_becomes_a_case(cast: Cast) -> None:
    with pytest.raises(InvalidTransition):
        endings.hand_to_case(make_report(cast), by=cast.manager, at=NOW)


def test_classes_are_added_freely_and_remembered(cast: Cast) -> None:
    report = make_report(cast)
    kind = ViolenceType
    triage.classify(report, types=[kind.PHYSICAL, kind.NEGLECT], victim_age=VictimAge.ADULT, by=cast.hotline, at=NOW)
    triage.classify(report, types=[kind.PHYSICAL], victim_age=VictimAge.CHILD_6_12, by=cast.hotline, at=NOW)
    report = fresh(report)
    assert (report.types, report.ever_types) == (["physical"], ["neglect", "physical"])
    assert report.ever_child


@pytest.mark.parametrize(
    ("types", "age", "rule"),
    [
        ((ViolenceType.SEXUAL,), VictimAge.ADULT, "R01"),
        ((ViolenceType.TRAFFICKING,), VictimAge.ADULT, "R02"),
        ((ViolenceType.EXPLOITATION,), VictimAge.ADULT, "R02"),
        ((), VictimAge.CHILD_0_5, ""),
    ],
)
def test_grave_classes_are_not_taken_away_by_one(
    cast: Cast, types: tuple[ViolenceType, ...], age: VictimAge, rule: str
) -> None:
    report = make_report(cast, types=types, victim_age=age)
    with pytest.raises(Denied) as refused:
        triage.classify(report, types=[], victim_age=VictimAge.UNKNOWN, by=cast.hotline, at=NOW)
    assert refused.value.rule == rule
    assert fresh(report).types == [str(kind) for kind in types]


def test_the_page_turns_it_into_a_proposal_when_a_reason_is_given(client: Client, cast: Cast) -> None:
    report = make_report(cast, types=(ViolenceType.SEXUAL,))
    client.force_login(cast.hotline)
    url = reverse("intake:classify", args=[report.pk])
    assert client.post(url, {"types": ["physical"]}).status_code == 403
    response = client.post(url, {"types": ["physical"], "reason": "Salah centang"})
    proposal = Proposal.objects.get()
    assert response["Location"] == reverse("intake:proposal", args=[proposal.pk])
    assert (proposal.kind, proposal.types, proposal.outside) == ("lower_class", ["physical"], True)


def test_an_answer_is_read_with_the_code_and_ends_it(cast: Cast) -> None:
    report = judged(cast)
    triage.answer(report, form_id=uuid4(), text="Silakan ke Puskesmas", by=cast.hotline, at=LATER)
    report = fresh(report)
    assert (report.status, open_kinds(report)) == (Status.ANSWERED, set())
    message = Message.objects.get(report=report)
    assert vault.box(report.pk).unseal(message, "text") == "Silakan ke Puskesmas"


def test_without_a_code_the_answer_is_kept_as_a_note(cast: Cast) -> None:
    report = judged(cast)
    report.code_hash = None
    report.save()
    triage.answer(report, form_id=uuid4(), text="Dijawab lisan", by=cast.hotline, at=LATER)
    assert not Message.objects.exists()
    assert vault.box(report.pk).unseal(fresh(report), "ending_note") == "Dijawab lisan"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Nilai risikonya dulu"),
        ({"danger_now": True}, "berisiko TINGGI"),
        ({"types": (ViolenceType.SEXUAL,), "risk_items": ("control",)}, "kekerasan seksual"),
        ({"types": (ViolenceType.TRAFFICKING,), "risk_items": ("control",)}, "TPPO"),
        ({"types": (), "risk_items": ("control",)}, "Golongkan dulu"),
        ({"victim_age": VictimAge.CHILD_6_12, "risk_items": ("control",)}, "anak"),
    ],
)
def test_information_does_not_end_what_is_grave_or_not_judged(
    cast: Cast, answers: dict[str, Any], sentence: str
) -> None:
    report = make_report(cast, **answers)
    with pytest.raises(Denied, match=sentence):
        triage.answer(report, form_id=uuid4(), text="x", by=cast.hotline, at=NOW)


def test_no_report_is_for_what_an_officer_wrote_by_mistake(cast: Cast) -> None:
    report = make_report(cast, agency=cast.unit, channel=Channel.PHONE, by=cast.hotline, types=(ViolenceType.OTHER,))
    with pytest.raises(Denied, match="Nilai risikonya dulu"):
        endings.end_as_non_case(report, note="Salah catat", by=cast.hotline, at=LATER)
    risk.assess(report, items=[], by=cast.hotline, at=LATER)
    endings.end_as_non_case(report, note="Salah catat", by=cast.hotline, at=LATER)
    assert fresh(report).status == Status.NON_CASE
    with pytest.raises(Denied, match="dikirim warga"):
        endings.end_as_non_case(make_report(cast), note="x", by=cast.hotline, at=LATER)
    grave = make_report(cast, agency=cast.unit, channel=Channel.PHONE, by=cast.hotline, types=(ViolenceType.SEXUAL,))
    with pytest.raises(Denied):
        endings.end_as_non_case(grave, note="x", by=cast.hotline, at=LATER)
    high = make_report(cast, agency=cast.unit, channel=Channel.PHONE, by=cast.hotline, danger_now=True)
    with pytest.raises(Denied):
        endings.end_as_non_case(high, note="x", by=cast.hotline, at=LATER)


def test_any_ending_leads_back_to_triage(cast: Cast) -> None:
    report = judged(cast)
    triage.answer(report, form_id=uuid4(), text="x", by=cast.hotline, at=NOW)
    endings.reopen(report, by=cast.manager, at=LATER)
    report = fresh(report)
    assert (report.status, report.closed_at, open_kinds(report)) == (Status.TRIAGE, None, {"report.triage"})


def test_what_was_accepted_can_be_looked_at_again_but_an_open_one_is_not_reopened(cast: Cast) -> None:
    report = make_report(cast)
    with pytest.raises(InvalidTransition, match="masih terbuka"):
        endings.reopen(report, by=cast.hotline, at=NOW)
    triage.accept(report, by=cast.hotline, at=NOW)
    endings.reopen(report, by=cast.hotline, at=LATER)
    assert fresh(report).status == Status.TRIAGE


@pytest.mark.parametrize("value", ["family", "peace", "withdrawn"])
@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ((ViolenceType.SEXUAL,), ("UU 12/2022 Pasal 23", "R01")),
        ((ViolenceType.TRAFFICKING,), ("UU 21/2007 Pasal 26", "R02")),
        ((), ("kebijakan daerah", "")),
    ],
)
def test_peace_is_no_ending_and_every_attempt_counts_once(
    client: Client, cast: Cast, value: str, types: tuple[ViolenceType, ...], expected: tuple[str, str]
) -> None:
    report = make_report(cast, types=types)
    client.force_login(cast.hotline)
    url = reverse("intake:end", args=[report.pk])
    client.get(url)
    response = client.post(url, {"ending": value})
    assert response.status_code == 403
    article, rule = expected
    assert article in response.content.decode()
    refused = Event.objects.get(kind="refused")
    assert (refused.data["rule"], refused.dossier_id) == (rule, report.pk)
    assert fresh(report).status == Status.NEW


def test_what_the_report_ever_was_decides_the_sentence(client: Client, cast: Cast) -> None:
    report = make_report(cast, types=(ViolenceType.SEXUAL,))
    report.types = []
    report.save()
    client.force_login(cast.hotline)
    page = client.post(reverse("intake:end", args=[report.pk]), {"ending": "peace"}).content.decode()
    assert "Pasal 23" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"ending": "answered"}, "Tulis jawaban atau alasannya"),
        ({"ending": "not_ours", "note": "x"}, "ke mana orangnya diarahkan"),
        ({"ending": "duplicate", "note": "x", "duplicate_of": "26-1"}, "Nomor laporan tidak lengkap"),
        ({}, "Cara mengakhiri belum"),
    ],
)
def test_a_form_that_lacks_something_says_what(client: Client, cast: Cast, data: dict[str, str], sentence: str) -> None:
    report = judged(cast)
    client.force_login(cast.hotline)
    response = client.post(reverse("intake:end", args=[report.pk]), data)
    assert response.status_code == 422
    assert sentence in response.content.decode()


@pytest.mark.parametrize("name", ["start", "accept", "reopen"])
def test_buttons_need_a_post(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.hotline)
    assert client.get(reverse(f"intake:{name}", args=[make_report(cast).pk])).status_code == 405


def test_the_buttons_work(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    for name, status in (("start", Status.TRIAGE), ("accept", Status.ACCEPTED), ("reopen", Status.TRIAGE)):
        assert client.post(reverse(f"intake:{name}", args=[report.pk])).status_code == 302
        assert fresh(report).status == status
    url = reverse("intake:safety", args=[report.pk])
    assert client.post(url, {"decision": "forbidden"}).status_code == 302
    assert fresh(report).safety_decision == "forbidden"
    assert client.post(url, {"decision": "mungkin"}).status_code == 422


def test_the_second_of_two_officers_gets_a_sentence_and_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    report = judged(cast)
    client.force_login(cast.hotline)
    url = reverse("intake:end", args=[report.pk])
    version = client.get(url).context["version"]
    triage.start(report, by=cast.manager, at=NOW)
    response = client.post(url, {"version": version, "ending": "answered", "note": "Jawaban yang panjang"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "petugas lain sudah mengubah" in page
    assert "Jawaban yang panjang" in page
    again = client.post(
        url, {"version": response.context["version"], "ending": "answered", "note": "Jawaban yang panjang"}
    )
    assert again.status_code == 302


def test_a_button_pressed_on_an_old_page_is_a_conflict(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    client.force_login(cast.hotline)
    version = client.get(reverse("intake:detail", args=[report.pk])).context["version"]
    risk.assess(report, items=["strangling"], by=cast.manager, at=NOW)
    response = client.post(reverse("intake:accept", args=[report.pk]), {"version": version})
    assert response.status_code == 409
    assert fresh(report).status == Status.NEW


@pytest.mark.parametrize("who", ["head", "secretariat", "satpol", "leadership", "stranger", "auditor"])
def test_only_those_who_triage_here_act(cast: Cast, who: str) -> None:
    report = judged(cast)
    user = getattr(cast, who)
    for act in (triage.start, triage.accept, endings.reopen, endings.hand_to_case):
        with pytest.raises(Denied):
            act(report, by=user, at=NOW)


def test_nobody_acts_from_behind_the_wall(cast: Cast) -> None:
    report = make_report(cast, wall_users=(cast.hotline.pk,))
    with pytest.raises(Denied, match="jangkauan"):
        triage.accept(report, by=cast.hotline, at=NOW)
    assert fresh(report).risk == Risk.UNKNOWN
