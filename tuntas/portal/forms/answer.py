"""Coming back with number and code."""

from django import forms

from tuntas.intake import receipts
from tuntas.portal.forms.fields import LongText, Text


class Open(forms.Form):
    """Number and code. A slip of the pen is told before anything is looked up."""

    number = Text(
        label="Nomor", help_text="Sepuluh angka.", longest=40, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    code = Text(
        label="Kode",
        help_text="Dua puluh angka, lima kelompok.",
        longest=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean_number(self) -> str:
        """Its last digit is a check: a slip is a slip whether or not there is such a report."""
        number = str(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError("Nomor belum diisi.")
        if not receipts.read_number(number):
            raise forms.ValidationError("Nomor ini salah tulis. Bandingkan dengan catatan Anda: sepuluh angka.")
        return number

    def clean_code(self) -> str:
        """Only its length can be told."""
        code = str(self.cleaned_data["code"])
        digits = sum(sign.isdigit() for sign in code)
        if not digits:
            raise forms.ValidationError("Kode belum diisi.")
        if digits != receipts.CODE_DIGITS:
            raise forms.ValidationError(f"Kode terdiri dari dua puluh angka; yang tertulis {digits}.")
        return code


class Message(forms.Form):
    """A message, or something to add to the report."""

    message = LongText(
        label="Tulis pesan atau tambahan laporan",
        help_text="Petugas membacanya pada jam kerja. Jika mendesak, telepon SAPA 129.",
        rows=4,
    )

    def clean_message(self) -> str:
        """Something must be in it."""
        text = str(self.cleaned_data["message"])
        if not text.strip():
            raise forms.ValidationError("Pesan belum diisi.")
        return text
