"""Forms of forwarding, messages, proposals, walls."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.intake.forms.triage import paragraph
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.policies import forwardings
from tuntas.intake.states import ForwardingStatus


class Forward(forms.Form):
    """To whom, and what is told. Names only by a tick."""

    receiver = forms.ModelChoiceField(
        label="Diteruskan ke",
        queryset=Agency.objects.none(),
        empty_label="Pilih penerima",
        error_messages={"required": "Pilih kepada siapa laporan ini diteruskan."},
    )
    shared = paragraph(
        "Yang dibagikan kepada penerima",
        rows=8,
        help_text="Tempat dan kejadian, tanpa nama. Penerima hanya membaca ini.",
    )
    share_identity = forms.BooleanField(label="Bagikan juga nama-nama pada laporan ini", required=False)

    def __init__(self, *args: Any, report: Report, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receiver = self.fields["receiver"]
        assert isinstance(receiver, forms.ModelChoiceField)
        receiver.queryset = forwardings.receivers(report, on=on).order_by("name", "pk")
        receiver.error_messages["invalid_choice"] = (
            "Lembaga ini tidak dapat dipilih untuk laporan ini. Pilih lembaga lain."
        )


class Accept(forms.Form):
    """The receiver takes it."""

    answer = paragraph("Catatan untuk pengirim", rows=2, required=False)


class Decline(forms.Form):
    """The receiver does not take it."""

    reason = paragraph("Alasan tidak menerima", rows=3)


class RecordAnswer(forms.Form):
    """What an agency without accounts said."""

    status = forms.ChoiceField(label="Jawaban", widget=forms.RadioSelect)
    answered_by = forms.CharField(label="Dijawab oleh (nama dan jabatan)", max_length=150)
    text = paragraph("Isi jawaban", rows=3, required=False)

    def __init__(self, *args: Any, forwarding: Forwarding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [ForwardingStatus.ACKNOWLEDGED, ForwardingStatus.ACCEPTED, ForwardingStatus.DECLINED]
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)
        status.choices = [(value.value, value.label) for value in possible if value != forwarding.status]


class Write(forms.Form):
    """A message to the reporter. The form carries its own id: sent twice it is one message."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = paragraph(
        "Pesan untuk pelapor", rows=4,
        help_text="Dibaca dengan nomor dan kode, mungkin dari ponsel bersama. Tulis netral: tanpa nama, tempat, atau rencana.",
    )  # fmt: skip


class Decide(forms.Form):
    """The second person's note."""

    note = paragraph("Catatan keputusan", rows=3, required=False)


class KeepOut(forms.Form):
    """Who must not know: agencies with all below them, people of the unit, and others by e-mail address."""

    agencies = forms.ModelMultipleChoiceField(
        label="Lembaga",
        queryset=Agency.objects.none(),
        required=False,
        help_text="Berlaku juga untuk unit di bawahnya.",
        widget=forms.CheckboxSelectMultiple,
    )
    users = forms.ModelMultipleChoiceField(
        label="Orang di lembaga ini", queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    emails = forms.CharField(
        label="Orang lain, dengan alamat surel akunnya",
        max_length=600,
        required=False,
        help_text="Pisahkan dengan koma.",
    )

    def __init__(self, *args: Any, agencies: "QuerySet[Agency]", users: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, QuerySet[Any]] = {"agencies": agencies, "users": users}
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = rows
            field.widget.attrs["size"] = 8

    def clean(self) -> dict[str, Any]:
        """At least one name; an address without account is said, once for all."""
        cleaned: dict[str, Any] = super().clean() or {}
        wanted = {part.strip().lower() for part in cleaned.get("emails", "").split(",") if part.strip()}
        found = list(User.objects.filter(email__in=wanted)) if wanted else []
        if len(found) < len(wanted):
            self.add_error("emails", "Sebagian alamat tidak memiliki akun. Periksa ejaannya.")
        cleaned["everyone"] = [*cleaned.get("users", []), *found]
        if not self.errors and not cleaned["everyone"] and not cleaned.get("agencies"):
            self.add_error(None, "Pilih paling sedikit satu orang atau lembaga.")
        return cleaned


class _Seats(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name} · {obj.get_role_display()} · {obj.agency.name}"


class Place(forms.Form):
    """Who is to work on a report that no receiver may know of."""

    posting = _Seats(
        label="Diserahkan kepada",
        empty_label="Pilih orang",
        queryset=Posting.objects.none(),
        error_messages={"invalid_choice": "Orang ini tidak dapat dipilih untuk laporan ini. Pilih orang lain."},
    )

    def __init__(self, *args: Any, postings: "QuerySet[Posting]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["posting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = postings.select_related("user", "agency").order_by("agency__name", "user__name", "pk")


class Reason(forms.Form):
    """Why something is proposed."""

    reason = paragraph("Alasan", rows=3)
