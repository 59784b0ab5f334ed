"""Filters of the list of reports."""

from datetime import datetime
from typing import Any

from django import forms

from tuntas.access.actors import Actor
from tuntas.intake.querysets import ReportQuerySet
from tuntas.intake.states import ExportPurpose, Risk, Status, ViolenceType

OPEN = "open"
LATE, MINE = "late", "mine"


class Filter(forms.Form):
    """Which reports to show. The same address gives the same list."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), (OPEN, "Semua yang terbuka"), *Status.choices]
    )
    risk = forms.ChoiceField(label="Risiko", required=False, choices=[("", "Semua"), *Risk.choices])
    kind = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua"), *ViolenceType.choices])
    only = forms.ChoiceField(
        label="Hanya", required=False, choices=[("", "Semua"), (LATE, "Terlambat"), (MINE, "Pada saya")]
    )

    def narrow(self, reports: ReportQuerySet, *, actor: Actor, at: datetime) -> ReportQuerySet:
        """The reports of the chosen kinds; a value that does not exist filters nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("status") == OPEN:
            reports = reports.unfinished()
        elif chosen.get("status"):
            reports = reports.filter(status=chosen["status"])
        if chosen.get("risk"):
            reports = reports.filter(risk=int(chosen["risk"]))
        if chosen.get("kind"):
            reports = reports.filter(types__contains=[chosen["kind"]])
        if chosen.get("only") == LATE:
            reports = reports.late(at)
        elif chosen.get("only") == MINE:
            reports = reports.assigned_to(actor)
        return reports

    def words(self) -> list[str]:
        """What was chosen, for people."""
        found = []
        for name in self.codes():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            choices: Any = field.choices
            labels = {str(value): label for value, label in choices}
            found.append(f"{field.label}: {labels.get(self.cleaned_data[name], self.cleaned_data[name])}")
        return found

    def codes(self) -> dict[str, str]:
        """What was chosen, for the log of exports."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class AskExport(forms.Form):
    """What a long list is for."""

    purpose = forms.TypedChoiceField(
        label="Untuk apa", choices=ExportPurpose.choices, coerce=ExportPurpose, widget=forms.RadioSelect
    )
