"""Forms about the people of a case."""

from collections.abc import Sequence
from typing import Any

from django import forms

from tuntas.cases.models import Party
from tuntas.cases.states import PartyRole, Relation
from tuntas.people.forms.sheet import PersonForm


class NewParty(PersonForm):
    """A sheet, and who this is in the case."""

    role = forms.ChoiceField(label="Peran dalam kasus", choices=PartyRole.choices, initial=PartyRole.VICTIM)
    child = forms.BooleanField(label="Anak (di bawah 18 tahun) sekarang atau saat kejadian", required=False)


class KnownParty(forms.Form):
    """Somebody who has a sheet already."""

    role = forms.ChoiceField(label="Peran dalam kasus", choices=PartyRole.choices, initial=PartyRole.VICTIM)
    child = forms.BooleanField(label="Anak (di bawah 18 tahun) sekarang atau saat kejadian", required=False)


class Relate(forms.Form):
    """What a reported person is to a victim."""

    victim = forms.ChoiceField(label="Korban")
    reported_person = forms.ChoiceField(label="Terlapor")
    kind = forms.ChoiceField(label="Terlapor adalah", choices=Relation.choices, required=False)

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(party.pk): party for party in parties}
        for name, role in (("victim", PartyRole.VICTIM), ("reported_person", PartyRole.REPORTED_PERSON)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(str(party.pk), party.label) for party in parties if party.role == role]

    def data_for(self) -> dict[str, Any]:
        """What `parties.relate` takes."""
        given = self.cleaned_data
        return {
            "victim": self.by_id[given["victim"]],
            "reported_person": self.by_id[given["reported_person"]],
            "kind": Relation(given["kind"]),
        }
