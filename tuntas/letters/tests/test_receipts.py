"""How it becomes known that a letter arrived, and who is chased when it does not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import clock
from tests.cast import NOW, Cast, make_agency, make_user, post, sign_in
from tuntas.access.roles import Role
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.letters import jobs, kinds, links, papers, throttle
from tuntas.letters.actions import batches, chasing, letters, receipts, recipients, reminders
from tuntas.letters.models import AskBucket, Batch, Delivery, Letter
from tuntas.letters.states import BatchStatus, CloseReason, ReceiptVia, VoidReason, Way
from tuntas.letters.tests.make import make_letter
from tuntas.letters.tests.make_batches import make_made, make_sent
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
BY_HAND = {"name": "Contoh Penerima", "position": "Staf"}


def rows_of(batch: Batch) -> list[Delivery]:
    return list(batch.deliveries.select_related("letter", "batch").order_by("position"))


def code_page(row: Delivery) -> str:
    assert row.letter
    return reverse("letters:genuine", args=[row.letter.token])


def confirm(row: Delivery, cast: Cast, via: ReceiptVia = ReceiptVia.HAND, at: datetime = NOW) -> Delivery:
    return receipts.confirm(row, via=via, **BY_HAND, by=cast.secretariat, at=at)


def test_behind_the_code_it_is_genuine_and_one_tap_confirms_it(client: Client, cast: Cast) -> None:
    row = rows_of(make_sent(cast))[0]
    assert row.letter
    page = client.get(code_page(row))
    text = page.content.decode()
    for said in (row.letter.number, cast.agencies["secretariat"].name, "Pemberitahuan layanan pengaduan", "asli"):
        assert said in text
    assert page["Cache-Control"] == "no-store"
    assert not page.cookies
    for _ in range(2):
        assert client.post(code_page(row), BY_HAND).status_code == 200
    row.refresh_from_db()
    assert (row.receipt_via, row.receipt_name, row.receipt_by) == (ReceiptVia.QR, "Contoh Penerima", None)
    assert Event.objects.filter(kind="letter_receipt.noted").count() == 1
    assert "Contoh Penerima" not in client.get(code_page(row)).content.decode(), "who took it is the office's to know"
    assert client.post(code_page(rows_of(row.batch)[1]), {"name": "X"}).status_code == 422


@pytest.mark.parametrize("token", ["a" * 26, "A1", "%00", "tidak-ada", "0" * 65])
def test_an_unknown_code_or_link_is_answered_in_one_way(client: Client, cast: Cast, token: str) -> None:
    for url in (f"/surat/{token}/", f"/surat/terima/{token}/"):
        response = client.get(url)
        assert response.status_code == 404
        assert "Surat tidak ditemukan" in response.content.decode()


def test_a_voided_letter_says_so_and_takes_no_receipt(client: Client, cast: Cast) -> None:
    row = rows_of(make_sent(cast))[0]
    assert row.letter
    Letter.objects.filter(pk=row.letter.pk).update(agency=cast.unit)  # a supervisor voids; the secretariat has none
    letters.void(row.letter, reason=VoidReason.WRONG_CONTENT, by=cast.supervisor, at=NOW)
    assert "sudah dibatalkan" in client.get(code_page(row)).content.decode()
    client.post(code_page(row), BY_HAND)
    row.refresh_from_db()
    assert row.receipt_at is None
    with pytest.raises(Denied):
        confirm(row, cast)


def test_before_it_is_sent_nobody_confirms(client: Client, cast: Cast) -> None:
    row = rows_of(make_made(cast))[0]
    assert "Surat sudah saya terima" not in client.get(code_page(row)).content.decode()
    with pytest.raises(Denied):
        confirm(row, cast)


def test_a_flood_of_receipts_is_slowed_down(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST", 2)
    clock.stop(monkeypatch)
    rows = rows_of(make_sent(cast))
    codes = [client.post(code_page(row), BY_HAND).status_code for row in rows[:3]]
    assert codes == [200, 200, 429]
    assert AskBucket.objects.get().key != b""


def test_many_wrong_codes_are_slowed_and_the_office_next_door_still_opens_its_letter(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_WRONG", 3)
    clock.stop(monkeypatch)
    row = rows_of(make_sent(cast))[0]
    wrong = [f"/surat/{'ab' * 12}{number}/" for number in range(3)] + ["/surat/terima/x1/", "/surat/tidak-ada/"]
    assert [client.get(url).status_code for url in wrong] == [404, 404, 404, 429, 429]
    assert "Kode surat yang benar tetap dapat dibuka" in client.get(wrong[0]).content.decode()
    assert client.get(code_page(row)).status_code == 200, "behind one address sits a whole office"
    assert client.post(code_page(row), BY_HAND).status_code == 200
    assert client.get(wrong[0], REMOTE_ADDR="203.0.113.7").status_code == 404, "another address is another count"
    kept = AskBucket.objects.order_by("count").values_list("count", flat=True)
    assert list(kept) == [1, 1, 3], "beyond the limit nothing is written"


def test_by_mail_the_words_say_nothing_and_the_link_confirms_once(client: Client, cast: Cast) -> None:
    batch = make_made(cast)
    first = rows_of(batch)[0]
    recipients.address(first, email="kelurahan@contoh.test", by=cast.secretariat, at=NOW)
    batch = batches.send(batch, way=Way.HAND, by_mail=True, by=cast.secretariat, at=NOW)
    assert (jobs.mail(batch_id=str(batch.pk)), jobs.mail(batch_id=str(batch.pk))) == (1, 0)
    (message,) = mail.outbox
    assert message.to == ["kelurahan@contoh.test"]
    assert first.batch.content["secretariat"] not in f"{message.subject} {message.body}"
    name, pdf, _type = message.attachments[0]
    assert str(pdf[:5], "ascii") == "%PDF-"
    assert "kelurahan" not in str(name)
    link = reverse("letters:received", args=[links.token_of(first)])
    assert link in message.body
    assert client.post(link, BY_HAND).status_code == 200
    first.refresh_from_db()
    assert first.receipt_via == ReceiptVia.LINK
    assert "sudah tercatat" in client.get(link).content.decode()
    other = rows_of(batch)[1]
    assert client.get(reverse("letters:received", args=[links.token_of(other)])).status_code == 404, "went by hand"


def test_after_seven_working_days_of_silence_there_is_one_duty_and_only_one(cast: Cast) -> None:
    batch = make_sent(cast)
    assert batch.chase_from
    # Monday 23 November and seven working days of an office open from Monday to Friday
    assert batch.chase_from.astimezone(cast.agencies["secretariat"].zone).strftime("%d-%m %H.%M") == "02-12 16.00"
    doing: dict[str, Any] = {"by": jobs.CHASER}
    assert chasing.chase_due(**doing, at=batch.chase_from - timedelta(minutes=1)) == 0
    assert [chasing.chase_due(**doing, at=batch.chase_from + timedelta(hours=n)) for n in (0, 1, 48)] == [1, 0, 0]
    owed = Obligation.objects.unsettled().filter(subject_id=batch.pk)
    assert [duty.kind for duty in owed] == [kinds.CHASE.code]
    batch.refresh_from_db()
    assert batch.duty_id == owed.get().pk


def test_the_last_receipt_ends_it(cast: Cast) -> None:
    batch = make_sent(cast)
    rows = rows_of(batch)
    for row in rows[:-1]:
        confirm(row, cast)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.SENT
    receipts.take_back(rows[0], by=cast.secretariat, at=NOW)
    confirm(rows[-1], cast)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.SENT, "the first is waited for again"
    confirm(rows[0], cast)
    batch.refresh_from_db()
    assert (batch.status, batch.close_reason, batch.duty) == (BatchStatus.CLOSED, CloseReason.ALL_CONFIRMED, None)
    assert not Obligation.objects.unsettled().filter(subject_id=batch.pk).exists()


REMINDER = papers.Reminder("Pengingat tanda terima", "pemberitahuan", "", NOW.date(), NOW.date() + timedelta(days=20))


def test_the_silent_are_reminded_with_their_own_number_and_waited_for_anew(cast: Cast) -> None:
    batch = make_sent(cast)
    rows = rows_of(batch)
    confirm(rows[0], cast)
    at = batch.chase_from or NOW
    chasing.chase_due(by=jobs.CHASER, at=at)
    second = reminders.draft(batch, REMINDER, by=cast.secretariat, at=at)
    with pytest.raises(Denied, match="pengingat yang lama"):
        reminders.draft(batch, REMINDER, by=cast.secretariat, at=at)
    for step in (batches.check, batches.order):
        step(second, by=cast.secretariat, at=at)
        second.refresh_from_db()
    jobs.make(batch_id=str(second.pk))
    again = rows_of(second)
    assert [row.reminds_id for row in again] == [row.pk for row in rows[1:]]
    for row, first in zip(again, rows[1:], strict=True):
        assert row.letter
        assert row.letter.open_fields
        assert first.letter
        assert row.letter.open_fields["first_number"] == first.letter.number
    batches.send(second, way=Way.HAND, by_mail=False, by=cast.secretariat, at=at)
    second.refresh_from_db()
    batch.refresh_from_db()
    assert (second.status, second.close_reason) == (BatchStatus.CLOSED, CloseReason.FOLLOWED)
    owed = Obligation.objects.unsettled().filter(subject_id__in=[batch.pk, second.pk])
    assert [(duty.subject_id, duty.kind) for duty in owed] == [(batch.pk, kinds.AWAIT.code)]
    confirm(rows_of(second)[0], cast, at=at)
    rows[1].refresh_from_db()
    assert (rows[1].receipt_via, rows[1].receipt_name) == (ReceiptVia.REMINDER, "Contoh Penerima")
    assert chasing.chase_due(by=jobs.CHASER, at=batch.chase_from or NOW) == 1


def test_the_list_says_who_confirmed_how_and_when(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    batch = make_sent(cast)
    rows = rows_of(batch)
    sign_in(client, cast.secretariat)
    url = reverse("letters:delivery", args=[rows[0].pk])
    assert client.post(url, BY_HAND).status_code == 302
    rows[0].refresh_from_db()
    assert (rows[0].receipt_via, rows[0].receipt_by) == (ReceiptVia.HAND, cast.secretariat)
    with django_assert_max_num_queries(24):
        text = client.get(reverse("letters:coverage", args=[batch.pk])).content.decode()
    assert "Dicatat sekretariat" in text
    assert f"1 dari {len(rows)} sudah mengonfirmasi" in text
    assert "Contoh Penerima" not in text, "names only on the line itself"
    shown = client.get(reverse("letters:coverage", args=[batch.pk]), {"state": "in"}).content.decode()
    assert rows[0].addressee in shown
    assert rows[1].addressee not in shown


def test_when_the_last_letter_that_is_waited_for_is_voided_nothing_is_owed_any_more(cast: Cast) -> None:
    batch = make_sent(cast)
    head = make_user("Camat Contoh", "camat@contoh.test")
    post(head, Role.LEADERSHIP, batch.agency, batch.scope)
    last, *others = Delivery.objects.filter(batch=batch).select_related("letter").order_by("position")
    for row in others:
        confirm(row, cast)
    assert Obligation.objects.unsettled().filter(subject_id=batch.pk).exists()
    assert last.letter
    with pytest.raises(Denied, match="supervisor, kepala unit, atau pimpinan"):
        letters.void(last.letter, reason=VoidReason.WRONG_RECIPIENT, by=cast.secretariat, at=NOW)
    letters.void(last.letter, reason=VoidReason.WRONG_RECIPIENT, by=head, at=NOW)
    batch.refresh_from_db()
    assert (batch.status, batch.duty) == (BatchStatus.CLOSED, None)
    assert not Obligation.objects.unsettled().filter(subject_id=batch.pk).exists()


def test_what_a_batch_leads_to_is_there_for_who_may_send_for_the_agency_above(client: Client, cast: Cast) -> None:
    batch = make_sent(cast)
    above = make_agency("Kecamatan Contoh", AgencyKind.DISTRICT, batch.agency.area)
    Agency.objects.filter(pk=batch.agency_id).update(parent=above)
    camat = make_user("Camat Contoh", "camat@contoh.test")
    post(camat, Role.LEADERSHIP, above, batch.scope)
    sign_in(client, camat)
    page = client.get(reverse("letters:coverage", args=[batch.pk])).content.decode()
    letter = Letter.objects.filter(delivery__batch=batch)[0]
    address = reverse("letters:detail", args=[letter.pk])
    assert address in page
    assert client.get(address).status_code == 200
    about_somebody = make_letter(cast, agency=batch.agency)
    assert list(Letter.objects.visible_to(camat).filter(pk__in=[letter.pk, about_somebody.pk])) == [letter]
