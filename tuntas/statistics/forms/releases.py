"""Why a release is published again."""

from django import forms


class CorrectionForm(forms.Form):
    """What was wrong; whoever reads figures reads it too."""

    reason = forms.CharField(
        label="Alasan perbaikan", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="Tanpa nama dan tanpa nomor kasus."
    )  # fmt: skip
