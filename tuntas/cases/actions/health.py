"""Health first: after possible penetration a health service at once, whatever the police report does (R39)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, Incident, Party, Service
from tuntas.cases.states import EntryKind, ServiceForm, ServiceKind
from tuntas.obligations.clocks import due_at

RULE = "R39"
WINDOW = timedelta(hours=72)
# A date that somebody remembers roughly may lie this much later.
DOUBT = timedelta(days=3)

NOW = (
    "Kemungkinan penetrasi. Antar ke layanan kesehatan sekarang, dalam 72 jam sejak kejadian: pertolongan medis, pencegahan"
    " kehamilan dan HIV, dan pemeriksaan. Tidak menunggu laporan polisi. Korban boleh menolak setiap pemeriksaan."
)
LATER = (
    "Lebih dari 72 jam sejak kejadian. Pemeriksaan dan pengobatan tetap berguna: infeksi, kehamilan, luka, dan kesehatan jiwa."
    " Tidak menunggu laporan polisi. Korban boleh menolak setiap pemeriksaan."
)


@transaction.atomic
def check(case: Case, incident: Incident, *, victim: Party, by: User, at: datetime) -> Service | None:
    """Open the health service that an incident calls for, once per victim and incident; None where it does not.

    Within 72 hours of the incident (an unknown time counts as within) it is urgent: two hours, or the 72nd hour if
    that comes first. The caller holds the case locked.
    """
    if not incident.possible_penetration:
        return None
    until = _window_end(case, incident)
    urgent = until is None or until > at
    known = Service.objects.filter(case=case, victim=victim, rule=RULE)
    if urgent:
        known = known.filter(urgent=True)  # what may wait some days is no answer to what may not
    found = (
        known.filter(status__in=["requested", "running"]) | known.filter(requested_at__gte=incident.recorded_at)
    ).first()
    if found is not None:
        return found
    kind = kinds.URGENT_HEALTH if urgent else kinds.SERVICE
    due = due_at(kind, agency=case.agency, at=at)
    row = Service(
        case=case, by=by, at=at, victim=victim, kind=ServiceKind.HEALTH, form=ServiceForm.DIRECT, provider=case.agency,
        urgent=urgent, rule=RULE, requested_at=at, due_at=min(due, until) if urgent and until else due,
    )  # fmt: skip
    _case.box(case).seal(row, purpose=NOW if urgent else LATER)
    row.duty = _case.open_for(case, kind, subject=row, due_at=row.due_at, urgent=urgent, by=by, at=at)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.SERVICE, row, url_name="cases:service", detail=str(int(row.kind)), by=by, at=at)
    log.record(
        "service.health_first", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, urgent=urgent,
        rule=RULE,
    )  # fmt: skip
    return row


def _window_end(case: Case, incident: Incident) -> datetime | None:
    """The 72nd hour after the incident; after its last day where only days are known; None where nothing is."""
    if incident.at_time is not None:
        return incident.at_time + WINDOW
    last = incident.until_date or incident.on_date
    if last is None:
        return None
    over = datetime.combine(last + timedelta(days=1), time(), tzinfo=ZoneInfo(case.agency.area.timezone))
    return over + WINDOW + (DOUBT if incident.approximate else timedelta(0))
