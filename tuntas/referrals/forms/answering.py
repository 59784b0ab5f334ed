"""Forms of the receiver, and of what came on paper, by telephone or through the link."""

from typing import Any

from django import forms

from tuntas.core.form_fields import date_field, text_field
from tuntas.referrals.actions.answers import Answer as Given
from tuntas.referrals.actions.answers import Slip
from tuntas.referrals.forms.sending import paragraph
from tuntas.referrals.models import Referral
from tuntas.referrals.states import AnsweredBy, DeclineReason, ReferralKind, Result, Status

WORDS = {
    Status.ACKNOWLEDGED: "Sudah diterima",
    Status.ACCEPTED: "Akan dikerjakan",
    Status.ANSWERED: "Sudah ada hasilnya",
    Status.DECLINED: "Tidak dapat diterima",
}


class Decline(forms.Form):
    """They do not take it, and why."""

    reason = forms.ChoiceField(
        label="Alasan tidak menerima", choices=DeclineReason.choices, widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasannya."},
    )  # fmt: skip
    text = paragraph("Keterangan", rows=2, required=False)


class Answer(forms.Form):
    """Result, day, next step."""

    result = forms.ChoiceField(
        label="Hasil", choices=Result.choices, widget=forms.RadioSelect, error_messages={"required": "Pilih hasilnya."}
    )
    result_date = date_field("Tanggal layanan", required=False)
    text = paragraph("Keterangan hasil", rows=3, required=False)
    next_step = paragraph("Langkah berikutnya", rows=2, required=False)

    def answer(self) -> Given:
        """What was typed, for the action."""
        given = self.cleaned_data
        return Given(Result(given["result"]), given["result_date"], given["text"], given["next_step"])


class ByOthers(forms.Form):
    """An answer in one form: how far it goes, and what belongs to that."""

    status = forms.ChoiceField(
        label="Jawaban", widget=forms.RadioSelect, error_messages={"required": "Pilih jawabannya."}
    )
    decline_reason = forms.ChoiceField(
        label="Alasan bila tidak dapat diterima", choices=[("", "–"), *DeclineReason.choices], required=False
    )
    result = forms.ChoiceField(label="Hasil bila sudah ada", choices=[("", "–"), *Result.choices], required=False)
    result_date = date_field("Tanggal layanan", required=False)
    text = paragraph("Keterangan", rows=3, required=False)
    next_step = paragraph("Langkah berikutnya", rows=2, required=False)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)
        status.choices = [(each.value, WORDS[each]) for each in possible(referral)]

    def clean(self) -> dict[str, Any]:
        """What the chosen answer needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("status") == Status.DECLINED and not cleaned.get("decline_reason"):
            self.add_error("decline_reason", "Pilih alasannya.")
        if cleaned.get("status") == Status.ANSWERED and not cleaned.get("result"):
            self.add_error("result", "Pilih hasilnya.")
        return cleaned

    def slip(self, *, answerer: str, way: AnsweredBy) -> Slip:
        """What was typed, for the action."""
        given = self.cleaned_data
        status = Status(given["status"])
        answer = None
        if status is Status.ANSWERED:
            answer = Given(Result(given["result"]), given["result_date"], given["text"], given["next_step"])
        return Slip(status, answerer, way, answer, given["decline_reason"], given["text"])


class RecordSlip(ByOthers):
    """The same, written down by our officer."""

    way = forms.ChoiceField(
        label="Bagaimana jawaban diterima",
        choices=[(AnsweredBy.SLIP.value, "Slip kertas"), (AnsweredBy.PHONE.value, "Telepon")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih bagaimana jawaban diterima."},
    )
    answerer = text_field("Dijawab oleh (nama dan jabatan)", max_length=150)
    field_order = ("way", "answerer", "status")


class Next(forms.Form):
    """What is done where the need was not met."""

    text = paragraph(
        "Langkah berikutnya", rows=2, required=False,
        help_text="Bila tidak dirujuk lagi: apa yang dilakukan sebagai gantinya. Disimpan terenkripsi sebagai catatan kasus.",
    )  # fmt: skip


class Door(forms.Form):
    """The door of the link: who opens it, and the code from the telephone."""

    name = text_field("Nama Anda", max_length=80)
    position = text_field("Jabatan Anda", max_length=80)
    code = text_field(
        "Kode dari telepon",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def possible(referral: Referral) -> list[Status]:
    """Answers that can still be given. A transfer is accepted or declined."""
    found = {
        Status.SENT: [Status.ACKNOWLEDGED, Status.ACCEPTED, Status.ANSWERED, Status.DECLINED],
        Status.ACKNOWLEDGED: [Status.ACCEPTED, Status.ANSWERED, Status.DECLINED],
        Status.ACCEPTED: [Status.ANSWERED],
    }.get(Status(referral.status), [])
    return [each for each in found if referral.kind == ReferralKind.REFERRAL or each is not Status.ANSWERED]
