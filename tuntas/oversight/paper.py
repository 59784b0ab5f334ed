"""The quarterly report of a body as it stands on paper."""

from datetime import datetime
from typing import Any

from django.db.models import Count

from tuntas.letters import contents
from tuntas.letters.states import Nature
from tuntas.meetings.models import Decision, FollowUpAction, Meeting
from tuntas.meetings.states import HAPPENED
from tuntas.oversight.owed import OWN
from tuntas.oversight.reports import Line
from tuntas.oversight.states import Span
from tuntas.oversight.words import day

SIGNS = {True: "+", False: "–", None: "·"}
CLOSING = (
    "Keadaan di atas diturunkan dari catatan pertemuan, tindak lanjut, SK, dan tenggat, bukan dari penilaian seseorang."
    " Banyaknya laporan tidak memengaruhinya: sedikit laporan bukan tanda baik, banyak laporan bukan tanda buruk."
)


def data(line: Line, span: Span, *, on: datetime) -> dict[str, Any]:
    """What the press needs. No case, no reporter, no victim is in it."""
    body = line.body
    today = on.astimezone(span.zone).date()
    return {
        "head": contents.head_of(body.agency, ""),
        "number": "",
        "nature": Nature.ORDINARY.label,
        "subject": f"Laporan {span.quarter.label}",
        "recipient": "",
        "date": [today.year, today.month, today.day],
        "voided": False,
        "secrecy": False,
        "body": body.name,
        "kind": body.kind.name,
        "area": body.area.full_name,
        "health": line.verdict.health.label,
        "until": f"sampai {day(span.today)}" if span.running else "",
        "reasons": [[SIGNS[reason.good], reason.text] for reason in line.verdict.reasons],
        **_happened(line, span),
        "closing": CLOSING,
    }  # fmt: skip


def _came(meeting: Any) -> str:
    """How many; of them those who wrote their names themselves."""
    return f"{meeting.came}" + (f" ({meeting.own} lewat QR)" if meeting.own else "")


def _happened(line: Line, span: Span) -> dict[str, Any]:
    """Meetings, what they decided, and what fell due."""
    body = line.body
    meetings = list(
        Meeting.objects.filter(
            body=body, status__in=HAPPENED, starts_at__gte=span.moment(span.quarter.start),
            starts_at__lt=span.moment(span.until),
        ).annotate(came=Count("attendance"), own=Count("attendance", filter=OWN)).order_by("starts_at", "id")
    )  # fmt: skip
    return {
        "meetings": [
            [day(each.starts_at.astimezone(span.zone).date()), each.get_kind_display(), each.title, _came(each)]
            for each in meetings
        ],
        "decisions": [
            [row.meeting.title, row.text]
            for row in Decision.objects.filter(meeting__in=meetings).select_related("meeting").order_by("at", "number")
        ],
        "actions": [
            [action.text, action.agency.short_name, day(action.due_date), action.get_status_display()]
            for action in FollowUpAction.objects.filter(
                meeting__body=body, due_date__gte=span.quarter.start, due_date__lt=span.quarter.end
            ).select_related("agency").order_by("due_date", "id")
        ],
    }  # fmt: skip
