"""What is printed of a case, for whom."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from tuntas.cases.models import Party

INSIDE, OUTSIDE = "inside", "outside"


class Print(forms.Form):
    """A copy for the unit, or a letter that leaves it. Nobody is named unless ticked; children cannot be ticked."""

    purpose = forms.ChoiceField(
        label="Untuk siapa?", initial=INSIDE, widget=forms.RadioSelect,
        choices=[(INSIDE, "Di dalam unit, tanpa nomor surat"), (OUTSIDE, "Ke luar unit, dengan nomor surat; semua nama disamarkan")],
        error_messages={"required": "Pilih untuk siapa ringkasan ini."},
    )  # fmt: skip
    recipient = forms.CharField(
        label="Penerima di luar unit",
        required=False,
        max_length=150,
        help_text="Jabatan dan lembaga, bukan nama orang.",
    )
    named = forms.MultipleChoiceField(
        label="Cetak dengan nama dan identitas", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Yang tidak ditandai disamarkan.", error_messages={"invalid_choice": "Pilihan ini tidak ada."},
    )  # fmt: skip

    def __init__(self, *args: Any, adults: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["named"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(party.pk), party.label) for party in adults]
        if not adults:
            del self.fields["named"]

    def clean(self) -> dict[str, Any]:
        """A letter has a recipient."""
        data = super().clean() or {}
        if data.get("purpose") == OUTSIDE and not data.get("recipient"):
            self.add_error("recipient", "Penerima di luar unit belum diisi.")
        return data

    @property
    def outgoing(self) -> bool:
        """Whether it leaves the unit."""
        return bool(self.cleaned_data["purpose"] == OUTSIDE)

    @property
    def wanted(self) -> set[UUID]:
        """The parties to be named."""
        return {UUID(value) for value in self.cleaned_data.get("named", [])}
