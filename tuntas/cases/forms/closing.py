"""Forms of endings, of what follows them, and of everything that needs a second person."""

from typing import Any

from django import forms

from tuntas.accounts.models import User
from tuntas.cases import numbers
from tuntas.cases.forms.fields import day, hour
from tuntas.cases.forms.shared import YES_NO, Colleague, Heard, paragraph, parties
from tuntas.cases.models import Case, Party
from tuntas.cases.policies.closing import NO_FOLLOW_UP, Closure
from tuntas.cases.states import REFUSED_REASONS, ClosingReason, MediationMatter, PartyRole, ProposalKind
from tuntas.intake.states import GRAVE_TYPES, Risk, ViolenceType
from tuntas.obligations.models import Wall


class Close(Heard):
    """Every reason, also those that do not exist: asking for them is refused and counted."""

    reason = forms.ChoiceField(label="Alasan", choices=ClosingReason.choices, widget=forms.RadioSelect)
    note = paragraph("Ringkasan dan alasan", help_text="Dibaca orang kedua. Tanpa nama.")
    target_number = forms.CharField(
        label="Nomor kasus yang dipertahankan", max_length=20, required=False, help_text="Untuk kasus ganda."
    )
    goals_reviewed = forms.BooleanField(label="Tujuan dalam rencana sudah ditinjau", required=False)
    victim_informed = forms.BooleanField(
        label="Korban sendiri sudah diberi tahu", required=False, help_text="Memberi tahu keluarganya saja tidak cukup."
    )
    follow_up_date = day("Tindak lanjut pertama", required=False, help_text="Hari korban ditanya apakah tetap aman.")
    follow_up_again = day("Tindak lanjut kedua", required=False)
    target: Case | None = None
    field_order = ("reason", "note", "target_number", "heard_alone", "why_not_alone")

    def clean(self) -> dict[str, Any]:
        """What the chosen reason needs; everything else the policy asks."""
        cleaned = super().clean()
        reason = cleaned.get("reason", "")
        if reason == ClosingReason.DUPLICATE:
            stored = numbers.read_number(cleaned.get("target_number", ""))
            self.target = Case.objects.filter(number=stored).first() if stored else None
            if not stored:
                self.add_error("target_number", "Nomor kasus tidak lengkap atau salah ketik.")
        wants_date = bool(reason) and reason not in NO_FOLLOW_UP and reason not in REFUSED_REASONS
        if wants_date and not cleaned.get("follow_up_date"):
            self.add_error("follow_up_date", "Pilih tanggal korban ditanya lagi.")
        return cleaned

    def closure(self) -> Closure:
        """What `closing.propose` takes."""
        given = self.cleaned_data
        dates = [given[name] for name in ("follow_up_date", "follow_up_again") if given[name]]
        return Closure(
            reason=ClosingReason(given["reason"]), target=self.target, goals_reviewed=given["goals_reviewed"],
            victim_informed=given["victim_informed"], follow_up_dates=dates, **self.heard,
        )  # fmt: skip


