"""An early detection of a cadre becomes a report in one step, at most one; the cadre then reads only that it was forwarded."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.cadres import kinds
from tuntas.cadres.actions import detections
from tuntas.cadres.models import Cadre, Detection
from tuntas.cadres.states import DetectionStatus, Sign
from tuntas.cadres.tests.make import detect, make_cadre
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.desk.actions import detections as desk
from tuntas.intake.models import Report
from tuntas.intake.states import Risk
from tuntas.obligations.models import Obligation


@pytest.fixture
def cadre(cast: Cast) -> Cadre:
    return make_cadre(cast, user=cast.by_role[Role.CADRE])


def test_an_early_detection_becomes_one_report_in_one_step(cast: Cast, cadre: Cadre, client: Client) -> None:
    user = cast.by_role[Role.CADRE]
    row = detect(
        cadre, by=user, signs=[Sign.SEXUAL, Sign.FEAR], words="Ia menangis sepulang les.", danger=True, child=True
    )
    duty = Obligation.objects.unsettled().get(subject_id=row.detection.pk)
    assert (duty.kind, duty.urgent, duty.agency) == (kinds.DETECTION.code, True, cast.unit)
    sign_in(client, user)
    page = reverse("cadres:activity", args=[row.pk])
    assert "menangis sepulang les" in client.get(page).content.decode()
    button = reverse("desk:detection_report", args=[row.detection.pk])
    for _ in range(2):  # two taps
        assert client.post(button).status_code == 302
    report = Report.objects.get()
    assert (report.risk, report.channel, list(report.types)) == (Risk.HIGH, "outreach", ["sexual"])
    narrative = vault.box(report.pk).unseal(report, "narrative")
    assert "Ia menangis sepulang les." in narrative
    assert "Tanda kekerasan seksual" in narrative
    detection = Detection.objects.get()
    assert (detection.status, detection.report_id, detection.words) == (DetectionStatus.FORWARDED, report.pk, None)
    text = client.get(page).content.decode()
    assert "sudah diteruskan" in text
    for hidden in ("menangis", report.number, "kekerasan seksual"):
        assert hidden not in text.replace("Saya melihat tanda kekerasan", "")
    duty.refresh_from_db()
    assert duty.settled_at is not None


def test_who_keeps_her_line_reads_the_number_and_may_find_that_no_report_is_needed(
    cast: Cast, cadre: Cadre, client: Client
) -> None:
    first, second = detect(cadre), detect(cadre)
    sign_in(client, cast.head)
    told = client.post(reverse("desk:detection_report", args=[first.detection.pk]), follow=True).content.decode()
    assert f"Diteruskan sebagai laporan {Report.objects.get().number}" in told
    assert client.post(reverse("cadres:detection_close", args=[second.detection.pk])).status_code == 302
    found = Detection.objects.get(pk=second.detection.pk)
    assert (found.status, found.is_open) == (DetectionStatus.CLOSED, False)
    desk.report(found, by=cast.head, at=NOW)  # it can still be forwarded later
    assert Report.objects.count() == 2
    with pytest.raises(Denied):
        detections.close(found, by=cast.head, at=NOW)
    with pytest.raises(Denied, match="lembaga pengampunya"):
        desk.report(detect(cadre).detection, by=cast.leadership, at=NOW)
