"""Taking a list away: what is seen, never what is sealed; recorded."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.intake.models import Report
from tuntas.intake.policies import reading
from tuntas.intake.querysets import ReportQuerySet
from tuntas.intake.states import ViolenceType

HEADER = [
    "Nomor", "Diterima", "Cara", "Wilayah", "Kode wilayah", "Lembaga", "Status", "Risiko", "Jenis", "Usia korban", "Tenggat",
    "Ditemukan oleh", "Berakhir",
]  # fmt: skip
MOST = 10_000
# A cell that begins like this is a formula for a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@transaction.atomic
def export(
    reports: ReportQuerySet, *, filters: Mapping[str, str], zone: ZoneInfo, by: User, at: datetime
) -> list[list[str]]:
    """Rows of a table with its header. `reports` comes from `visible_to(by)`."""
    reading.check_export(by)
    rows = reports.select_related("area", "agency", "found_by", "duty").order_by("-received_at", "-id")[: MOST + 1]
    table = [_row(report, zone) for report in rows]
    if len(table) > MOST:
        raise Denied("Daftar ini lebih dari 10.000 baris. Saring dulu, lalu ekspor lagi.")
    log.record(
        "report.exported", None, by=by, at=at, subject_type="intake.report", count=len(table),
        filters=[f"{name}={value}" for name, value in filters.items()],
    )  # fmt: skip
    return [HEADER, *table]


def _safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _row(report: Report, zone: ZoneInfo) -> list[str]:
    types = "; ".join(str(ViolenceType(value).label) for value in report.types)
    cells = [
        report.number,
        _moment(report.received_at, zone),
        report.get_channel_display(),
        report.area.full_name,
        report.area.code,
        report.agency.short_name,
        report.get_status_display(),
        report.get_risk_display(),
        types,
        report.get_victim_age_display(),
        _moment(report.duty.due_at, zone) if report.duty else "",
        report.found_by.short_name if report.found_by else "",
        _moment(report.closed_at, zone) if report.closed_at else "",
    ]
    return [_safe_cell(str(cell)) for cell in cells]


def _moment(value: datetime, zone: ZoneInfo) -> str:
    return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
