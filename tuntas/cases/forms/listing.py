"""Filters of the list of cases."""

from datetime import datetime

from django import forms

from tuntas.access.actors import Actor
from tuntas.cases.querysets import CaseQuerySet
from tuntas.cases.states import Status
from tuntas.intake.states import Risk, ViolenceType

ALL = "all"
LATE, MINE, REPEATED = "late", "mine", "repeated"


class Filter(forms.Form):
    """Which cases to show: the open ones, unless said otherwise. The same address gives the same list."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Yang terbuka"), (ALL, "Semua"), *Status.choices]
    )
    risk = forms.ChoiceField(label="Risiko", required=False, choices=[("", "Semua"), *Risk.choices])
    kind = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua"), *ViolenceType.choices])
    only = forms.ChoiceField(
        label="Hanya",
        required=False,
        choices=[("", "Semua"), (LATE, "Terlambat"), (MINE, "Kasus saya"), (REPEATED, "Berulang")],
    )

    def narrow(self, cases: CaseQuerySet, *, actor: Actor, at: datetime) -> CaseQuerySet:
        """The cases of the chosen kinds; a value that does not exist filters nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if not chosen.get("status"):
            cases = cases.unfinished()
        elif chosen["status"] != ALL:
            cases = cases.filter(status=chosen["status"])
        if chosen.get("risk"):
            cases = cases.filter(risk=int(chosen["risk"]))
        if chosen.get("kind"):
            cases = cases.filter(types__contains=[chosen["kind"]])
        if chosen.get("only") == LATE:
            cases = cases.late(at)
        elif chosen.get("only") == MINE:
            cases = cases.worked_on_by(actor)
        elif chosen.get("only") == REPEATED:
            cases = cases.filter(recurrence=True)
        return cases
