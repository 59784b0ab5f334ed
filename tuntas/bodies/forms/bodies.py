"""What people type about bodies."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.widgets import StaffAreaField
from tuntas.bodies.actions.bodies import BodyData
from tuntas.bodies.models import Body, BodyKind
from tuntas.core.form_fields import date_field, text_field


class RowChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A choice among rows; an id that is none at all is as unknown as any other."""

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError with our sentence, also for what is no id."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class BodyChoice(RowChoice):
    """Bodies by name and area."""

    def label_from_instance(self, obj: Any) -> str:
        """Names repeat from area to area."""
        return f"{obj.name} · {obj.area.full_name}"


def kinds() -> Any:
    """All kinds, by name."""
    return BodyKind.objects.order_by("name", "id")


class Filter(forms.Form):
    """What the list shows."""

    q = forms.CharField(label="Nama", required=False, max_length=100)
    kind = RowChoice(BodyKind.objects.none(), label="Jenis", required=False, empty_label="Semua jenis")
    area = StaffAreaField(label="Wilayah", required=False)
    dissolved = forms.BooleanField(label="Yang sudah dibubarkan", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds()  # type: ignore[attr-defined]  # a RowChoice


class Edit(forms.Form):
    """A body. The area is asked for once: what hangs on a body lies there."""

    kind = RowChoice(
        BodyKind.objects.none(),
        label="Jenis",
        empty_label="Pilih jenis",
        error_messages={"required": "Jenis belum dipilih.", "invalid_choice": "Jenis itu tidak ada dalam daftar."},
    )
    name = text_field("Nama", max_length=150, help_text="Seperti di SK, misalnya Pokja PPA Kecamatan Pontianak Timur.")
    area = StaffAreaField(label="Wilayah", help_text="Wilayah kerja kelompok ini. Sesudah dicatat tidak diubah lagi.")
    agency = RowChoice(
        Agency.objects.none(),
        label="Sekretariat",
        empty_label="Pilih lembaga",
        error_messages={
            "required": "Sekretariat belum dipilih.",
            "invalid_choice": "Lembaga itu tidak ada dalam daftar.",
        },
        help_text="Lembaga yang mengurus surat, undangan, dan data kelompok ini.",
    )
    parent = BodyChoice(
        Body.objects.none(),
        label="Kelompok induk",
        required=False,
        empty_label="Tidak ada",
        error_messages={"invalid_choice": "Kelompok induk itu tidak ada dalam daftar."},
        help_text="Hanya untuk sub gugus tugas: gugus tugas yang membawahinya.",
    )
    founded_date = date_field("Tanggal dibentuk", help_text="Boleh tanggal lama, misalnya tanggal SK pertama.")

    def __init__(self, *args: Any, user: User, at: datetime, body: Body | None = None, **kwargs: Any) -> None:
        self.body = body
        if body is not None:
            names = ("name", "founded_date")
            kwargs["initial"] = {name: getattr(body, name) for name in names} | {
                "kind": body.kind_id,
                "agency": body.agency_id,
                "parent": body.parent_id,
            }
        super().__init__(*args, **kwargs)
        day = at.astimezone(user.zone).date()
        agencies = Agency.objects.open_on(day).order_by("name", "id")
        if body is not None:
            del self.fields["area"]
            here = Q(pk=body.agency_id) | Q(uses_tuntas=True)
            agencies = agencies.around(body.area_path).filter(here)
        else:
            agencies = agencies.editable_by(user, Permission.BODY_EDIT)
        parents = Body.objects.visible_to(user).filter(kind__sub=False, dissolved_date__isnull=True)
        if body is not None:
            parents = parents.exclude(pk=body.pk)
        choices = {"kind": kinds(), "agency": agencies, "parent": parents.select_related("area").order_by("name", "id")}
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # each a RowChoice

    def data_for(self) -> BodyData:
        """What the action wants."""
        given = self.cleaned_data
        return BodyData(
            kind=given["kind"], name=given["name"], area=self.body.area if self.body else given["area"],
            agency=given["agency"], founded_date=given["founded_date"], parent=given["parent"],
        )  # fmt: skip


class Dissolve(forms.Form):
    """From which day a body no longer exists."""

    on = date_field("Mulai tanggal", help_text="Hari pertama kelompok ini tidak ada lagi.")
