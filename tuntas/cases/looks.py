"""Who looked at a case and who changed what, in words, from the event log. The log keeps codes; here they get their words."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Choices, QuerySet

from tuntas.audit import presenters
from tuntas.audit.models import Event
from tuntas.cases import states
from tuntas.cases.models import BreakGlass, Case
from tuntas.intake.states import Risk, ViolenceType
from tuntas.letters.states import LetterKind, VoidReason
from tuntas.obligations import kinds
from tuntas.obligations.states import HandOverReason, Outcome, PostponeReason

# By the name of the datum; where one name is used for several lists, the first that knows the code answers.
_LISTS: dict[str, tuple[type[Choices], ...]] = {
    "area": (states.AssessmentArea,),
    "before": (states.Status, Risk, ViolenceType),
    "closing_reason": (states.ClosingReason,),
    "kind": (states.Relation, states.NoteKind),
    "letter_kind": (LetterKind,),
    "level": (Risk,),
    "of": (states.ProtectionKind, states.PressureKind),
    "outcome": (Outcome,),
    "proposal_kind": (states.ProposalKind,),
    "reason": (states.ClosingReason, HandOverReason, PostponeReason, VoidReason),
    "restitution": (states.Restitution,),
    "result": (states.AttemptResult,),
    "role": (states.PartyRole, states.TeamRole),
    "scopes": (states.ConsentScope,),
    "service_kind": (states.ServiceKind,),
    "status": (
        states.Status, states.ProposalStatus, states.ServiceStatus, states.ScreeningStatus, states.ProtectionStatus,
        states.PlanItemStatus,
    ),
    "step": (states.LegalStep,),
    "types": (ViolenceType,),
}  # fmt: skip
# The same of what is about something that stands above ("referral.status"): the app above says which.
_ABOVE: dict[str, type[Choices]] = {}
_MOMENTS = frozenset({"due_at", "hearing_at"})
LOOKED, CHANGED = "melihat", "mengubah"


@dataclass(frozen=True)
class Line:
    """One event as it stands on the page. `look`: personal data was seen."""

    at: datetime
    text: str
    basis: str
    look: bool


def know(name: str, choices: type[Choices]) -> None:
    """Let events about something of a higher app be read in its words; called from `AppConfig.ready()`."""
    _ABOVE[name] = choices


def word(name: str, value: Any, zone: ZoneInfo, about: str = "") -> str:
    """The word for a code, a moment as the reader's clock has it; what is neither stays as it is."""
    if name in _MOMENTS:
        return f"{datetime.fromisoformat(value).astimezone(zone):%d-%m-%Y %H.%M}"
    if name == "duty_kind":
        known = kinds.find(str(value))
        return known.sentence if known else str(value)
    if name == "page":
        return "halaman kasus"
    above = _ABOVE.get(f"{about}.{name}")
    for choices in (above, *_LISTS.get(name, ())) if above else _LISTS.get(name, ()):
        if value in choices.values:
            return str(choices(value).label)
    return str(value)


def of_case(case: Case, which: str = "") -> QuerySet[Event]:
    """What the log has about a case: all of it, only the looking, or only the rest."""
    rows = Event.objects.filter(dossier_id=case.pk)
    if which == LOOKED:
        return rows.filter(kind__in=presenters.look_kinds())
    return rows.exclude(kind__in=presenters.look_kinds()) if which == CHANGED else rows


def inside(row: BreakGlass) -> list[Event]:
    """What somebody looked at and did in the case by break-glass, newest first."""
    events = Event.objects.filter(dossier_id=row.case_id, actor_id=row.user_id, at__gte=row.at, at__lte=row.until)
    return list(events.newest_first()[:100])


def lines(events: list[Event], zone: ZoneInfo) -> list[Line]:
    """Events as sentences."""
    return [_line(event, zone) for event in events]


def _line(event: Event, zone: ZoneInfo) -> Line:
    words = partial(word, zone=zone, about=event.kind.partition(".")[0])
    text = presenters.sentence(event, words, zone)
    return Line(event.at, text, presenters.basis(event), event.kind in presenters.look_kinds())
