"""The head of an agency's letters."""

from django import forms

from tuntas.core.form_fields import text_field
from tuntas.files.forms import UploadField
from tuntas.files.states import Purpose
from tuntas.letters.actions._text import Refused


class LetterheadForm(forms.Form):
    """Lines, address, who signs, and a logo."""

    above = text_field("Baris atas", max_length=150, required=False, help_text="Misalnya: Pemerintah Kota Pontianak.")
    name = text_field("Nama lembaga", max_length=150)
    address = text_field("Alamat", max_length=250, required=False)
    signatory_name = text_field("Nama penanda tangan", max_length=120, required=False)
    signatory_rank = text_field("Pangkat, golongan", max_length=80, required=False)
    signatory_nip = forms.RegexField(
        label="NIP", regex=r"^\d{18}$", required=False, error_messages={"invalid": "NIP terdiri dari 18 angka."}
    )
    logo = UploadField(Purpose.LETTER_LOGO, label="Lambang", required=False)

    def refuse(self, error: Refused) -> None:
        """Say at each field what must not stand there."""
        for find in error.finds:
            self.add_error(find.field if find.field in self.fields else None, find.sentence)
