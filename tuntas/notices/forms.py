"""How one wants to be told."""

from django import forms


class Preference(forms.Form):
    """Each thing at once, or once a day."""

    daily_digest = forms.TypedChoiceField(
        label="Pemberitahuan yang tidak mendesak",
        choices=[("0", "Satu surel tiap kali ada kewajiban baru"), ("1", "Satu surel ringkasan tiap pagi pukul 07.00")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
