"""Forms of the register and of how numbers are written."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from tuntas.core.errors import Denied
from tuntas.files.forms import UploadField
from tuntas.files.states import Purpose
from tuntas.letters import numbers
from tuntas.letters.states import VoidReason


class Void(forms.Form):
    """Why it does not count any more."""

    reason = forms.ChoiceField(label="Alasan", choices=VoidReason.choices, widget=forms.RadioSelect)


class SignedForm(forms.Form):
    """The letter as it was signed."""

    file = UploadField(Purpose.LETTER_SCAN, label="Surat yang sudah ditandatangani")


class ScanForm(forms.Form):
    """A scan of letters of a batch that were signed by hand; with the note of it there may be none yet."""

    file = UploadField(
        Purpose.LETTER_SCAN, label="Pindaian surat yang sudah ditandatangani",
        help_text="Semua surat dalam satu PDF, atau sebagian; bagian lain dapat ditambahkan kemudian.",
    )  # fmt: skip

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = needed


class PersonForm(forms.Form):
    """Whoever signs with a certificate of their own: for this one act; nothing of it is kept or shown again."""

    nik = forms.CharField(
        label="NIK penanda tangan", widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        validators=[RegexValidator(r"^[0-9]{16}\Z", "NIK terdiri dari 16 angka.")],
    )  # fmt: skip
    passphrase = forms.CharField(
        label="Passphrase sertifikat", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Dipakai sekali untuk menandatangani, lalu dilupakan.",
    )  # fmt: skip


class Pattern(forms.Form):
    """How an agency writes its numbers."""

    pattern = forms.CharField(
        label="Pola nomor",
        max_length=80,
        help_text=f"Tanda yang dikenal: {' '.join(f'{{{name}}}' for name in numbers.TOKENS)}. Bulan dan tahun boleh"
        " tidak ditulis karena tanggal surat ada di tempat lain.",
    )
    classification = forms.CharField(label="Kode klasifikasi arsip", max_length=20)
    unit_code = forms.CharField(label="Kode unit", max_length=20)
    signatory_title = forms.CharField(
        label="Jabatan penanda tangan", max_length=120, required=False, help_text="Kosong: Kepala, dengan nama lembaga."
    )

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is said at the field."""
        cleaned: dict[str, Any] = super().clean() or {}
        checks = {
            "pattern": numbers.check_pattern,
            "classification": numbers.check_code,
            "unit_code": numbers.check_code,
        }
        for name, check in checks.items():
            if name in cleaned:
                try:
                    check(cleaned[name])
                except Denied as error:
                    self.add_error(name, error.sentence)
        return cleaned
