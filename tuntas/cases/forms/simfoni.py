"""That a case has been entered into SIMFONI."""

from typing import Any

from django import forms

from tuntas.core.form_fields import date_field, text_field


class Entered(forms.Form):
    """Its number there, and when."""

    number = text_field("Nomor di SIMFONI", max_length=40)
    on = date_field("Tanggal dimasukkan")

    def data_for(self) -> dict[str, Any]:
        """What `simfoni.entered` takes."""
        return {"number": self.cleaned_data["number"], "on": self.cleaned_data["on"]}
