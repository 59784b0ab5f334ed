"""Forms by which a case is opened."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.widgets import StaffAreaField
from tuntas.cases.actions.opening import CaseData
from tuntas.cases.states import Context
from tuntas.intake import checklist
from tuntas.intake.states import ViolenceType

LONGEST = 8000


def paragraph(label: str, *, rows: int = 4, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field for several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST, required=required, help_text=help_text)


def checks(label: str, choices: Any, *, required: bool = False, help_text: str = "") -> forms.MultipleChoiceField:
    """Several of a list."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, widget=widget, help_text=help_text
    )


class FromReport(forms.Form):
    """What is needed to open a case besides what the report says."""

    manager = forms.ChoiceField(label="Manajer kasus")
    contexts = checks("Konteks", Context.choices)
    disabled_victim = forms.BooleanField(label="Korban penyandang disabilitas", required=False)

    def __init__(self, *args: Any, managers: Sequence[User], chosen: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["manager"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(user.pk), user.name) for user in managers]
        if len(managers) > 1 and chosen not in {user.pk for user in managers}:
            field.choices = [("", "Pilih manajer kasus"), *((str(user.pk), user.name) for user in managers)]
        self.initial.setdefault("manager", str(chosen or ""))
        self.managers = {str(user.pk): user for user in managers}

    @property
    def chosen(self) -> User:
        """The manager who was chosen."""
        return self.managers[self.cleaned_data["manager"]]

    def data_for(self) -> CaseData:
        """What `opening` takes."""
        given = self.cleaned_data
        return CaseData(
            contexts=tuple(Context(value) for value in given["contexts"]), disabled_victim=given["disabled_victim"]
        )


class FromOrInto(FromReport):
    """A case of its own, or a further report about one that is being worked on."""

    case_number = forms.CharField(
        label="Nomor kasus yang sudah ada", required=False, max_length=14,
        help_text="Hanya bila laporan ini tentang hal yang sama. Golongan, risiko, pembatas akses, dan nama ditambahkan ke sana.",
    )  # fmt: skip


class Direct(FromReport):
    """A case that no report led to."""

    agency = forms.ModelChoiceField(label="Ditangani oleh", queryset=Agency.objects.none(), empty_label=None)
    area = StaffAreaField(label="Wilayah kejadian")
    types = checks("Jenis kekerasan", ViolenceType.choices, required=True)
    victim_reported_at = forms.DateTimeField(
        label="Korban sendiri melapor pada", required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Kosongkan bila orang lain yang melapor. Pada kekerasan seksual 3×24 jam ke kepolisian dihitung dari sini.",
    )  # fmt: skip
    danger_now = forms.BooleanField(label="Bahaya sekarang", required=False)
    risk_items = checks("Daftar periksa bahaya", [(item.code, item.text) for item in checklist.ITEMS])
    child = forms.BooleanField(label="Ada korban anak (di bawah 18 tahun)", required=False)
    narrative = paragraph("Apa yang terjadi", rows=8, help_text="Tidak perlu lengkap. Nama dicatat nanti di Pihak.")
    field_order = ("agency", "manager", "area", "types", "contexts")

    def __init__(self, *args: Any, agencies: Any, zone: ZoneInfo, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.at = zone, at
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies

    def clean_victim_reported_at(self) -> datetime | None:
        """As a moment, which lies not ahead."""
        typed: datetime | None = self.cleaned_data["victim_reported_at"]
        moment = typed.replace(tzinfo=self.zone) if typed else None
        if moment and not self.at - timedelta(days=3660) < moment <= self.at:
            raise forms.ValidationError("Periksa tanggal dan jamnya: belum sampai, atau sudah terlalu lama.")
        return moment

    def data_for(self) -> CaseData:
        """What `opening` takes; the danger follows from the checklist."""
        given = self.cleaned_data
        level = checklist.level_of(given["risk_items"])
        return CaseData(
            types=tuple(ViolenceType(value) for value in given["types"]),
            contexts=tuple(Context(value) for value in given["contexts"]),
            risk=level,
            risk_items=tuple(given["risk_items"]),
            danger_now=given["danger_now"],
            victim_reported_at=given["victim_reported_at"],
            child=given["child"],
            disabled_victim=given["disabled_victim"],
            narrative=given["narrative"],
        )
