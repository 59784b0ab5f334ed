"""What people type about agencies."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tuntas.agencies import hours
from tuntas.agencies.actions.agencies import Facts
from tuntas.agencies.models import Agency, DutyContact, OnCallShift, PublicContact
from tuntas.agencies.states import AgencyKind, ContactChannel, Service, Weekday
from tuntas.areas.widgets import StaffAreaField
from tuntas.core.form_fields import date_field, number_field, text_field, time_field

NUMBER = re.compile(r"[+(]?\d[\d ()./-]{1,27}\d")
FACTS = (
    "name", "short_name", "kind", "area", "parent", "services", "email", "receives_reports", "uses_tuntas", "open_always",
)  # fmt: skip


class RowChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A choice among rows; an id that is none at all is as unknown as any other."""

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError with our sentence, also for what is no id."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class AgencyChoice(RowChoice):
    """Agencies by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The full name: short names repeat."""
        return str(obj.name)


class Filter(forms.Form):
    """What the list shows."""

    q = forms.CharField(label="Nama", required=False, max_length=100)
    kind = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua jenis"), *AgencyKind.choices])
    closed = forms.BooleanField(label="Yang sudah ditutup", required=False)


class Edit(forms.Form):
    """An agency."""

    name = text_field("Nama lengkap", max_length=150)
    short_name = text_field("Nama singkat", max_length=40, help_text="Untuk daftar dan kewajiban, misalnya UPTD PPA.")
    kind = forms.ChoiceField(label="Jenis", choices=AgencyKind.choices)
    area = StaffAreaField(label="Wilayah", help_text="Wilayah yang dilayani lembaga ini.")
    parent = AgencyChoice(
        Agency.objects.none(),
        label="Lembaga induk",
        required=False,
        empty_label="Tidak ada",
        error_messages={"invalid_choice": "Lembaga induk itu tidak ada dalam daftar."},
        help_text="Dinas di atas unit ini.",
    )
    services = forms.MultipleChoiceField(
        label="Layanan", required=False, choices=Service.choices, widget=forms.CheckboxSelectMultiple
    )
    email = forms.EmailField(
        label="Surel dinas",
        required=False,
        error_messages={"invalid": "Alamat surel belum lengkap, misalnya uptd@contoh.go.id."},
    )
    receives_reports = forms.BooleanField(label="Dapat menerima laporan", required=False)
    uses_tuntas = forms.BooleanField(label="Petugasnya memakai Tuntas", required=False, initial=True)
    open_always = forms.BooleanField(label="Buka siang dan malam, setiap hari", required=False)

    def __init__(self, *args: Any, agency: Agency | None = None, **kwargs: Any) -> None:
        if agency:
            kwargs["initial"] = {name: getattr(agency, name) for name in FACTS} | {
                "area": agency.area_path,
                "parent": agency.parent_id,
            }
        super().__init__(*args, **kwargs)
        others = Agency.objects.filter(closed_date__isnull=True).exclude(pk__in=[agency.pk] if agency else [])
        field = self.fields["parent"]
        assert isinstance(field, AgencyChoice)
        field.queryset = others.order_by("name", "id")

    def facts(self) -> Facts:
        """What the action wants."""
        given: Facts = {name: self.cleaned_data[name] for name in FACTS}  # type: ignore[assignment]  # names as above
        return given


