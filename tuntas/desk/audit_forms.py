"""The filter of the event log."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from tuntas.access.actors import Reporter
from tuntas.audit.presenters import choices, look_kinds
from tuntas.core.form_fields import date_field
from tuntas.intake.models import Report

# By the first word of a kind, in the order in which an auditor asks.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Laporan dan terusan",
        ("report", "forwarding", "message", "messages", "proposal", "proposals", "entry", "entries"),
    ),
    ("Kewajiban", ("duty", "duties", "clock", "holiday", "holidays")),
    ("Pembatas akses dan penolakan", ("wall", "refused")),
    (
        "Akun dan masuk",
        ("sign_in", "session", "password", "second_factor", "user", "restoration", "invitation", "owner", "posting"),
    ),
    ("Lembaga dan wilayah", ("agency", "receiver", "rota", "public_contact", "duty_contact", "area", "areas")),
)
OTHERS = "Sistem"
REPORTER = Reporter().name
ANYBODY = [("", "Semua"), (REPORTER, "Pelapor")]


def grouped() -> list[tuple[str, Any]]:
    """Every kind under its heading."""
    of_word = {word: title for title, words in GROUPS for word in words}
    found: dict[str, list[tuple[str, str]]] = {title: [] for title in [*(title for title, _ in GROUPS), OTHERS]}
    for kind, text in choices():
        found[of_word.get(kind.split(".")[0], OTHERS)].append((kind, text))
    return [("", "Semua"), *((title, items) for title, items in found.items() if items)]


class Person(forms.Form):
    """Part of a name or of an e-mail address; sent in the body, so that no name stands in an address."""

    words = forms.CharField(label="Nama atau surel petugas", min_length=2, max_length=100)


class Filter(forms.Form):
    """Who, what, about what, when. Everything may be left empty; people go into the address by id, never by name."""

    by = forms.ChoiceField(label="Oleh", required=False, choices=ANYBODY)
    kind = forms.ChoiceField(label="Peristiwa", required=False, choices=grouped)
    about = forms.CharField(label="Tentang (nomor laporan atau id)", required=False, max_length=64)
    since = date_field("Sejak", required=False)
    until = date_field("Sampai", required=False)
    looks = forms.BooleanField(label="Hanya yang melihat data pribadi", required=False)

    def __init__(self, *args: Any, chosen: tuple[str, str] | None = None, **kwargs: Any) -> None:
        """`chosen` is the id and name of the one person asked about: a list of all would be long, and not the reader's."""
        super().__init__(*args, **kwargs)
        by = self.fields["by"]
        assert isinstance(by, forms.ChoiceField)
        by.choices = [*ANYBODY, chosen] if chosen else ANYBODY

    def asked(self, zone: ZoneInfo) -> dict[str, Any]:
        """What `EventQuerySet.matching` takes. Wrong fields are left out; the page shows what is wrong with them."""
        self.is_valid()
        data = self.cleaned_data
        found: dict[str, Any] = {"subject": _record_id(data.get("about") or "")}
        if who := data.get("by"):
            found |= {"nobody": who} if who == REPORTER else {"actor_id": UUID(who)}
        if kind := data.get("kind"):
            found["kinds"] = [kind]
        if data.get("looks"):
            found["kinds"] = sorted(look_kinds() & set(found.get("kinds", look_kinds()))) or ["-"]
        if day := data.get("since"):
            found["since"] = datetime.combine(day, time(), zone)
        if day := data.get("until"):
            found["until"] = datetime.combine(day + timedelta(days=1), time(), zone)
        return found


def _record_id(text: str) -> str:
    """A report's number stands for its id. The log itself hides what is behind a wall, so nothing is told here."""
    text = text.replace("\x00", "").strip()
    report = Report.objects.filter(number=text).values_list("pk", flat=True).first()
    return str(report) if report else text
