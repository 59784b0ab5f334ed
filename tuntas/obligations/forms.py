"""What is typed about duties. Choices hold only what the policies would let pass."""

from datetime import date as day_of_year
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.accounts.models import Posting, User
from tuntas.core import marks
from tuntas.core.errors import Denied
from tuntas.core.form_fields import year_is_possible
from tuntas.core.policies import may
from tuntas.obligations import kinds, policies
from tuntas.obligations.kinds import Clock
from tuntas.obligations.models import Obligation, Wall
from tuntas.obligations.states import HandOverReason, PostponeReason


class Assign(forms.Form):
    """To whom a duty goes: people at its agency who can open its page and may know of it."""

    to = forms.ModelChoiceField(User.objects.none(), label="Petugas", empty_label="Pilih petugas")

    def __init__(self, *args: Any, duty: Obligation, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = Posting.objects.in_force(at).filter(agency=duty.agency_id, role__in=kinds.openers(duty.kind))
        posted = able.values("user")
        people = User.objects.filter(is_active=True, pk__in=posted).exclude(pk=duty.assignee_id)
        people = people.exclude(pk__in=Wall.objects.hidden_users(duty.dossier_id, at=at))
        self.fields["to"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]  # a ModelChoiceField


class Postpone(forms.Form):
    """The new deadline and why. The note is sealed; it is offered only where there is a key for it."""

    to = forms.DateTimeField(
        label="Tenggat baru",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        validators=[year_is_possible],
    )
    reason = forms.ChoiceField(label="Alasan", choices=[("", "Pilih alasan"), *PostponeReason.choices])
    note = forms.CharField(label="Catatan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, duty: Obligation, zone: ZoneInfo, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duty, self.zone, self.at = duty, zone, at
        self.fields["to"].help_text = f"Waktu {marks.zone_name(at.astimezone(zone))}."
        self.fields["note"].help_text = "Catatan disimpan terenkripsi."
        if not may(policies.check_note, duty):
            del self.fields["note"]

    def clean_to(self) -> datetime:
        """As typed, in the zone of the person who typed it."""
        to: datetime = self.cleaned_data["to"].replace(tzinfo=self.zone)
        try:
            policies.check_postpone_to(self.duty, to, at=self.at)
        except Denied as error:
            raise ValidationError(error.sentence) from error
        return to

    def clean_reason(self) -> PostponeReason:
        """The stored code."""
        return PostponeReason(self.cleaned_data["reason"])


class Giver(forms.Form):
    """Whose duties are handed over: one's own, or those of people where one may do so."""

    from_user = forms.ModelChoiceField(User.objects.none(), label="Kewajiban siapa", empty_label="Pilih orang")

    def __init__(self, *args: Any, actor: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = Posting.objects.in_force(at).filter(reach(actor, Permission.DUTY_HAND_OVER, area_path="area__path"))
        people = User.objects.filter(pk__in=posted.values("user")) | User.objects.filter(pk=actor.pk)
        self.fields["from_user"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]  # as above


class HandOver(forms.Form):
    """To whom, and why: colleagues at the agencies where the person works."""

    to_user = forms.ModelChoiceField(User.objects.none(), label="Penerima", empty_label="Pilih penerima")
    reason = forms.ChoiceField(label="Alasan", choices=[("", "Pilih alasan"), *HandOverReason.choices])

    def __init__(self, *args: Any, from_user: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = from_user.postings.in_force(at).values("agency")
        held = Obligation.objects.unsettled().filter(assignee=from_user).values("agency")
        posted = Posting.objects.in_force(at)
        colleagues = posted.filter(agency__in=here).values("user")
        successors = posted.filter(agency__in=held).values("user")
        people = User.objects.filter(pk__in=colleagues) | User.objects.filter(pk__in=successors)
        people = people.filter(is_active=True).exclude(pk=from_user.pk)
        self.fields["to_user"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]  # as above

    def clean_reason(self) -> HandOverReason:
        """The stored code."""
        return HandOverReason(self.cleaned_data["reason"])


class LocalClock(forms.Form):
    """A local clock: so many hours, or so many working days."""

    amount = forms.IntegerField(label="Lama", min_value=1, max_value=2000)
    unit = forms.ChoiceField(label="Satuan", choices=[("hours", "jam"), ("working_days", "hari kerja")])
    reason = forms.CharField(
        label="Alasan perubahan", max_length=300, help_text="Misalnya nomor keputusan kepala dinas."
    )

    def clean(self) -> dict[str, Any]:
        """A year of working days is as much as anybody needs."""
        values = super().clean() or self.cleaned_data
        if values.get("unit") == "working_days" and (values.get("amount") or 0) > 250:
            self.add_error("amount", "Paling banyak 250 hari kerja.")
        return values

    def clock(self) -> Clock:
        """What was typed, as a clock."""
        amount: int = self.cleaned_data["amount"]
        if self.cleaned_data["unit"] == "working_days":
            return Clock(working_days=amount)
        return Clock(calendar=timedelta(hours=amount))


class HolidayForm(forms.Form):
    """A day on which working time stands still."""

    date = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    name = forms.CharField(label="Nama hari libur", max_length=120)
    source = forms.CharField(label="Dasar", max_length=120, help_text="Misalnya SKB tiga menteri dan nomornya.")

    def clean_date(self) -> day_of_year:
        """Of a year that somebody works in."""
        day: day_of_year = self.cleaned_data["date"]
        try:
            policies.check_holiday_year(day)
        except Denied as error:
            raise ValidationError(error.sentence) from error
        return day
