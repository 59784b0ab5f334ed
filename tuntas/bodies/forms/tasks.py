"""What people type about the duties matrix."""

from datetime import date
from typing import Any

from django import forms

from tuntas.agencies.models import Agency
from tuntas.bodies.actions.tasks import Acceptance, TaskData
from tuntas.bodies.forms.bodies import RowChoice
from tuntas.bodies.models import Body
from tuntas.bodies.states import Profile, Step
from tuntas.core.form_fields import date_field, number_field, text_field
from tuntas.people.states import Education, SchoolOperator

_LEVELS = [
    ("", "Semua jenjang"),
    *[choice for choice in Education.choices if choice[0] not in {"", "none", "tertiary"}],
]
_OPERATORS = [("", "Bukan langkah sekolah"), *[choice for choice in SchoolOperator.choices if choice[0]]]


class TaskForm(forms.Form):
    """Who does what, at which step, for whom."""

    agency = RowChoice(
        Agency.objects.none(), label="Lembaga", empty_label="Pilih lembaga",
        error_messages={"required": "Lembaga belum dipilih.", "invalid_choice": "Lembaga itu tidak ada dalam daftar."},
    )  # fmt: skip
    step = forms.ChoiceField(label="Langkah", choices=Step.choices)
    profile = forms.ChoiceField(label="Untuk siapa", choices=Profile.choices)
    what = text_field(
        "Apa yang dilakukan", max_length=300, help_text="Misalnya: mengatur pindah sekolah tanpa membuka alasannya."
    )
    within_hours = number_field(
        "Paling lambat berapa jam", least=1, most=8760, required=False, help_text="Kosongkan bila tidak disepakati."
    )
    school_operator = forms.ChoiceField(
        label="Penyelenggara sekolah", choices=_OPERATORS, required=False,
        help_text="Untuk langkah sekolah: SMA/SMK/SLB dibina provinsi, madrasah oleh Kemenag, selebihnya kabupaten/kota.",
    )  # fmt: skip
    school_level = forms.ChoiceField(label="Jenjang sekolah", choices=_LEVELS, required=False)

    def __init__(self, *args: Any, body: Body, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Agency.objects.open_on(on).around(body.area_path)
        self.fields["agency"].queryset = there.order_by("name", "id")  # type: ignore[attr-defined]  # a RowChoice

    def data_for(self) -> TaskData:
        """What the action wants."""
        given = self.cleaned_data
        return TaskData(
            agency=given["agency"], profile=Profile(given["profile"]), step=Step(given["step"]), what=given["what"],
            within_hours=given["within_hours"], school_level=given["school_level"], school_operator=given["school_operator"],
        )  # fmt: skip


class AcceptForm(forms.Form):
    """Who accepts, as what, by which letter, when."""

    name = text_field("Nama kepala lembaga", max_length=150)
    position = text_field("Jabatan", max_length=150, help_text="Misalnya Kepala Dinas Pendidikan.")
    letter = text_field("Nomor surat", max_length=100, help_text="Surat kesediaan lembaga.")
    on = date_field("Tanggal surat")

    def data_for(self) -> Acceptance:
        """What the action wants."""
        return Acceptance(**self.cleaned_data)


class DeclineForm(forms.Form):
    """Why an institution does not do it."""

    note = text_field("Alasan", max_length=300, help_text="Sekretariat membaca alasan ini dan mencari lembaga lain.")
