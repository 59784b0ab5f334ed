"""What people type about kinds of bodies."""

from typing import Any

from django import forms

from tuntas.areas.states import Level
from tuntas.bodies.actions.kinds import KindData
from tuntas.bodies.models import BodyKind
from tuntas.core.form_fields import number_field, text_field

LEVELS = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
TOLD = ("name", "levels", "sub", "needs_decree", "meets_every_months")


class KindForm(forms.Form):
    """A kind of body."""

    name = text_field("Nama jenis", max_length=100, help_text="Misalnya Pokja Perlindungan Anak Nagari.")
    levels = forms.TypedMultipleChoiceField(
        label="Ada di tingkat",
        choices=[(level.value, level.label) for level in LEVELS],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu tingkat."},
    )
    meets_every_months = number_field(
        "Bertemu setiap berapa bulan",
        least=1,
        most=12,
        initial=3,
        help_text="Dipakai untuk menilai apakah kelompok berjalan.",
    )
    needs_decree = forms.BooleanField(
        label="Memerlukan SK",
        required=False,
        initial=True,
        help_text="Enam puluh hari sebelum SK berakhir, sekretariat mendapat kewajiban memperpanjangnya.",
    )
    sub = forms.BooleanField(
        label="Bagian dari kelompok lain", required=False, help_text="Seperti sub gugus tugas di bawah gugus tugas."
    )

    def __init__(self, *args: Any, kind: BodyKind | None = None, **kwargs: Any) -> None:
        if kind is not None:
            kwargs["initial"] = {name: getattr(kind, name) for name in TOLD}
        super().__init__(*args, **kwargs)

    def data_for(self) -> KindData:
        """What the action wants."""
        return KindData(**{name: self.cleaned_data[name] for name in TOLD})
