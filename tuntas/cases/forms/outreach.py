"""Forms about an outreach that KPAD proposes."""

from typing import Any

from django import forms

from tuntas.cases.forms.shared import paragraph, victims
from tuntas.cases.models import Case
from tuntas.cases.states import OutreachWhen, ServiceKind


class ProposeOutreach(forms.Form):
    """When, and why."""

    when = forms.ChoiceField(label="Kapan sebaiknya", choices=OutreachWhen.choices, widget=forms.RadioSelect)
    reason = paragraph(
        "Mengapa", rows=5, help_text="Apa yang diketahui KPAD, dan apa yang perlu dilihat. Unit membacanya."
    )


class AcceptOutreach(forms.Form):
    """In a case: for whom, as which service. `case` is None where there is none yet."""

    victim = forms.ChoiceField(label="Korban", widget=forms.RadioSelect)
    kind = forms.TypedChoiceField(
        label="Jenis layanan", coerce=lambda value: ServiceKind(int(value)), choices=ServiceKind.choices,
        initial=ServiceKind.COMPLAINT,
    )  # fmt: skip
    answer = paragraph("Pesan untuk KPAD", rows=2, required=False, help_text="Tanpa nama dan tanpa isi kasus.")

    def __init__(self, *args: Any, case: Case | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(party.pk): party for party in victims(case)} if case else {}
        if case is None:
            del self.fields["victim"], self.fields["kind"]
            return
        field = self.fields["victim"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, party.label) for key, party in self.parties.items()]
        if len(self.parties) == 1:
            self.initial.setdefault("victim", next(iter(self.parties)))

    def data_for(self) -> dict[str, Any]:
        """What `outreach.accept` takes."""
        given = self.cleaned_data
        return {
            "victim": self.parties.get(given.get("victim", "")),
            "kind": given.get("kind"),
            "answer": given["answer"],
        }


class DeclineOutreach(forms.Form):
    """Why not."""

    answer = paragraph("Alasan", rows=3, help_text="KPAD membacanya. Tanpa nama dan tanpa isi kasus.")
