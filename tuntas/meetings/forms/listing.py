"""Narrowing the list of meetings."""

from django import forms
from django.db.models import QuerySet

from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingKind, MeetingStatus


class Filter(forms.Form):
    """By state, kind and year; what cannot be read narrows nothing."""

    status = forms.ChoiceField(label="Status", choices=[("", "Semua"), *MeetingStatus.choices], required=False)
    kind = forms.ChoiceField(label="Jenis", choices=[("", "Semua"), *MeetingKind.choices], required=False)

    def narrow(self, rows: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
        """Only what was asked for."""
        self.is_valid()
        for name in ("status", "kind"):
            if value := self.cleaned_data.get(name):
                rows = rows.filter(**{name: value})
        return rows
