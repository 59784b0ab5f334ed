"""What the forms of work and endings share: colleagues by name, whether she was heard alone."""

from typing import Any

from django import forms

from tuntas.accounts.models import User
from tuntas.cases.models import Case, Party
from tuntas.cases.states import PartyRole

LONGEST = 4000
YES_NO = [("yes", "Ya"), ("no", "Tidak")]


def paragraph(label: str, *, rows: int = 3, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field for several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST, required=required, help_text=help_text)


def parties(case: Case, role: PartyRole, *, children: bool = False) -> dict[str, Party]:
    """Those in a role now, by id as text."""
    rows = Party.objects.filter(case=case, role=role, removed_at__isnull=True).select_related("person")
    return {str(party.pk): party for party in rows.order_by("ordinal") if party.child or not children}


def victims(case: Case) -> list[Party]:
    """The victims of a case, in their order."""
    return list(parties(case, PartyRole.VICTIM).values())


class Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Somebody, by name."""

    def label_from_instance(self, obj: User) -> str:
        """The name only: e-mail addresses are nobody's business here."""
        return obj.name


class Colleagues(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """Several, by name."""

    def label_from_instance(self, obj: User) -> str:
        """As above."""
        return obj.name


class Heard(forms.Form):
    """Whether she was heard alone, or why not yet."""

    heard_alone = forms.ChoiceField(
        label="Apakah korban sudah didengar sendirian tentang hal ini?", choices=YES_NO, widget=forms.RadioSelect
    )
    why_not_alone = paragraph("Bila belum: alasannya", rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """The reason is written where she was not."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("heard_alone") == "no" and not cleaned.get("why_not_alone"):
            self.add_error("why_not_alone", "Tulis alasan korban belum dapat didengar sendirian.")
        return cleaned

    @property
    def heard(self) -> dict[str, Any]:
        """As the actions take it."""
        return {
            "heard_alone": self.cleaned_data["heard_alone"] == "yes",
            "why_not_alone": self.cleaned_data["why_not_alone"],
        }
