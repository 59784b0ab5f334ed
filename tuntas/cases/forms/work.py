"""Forms of assessment, plan and services."""

from typing import Any

from django import forms

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.cases.actions.assessments import AssessmentData
from tuntas.cases.forms.fields import OfVictim, day
from tuntas.cases.forms.shared import YES_NO, Colleague, Colleagues, Heard, paragraph, victims
from tuntas.cases.models import Case, Service
from tuntas.cases.policies import work
from tuntas.cases.states import (
    AssessmentArea,
    AttemptResult,
    PlanItemStatus,
    Proof,
    Restitution,
    ServiceForm,
    ServiceKind,
)
from tuntas.files.forms import UploadField
from tuntas.files.states import Purpose, RemovalReason


class Assess(OfVictim, Heard):
    """What she needs, area by area. Nothing but who and how she was heard is required."""

    wishes = paragraph("Yang diharapkan korban", required=False, help_text="Dengan kata-katanya sendiri.")
    physical = paragraph("Fisik dan kesehatan", required=False)
    psychological = paragraph("Psikologis", required=False)
    social = paragraph("Sosial dan keluarga", required=False)
    economic_need = forms.BooleanField(
        label="Ada kebutuhan ekonomi", required=False, help_text="Dicatat sebagai kebutuhan korban yang perlu dibantu."
    )
    economic = paragraph("Kebutuhan ekonomi", required=False)
    education = paragraph("Pendidikan", required=False)
    legal = paragraph("Hukum", required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, victims=victims(case), **kwargs)

    def data_for(self) -> AssessmentData:
        """What `assessments.record` takes."""
        names = ("physical", "psychological", "social", "economic", "education", "legal", "wishes", "why_not_alone")
        return AssessmentData(**{name: self.cleaned_data[name] for name in names})


