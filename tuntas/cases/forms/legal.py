"""Forms of the legal process, of pressure, of consent, and of judging the danger."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from tuntas.agencies.models import Agency
from tuntas.cases.forms.fields import OfVictim, day, hour, in_zone, not_ahead, words, zone_words
from tuntas.cases.forms.opening import checks, paragraph
from tuntas.cases.models import Case, Party
from tuntas.cases.policies import legal as policies
from tuntas.cases.states import ConsentGiver, ConsentScope, LegalActor, LegalStep, PressureKind
from tuntas.core.errors import Denied
from tuntas.files.forms import UploadField
from tuntas.files.states import Purpose, RemovalReason
from tuntas.intake import checklist
from tuntas.intake.states import Risk


class Record(forms.Form):
    """One step of the legal process."""

    step = forms.ChoiceField(label="Yang terjadi", choices=[("", "Pilih langkah"), *LegalStep.choices])
    actor = forms.ChoiceField(label="Oleh", choices=LegalActor.choices)
    on_date = day("Tanggal", help_text="Bila korban sendiri melapor: tanggal ia melapor. Dari situ 3×24 jam dihitung.")
    number = forms.CharField(
        label="Nomor",
        max_length=60,
        required=False,
        help_text="Wajib untuk laporan polisi, seperti pada tanda terimanya; selain itu nomor surat atau putusan.",
    )
    office = forms.CharField(
        label="Kesatuan kepolisian", max_length=80, required=False,
        help_text="Yang menerima laporan polisi, misalnya Polresta Pontianak.",
    )  # fmt: skip
    proof_file = UploadField(Purpose.POLICE_PROOF, label="Tanda terima (STPL/STTLP)", required=False)
    hearing_at = hour("Jam sidang, bila sidang", required=False)
    late_reason = paragraph(
        "Alasan terlambat", rows=2, required=False, help_text="Wajib bila laporan polisi dicatat sesudah 3×24 jam."
    )
    note = paragraph("Keterangan", rows=3, required=False, help_text="Disimpan terenkripsi.")

    def __init__(self, *args: Any, case: Case, zone: ZoneInfo, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.zone, self.at = case, zone, at
        self.fields["hearing_at"].help_text = zone_words(zone, at)
        self.initial.setdefault("on_date", case.agency.today(at))

    def clean_hearing_at(self) -> datetime | None:
        """As a moment."""
        return in_zone(self.cleaned_data["hearing_at"], self.zone)

    def clean(self) -> dict[str, Any]:
        """What can be put right at once is said beside the field, and nothing typed is lost."""
        cleaned: dict[str, Any] = super().clean() or {}
        step = LegalStep(cleaned["step"]) if cleaned.get("step") else None
        if step is None or "hearing_at" not in cleaned:
            return cleaned
        try:
            policies.check_hearing(step, cleaned["hearing_at"])
        except Denied as error:
            self.add_error("hearing_at", error.sentence)
        try:
            policies.check_number(step, cleaned.get("number", ""))
        except Denied as error:
            self.add_error("number", error.sentence)
        try:
            policies.check_late_reason(self.case, step, cleaned.get("late_reason", ""), at=self.at)
        except Denied as error:
            self.add_error("late_reason", error.sentence)
        if step is not LegalStep.HEARING:
            try:
                not_ahead(cleaned.get("on_date"), self.case.agency.today(self.at))
            except forms.ValidationError as problem:
                self.add_error("on_date", problem)
        return cleaned


class RemoveProof(forms.Form):
    """Why the file of a proof is taken away."""

    reason = forms.ChoiceField(label="Alasan", choices=RemovalReason.choices, widget=forms.RadioSelect)


class Followed(forms.Form):
    """What was done about an obstacle at the police."""

    text = paragraph("Yang sudah dilakukan", rows=3, help_text="Siapa dihubungi, apa jawabannya. Disimpan terenkripsi.")


class Press(forms.Form):
    """Pressure, a threat, an offer of money, steering to peace."""

    kind = forms.ChoiceField(label="Yang terjadi", choices=PressureKind.choices, widget=forms.RadioSelect)
    text = paragraph(
        "Ceritakan singkat", rows=4, required=False, help_text="Siapa, kapan, kata-katanya. Disimpan terenkripsi."
    )


class Give(OfVictim):
    """Who agrees to what, who may receive data, until when."""

    giver = forms.ChoiceField(label="Siapa yang menyetujui", choices=ConsentGiver.choices, widget=forms.RadioSelect)
    giver_party = forms.ChoiceField(
        label="Wali yang mana", required=False, help_text="Hanya bila wali yang menyetujui."
    )
    scopes = checks("Yang disetujui", ConsentScope.choices, required=True)
    recipients = forms.ModelMultipleChoiceField(
        label="Lembaga yang boleh menerima data", queryset=Agency.objects.none(), required=False,
        help_text="Hanya bila data dibagikan.", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    expires = day("Berlaku sampai", required=False)
    note = paragraph("Keterangan", rows=2, required=False, help_text="Disimpan terenkripsi.")

    def __init__(self, *args: Any, guardians: Sequence[Party], agencies: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guardians = {str(party.pk): party for party in guardians}
        field, recipients = self.fields["giver_party"], self.fields["recipients"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(recipients, forms.ModelMultipleChoiceField)
        field.choices = [("", "–"), *((key, words(party)) for key, party in self.guardians.items())]
        recipients.queryset = agencies
        self.today = today

    def clean_expires(self) -> date | None:
        """Not over already."""
        value: date | None = self.cleaned_data["expires"]
        if value and value < self.today:
            raise forms.ValidationError("Tanggal berakhirnya sudah lewat.")
        return value

    def clean(self) -> dict[str, Any]:
        """Sharing names with whom."""
        cleaned: dict[str, Any] = super().clean() or {}
        if ConsentScope.SHARING in cleaned.get("scopes", []) and not cleaned.get("recipients"):
            self.add_error("recipients", "Sebutkan lembaga yang boleh menerima data.")
        return cleaned


class Assess(forms.Form):
    """The checklist of danger, and the person's own judgement."""

    items = checks("Yang berlaku pada kasus ini", [(item.code, item.text) for item in checklist.ITEMS])
    at_least = forms.TypedChoiceField(
        label="Penilaian petugas", required=False, coerce=int,
        choices=[("", "Ikuti daftar periksa"), *((level.value, f"Paling rendah {level.label}") for level in (Risk.MEDIUM, Risk.HIGH))],
        help_text="Siapa pun di tim boleh menaikkan. Menurunkan diusulkan dan diputuskan orang kedua.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        critical = {item.code for item in checklist.ITEMS if item.critical}
        self.fields["items"].choice_hints = dict.fromkeys(critical, "langsung TINGGI")  # type: ignore[attr-defined]  # read by the field component


class SafetyPlan(forms.Form):
    """What to do when it becomes dangerous."""

    text = paragraph(
        "Rencana keselamatan", rows=10,
        help_text="Tanda bahaya, ke mana pergi, siapa dihubungi, tas darurat, kata sandi. Bersama korban. Disimpan terenkripsi.",
    )  # fmt: skip
