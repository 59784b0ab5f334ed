"""Why two sheets are held to be one person's."""

from typing import Any

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
    heard_alone = forms.BooleanField(label="Korban sudah didengar sendirian tentang hal ini.", required=False)
    why_not_alone = forms.CharField(
        label="Bila belum: alasannya",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib salah satu bila salah satu data pernah ada dalam perkara kekerasan seksual atau TPPO.",
    )

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        return dict(self.cleaned_data)
