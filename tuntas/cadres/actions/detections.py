"""Early detections end as a report, or after somebody looked and found that none is needed."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cadres.actions import _row
from tuntas.cadres.models import Cadre, Detection
from tuntas.cadres.policies import registry
from tuntas.cadres.states import DetectionStatus, check_detection
from tuntas.core import vault
from tuntas.obligations.states import Outcome


@transaction.atomic
def forward(
    detection: Detection, *, receive: Callable[[Cadre, Detection, str], UUID], by: User, at: datetime
) -> Detection:
    """It becomes a report: `receive` takes the words and answers with the report's id. Here the words are no more. Once.

    Raises Denied, also when it became one a moment ago.
    """
    cadre, detection = _locked(detection)
    registry.check_own_or_kept(by, cadre)
    check_detection(detection.status, DetectionStatus.FORWARDED)
    words = vault.box(detection.pk).unseal(detection, "words") if detection.words is not None else ""
    detection.report_id = receive(cadre, detection, words)
    detection.words = None
    _end(detection, DetectionStatus.FORWARDED, by=by, at=at)
    log.record(
        "cadre.detection_forwarded", detection, by=by, at=at, agency_id=cadre.agency_id, area_path=cadre.village_path
    )
    return detection


@transaction.atomic
def close(detection: Detection, *, by: User, at: datetime) -> Detection:
    """Somebody of the agency looked: no report is needed. It can still be forwarded later. Raises Denied."""
    cadre, detection = _locked(detection)
    detection.cadre = cadre
    registry.check_needless(by, detection)
    check_detection(detection.status, DetectionStatus.CLOSED)
    _end(detection, DetectionStatus.CLOSED, by=by, at=at)
    log.record(
        "cadre.detection_closed", detection, by=by, at=at, agency_id=cadre.agency_id, area_path=cadre.village_path
    )
    return detection


def _end(detection: Detection, status: DetectionStatus, *, by: User, at: datetime) -> None:
    duty, detection.duty = detection.duty, None
    detection.status, detection.decided_by, detection.decided_at = status, by, at
    detection.save(update_fields=["status", "decided_by", "decided_at", "duty", "report_id", "words"])
    _row.settle(duty, outcome=Outcome.DONE, by=by, at=at)


def _locked(detection: Detection) -> tuple[Cadre, Detection]:
    """As it is now, held until commit; whoever is second sees what the first did."""
    cadre = _row.locked_by_id(detection.cadre_id)
    rows = Detection.objects.select_for_update(of=("self",)).select_related("duty", "activity")
    return cadre, rows.get(pk=detection.pk)
