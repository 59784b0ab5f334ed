"""An event as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tuntas.access.actors import Actor
from tuntas.audit.models import Event
from tuntas.audit.sentences import LOOKS, SENTENCES
from tuntas.law.rules import basis_text


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def sentence(event: Event) -> str:
    """One sentence; a kind that this version does not know is told by its name."""
    values = _Known({key: _words(value) for key, value in event.data.items()}, who=event.actor_name)
    text = SENTENCES.get(event.kind, f"{{who}}: {event.kind}.")
    return text.format_map(values)


def basis(event: Event) -> str:
    """The rule by which something was refused, or nothing."""
    rule = event.data.get("rule")
    return basis_text(rule) if isinstance(rule, str) and rule else ""


def choices() -> list[tuple[str, str]]:
    """Every kind with its sentence, for the filter."""
    named = ((kind, text.format_map(_Known(who="…"))) for kind, text in SENTENCES.items())
    return sorted(named, key=lambda item: item[1])


@dataclass(frozen=True)
class Look:
    """That somebody saw personal data of a dossier."""

    name: str
    at: datetime
    what: str


def who_looked(dossier_id: UUID, *, to: Actor, hidden_dossiers: "QuerySet[Any, UUID]", limit: int = 200) -> list[Look]:
    """Who saw personal data of one dossier, when, and what; newest first, as far as the reader may see the log."""
    events = Event.objects.visible_to(to, hidden_dossiers=hidden_dossiers).filter(dossier_id=dossier_id, kind__in=LOOKS)
    return [Look(event.actor_name, event.at, sentence(event)) for event in events.newest_first()[:limit]]


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(item) for item in value) or "–"
    return "–" if value in {None, ""} else str(value)
