"""Why two sheets are held to be one person's."""

from django import forms


class Propose(forms.Form):
    """The reason is read by whoever decides; names do not belong there."""

    reason = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang sudah dicek, misalnya dokumen atau keterangan pendamping. Jangan menulis nama.",
        error_messages={"required": "Alasan belum diisi."},
    )
