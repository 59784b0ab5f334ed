"""What is asked of a cadre."""

from datetime import date
from typing import Any

from django import forms

from tuntas.areas.models import Area
from tuntas.cadres.actions.tasks import TaskData
from tuntas.cadres.models import Cadre
from tuntas.cadres.states import Standing
from tuntas.cases.forms.shared import paragraph
from tuntas.cases.models import Case
from tuntas.core.form_fields import text_field

MOST = 100
DISTRICT = len("61.71.01.")


class CadreTaskForm(forms.Form):
    """Whom, and only what she needs."""

    cadre = forms.ChoiceField(
        label="Kader", error_messages={"required": "Kader belum dipilih.", "invalid_choice": "Pilih dari daftar."}
    )
    called = text_field("Disapa sebagai", max_length=60, help_text="Nama depan atau kode saja.")
    contact = text_field("Cara menghubungi yang aman", max_length=120, required=False)
    instruction = paragraph("Yang diminta", rows=4, help_text="Tanpa cerita kejadian. Kader tidak membaca isi kasus.")

    def __init__(self, *args: Any, case: Case, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        around = Cadre.objects.filter(area_path__startswith=case.area_path[:DISTRICT]).serving_on(on).with_standing(on)
        rows = list(around.exclude(standing=Standing.ON_LEAVE.value).order_by("area_path", "id")[:MOST])
        labels = Area.objects.labels([row.area_path for row in rows])
        self.cadres = {str(row.pk): row for row in rows}
        choices = [
            (key, f"{row.label} · {labels.get(row.area_path, '')} · {Standing(row.standing).label}")
            for key, row in self.cadres.items()
        ]
        self.fields["cadre"].choices = choices  # type: ignore[attr-defined]  # a choice

    def data_for(self) -> TaskData:
        """What the action wants."""
        given = self.cleaned_data
        return TaskData(called=given["called"], instruction=given["instruction"], contact=given["contact"])
