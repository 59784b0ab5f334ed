"""The form of the signed list."""

from django import forms

from tuntas.files.forms import UploadField
from tuntas.files.states import Purpose


class Attach(forms.Form):
    """The list as a scan or a photo."""

    scan = UploadField(Purpose.SIGNED_LIST, label="Daftar hadir bertanda tangan")
