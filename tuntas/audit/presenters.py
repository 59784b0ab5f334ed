"""An event as people read it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tuntas.access.actors import Actor
from tuntas.audit import verification
from tuntas.audit.models import Event
from tuntas.audit.sentences import LOOKS, SENTENCES
from tuntas.core import marks
from tuntas.law.rules import basis_text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})")
Words = Callable[[str, Any], str]  # the word for a code, by the name of its datum


def _plain(name: str, value: Any) -> str:  # noqa: ARG001 - see Words
    return str(value)


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def sentence(event: Event, words: Words = _plain, zone: tzinfo | None = None) -> str:
    """One sentence; a kind that this version does not know is told by its name.

    `words` knows the codes of higher apps ("duty_kind", "triage" → "Telaah laporan"); `zone` is the reader's.
    """
    values = _Known({key: said(key, value, words, zone) for key, value in event.data.items()}, who=event.actor_name)
    text = SENTENCES.get(event.kind, f"{{who}}: {event.kind}.").format_map(values)
    return text[:1].upper() + text[1:]


def basis(event: Event) -> str:
    """The rule by which something was refused, or nothing."""
    rule = event.data.get("rule")
    return basis_text(rule) if isinstance(rule, str) and rule else ""


def look_kinds() -> frozenset[str]:
    """The kinds by which somebody saw personal data."""
    return LOOKS


def choices() -> list[tuple[str, str]]:
    """Every kind with what was done, without who and which, for the filter."""
    return sorted(((kind, _bare(text)) for kind, text in SENTENCES.items()), key=lambda item: item[1])


def called(kind: str) -> str:
    """What was done, without who and which."""
    return _bare(SENTENCES[kind]) if kind in SENTENCES else kind


def _bare(text: str) -> str:
    text = re.sub(r"\s*\([^)]*\{[^)]*\)", "", text.replace("{who} ", ""))
    text = re.sub(r"\{\w+\}", "…", text).rstrip(".")
    return text[:1].upper() + text[1:]


def newest_seal() -> str:
    """The newest seal as it is mailed to auditors, who keep it; empty if nothing has been sealed yet."""
    return verification.latest_seal_text()


@dataclass(frozen=True)
class Look:
    """That somebody saw personal data of a dossier."""

    name: str
    at: datetime
    what: str


def who_looked(
    dossier_id: UUID, *, to: Actor, hidden_dossiers: "QuerySet[Any, UUID]", words: Words = _plain, limit: int = 200
) -> list[Look]:
    """Who saw personal data of one dossier, when, and what; newest first, as far as the reader may see the log."""
    events = Event.objects.visible_to(to, hidden_dossiers=hidden_dossiers).filter(dossier_id=dossier_id, kind__in=LOOKS)
    return [Look(event.actor_name, event.at, sentence(event, words)) for event in events.newest_first()[:limit]]


def said(name: str, value: Any, words: Words, zone: tzinfo | None = None) -> str:
    """One datum of an event in words."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(_dated(words(name, item), zone) for item in value) or "–"
    return "–" if value in {None, ""} else _dated(words(name, value), zone)


def _dated(text: str, zone: tzinfo | None) -> str:
    """A day or a moment, which the log keeps as machines write them, as people write them."""
    if _DAY.fullmatch(text):
        return marks.day_text(date.fromisoformat(text))
    return marks.moment_text(datetime.fromisoformat(text), zone) if _MOMENT.fullmatch(text) else text
