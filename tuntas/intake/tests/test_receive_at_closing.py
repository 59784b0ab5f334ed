"""A report sent in the moment in which its unit closes goes to the unit that receives from then on; nobody sees an error."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.cast import NOW, make
from tuntas.access.actors import Reporter
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.intake.actions import reports
from tuntas.intake.models import Report
from tuntas.intake.states import Channel


@pytest.mark.django_db(transaction=True)
def test_a_report_sent_while_its_unit_closes_finds_the_next_one() -> None:
    cast, shown = make(), []

    def send() -> None:
        try:
            answers = reports.ReceiveData(narrative="Cerita")
            receipt = reports.receive(
                form_id=uuid4(), channel=Channel.WEB, area=cast.village, answers=answers, by=Reporter(), at=NOW
            )
            shown.append(receipt.number)
        finally:
            connection.close()

    sender = threading.Thread(target=send)
    with transaction.atomic():
        ReceivingUnit.objects.filter(agency=cast.unit).update(to_date=NOW.date())
        ReceivingUnit.objects.create(
            area=cast.city, area_path=cast.city.path, agency=cast.dinas, from_date=NOW.date() - timedelta(days=1)
        )
        Agency.objects.filter(pk=cast.unit.pk).update(closed_date=NOW.date())
        sender.start()
        sender.join(1)
        assert sender.is_alive()
    sender.join(120)
    report = Report.objects.get()
    assert shown == [report.number]
    assert report.agency == cast.dinas
    assert report.duty is not None
    assert report.duty.agency == cast.dinas
