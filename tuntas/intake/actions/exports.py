"""Taking a list away: what is seen, never what is sealed; recorded, and a long one only with a second person."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.intake import desks, kinds
from tuntas.intake.models import Export, Report
from tuntas.intake.policies import exports as policies
from tuntas.intake.policies import proposals
from tuntas.intake.querysets import ReportQuerySet
from tuntas.intake.states import ExportPurpose, ExportStatus, ViolenceType
from tuntas.obligations.actions import duties

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
    """Rows of a short table with its header. `reports` comes from `visible_to(by)`."""
    policies.check_export(by)
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)  # two at once do not make a long one
    policies.check_alone(by, reports[: policies.ALONE + 1].count(), at=at)
    table = _table(reports, zone)
    log.record(
        "report.exported", None, by=by, at=at, subject_type="intake.report", count=len(table), filters=_codes(filters)
    )
    return [HEADER, *table]


@transaction.atomic
def ask(
    reports: ReportQuerySet, *, filters: Mapping[str, str], purpose: ExportPurpose, by: User, at: datetime
) -> Export:
    """Ask for a long list; somebody else who may approve decides. `reports` comes from `visible_to(by)`."""
    policies.check_export(by)
    desk = desks.for_export(by, at=at)
    proposals.check_desk(desk)
    assert desk.agency is not None
    count = reports[: MOST + 1].count()
    _check_not_endless(count)
    row = Export(filters=dict(filters), purpose=purpose, count=count, agency=desk.agency, asked_by=by, asked_at=at)
    row.duty = duties.open_duty(
        kind=kinds.DECIDE_EXPORT, subject=row, dossier_id=row.pk, label="daftar laporan", agency=desk.agency,
        area_path=desk.agency.area_path, by=by, at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    log.record("export.asked", row, by=by, at=at, purpose=str(purpose), count=count, filters=_codes(filters))
    return row


@transaction.atomic
def decide(row: Export, *, yes: bool, by: User, at: datetime) -> Export:
    """The second person lets it go, or not."""
    row = _locked(row)
    policies.check_decide(by, row)
    duty = row.duty
    assert duty is not None
    row.status = ExportStatus.APPROVED if yes else ExportStatus.REJECTED
    row.decided_by, row.decided_at, row.duty = by, at, None
    row.save()
    duties.settle(duty, by=by, at=at)
    log.record("export.decided", row, by=by, at=at, status=str(row.status))
    return row


@transaction.atomic
def download(row: Export, reports: ReportQuerySet, *, zone: ZoneInfo, by: User, at: datetime) -> list[list[str]]:
    """The list, once. `reports` comes from `visible_to(by)`; what either of the two must not know of is not in it.

    Nor is what came in after it was asked for: nobody let that go.
    """
    row = _locked(row)
    policies.check_download(by, row, at=at)
    assert row.decided_by is not None
    found = reports.filter(received_at__lte=row.asked_at).known_to(by).known_to(row.decided_by)
    table = _table(found, zone)
    row.status, row.downloaded_at = ExportStatus.DOWNLOADED, at
    row.save(update_fields=["status", "downloaded_at"])
    log.record("report.exported", row, by=by, at=at, count=len(table), filters=_codes(row.filters), export=str(row.pk))
    return [HEADER, *table]


def _locked(row: Export) -> Export:
    rows = Export.objects.select_for_update(of=("self",)).select_related("duty", "agency", "asked_by", "decided_by")
    return rows.get(pk=row.pk)


def _codes(filters: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in filters.items()]


def _check_not_endless(count: int) -> None:
    if count > MOST:
        raise Denied("Daftar ini lebih dari 10.000 baris. Saring dulu, lalu ekspor lagi.")


def _table(reports: ReportQuerySet, zone: ZoneInfo) -> list[list[str]]:
    rows = reports.select_related("area", "agency", "found_by", "duty").order_by("-received_at", "-id")[: MOST + 1]
    table = [_row(report, zone) for report in rows]
    _check_not_endless(len(table))
    return table


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
