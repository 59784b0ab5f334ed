"""What people type about guided paths."""

from typing import Any

from django import forms

from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.bodies.steps import StepKind
from tuntas.core.form_fields import date_field, text_field


class StepForm(forms.Form):
    """That a step was done: when, and what shows it."""

    done_date = date_field("Tanggal selesai")
    document = text_field("Nomor dokumen", max_length=150, required=False)
    evidence = text_field(
        "Catatan", max_length=500, required=False, help_text="Apa hasilnya, dan di mana buktinya disimpan."
    )

    def __init__(self, *args: Any, step: StepKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.document:
            self.fields["document"].label = step.document
            self.fields["document"].required = True
        else:
            del self.fields["document"]


class StopForm(forms.Form):
    """Why a path is not carried further."""

    reason = text_field("Mengapa dihentikan", max_length=300)


class FormationForm(forms.Form):
    """Which agency carries the formation of a UPTD PPA; it is formed for that agency's area."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Lembaga yang mengurus", empty_label="Pilih lembaga",
        help_text="Untuk provinsi, kabupaten, atau kota lembaga ini.",
        error_messages={"required": "Pilih lembaga yang mengurus.", "invalid_choice": "Pilih salah satu lembaga."},
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agency.objects.filter(reach(user, Permission.BODY_EDIT, agency="pk"), closed_date__isnull=True)
        self.fields["agency"].queryset = rows.order_by("name")  # type: ignore[attr-defined]  # a choice of models
