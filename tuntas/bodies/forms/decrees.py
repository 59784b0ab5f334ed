"""What people type about decrees."""

from datetime import timedelta
from typing import Any

from django import forms

from tuntas.bodies.actions.decrees import DecreeData
from tuntas.bodies.models import Decree
from tuntas.core.form_fields import date_field, text_field
from tuntas.files.forms import UploadField
from tuntas.files.states import Purpose

TOLD = ("number", "dated", "signer_name", "signer_position", "from_date", "last_day")


class DecreeForm(forms.Form):
    """A decree. People write the last day of a term; what is kept is the first day after it."""

    number = text_field("Nomor SK", max_length=100)
    dated = date_field("Tanggal SK")
    signer_name = text_field("Ditandatangani oleh", max_length=150)
    signer_position = text_field("Jabatan penanda tangan", max_length=150)
    from_date = date_field("Mulai berlaku")
    last_day = date_field("Berlaku sampai dengan", required=False, help_text="Kosongkan bila tanpa batas waktu.")
    upload = UploadField(Purpose.DECREE, label="Berkas SK", required=False)

    def __init__(self, *args: Any, decree: Decree | None = None, **kwargs: Any) -> None:
        if decree is not None:
            kwargs["initial"] = {name: getattr(decree, name) for name in TOLD}
        super().__init__(*args, **kwargs)
        if decree is not None and decree.file_id:
            self.fields["upload"].label = "Ganti berkas SK"

    def data_for(self) -> DecreeData:
        """What the action wants."""
        given = self.cleaned_data
        last = given["last_day"]
        told = {name: given[name] for name in TOLD if name != "last_day"}
        return DecreeData(**told, to_date=last + timedelta(days=1) if last else None)
