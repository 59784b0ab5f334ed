"""An early detection of a cadre becomes a report in one step, at most one; the cadre then reads only that it was forwarded."""

from datetime import timedelta
from typing import Any

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
    assert (duty.kind, duty.urgent, duty.agency) == (kinds.DETECTION_DANGER.code, True, cast.unit)
    sign_in(client, user)
    page = reverse("cadres:activity", args=[row.pk])
    text = client.get(page).content.decode()
    assert "tidak tampil lagi di ponsel ini" in text
    for hers in ("menangis sepulang les", *(sign.label for sign in (Sign.SEXUAL, Sign.FEAR))):
        assert hers not in text, "whoever holds her telephone reads nothing of it"
    sign_in(client, cast.head)
    assert "menangis sepulang les" in client.get(page).content.decode()
    sign_in(client, user)
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


@pytest.mark.parametrize(
    ("noticed", "rule"),
    [
        ({"signs": [Sign.FEAR, Sign.SEXUAL]}, "R01"),
        ({"signs": [Sign.ONLINE]}, "R01"),
        ({"signs": [Sign.CHILD_MARRIAGE]}, "R01"),
        ({"signs": [Sign.RECRUITED]}, "R02"),
        ({"signs": [Sign.INJURY], "danger": True}, "R16"),
    ],
)
def test_what_is_grave_or_dangerous_is_not_found_needless_by_one_person(
    cast: Cast, cadre: Cadre, client: Client, noticed: dict[str, Any], rule: str
) -> None:
    found = detect(cadre, **noticed).detection
    with pytest.raises(Denied) as refused:
        detections.close(found, by=cast.head, at=NOW)
    assert refused.value.rule == rule
    sign_in(client, cast.head)
    page = client.get(reverse("cadres:activity", args=[found.activity_id])).content.decode()
    assert "dua orang yang menentukan akhirnya" in page
    assert Detection.objects.get(pk=found.pk).is_open


def test_danger_is_owed_in_a_quarter_of_an_hour_and_climbs_fast(cast: Cast, cadre: Cadre) -> None:
    found = detect(cadre, danger=True).detection
    assert found.duty is not None
    assert (found.duty.kind, found.duty.due_at - NOW) == ("cadre.detection_danger", timedelta(minutes=15))
    calm = detect(cadre).detection.duty
    assert calm is not None
    assert (calm.kind, calm.due_at - NOW) == ("cadre.detection", timedelta(days=1))


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
