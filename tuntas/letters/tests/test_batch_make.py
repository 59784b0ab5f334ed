"""A batch gets its numbers and its papers once, whatever breaks off in between."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import NOW, Cast
from tuntas.areas.actions import changes
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.letters import jobs, press
from tuntas.letters.actions import batch_printing, batches, making, printing
from tuntas.letters.actions.batches import BatchData
from tuntas.letters.models import Batch, Letter, PrintPiece, Register
from tuntas.letters.states import BatchStatus, LetterKind
from tuntas.letters.tests.make_batches import ALL, NOTIFICATION, make_draft, make_made, make_ordered, neighbourhood
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db


def letters_of(batch: Batch) -> list[Letter]:
    return list(Letter.objects.filter(delivery__batch=batch).order_by("delivery__position"))


def test_each_recipient_has_a_letter_with_a_number_and_a_code_of_its_own(cast: Cast) -> None:
    neighbourhood(cast)
    batch = make_made(cast, levels=ALL)
    rows = letters_of(batch)
    assert batch.status == BatchStatus.MADE
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.token for row in rows}) == len(rows) == batch.deliveries.count()
    named = {row.recipient for row in rows}
    village = f"Kelurahan {cast.south_village.name}"
    assert named >= {f"Lurah {cast.south_village.name}", f"Ketua RW 01 {village}", f"Ketua RT 02/RW 01 {village}"}
    assert {row.kind for row in rows} == {LetterKind.NOTIFICATION}


def test_one_file_holds_all_and_each_letter_prints_the_same_bytes_again(cast: Cast) -> None:
    batch = make_made(cast)
    whole = b"".join(batch_printing.whole(batch, by=cast.secretariat, at=NOW))
    assert whole.startswith(b"%PDF-")
    letter = letters_of(batch)[0]
    once = printing.pdf(letter, by=cast.secretariat, at=NOW)
    assert printing.pdf(letter, by=cast.secretariat, at=NOW.replace(year=2030)) == once
    orders = list(making._orders(batch, by=cast.secretariat, at=NOW))
    assert next(iter(press.many(orders[:3]))) == once, "the press that stays prints as the one that ends"
    assert b"".join(press.join(press.many(orders))) == whole


def test_broken_off_in_its_numbers_it_goes_on_without_a_second_number_and_without_a_gap(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 2)
    batch = make_ordered(cast)
    total = batch.deliveries.count()
    assert total > 4
    assert making.number_next(batch, by=cast.secretariat, at=NOW) == 2
    with transaction.atomic():  # the worker is killed before it commits
        making.number_next(batch, by=cast.secretariat, at=NOW)
        transaction.set_rollback(True)
    before = [letter.number for letter in letters_of(batch)]
    batches.order(batch, by=cast.secretariat, at=NOW)
    assert jobs.make(batch_id=str(batch.pk)) is True
    rows = letters_of(batch)
    assert [row.number for row in rows][:2] == before
    assert [row.sequence for row in rows] == list(range(1, total + 1))
    assert Register.objects.get(agency=batch.agency).last == total == Letter.objects.filter(agency=batch.agency).count()


def test_broken_off_in_print_it_is_printed_again_from_the_same_numbers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = make_ordered(cast)
    with monkeypatch.context() as broken:
        broken.setattr(press, "PATIENCE", 0)  # every press is ended before it answers
        with pytest.raises(press.PressFailed):
            jobs.make(batch_id=str(batch.pk))
    batch.refresh_from_db()
    assert batch.status == BatchStatus.MAKING
    assert not PrintPiece.objects.exists()
    numbers = [letter.number for letter in letters_of(batch)]
    assert len(numbers) == batch.deliveries.count()
    assert jobs.make(batch_id=str(batch.pk)) is True
    assert [letter.number for letter in letters_of(batch)] == numbers
    assert jobs.make(batch_id=str(batch.pk)) is False, "twice is once"


def test_an_open_batch_always_has_a_keeping_duty(cast: Cast) -> None:
    batch = make_draft(cast)
    for step in (batches.check, batches.order):
        step(batch, by=cast.secretariat, at=NOW)
        batch.refresh_from_db()
        assert batch.duty
        assert batch.duty.settled_at is None
    for change in ({"duty": None}, {"status": BatchStatus.MADE}, {"status": BatchStatus.SENT}, {"checked_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(**change)
    assert batch.duty_id
    Obligation.objects.filter(pk=batch.duty_id).update(settled_at=NOW, outcome="done", next_escalation_at=None)
    with pytest.raises(IntegrityError, match="letters_batch_keeper"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_steps_do_not_jump(cast: Cast) -> None:
    batch = make_draft(cast)
    with pytest.raises(InvalidTransition):
        batches.order(batch, by=cast.secretariat, at=NOW)
    batches.check(batch, by=cast.secretariat, at=NOW)
    batch.refresh_from_db()
    batches.reopen(batch, by=cast.secretariat, at=NOW)
    batches.drop(batch, by=cast.secretariat, at=NOW)
    batch.refresh_from_db()
    assert (batch.status, batch.duty) == (BatchStatus.DROPPED, None)
    assert not Letter.objects.filter(agency=batch.agency).exists()


@pytest.mark.parametrize("who", ["manager", "head", "leadership", "sysadmin", "stranger"])
def test_only_those_of_the_office_write_for_it(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        make_draft(cast, by=getattr(cast, who))


def test_an_office_writes_to_its_own_area_only(cast: Cast) -> None:
    with pytest.raises(Denied, match="wilayah lembaga"):
        make_draft(cast, scope=cast.village)
    with pytest.raises(Denied, match="kelurahan"):
        make_draft(cast, levels=(3,))


def test_a_mayor_writes_to_all_29_kelurahan(cast: Cast) -> None:
    batch = make_draft(cast, agency=cast.dinas, by=cast.leadership, scope=cast.city)
    assert batch.deliveries.count() == 29
    assert all(row.addressee.startswith("Lurah ") for row in batch.deliveries.all())


def test_a_kelurahan_or_rt_that_has_ended_since_gets_no_letter(cast: Cast) -> None:
    batch = make_draft(cast)
    batches.check(batch, by=cast.secretariat, at=NOW)
    last = batch.deliveries.select_related("area").order_by("-position")[0]
    changes.end(last.area, on=NOW.date(), by=cast.sysadmin, at=NOW)
    with pytest.raises(Denied, match="berubah sejak daftar penerima dibuat"):
        batches.order(batch, by=cast.secretariat, at=NOW)
    before = batch.deliveries.count()
    batches.reopen(batch, by=cast.secretariat, at=NOW)
    data = BatchData(NOTIFICATION, batch.scope, tuple(batch.levels))
    batches.revise(batch, data, by=cast.secretariat, at=NOW)
    assert batch.deliveries.count() == before - 1
    batches.check(Batch.objects.get(pk=batch.pk), by=cast.secretariat, at=NOW)
    assert batches.order(batch, by=cast.secretariat, at=NOW).status == BatchStatus.MAKING
