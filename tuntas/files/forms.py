"""The field that takes a file. Forms with it need `enctype`, `request.FILES` and a view marked with `core.body.takes_upload`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tuntas.core.errors import Denied
from tuntas.files import checking
from tuntas.files.states import LIMITS, MEGABYTE, Kind, Purpose

PICTURES = (".jpg", ".jpeg", ".png", ".webp", "image/jpeg", "image/png", "image/webp")
DOCUMENTS = (".pdf", "application/pdf")
AGAIN = "Pilih lagi berkasnya: peramban tidak menyimpannya saat ada yang perlu diperbaiki."


class UploadField(forms.FileField):
    """A file for one purpose. Its value is checked and, if a picture, drawn anew: ready for `actions.files.store`."""

    def __init__(self, purpose: Purpose, **kwargs: Any) -> None:
        self.purpose = purpose
        limit = LIMITS[purpose]
        accepted = (DOCUMENTS if Kind.DOCUMENT in limit.kinds else ()) + PICTURES
        kwargs.setdefault("help_text", sentence(purpose))
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(accepted)}))
        kwargs.setdefault("error_messages", {"empty": checking.EMPTY})
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> checking.Checked | None:
        """The upload as it will be stored, or nothing. Raises ValidationError."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return checking.checked(upload, self.purpose)
        except Denied as error:
            raise ValidationError(error.sentence) from error


def sentence(purpose: Purpose) -> str:
    """What is taken, for people."""
    limit = LIMITS[purpose]
    what = "PDF atau foto (JPEG, PNG, WebP)" if Kind.DOCUMENT in limit.kinds else "Foto (JPEG, PNG, WebP)"
    return f"{what}, paling besar {limit.bytes // MEGABYTE} MB. Lokasi dan data tersembunyi di foto dihapus."


def choose_again(form: forms.Form) -> None:
    """After a form was refused: say at each field that held a good file that it has to be chosen once more."""
    for name, field in form.fields.items():
        if isinstance(field, UploadField) and form.cleaned_data.get(name):
            form.add_error(name, AGAIN)