class Hours(forms.Form):
    """A week of opening hours, a line for each day."""

    open_always = forms.BooleanField(label="Buka siang dan malam, setiap hari", required=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        stretches = agency.stretches()
        kwargs["initial"] = {
            "open_always": agency.open_always,
            **{f"day_{day.value}": hours.show(stretches.get(day.value, [])) for day in Weekday},
        }
        super().__init__(*args, **kwargs)
        for day in Weekday:
            self.fields[f"day_{day.value}"] = forms.CharField(label=day.label, required=False, max_length=100)

    def days(self) -> list[Any]:
        """The fields, Monday first."""
        return [self[f"day_{day.value}"] for day in Weekday]

    def clean(self) -> dict[str, Any]:
        """Each line as stretches."""
        cleaned = super().clean() or {}
        week: dict[int, list[hours.Stretch]] = {}
        for day in Weekday:
            try:
                stretches = hours.parse(cleaned.get(f"day_{day.value}", ""))
            except ValueError as error:
                self.add_error(f"day_{day.value}", f"{day.label}: {error}")
                continue
            if stretches:
                week[day.value] = stretches
        return cleaned | {"hours": week}


class Contact(forms.Form):
    """A number or address for the public."""

    channel = forms.ChoiceField(label="Saluran", choices=ContactChannel.choices)
    value = text_field("Nomor atau alamat", max_length=200)
    note = forms.CharField(
        label="Keterangan", required=False, max_length=120, help_text="Misalnya jam layanan, atau bagian mana."
    )
    emergency = forms.BooleanField(
        label="Untuk keadaan darurat", required=False, help_text="Tampil di halaman bahaya sekarang."
    )

    def __init__(self, *args: Any, contact: PublicContact | None = None, **kwargs: Any) -> None:
        if contact:
            kwargs["initial"] = {name: getattr(contact, name) for name in ("channel", "value", "note", "emergency")}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A number is dialled, an address written to: each is looked at."""
        cleaned = super().clean() or {}
        channel, value = cleaned.get("channel"), cleaned.get("value", "")
        if value and channel in {ContactChannel.PHONE, ContactChannel.WHATSAPP}:
            _check_number(value, "value", self)
        if value and channel == ContactChannel.EMAIL:
            try:
                validate_email(value)
            except ValidationError:
                self.add_error("value", "Alamat surel belum lengkap, misalnya uptd@contoh.go.id.")
        return cleaned


def _check_number(value: str, name: str, form: forms.Form) -> None:
    if not NUMBER.fullmatch(value):
        form.add_error(name, "Tulis nomor dengan angka, misalnya 0561-123456, 08111129129 atau 129.")


class DutyPerson(forms.Form):
    """A colleague who can be rung."""

    name = text_field("Nama", max_length=150)
    position = forms.CharField(label="Jabatan", required=False, max_length=100)
    phone = text_field("Nomor telepon dinas", max_length=30)
    user_id = forms.TypedChoiceField(label="Akun", required=False, coerce=UUID, empty_value=None)

    def __init__(
        self, *args: Any, people: list[tuple[UUID, str]], contact: DutyContact | None = None, **kwargs: Any
    ) -> None:
        if contact:
            kwargs["initial"] = {name: getattr(contact, name) for name in ("name", "position", "phone", "user_id")}
        super().__init__(*args, **kwargs)
        known = [(str(key), name) for key, name in people]
        if contact and contact.user_id and str(contact.user_id) not in dict(known):
            known.append((str(contact.user_id), "Akun yang sekarang"))
        if not known:
            del self.fields["user_id"]
            return
        field = self.fields["user_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Tidak punya akun"), *known]

    def clean_phone(self) -> str:
        """It will be dialled in a hurry."""
        value = str(self.cleaned_data["phone"])
        _check_number(value, "phone", self)
        return value

    def given(self) -> dict[str, Any]:
        """What the action wants."""
        return {"user_id": None} | self.cleaned_data


class PersonChoice(RowChoice):
    """Duty contacts by name and position."""

    def label_from_instance(self, obj: Any) -> str:
        """Names repeat; positions help."""
        return f"{obj.name}, {obj.position}" if obj.position else str(obj.name)


class Shift(forms.Form):
    """One colleague on call, from a time of a day until a time of the same or the next."""

    contact = PersonChoice(
        DutyContact.objects.none(),
        label="Petugas",
        empty_label="Pilih petugas",
        error_messages={"required": "Petugas belum dipilih.", "invalid_choice": "Petugas itu tidak ada dalam daftar."},
    )
    on = date_field("Tanggal mulai")
    starts = time_field("Mulai jam")
    ends = time_field("Sampai jam", help_text="Jam yang sama atau lebih awal berarti keesokan harinya.")
    ring_order = number_field("Urutan ditelepon", least=1, most=9, initial=1, help_text="1 ditelepon pertama.")
    days = number_field("Berulang setiap hari selama (hari)", least=1, most=31, initial=1)

    def __init__(
        self, *args: Any, agency: Agency, at: datetime, shift: OnCallShift | None = None, **kwargs: Any
    ) -> None:
        self.agency = agency
        if shift:
            begins, until = shift.starts_at.astimezone(agency.zone), shift.ends_at.astimezone(agency.zone)
            kwargs["initial"] = {
                "contact": shift.contact_id,
                "on": begins.date(),
                "starts": begins.time(),
                "ends": until.time(),
                "ring_order": shift.ring_order,
            }
        super().__init__(*args, **kwargs)
        if shift:
            del self.fields["days"]
        field = self.fields["contact"]
        assert isinstance(field, PersonChoice)
        field.queryset = agency.duty_contacts.current(agency.today(at)).order_by("name", "id")

    def clean(self) -> dict[str, Any]:
        """Moments out of local day and times."""
        cleaned = super().clean() or {}
        if {"on", "starts", "ends"} <= cleaned.keys():
            begins = datetime.combine(cleaned["on"], cleaned["starts"], tzinfo=self.agency.zone)
            until = datetime.combine(cleaned["on"], cleaned["ends"], tzinfo=self.agency.zone)
            cleaned["starts_at"] = begins
            cleaned["ends_at"] = until if until > begins else until + timedelta(days=1)
        return cleaned

    def given(self) -> dict[str, Any]:
        """What the action wants."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"on", "starts", "ends"}}


class Receiver(forms.Form):
    """Which unit receives for which area."""

    area = StaffAreaField(label="Wilayah")
    agency = AgencyChoice(
        Agency.objects.none(),
        label="Unit penerima",
        empty_label="Pilih unit",
        error_messages={
            "required": "Unit penerima belum dipilih.",
            "invalid_choice": "Unit itu tidak ada dalam daftar.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, AgencyChoice)
        able = Agency.objects.filter(closed_date__isnull=True, receives_reports=True, uses_tuntas=True)
        field.queryset = able.order_by("name", "id")
