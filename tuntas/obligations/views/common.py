"""What the pages of this app share: whose request, which zone, rows of a worklist, pages by key."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from tuntas.access.reach import reaches
from tuntas.accounts.models import User
from tuntas.obligations import kinds
from tuntas.obligations.models import Obligation
from tuntas.obligations.querysets import ObligationQuerySet
from tuntas.obligations.states import RingOutcome

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One row of a worklist: what, for which number, until when, and where it can be done."""

    duty: Obligation
    sentence: str
    url: str
    shown: bool = True  # whether its own page exists for the person


def line(duty: Obligation, user: User, *, shown: bool = True) -> Line:
    """A duty as people read it; without a page where this person can do it, it opens its own."""
    kind = kinds.find(duty.kind)
    return Line(duty, kind.sentence if kind else duty.kind, place_of(duty, user), shown)


def calls(duty: Obligation, at: datetime) -> list[dict[str, Any]]:
    """Whom to ring, in order; nobody once the duty is done, and nobody who must not know.

    `now` is the first one not rung yet, once its time has come: only one number at a time stands out.
    """
    if duty.settled_at:
        return []
    lines = sorted(
        (row for row in duty.ring_lines.all() if row.outcome != RingOutcome.SKIPPED), key=lambda row: row.position
    )
    waiting = next((row for row in lines if row.outcome == RingOutcome.WAITING), None)
    return [{"line": row, "now": row is waiting and row.ring_at <= at} for row in lines]


def place_of(duty: Obligation, user: User) -> str:
    """Where the person can do the duty; nothing for those who only answer for it."""
    kind = kinds.find(duty.kind)
    if kind is None or not _may_open(duty, kinds.opening(kind.url_name), user):
        return ""
    try:
        return reverse(kind.url_name, args=[duty.subject_id])
    except NoReverseMatch:
        return ""


def _may_open(duty: Obligation, opening: kinds.Opening | None, user: User) -> bool:
    if opening is None:
        return True
    mine, path = duty.assignee_id == user.pk, duty.area_path
    sides = ((opening.owing, duty.agency_id), (opening.waiting, duty.sender_id))
    return any(
        reaches(user, permission, agency_id=agency_id, area_path=path, assigned=mine)
        for permissions, agency_id in sides
        if agency_id
        for permission in permissions
    )


def page(rows: ObligationQuerySet, after: str) -> tuple[list[Obligation], str]:
    """Up to 50 rows after a key, by deadline, and the key of the next page. An unreadable key is the first page."""
    rows = rows.select_related("agency", "assignee").order_by("due_at", "id")
    if key := read_key(after):
        rows = rows.filter(due_at__gte=key[0]).filter(Q(due_at__gt=key[0]) | Q(id__gt=key[1]))
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{last.due_at.isoformat()}~{last.pk}"


def read_key(text: str) -> tuple[datetime, UUID] | None:
    """A key as `page` writes it, or nothing for anything else."""
    moment, _, row = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(row)) if at.tzinfo else None
    except ValueError:
        return None


def sections(
    duties: list[Obligation], user: User, at: datetime, zone: ZoneInfo, *, hidden: Collection[UUID] = ()
) -> list[dict[str, Any]]:
    """Late, today, this week, later: in the order of their deadlines, empty ones left out. `hidden`: without own page."""
    found: dict[str, list[Line]] = {}
    for duty in duties:
        found.setdefault(term(duty.due_at, at, zone), []).append(line(duty, user, shown=duty.pk not in hidden))
    return [{"title": title, "late": title == TERMS[0], "lines": found[title]} for title in TERMS if title in found]


TERMS = ("Terlambat", "Hari ini", "Minggu ini", "Nanti")


def term(due_at: datetime, at: datetime, zone: ZoneInfo) -> str:
    """Which part of the worklist a deadline belongs to. A week ends on Sunday, where the person works."""
    if due_at < at:
        return TERMS[0]
    today, day = at.astimezone(zone).date(), due_at.astimezone(zone).date()
    if day == today:
        return TERMS[1]
    return TERMS[2] if day <= today + timedelta(days=7 - today.isoweekday()) else TERMS[3]
