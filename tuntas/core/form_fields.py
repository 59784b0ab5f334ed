"""Form fields with our sentences: days, times, one line of text."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

# Days and hours are added and zones reckoned beyond what is typed; at the ends of the calendar that fails.
FIRST, LAST = date(1800, 1, 1), date(2999, 12, 31)
YEARS = range(1900, 2200)
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
TIME_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]


def year_is_possible(value: date) -> None:
    """A moment before year 1 or after year 9999 in another zone could be stored and never be shown again."""
    if value.year not in YEARS:
        raise forms.ValidationError("Periksa tahunnya.")


def text_field(label: str, **kwargs: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, error_messages={"required": f"{label} belum diisi."}, **kwargs)


def date_field(label: str, **kwargs: Any) -> forms.DateField:
    """A day, by the browser's calendar or typed. A slip in the year is said, before anything reckons with it."""
    messages = {"invalid": "Tulis tanggal seperti 31-12-2026.", "required": f"{label} belum diisi."}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    years = [MinValueValidator(FIRST, "Periksa tahunnya."), MaxValueValidator(LAST, "Periksa tahunnya.")]
    return forms.DateField(
        label=label, input_formats=DATE_FORMATS, widget=widget, error_messages=messages, validators=years, **kwargs
    )


def time_field(label: str, **kwargs: Any) -> forms.TimeField:
    """A time of day, by the browser's control or typed."""
    messages = {"invalid": "Tulis jam seperti 16.00.", "required": f"{label} belum diisi."}
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, input_formats=TIME_FORMATS, widget=widget, error_messages=messages, **kwargs)


def number_field(label: str, *, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """A whole number between two."""
    messages = {
        "required": f"{label} belum diisi.",
        "invalid": f"{label}: tulis dengan angka saja.",
        "min_value": f"{label} paling kecil {least}.",
        "max_value": f"{label} paling besar {most}.",
    }
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=messages, **kwargs)