class MakePlan(forms.Form):
    """With her or not yet, and what was decided about restitution (R37)."""

    with_victim = forms.ChoiceField(
        label="Apakah rencana disusun bersama korban?", choices=YES_NO, widget=forms.RadioSelect
    )
    why_without_victim = paragraph("Bila belum: alasannya", rows=2, required=False)
    restitution = forms.ChoiceField(
        label="Restitusi", required=False, widget=forms.RadioSelect,
        choices=[*Restitution.choices, ("", "Belum diputuskan")],
        help_text="Hak korban atas ganti kerugian dari pelaku. Ditanyakan pada perdagangan orang, kekerasan seksual, dan korban anak.",
    )  # fmt: skip
    restitution_reason = paragraph("Bila tidak diajukan sekarang: alasannya", rows=2, required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not work.asks_restitution(case):
            del self.fields["restitution"], self.fields["restitution_reason"]

    def clean(self) -> dict[str, Any]:
        """Reasons where something is left open; the action asks again."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("with_victim") == "no" and not cleaned.get("why_without_victim"):
            self.add_error("why_without_victim", "Tulis alasan rencana belum disusun bersama korban.")
        if (
            "restitution" in self.fields
            and cleaned.get("restitution") != Restitution.APPLY
            and not cleaned.get("restitution_reason")
        ):
            self.add_error("restitution_reason", "Tulis alasannya, supaya hak ini tidak terlewat (R37).")
        return cleaned


class AddItem(forms.Form):
    """Need → goal → action → who → until when."""

    area = forms.ChoiceField(label="Bidang", choices=AssessmentArea.choices)
    need = paragraph("Kebutuhan", rows=2)
    goal = paragraph("Tujuan", rows=2)
    action = paragraph("Yang dilakukan", rows=2)
    who = Colleague(label="Penanggung jawab", queryset=User.objects.none(), empty_label="Pilih orang")
    until_date = day("Sampai tanggal")
    service_kind = forms.TypedChoiceField(
        label="Layanan",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Bukan layanan"), *ServiceKind.choices],
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ModelChoiceField)
        team = case.team.filter(until__isnull=True).values("user")
        who.queryset = User.objects.filter(pk__in=team).order_by("name", "pk")


class EndItem(forms.Form):
    """What came of a line of the plan."""

    status = forms.ChoiceField(
        label="Butir ini", widget=forms.RadioSelect,
        choices=[(value.value, value.label) for value in (PlanItemStatus.DONE, PlanItemStatus.DROPPED)],
    )  # fmt: skip
    result = paragraph("Hasil, atau alasan tidak dilanjutkan")


class ResumeItem(forms.Form):
    """It is to be done after all."""

    until_date = day("Sampai tanggal")


class AskService(OfVictim):
    """One service for one victim."""

    kind = forms.TypedChoiceField(
        label="Jenis layanan", coerce=lambda value: ServiceKind(int(value)), choices=ServiceKind.choices
    )
    form = forms.ChoiceField(
        label="Diberikan", choices=ServiceForm.choices, widget=forms.RadioSelect, initial=ServiceForm.DIRECT
    )
    provider = forms.ModelChoiceField(
        label="Lembaga pemberi", queryset=Agency.objects.none(), required=False, empty_label="Unit kami"
    )
    purpose = paragraph("Untuk apa", required=False)
    urgent = forms.BooleanField(label="Segera", required=False)
    kpad_proposed = forms.BooleanField(
        label="Diusulkan KPAD", required=False,
        help_text="Untuk penjangkauan. KPAD dapat mengusulkan dan ikut serta; tidak memimpin dan tidak menggerebek.",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, victims=victims(case), **kwargs)
        provider = self.fields["provider"]
        assert isinstance(provider, forms.ModelChoiceField)
        provider.queryset = Agency.objects.open_on(on).exclude(pk=case.agency_id).order_by("name", "pk")


class FinishService(forms.Form):
    """Done, shown by something."""

    proof = forms.ChoiceField(label="Bukti", choices=Proof.choices, widget=forms.RadioSelect)
    proof_number = forms.CharField(label="Nomor surat, bila ada", max_length=60, required=False)
    proof_file = UploadField(Purpose.SERVICE_PROOF, label="Berkas bukti", required=False)
    result = paragraph("Hasil")


class RemoveFile(forms.Form):
    """Why the file of a proof is taken away."""

    reason = forms.ChoiceField(label="Alasan", choices=RemovalReason.choices, widget=forms.RadioSelect)


class CancelService(forms.Form):
    """Why it is not given."""

    reason = paragraph("Alasan dibatalkan", rows=2)


class Outreach(forms.Form):
    """What is looked at before anybody goes, and who goes with whom."""

    verified = forms.BooleanField(label="Informasinya sudah dipastikan", required=False)
    danger_checked = forms.BooleanField(label="Bahaya di tempat itu sudah diperiksa", required=False)
    with_police = forms.BooleanField(label="Bersama kepolisian", required=False, help_text="Wajib bila risiko TINGGI.")
    companions = Colleagues(
        label="Yang ikut serta", queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Tidak berangkat sendirian bila risiko TINGGI atau belum dinilai.",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, service: Service, by: User, at: Any, **kwargs: Any) -> None:
        initial = {
            "verified": service.verified, "danger_checked": service.danger_checked, "with_police": service.with_police,
            "companions": [user.pk for user in service.companions.all()],
        }  # fmt: skip
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        companions = self.fields["companions"]
        assert isinstance(companions, forms.ModelMultipleChoiceField)
        companions.queryset = work.going_with(case, at=at).exclude(pk=by.pk)


class Attempt(forms.Form):
    """One try to reach her."""

    result = forms.ChoiceField(label="Hasil", choices=AttemptResult.choices, widget=forms.RadioSelect)
    safe_way = forms.BooleanField(
        label="Lewat cara dan pada jam yang disepakati", required=False,
        help_text="Hanya upaya dengan cara aman yang dihitung.",
    )  # fmt: skip
