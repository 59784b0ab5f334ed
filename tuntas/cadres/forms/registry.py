"""What people type about cadres."""

from datetime import datetime
from typing import Any

from django import forms

from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.widgets import StaffAreaField
from tuntas.cadres.actions.registry import CadreData
from tuntas.cadres.models import Cadre
from tuntas.cadres.states import LeaveReason, LeftReason, Standing
from tuntas.core.form_fields import date_field, text_field


class Rows(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A choice among rows; an id that is none at all is as unknown as any other."""

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError with our sentence, also for what is no id."""
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class UserChoice(Rows):
    """Accounts by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name under which somebody works."""
        return str(obj.name)


class Filter(forms.Form):
    """What the list shows."""

    area = StaffAreaField(label="Wilayah", required=False)
    standing = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua yang masih kader"), *Standing.choices]
    )


class Edit(forms.Form):
    """A cadre."""

    name = text_field("Nama", max_length=150)
    contact = text_field("Nomor kontak", max_length=50, required=False, help_text="Disimpan terenkripsi.")
    area = StaffAreaField(label="Wilayah tugas", help_text="Kecamatan, kelurahan, RW, atau RT.")
    agency = Rows(
        Agency.objects.none(),
        label="Lembaga pengampu",
        empty_label=None,
        error_messages={"required": "Lembaga belum dipilih.", "invalid_choice": "Lembaga itu tidak ada dalam daftar."},
        help_text="Yang mengurus data dan mendampingi kader ini.",
    )
    from_date = date_field("Kader sejak", help_text="Boleh tanggal lama, misalnya tanggal pelatihan pertama.")
    user = UserChoice(
        User.objects.none(),
        label="Akun",
        required=False,
        empty_label="Tanpa akun",
        error_messages={"invalid_choice": "Akun itu tidak ada dalam daftar."},
        help_text="Hanya akun dengan penugasan kader di lembaga ini. Tanpa akun pun kegiatannya dapat dicatat.",
    )
    other = forms.BooleanField(label="Ini orang lain dengan nama yang sama", required=False)

    def __init__(self, *args: Any, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.open_on(at.astimezone(by.zone).date()).editable_by(by, Permission.CADRE_EDIT)
        posted = User.objects.filter(
            is_active=True, postings__role=Role.CADRE, postings__agency__in=agencies.values("pk")
        ).distinct()
        self.fields["agency"].queryset = agencies.order_by("name", "id")  # type: ignore[attr-defined]  # Rows
        self.fields["user"].queryset = posted.order_by("name", "id")  # type: ignore[attr-defined]  # Rows

    def data_for(self) -> CadreData:
        """What the action wants."""
        return CadreData(**self.cleaned_data)


def initial_of(cadre: Cadre, name: str, contact: str) -> dict[str, Any]:
    """The form as it would have been typed."""
    return {
        "name": name, "contact": contact, "area": cadre.area_path, "agency": cadre.agency_id, "from_date": cadre.from_date,
        "user": cadre.user_id,
    }  # fmt: skip


class LeaveForm(forms.Form):
    """A pause."""

    reason = forms.ChoiceField(label="Alasan", choices=LeaveReason.choices)
    from_date = date_field("Mulai")
    to_date = date_field("Hari pertama bertugas lagi", required=False, help_text="Kosongkan bila belum diketahui.")

    def clean(self) -> dict[str, Any]:
        """Back after it began."""
        given = super().clean() or {}
        if given.get("to_date") and given.get("from_date") and given["to_date"] <= given["from_date"]:
            self.add_error("to_date", "Hari kembali harus sesudah hari mulai.")
        return given


class BackForm(forms.Form):
    """The pause is over."""

    on = date_field("Hari pertama bertugas lagi")


class LeftForm(forms.Form):
    """She is no cadre any more."""

    on = date_field("Mulai tanggal", help_text="Hari pertama ia bukan kader lagi.")
    reason = forms.ChoiceField(label="Alasan", choices=LeftReason.choices)
