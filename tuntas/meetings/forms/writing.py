"""What is written about meetings: minutes, decisions, follow-up actions, evidence."""

from datetime import date, datetime
from typing import Any

from django import forms

from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.core.form_fields import date_field, text_field
from tuntas.core.ids import uuid7
from tuntas.files.forms import UploadField, choose_again
from tuntas.files.states import Purpose
from tuntas.meetings import kinds
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.obligations import kinds as duty_kinds
from tuntas.people.actions.mentions import Mentioned

BY_CODE = "Kasus ditulis dengan nomor registernya saja, tanpa nama dan tanpa NIK."
LONGEST_MINUTES = 60_000


def paragraph(
    label: str, *, rows: int = 3, most: int = 300, required: bool = True, help_text: str = ""
) -> forms.CharField:
    """A field for several lines."""
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"{label} belum diisi."},
    )  # fmt: skip


def say_where(form: forms.Form, error: Mentioned) -> None:
    """At each field what must not stand there; what was typed stays."""
    for find in error.finds:
        form.add_error(find.field if find.field in form.fields else None, find.sentence)


class Looked(forms.Form):
    """A form whose texts are looked through for names; what was found is said at its field."""

    confirmed = forms.BooleanField(
        label="Nama itu nama peserta atau pejabat, bukan pihak dalam kasus (dicatat)", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_confirm = False

    def refuse(self, error: Mentioned) -> None:
        """Say where, keep what was typed, and offer to confirm where an official may be meant."""
        say_where(self, error)
        self.may_confirm = error.may_confirm
        choose_again(self)

    @property
    def confirms(self) -> bool:
        """Whether the writer said that officials are meant."""
        return bool(self.cleaned_data.get("confirmed"))


class Write(Looked):
    """The minutes, with the revision that the writer had in front of them."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = paragraph("Notulen", rows=24, most=LONGEST_MINUTES, help_text=BY_CODE)


class Decide(Looked):
    """One decision. `form_id`: sent twice it is written once."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = paragraph("Keputusan", rows=4, most=500, help_text=BY_CODE)


class _Agencies(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name) if obj.uses_tuntas else f"{obj.name} (tanpa akun, ditagih sekretariat)"


class Plan(Looked):
    """Who does what until when. A name of somebody with an account at the institution gets the duty at once."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = paragraph("Yang dikerjakan", help_text=BY_CODE)
    agency = _Agencies(
        Agency.objects.none(),
        label="Lembaga",
        empty_label="Pilih lembaga",
        error_messages={"required": "Pilih lembaganya."},
    )
    person_name = text_field(
        "Penanggung jawab (nama atau jabatan)", max_length=150, required=False,
        help_text="Nama seperti pada akunnya membuat tugas ini langsung masuk ke daftarnya.",
    )  # fmt: skip
    due_date = date_field("Paling lambat")

    def __init__(self, *args: Any, meeting: Meeting, on: date, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._at = at
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Agency.objects.open_on(on).around(_regency(meeting.area_path)).order_by("name", "pk")

    def data_for(self) -> ActionData:
        """What was typed, for the action."""
        given = self.cleaned_data
        return ActionData(given["text"], given["agency"], given["due_date"], given["person_name"], self._user())

    def _user(self) -> User | None:
        """The account of that name at that institution, if there is exactly one that can do it."""
        given, name = self.cleaned_data, " ".join(self.cleaned_data["person_name"].split())
        if not name or not given["agency"].uses_tuntas:
            return None
        roles = duty_kinds.openers(kinds.DO_ACTION.code)
        posted = Posting.objects.in_force(self._at).filter(agency=given["agency"], role__in=roles)
        found = list(User.objects.filter(name__iexact=name, is_active=True, pk__in=posted.values("user"))[:2])
        return found[0] if len(found) == 1 else None


def _regency(path: str) -> str:
    """Institutions of the whole regency or city, of the province above, and of everything in it."""
    return ".".join(path.split(".")[:2]).rstrip(".") + "."


def initial_of(action: FollowUpAction) -> dict[str, Any]:
    """What stands there now."""
    return {name: getattr(action, name) for name in ("text", "agency", "person_name", "due_date")}


class Report(Looked):
    """It is done, and this shows it."""

    evidence = paragraph("Hasil dan buktinya", rows=4, most=500, help_text=f"Misalnya nomor surat. {BY_CODE}")
    file = UploadField(Purpose.DECISION_EVIDENCE, label="Berkas bukti", required=False)


class GiveBack(Looked):
    """What is missing."""

    note = paragraph("Yang masih kurang", rows=2, help_text=BY_CODE)


class Drop(Looked):
    """Why it will not be done."""

    reason = paragraph("Alasan dihentikan", rows=2, help_text=BY_CODE)
