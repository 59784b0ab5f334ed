"""An early detection of a cadre becomes a report in one step."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import System
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.cadres.actions import detections
from tuntas.cadres.models import Cadre, Detection
from tuntas.cadres.states import Sign
from tuntas.intake.actions import reports
from tuntas.intake.actions.reports import ReceiveData
from tuntas.intake.receipts import Receipt
from tuntas.intake.states import Channel, ReporterRole, ViolenceType

# A cadre may not write reports at a unit: what she noticed is received as from the public, and the place decides whose it is.
DOOR = System("deteksi dini kader")
TYPES = {
    Sign.SEXUAL: ViolenceType.SEXUAL,
    Sign.ONLINE: ViolenceType.EXPLOITATION,
    Sign.RECRUITED: ViolenceType.EXPLOITATION,
    Sign.NEGLECT: ViolenceType.NEGLECT,
}


@transaction.atomic
def report(detection: Detection, *, by: User, at: datetime) -> Receipt:
    """Store it as a report of the unit that receives for the kelurahan; the detection keeps its id and no words. Once.

    Raises Denied, also when it became a report a moment ago.
    """
    receipts: list[Receipt] = []

    def receive(cadre: Cadre, found: Detection, words: str) -> UUID:
        receipts.append(
            reports.receive(
                form_id=found.pk, channel=Channel.OUTREACH, area=Area.at(found.activity.area_path), answers=_told(found, words),
                found_by=cadre.agency, by=DOOR, at=at,
            )
        )  # fmt: skip
        return receipts[0].report_id

    detections.forward(detection, receive=receive, by=by, at=at)
    return receipts[0]


def _told(detection: Detection, words: str) -> ReceiveData:
    """What the report says: the signs in words, what she wrote, and when she saw it."""
    signs = [Sign(code) for code in detection.signs]
    lines = ["Deteksi dini oleh kader.", "Tanda: " + "; ".join(sign.label for sign in signs) + "."]
    if detection.child is not None:
        lines.append("Ada anak yang menjadi korban." if detection.child else "Korban bukan anak, menurut kader.")
    return ReceiveData(
        narrative="\n".join([*lines, words] if words else lines), danger_now=detection.danger, reporter_role=ReporterRole.OFFICER,
        types=tuple(dict.fromkeys(TYPES[sign] for sign in signs if sign in TYPES)),
        since_when=f"Dilihat {detection.activity.done_date:%d-%m-%Y}",
    )  # fmt: skip
