"""Forms of pictures."""

from django import forms

from tuntas.core.form_fields import text_field
from tuntas.files.forms import UploadField
from tuntas.files.states import Purpose, RemovalReason


class Add(forms.Form):
    """One picture, and that those in it agree."""

    photo = UploadField(Purpose.MEETING_PHOTO, label="Foto")
    caption = text_field("Keterangan", max_length=200, required=False, help_text="Tanpa nama korban atau anak.")
    agreed = forms.BooleanField(
        label="Orang di foto ini setuju difoto, dan tidak ada korban atau keluarganya di dalamnya",
        error_messages={"required": "Pastikan dulu orang di foto setuju dan tidak ada korban di dalamnya."},
    )


class Remove(forms.Form):
    """Why."""

    reason = forms.TypedChoiceField(
        label="Mengapa dihapus", choices=RemovalReason.choices, coerce=RemovalReason, widget=forms.RadioSelect
    )
