"""What somebody found who looked at a silent area."""

from django import forms

from tuntas.statistics.states import Finding, ReportChannel


class CheckForm(forms.Form):
    """Which ways to report were tried, and what was found. No room for words: nobody's story belongs here."""

    channels = forms.MultipleChoiceField(
        label="Saluran yang dicoba", choices=ReportChannel.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu saluran yang dicoba."},
    )  # fmt: skip
    found = forms.ChoiceField(
        label="Yang ditemukan", choices=Finding.choices, widget=forms.RadioSelect,
        error_messages={"required": "Pilih apa yang ditemukan."},
    )  # fmt: skip
