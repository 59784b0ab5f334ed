"""Fields that the forms about a case share."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from tuntas.cases.models import Party
from tuntas.core import marks
from tuntas.core.form_fields import year_is_possible


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, chosen or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, validators=[year_is_possible]
    )


def hour(label: str, *, required: bool = True) -> forms.DateTimeField:
    """A day and an hour, in the zone of whoever types; `in_zone` makes the moment."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, validators=[year_is_possible])


def in_zone(value: datetime | None, zone: ZoneInfo) -> datetime | None:
    """What was typed, as a moment."""
    return value.replace(tzinfo=zone) if value else None


def zone_words(zone: ZoneInfo, at: datetime) -> str:
    """In which zone an hour is meant."""
    return f"Waktu {marks.zone_name(at.astimezone(zone))}."


class OfVictim(forms.Form):
    """A form about one victim of the case. With one victim it is chosen already."""

    victim = forms.ChoiceField(label="Korban", widget=forms.RadioSelect)

    def __init__(self, *args: Any, victims: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.victims = {str(party.pk): party for party in victims}
        field = self.fields["victim"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, words(party)) for key, party in self.victims.items()]
        if len(self.victims) == 1:
            self.initial.setdefault("victim", next(iter(self.victims)))

    @property
    def chosen(self) -> Party:
        """The victim who was chosen."""
        return self.victims[self.cleaned_data["victim"]]


def words(party: Party) -> str:
    """A party as a choice: "Korban 1 (anak)"."""
    return f"{party.label}{' (anak)' if party.child else ''}"


def not_ahead(value: date | None, today: date) -> None:
    """What has happened lies not ahead. Raises ValidationError."""
    if value and value > today:
        raise forms.ValidationError("Tanggal ini belum sampai. Isi tanggal kejadiannya.")
