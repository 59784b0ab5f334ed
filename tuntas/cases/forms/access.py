"""Going in without a task, and judging that somebody did."""

from django import forms

from tuntas.core.form_fields import text_field

LEAST = 20  # characters of a reason: more than "perlu"
SHORT = "Tulis sedikit lebih jelas (paling sedikit 20 huruf), supaya pemeriksa dapat menilainya."


def _reason(label: str, help_text: str) -> forms.CharField:
    messages = {"required": f"{label} belum diisi.", "min_length": SHORT}
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=help_text, min_length=LEAST, max_length=4000, widget=widget, error_messages=messages
    )


class OpenGlass(forms.Form):
    """Which case, and why now."""

    number = text_field("Nomor kasus", max_length=40, help_text="Tepat seperti tertulis, dimulai dengan K.")
    reason = _reason("Alasan", "Apa yang mendesak, dan siapa yang meminta. Dibaca oleh pemeriksa.")


class Review(forms.Form):
    """Was there reason?"""

    justified = forms.TypedChoiceField(
        label="Apakah akses ini beralasan?", choices=[("yes", "Ya, beralasan"), ("no", "Tidak beralasan")],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        error_messages={"required": "Pilih beralasan atau tidak."},
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang Anda periksa, dan apa tindak lanjutnya.",
        error_messages={"required": "Catatan belum diisi."},
    )  # fmt: skip
