"""What people type about seats and those who hold them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from tuntas.agencies import policies as agencies
from tuntas.agencies.models import Agency
from tuntas.bodies.actions.members import HolderData, SeatData
from tuntas.bodies.forms.bodies import RowChoice
from tuntas.bodies.models import Body, Holder, Seat
from tuntas.bodies.states import SeatRole
from tuntas.core.form_fields import date_field, text_field

A_DAY = timedelta(days=1)
LAST_DAY = "Hari terakhir"


class SeatForm(forms.Form):
    """Whose place it is: a registered institution, or the name of another one."""

    agency = RowChoice(
        Agency.objects.none(),
        label="Lembaga di Tuntas",
        required=False,
        empty_label="Tidak terdaftar",
        error_messages={"invalid_choice": "Lembaga itu tidak ada dalam daftar."},
        help_text="Petugasnya dapat melihat kelompok ini dan pertemuannya, bukan kasus.",
    )
    institution = forms.CharField(
        label="Nama lembaga", required=False, max_length=150,
        help_text="Bila tidak terdaftar, misalnya Koramil, PKK, LPM, atau LSM.",
    )  # fmt: skip
    position = text_field("Jabatan di lembaganya", max_length=150, help_text="Misalnya Kanit PPA atau Ketua TP PKK.")
    role = forms.ChoiceField(label="Kedudukan dalam kelompok", choices=SeatRole.choices, initial=SeatRole.MEMBER)

    def __init__(self, *args: Any, body: Body, on: date, seat: Seat | None = None, **kwargs: Any) -> None:
        if seat is not None:
            kwargs["initial"] = {
                "agency": seat.agency_id,
                "institution": "" if seat.agency_id else seat.institution,
                "position": seat.position,
                "role": seat.role,
            }
        super().__init__(*args, **kwargs)
        there = Agency.objects.open_on(on).around(body.area_path)
        if seat is not None and seat.agency_id:
            there = there | Agency.objects.filter(pk=seat.agency_id)
        self.fields["agency"].queryset = there.order_by("name", "id")  # type: ignore[attr-defined]  # a RowChoice

    def clean(self) -> dict[str, Any]:
        """One of the two says whose seat it is."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("agency") and not given.get("institution") and "agency" not in self.errors:
            self.add_error("institution", "Pilih lembaga yang terdaftar, atau tulis nama lembaganya.")
        return given

    def seat_data(self) -> SeatData:
        """What the action wants."""
        given = self.cleaned_data
        return SeatData(
            position=given["position"], role=SeatRole(given["role"]), institution=given["institution"], agency=given["agency"]
        )  # fmt: skip


class NewSeat(SeatForm):
    """A place and, if that is known, who holds it first."""

    from_date = date_field("Mulai tanggal")
    last_day = date_field("Sampai dengan", required=False, help_text="Kosongkan bila belum ditentukan.")
    holder = forms.CharField(
        label="Nama wakil", required=False, max_length=150, help_text="Boleh diisi nanti; kursinya milik lembaga."
    )
    phone = forms.CharField(label="Telepon dinas wakil", required=False, max_length=30)

    def to_date(self) -> date | None:
        """The first day without."""
        last: date | None = self.cleaned_data["last_day"]
        return last + A_DAY if last else None

    def holder_data(self) -> HolderData | None:
        """Who holds it first."""
        name = self.cleaned_data["holder"]
        return HolderData(name=name, phone=self.cleaned_data["phone"]) if name else None


class HolderForm(forms.Form):
    """Who holds a seat."""

    name = text_field("Nama", max_length=150)
    phone = forms.CharField(label="Telepon dinas", required=False, max_length=30)
    user_id = forms.TypedChoiceField(
        label="Akun Tuntas", required=False, coerce=UUID, empty_value=None,
        help_text="Dengan akun, halaman anggota menandai bila orangnya pindah tugas.",
    )  # fmt: skip

    def __init__(self, *args: Any, seat: Seat, at: datetime, holder: Holder | None = None, **kwargs: Any) -> None:
        if holder is not None:
            kwargs["initial"] = {name: getattr(holder, name) for name in ("name", "phone", "user_id")}
        super().__init__(*args, **kwargs)
        known = [(str(key), name) for key, name in agencies.accounts_of(seat.agency, at)] if seat.agency else []
        if holder is not None and holder.user_id and str(holder.user_id) not in dict(known):
            known.append((str(holder.user_id), "Akun yang sekarang"))
        if not known:
            del self.fields["user_id"]
            return
        self.fields["user_id"].choices = [("", "Tanpa akun"), *known]  # type: ignore[attr-defined]  # a choice

    def data_for(self) -> HolderData:
        """What the action wants."""
        given = self.cleaned_data
        return HolderData(name=given["name"], phone=given["phone"], user_id=given.get("user_id"))


class NextHolder(HolderForm):
    """Who holds the seat from a day on."""

    from_date = date_field("Mulai tanggal", help_text="Wakil sebelumnya berhenti pada hari ini.")
    substitute = forms.BooleanField(
        label="Sebagai pengganti", required=False, help_text="Hadir bila wakil berhalangan; wakilnya tetap."
    )


class LastDay(forms.Form):
    """The last day of something that ends."""

    last_day = date_field(LAST_DAY)

    def to_date(self) -> date:
        """The first day without."""
        last: date = self.cleaned_data["last_day"]
        return last + A_DAY
