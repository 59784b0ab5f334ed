"""Forms of incidents, class, notes, team and wall."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.widgets import StaffAreaField
from tuntas.cases.actions.incidents import IncidentData
from tuntas.cases.forms.opening import checks, paragraph
from tuntas.cases.forms.shared import Colleague, Colleagues
from tuntas.cases.models import Case
from tuntas.cases.policies import team
from tuntas.cases.states import PLATFORMS, Context, NoteKind, PlaceType, TeamRole
from tuntas.core.form_fields import year_is_possible
from tuntas.intake.states import ViolenceType


def a_day(label: str, help_text: str = "") -> forms.DateField:
    """A day, also typed by hand."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=False, widget=widget, help_text=help_text, validators=[year_is_possible]
    )


class WhatHappened(forms.Form):
    """One incident. Nothing is required."""

    on_date = a_day("Tanggal kejadian", "Kosongkan bila belum diketahui.")
    until_date = a_day("Sampai tanggal", "Bila berlangsung beberapa hari.")
    at_hour = forms.TimeField(
        label="Jam", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Penting bila baru terjadi: layanan kesehatan dihitung 72 jam sejak kejadian.",
    )  # fmt: skip
    approximate = forms.BooleanField(label="Tanggal perkiraan", required=False)
    possible_penetration = forms.BooleanField(
        label="Mungkin ada penetrasi",
        required=False,
        help_text="Layanan kesehatan segera dibuka, tanpa menunggu polisi.",
    )
    types = checks("Jenis kekerasan", ViolenceType.choices)
    contexts = checks("Konteks", Context.choices)
    place_type = forms.ChoiceField(label="Tempat kejadian", choices=PlaceType.choices, required=False)
    area = StaffAreaField(label="Wilayah kejadian", required=False)
    place = forms.CharField(label="Tempat persisnya", max_length=400, required=False)
    platform = forms.ChoiceField(
        label="Lewat layanan daring",
        required=False,
        choices=[("", "Bukan daring"), *((name, name) for name in PLATFORMS)],
    )
    cross_border = forms.BooleanField(label="Melintasi batas negara", required=False)
    narrative = paragraph("Apa yang terjadi", rows=6, required=False)

    def __init__(self, *args: Any, case: Case, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.today = ZoneInfo(case.agency.area.timezone), case.agency.today(at)

    def clean(self) -> dict[str, Any]:
        """Days in their order, none to come."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("on_date"), given.get("until_date")
        if first and last and last < first:
            self.add_error("until_date", "Tanggal akhir lebih awal daripada tanggal kejadian. Periksa keduanya.")
        for name in ("on_date", "until_date"):
            if given.get(name) and given[name] > self.today:
                self.add_error(name, "Tanggal ini belum tiba. Periksa tahunnya.")
        if given.get("at_hour") and not first:
            self.add_error("on_date", "Isi juga tanggalnya, karena jamnya sudah diisi.")
        return given

    def data_for(self) -> IncidentData:
        """What `incidents.add` takes."""
        given = self.cleaned_data
        hour: time | None = given["at_hour"]
        return IncidentData(
            on_date=given["on_date"],
            until_date=given["until_date"],
            at_time=datetime.combine(given["on_date"], hour, tzinfo=self.zone) if hour else None,
            approximate=given["approximate"],
            place_type=PlaceType(given["place_type"]),
            area=given["area"],
            platform=given["platform"],
            types=tuple(ViolenceType(value) for value in given["types"]),
            contexts=tuple(Context(value) for value in given["contexts"]),
            possible_penetration=given["possible_penetration"],
            cross_border=given["cross_border"],
            narrative=given["narrative"],
            place=given["place"],
        )


class Classify(forms.Form):
    """What the case is held to be."""

    types = checks("Jenis kekerasan", ViolenceType.choices, required=True)
    contexts = checks("Konteks", Context.choices)


class WriteNote(forms.Form):
    """What was said or seen."""

    HEARD = (
        ("", "Korban tidak didengar"),
        ("yes", "Korban didengar sendiri, tanpa orang lain"),
        ("no", "Korban didengar bersama orang lain"),
    )
    kind = forms.ChoiceField(label="Cara diketahui", choices=NoteKind.choices)
    heard = forms.ChoiceField(label="Didengar sendiri", choices=HEARD, required=False)
    text = paragraph("Catatan", rows=8)

    @property
    def heard_alone(self) -> bool | None:
        """Whether the victim was heard without others; None: she was not."""
        known: Mapping[str, bool] = {"yes": True, "no": False}
        return known.get(self.cleaned_data["heard"])


class Summarise(forms.Form):
    """What others may be given to read."""

    text = paragraph("Ringkasan untuk pihak lain", rows=8, help_text="Tanpa nama. Hanya yang perlu diketahui penerima.")


class WriteClinical(forms.Form):
    """A sealed note, and what the team may know of it."""

    text = paragraph(
        "Catatan psikolog", rows=10, help_text="Hanya Anda dan rekan yang Anda sebut yang dapat membacanya."
    )
    summary = paragraph("Ringkasan untuk tim", rows=3, required=False)


class NameReader(forms.Form):
    """A colleague who may read a sealed note."""

    user = Colleague(label="Rekan yang boleh membaca", queryset=User.objects.none(), empty_label="Pilih rekan")

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[user.pk for user in users]).order_by("name", "pk")


class Join(forms.Form):
    """Who stands in which place of the team; each choice carries both."""

    member = forms.ChoiceField(label="Siapa, sebagai apa")

    def __init__(self, *args: Any, case: Case, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, tuple[User, TeamRole]] = {}
        groups = []
        for role in (TeamRole.COMPANION, TeamRole.PSYCHOLOGIST, TeamRole.LEGAL_COUNSELLOR, TeamRole.MANAGER):
            rows = [(f"{role}.{user.pk}", user) for user in team.able(case, role, at=at)]
            self.known |= {key: (user, role) for key, user in rows}
            word = "Manajer kasus (menggantikan yang sekarang)" if role is TeamRole.MANAGER else role.label
            groups.append((word, [(key, user.name) for key, user in rows]))
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih"), *(group for group in groups if group[1])]

    @property
    def chosen(self) -> tuple[User, TeamRole]:
        """Person and place."""
        return self.known[self.cleaned_data["member"]]


class KeepOut(forms.Form):
    """Who must not know of the case."""

    agencies = forms.ModelMultipleChoiceField(
        label="Lembaga", queryset=Agency.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    users = Colleagues(
        label="Orang di unit ini", queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, agencies: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("agencies", agencies), ("users", users)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Somebody has to be chosen."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("agencies") and not given.get("users"):
            raise forms.ValidationError("Pilih paling sedikit satu lembaga atau satu orang.")
        return given


def one_of(text: str) -> UUID | None:
    """An id from a hidden field, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None