class FollowUpForm(forms.Form):
    """How she is, some time after the end."""

    reached = forms.ChoiceField(
        label="Apakah korban terhubung dengan cara aman?", choices=YES_NO, widget=forms.RadioSelect
    )
    safe = forms.ChoiceField(
        label="Apakah korban merasa aman?", choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    violence_again = forms.ChoiceField(
        label="Apakah kekerasan terjadi lagi?", choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    note = paragraph("Catatan", required=False)

    def clean(self) -> dict[str, Any]:
        """Both answers where she was reached."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reached") == "yes":
            for name in ("safe", "violence_again"):
                if not cleaned.get(name):
                    self.add_error(name, "Pilih salah satu jawaban.")
        return cleaned

    def data_for(self) -> dict[str, Any]:
        """What `closing.follow_up` takes."""
        said = {"yes": True, "no": False, "": None}
        answers = {name: said[self.cleaned_data[name]] for name in ("reached", "safe", "violence_again")}
        return answers | {"note": self.cleaned_data["note"]}


class Why(forms.Form):
    """A reason."""

    note = paragraph("Apa yang terjadi sekarang")


class Reopen(Why):
    """Why it is not over; new violence starts the clock of the police report again."""

    new_violence = forms.ChoiceField(
        label="Ada kekerasan baru sejak kasus ini berakhir?",
        choices=[
            ("yes", "Ya"),
            ("unknown", "Belum diketahui"),
            ("no", "Tidak, hanya perlu layanan atau pendampingan lagi"),
        ],
        widget=forms.RadioSelect,
        help_text="Ya atau belum diketahui: pada kekerasan seksual tenggat laporan polisi berjalan lagi.",
    )


class Decide(forms.Form):
    """The second person's note."""

    note = paragraph("Catatan keputusan", required=False)


class Propose(Heard):
    """Why, and whether she was heard alone; more by kind."""

    reason = paragraph("Alasan", help_text="Dibaca orang kedua. Tanpa nama.")


class Reclassify(Propose):
    """Classes as they should be."""

    types = forms.MultipleChoiceField(
        label="Golongan seharusnya", choices=ViolenceType.choices, widget=forms.CheckboxSelectMultiple,
        help_text="Golongan yang pernah diberikan tetap tercatat dan tetap menentukan cara kasus ini berakhir.",
    )  # fmt: skip
    field_order = ("types", "reason", "heard_alone", "why_not_alone")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs["initial"] = {"types": [each for each in case.types if each not in GRAVE_TYPES]}
        super().__init__(*args, **kwargs)


class Adult(Propose):
    """A birth date with which a child would no longer be one."""

    party = forms.ChoiceField(label="Siapa")
    birth_date = day("Tanggal lahir menurut dokumen")
    field_order: tuple[str, ...] = ("party", "birth_date", "reason", "heard_alone", "why_not_alone")
    roles: tuple[PartyRole, ...] = (PartyRole.VICTIM, PartyRole.REPORTED_PERSON)
    children = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id: dict[str, Party] = {}
        for role in self.roles:
            self.by_id |= parties(case, role, children=self.children)
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, party.label) for key, party in self.by_id.items()]


class Suspect(Adult):
    """A reported person who should not stand in the case."""

    birth_date = None  # type: ignore[assignment]  # Django's way to take a field out
    field_order: tuple[str, ...] = ("party", "reason", "heard_alone", "why_not_alone")
    roles = (PartyRole.REPORTED_PERSON,)
    children = False


class Lower(Propose):
    """A lower level of danger."""

    level = forms.TypedChoiceField(label="Tingkat yang diusulkan", coerce=lambda value: Risk(int(value)))
    field_order = ("level", "reason", "heard_alone", "why_not_alone")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(level.value, level.label) for level in (Risk.LOW, Risk.MEDIUM) if level < case.risk]


class NoComplaint(Propose):
    """Her informed decision."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:  # noqa: ARG002 - as the others
        super().__init__(*args, **kwargs)


class Lift(forms.Form):
    """Which wall."""

    wall = forms.ChoiceField(label="Pembatas")
    reason = paragraph("Alasan", help_text="Dibaca orang kedua. Tanpa nama.")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(wall.pk): wall for wall in Wall.objects.filter(dossier_id=case.pk).order_by("at", "pk")}
        field = self.fields["wall"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (key, f"{'Satu lembaga' if wall.agency_id else 'Satu orang'}, dipasang {wall.by_name} {wall.at:%d-%m-%Y}")
            for key, wall in self.by_id.items()
        ]


FORMS: dict[ProposalKind, Any] = {
    ProposalKind.RECLASSIFY: Reclassify,
    ProposalKind.ADULT_BIRTH_DATE: Adult,
    ProposalKind.REMOVE_SUSPECT: Suspect,
    ProposalKind.LOWER_RISK: Lower,
    ProposalKind.NO_COMPLAINT: NoComplaint,
    ProposalKind.LIFT_WALL: Lift,
}


class AskMediation(forms.Form):
    """Her request, what about, and how it is watched afterwards."""

    matter_kind = forms.ChoiceField(label="Perkara", choices=MediationMatter.choices)
    matter = paragraph("Yang diminta korban")
    victim_request_at = hour("Permintaan tertulis korban diterima", required=False)
    monitoring_plan = paragraph("Rencana pemantauan sesudahnya", required=False)


class CompleteMediation(forms.Form):
    """What was missing."""

    victim_request_at = hour("Permintaan tertulis korban diterima", required=False)
    monitoring_plan = paragraph("Rencana pemantauan sesudahnya", required=False)


class NameMediator(forms.Form):
    """Who leads it."""

    mediator = Colleague(label="Mediator", queryset=User.objects.none(), empty_label="Pilih mediator")

    def __init__(self, *args: Any, mediators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mediator"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = mediators


class Agreement(forms.Form):
    """What both sides signed."""

    agreement = paragraph("Isi kesepakatan", rows=8, help_text="Sesuai berita acara yang ditandatangani.")
