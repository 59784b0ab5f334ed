"""Who measures the public form must walk it as people do."""

from collections.abc import Iterator

import pytest

from bench.visitor import FORM, Lost, Visitor, Writing, opens, write
from tests.cast import make
from tests.live import Live
from tuntas.areas.models import HomeArea
from tuntas.core import vault
from tuntas.intake.models import Report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visitor(live: Live) -> Iterator[Visitor]:
    make()
    visitor = Visitor(int(live.base.rpartition(":")[2]))
    yield visitor
    visitor.close()  # the server waits for connections that are kept open


def test_it_sends_a_report_and_opens_it_with_number_and_code(visitor: Visitor) -> None:
    writing, fields = write(visitor, "Uji.")
    receipt = writing.send(fields)
    report = Report.objects.get(number=receipt.number)
    assert vault.box(report.pk).unseal(report, "narrative").strip() == writing.story
    assert report.area_path == writing.village
    assert opens(visitor, receipt)


def test_the_same_form_shows_the_same_receipt(visitor: Visitor) -> None:
    writing, fields = write(visitor, "Sama.")
    assert writing.send(fields) == writing.send(fields)
    assert Report.objects.count() == 1


def test_what_is_not_stored_is_sent_again_with_what_the_page_kept(visitor: Visitor) -> None:
    writing, fields = write(visitor, "Tertunda.")
    home = HomeArea.objects.get().area
    HomeArea.objects.all()._raw_delete("default")  # nobody receives: nothing can be stored
    with pytest.raises(Lost, match="Belum terkirim"):
        writing.send(fields)
    assert not Report.objects.exists()
    HomeArea.objects.create(area=home)
    assert Report.objects.filter(number=writing.send(fields).number).count() == 1


def test_a_page_that_is_no_receipt_is_an_error(visitor: Visitor) -> None:
    writing = Writing(visitor, "Kosong.")
    with pytest.raises(Lost):
        writing.send({"isi": visitor.ask(FORM).read().hidden["isi"], "tombol": "lanjut"})
