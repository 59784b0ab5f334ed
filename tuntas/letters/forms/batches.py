"""Forms of letters to many areas: text and recipients, sending, receipts, ending."""

from typing import Any

from django import forms

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.core.form_fields import text_field
from tuntas.letters.actions.batches import BatchData
from tuntas.letters.forms.papers import PaperForm
from tuntas.letters.states import CloseReason, Nature, Way

WHO = [(Level.VILLAGE, "Setiap kelurahan atau desa"), (Level.RW, "Setiap RW"), (Level.RT, "Setiap RT")]
BY_HAND = (CloseReason.ENOUGH, CloseReason.REPLACED)


class _Scopes(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.label} {obj.name}"


class BatchForm(PaperForm):
    """A letter to every area: which areas, which levels, and the fields of its paper."""

    scope = _Scopes(
        Area.objects.none(), label="Wilayah", empty_label=None, error_messages={"required": "Pilih wilayahnya."}
    )
    levels = forms.TypedMultipleChoiceField(
        label="Kepada", choices=WHO, coerce=int, widget=forms.CheckboxSelectMultiple, initial=[Level.VILLAGE],
        error_messages={"required": "Pilih kepada siapa: kelurahan atau desa, RW, RT."},
    )  # fmt: skip
    nature = forms.ChoiceField(
        label="Sifat", choices=Nature.choices, initial=Nature.ORDINARY,
        help_text="Hanya surat Biasa yang memuat kode QR. Surat lain memakai Hal yang netral dan dikonfirmasi lewat sekretariat.",
    )  # fmt: skip

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Area.objects.current().below(agency.area_path).filter(level__lte=Level.VILLAGE).order_by("path")
        field = self.fields["scope"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        field.initial = Area.at(agency.area_path)

    def data_for(self) -> BatchData:
        """What was typed, for the action."""
        given = self.cleaned_data
        return BatchData(self.paper(), given["scope"], tuple(given["levels"]), Nature(given["nature"]))


class Send(forms.Form):
    """How it goes out."""

    way = forms.ChoiceField(
        label="Cara mengirim", choices=[each for each in Way.choices if each[0] != Way.EMAIL], initial=Way.HAND,
        widget=forms.RadioSelect,
    )  # fmt: skip
    by_mail = forms.BooleanField(
        label="Kirim lewat surel ke kantor yang alamat surelnya tercatat", required=False, initial=True
    )


class Receipt(forms.Form):
    """Who took it, by name and office."""

    name = text_field("Nama penerima", max_length=120)
    position = text_field("Jabatan", max_length=120)


class Close(forms.Form):
    """Why it ends although some are silent."""

    reason = forms.ChoiceField(
        label="Alasan", choices=[(each.value, each.label) for each in BY_HAND], widget=forms.RadioSelect
    )


class CoverageFilter(forms.Form):
    """Which recipients are shown."""

    level = forms.ChoiceField(
        label="Tingkat", required=False, choices=[("", "Semua"), *[(int(level), level.label) for level, _ in WHO]]
    )
    state = forms.ChoiceField(
        label="Tanda terima", required=False,
        choices=[("", "Semua"), ("in", "Sudah masuk"), ("out", "Belum masuk"), ("reminded", "Sudah diingatkan")],
    )  # fmt: skip


class Email(forms.Form):
    """The official address of the recipient's office."""

    email = forms.EmailField(label="Surel resmi kantor", required=False)
