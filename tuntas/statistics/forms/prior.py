"""What people say about a published table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tuntas.areas.models import Area
from tuntas.areas.states import Differing
from tuntas.core.errors import Denied
from tuntas.core.form_fields import number_field, text_field
from tuntas.statistics import prior_file, prior_plan
from tuntas.statistics.actions.prior import PriorData
from tuntas.statistics.states import Unit

TOTALS = {unit: f"published_{unit.value}" for unit in (Unit.CASES, Unit.VICTIMS)}


class PriorForm(forms.Form):
    """A file, or the lines typed; whose numbers they are and what they count."""

    area = forms.ChoiceField(label="Tabel ini tentang wilayah")
    title = text_field("Judul", max_length=120, help_text="Misalnya Kekerasan terhadap perempuan.")
    definition = text_field(
        "Definisi", max_length=300,
        help_text="Apa yang dihitung (kasus atau korban, jenis apa), dan menurut siapa.",
    )  # fmt: skip
    source = text_field("Sumber", max_length=200, help_text="Siapa yang menerbitkan, di mana, kapan.")
    when = text_field(
        "Periode", max_length=40, required=False,
        help_text="Bila tabel tidak memuatnya: 2017, 2022-01..10 (Januari–Oktober), atau 2024-01-01..07-11.",
    )  # fmt: skip
    published_cases = number_field("Total kasus menurut sumber", least=0, most=prior_file.LARGEST, required=False)
    published_victims = number_field("Total korban menurut sumber", least=0, most=prior_file.LARGEST, required=False)
    file = forms.FileField(label="Berkas CSV", required=False, error_messages={"empty": "Berkas ini kosong."})
    text = forms.CharField(
        label="Atau tulis barisnya", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Baris pertama judul kolom, misalnya: tahun,kasus",
    )  # fmt: skip
    file_name = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    decided = forms.ChoiceField(
        label="Angka mana yang dipakai?", choices=Differing.choices, required=False, widget=forms.RadioSelect
    )
    reason = text_field("Alasannya", max_length=300, required=False)

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.pk): area for area in areas}
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, area.full_name) for key, area in self.areas.items()]
        self.plan: prior_plan.Plan | None = None

    def clean(self) -> dict[str, Any]:
        """Read the table; what cannot be read is said on the file. `plan` is what it would bring."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        raw = file.read(prior_file.MAX_BYTES + 1) if file else str(cleaned.get("text") or "").encode()
        if not raw.strip():
            raise ValidationError({"file": "Pilih berkas, atau tulis barisnya."})
        area = self.areas.get(cleaned.get("area", ""))
        try:
            self.plan = prior_plan.make(
                raw, area=area, when=cleaned.get("when", ""), published=self._published(cleaned)
            )
        except Denied as error:
            raise ValidationError({"file": error.sentence}) from error
        return cleaned | {"raw": raw, "file_name": file.name if file else cleaned.get("file_name", "")}

    @staticmethod
    def _published(cleaned: dict[str, Any]) -> dict[str, int]:
        return {unit.value: cleaned[name] for unit, name in TOTALS.items() if cleaned.get(name) is not None}

    def data_for(self) -> PriorData:
        """What the action wants."""
        given = self.cleaned_data
        names = ("title", "definition", "source", "when", "file_name", "decided", "reason")
        told = {name: given[name] for name in names}
        return PriorData(area=self.areas[given["area"]], published=self._published(given), **told)
