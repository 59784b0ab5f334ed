"""Which year of which area is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q

from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.meetings.states import MeetingKind

YEARS = 5


@dataclass(frozen=True)
class Answer:
    """What was chosen; where nothing was, the widest area and this year."""

    path: str
    year: int
    kind: MeetingKind


class Wanted(forms.Form):
    """An area within reach down to the kecamatan, a year, and sosialisasi or training."""

    area = forms.ChoiceField(label="Wilayah", required=False)
    year = forms.ChoiceField(label="Tahun", required=False)
    kind = forms.ChoiceField(
        label="Jenis", required=False,
        choices=[(kind, kind.label) for kind in (MeetingKind.OUTREACH_EDUCATION, MeetingKind.TRAINING)],
    )  # fmt: skip

    def __init__(self, data: Any, *, paths: Sequence[str], year: int) -> None:
        super().__init__(data)
        within = Q()
        for path in paths:
            within |= Q(path__startswith=path)
        rows = Area.objects.current().filter(within, level__lte=Level.DISTRICT).order_by("code")
        self.areas = [(area.path, area.full_name) for area in rows]
        if not self.areas:  # posted for a kelurahan only
            self.areas = [(area.path, area.full_name) for area in Area.objects.current().filter(path__in=paths)]
        years = [(str(each), str(each)) for each in range(year, year - YEARS, -1)]
        for name, choices in (("area", self.areas), ("year", years)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.this_year = year

    def wanted(self) -> Answer:
        """What cannot be read is as if nothing was chosen."""
        self.is_valid()
        given = self.cleaned_data
        return Answer(
            path=given.get("area") or (self.areas[0][0] if self.areas else ""),
            year=int(given.get("year") or self.this_year),
            kind=MeetingKind(given.get("kind") or MeetingKind.OUTREACH_EDUCATION),
        )
