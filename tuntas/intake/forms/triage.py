"""Forms of triage: what happened, how dangerous it is, how it ends."""

from typing import Any

from django import forms

from tuntas.intake import checklist, receipts
from tuntas.intake.models import Report
from tuntas.intake.states import ProposalKind, Risk, SafetyDecision, Settlement, Status, VictimAge, ViolenceType

LONGEST = 4000


def paragraph(label: str, *, rows: int = 4, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field for several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST, required=required, help_text=help_text)


class Classify(forms.Form):
    """Kinds of violence and rough age."""

    types = forms.MultipleChoiceField(
        label="Apa yang terjadi", choices=ViolenceType.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    victim_age = forms.ChoiceField(label="Perkiraan usia korban", choices=VictimAge.choices, required=False)
    reason = paragraph(
        "Alasan usulan", rows=2, required=False,
        help_text="Hanya bila menghapus kelas seksual, TPPO, atau anak: diputuskan orang kedua.",
    )  # fmt: skip


class Assess(forms.Form):
    """The checklist of danger, and the officer's own judgement."""

    items = forms.MultipleChoiceField(
        label="Yang berlaku pada laporan ini", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(item.code, item.text) for item in checklist.ITEMS],
    )  # fmt: skip
    at_least = forms.TypedChoiceField(
        label="Penilaian petugas", required=False, coerce=int,
        choices=[("", "Ikuti daftar periksa"), *((level.value, f"Paling rendah {level.label}") for level in (Risk.MEDIUM, Risk.HIGH))],
        help_text="Petugas boleh menaikkan. Menurunkan diusulkan dan diputuskan supervisor.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choice_hints = {  # type: ignore[attr-defined]  # read by the field component
            item.code: "langsung TINGGI" for item in checklist.ITEMS if item.critical
        }


class LowerRisk(forms.Form):
    """A proposal to lower the level."""

    level = forms.TypedChoiceField(label="Tingkat yang diusulkan", coerce=int)
    reason = paragraph("Alasan", rows=3)

    def __init__(self, *args: Any, current: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(level.value, level.label) for level in (Risk.LOW, Risk.MEDIUM) if level < current]


class Safety(forms.Form):
    """May the victim be contacted?"""

    decision = forms.ChoiceField(
        label="Menghubungi korban",
        widget=forms.RadioSelect,
        choices=[(value.value, value.label) for value in (SafetyDecision.ALLOWED, SafetyDecision.FORBIDDEN)],
    )


class End(forms.Form):
    """Every way to end a report, and those that do not exist, which are refused and counted."""

    ending = forms.ChoiceField(
        label="Cara mengakhiri",
        widget=forms.RadioSelect,
        choices=[
            (Status.ANSWERED.value, "Dijawab dengan informasi"),
            (ProposalKind.DUPLICATE.value, "Usulkan: laporan ganda"),
            (ProposalKind.NOT_OURS.value, "Usulkan: bukan kewenangan, orangnya sudah diarahkan"),
            (ProposalKind.NOT_PROVEN.value, "Usulkan: tidak terbukti setelah ditelaah"),
            (Status.NON_CASE.value, "Bukan pengaduan (salah catat oleh petugas)"),
            (Settlement.FAMILY.value, Settlement.FAMILY.label),
            (Settlement.PEACE.value, Settlement.PEACE.label),
            (Settlement.WITHDRAWN.value, Settlement.WITHDRAWN.label),
        ],
    )
    note = paragraph("Jawaban kepada pelapor, atau alasan", required=False)
    duplicate_of = forms.CharField(
        label="Nomor laporan yang dipertahankan", max_length=20, required=False, help_text="Untuk laporan ganda."
    )
    sent_to = forms.CharField(
        label="Ke mana orangnya diarahkan",
        max_length=150,
        required=False,
        help_text="Untuk bukan kewenangan: nama lembaga.",
    )
    target: Report | None = None

    def clean(self) -> dict[str, Any]:
        """What each ending needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        ending = cleaned.get("ending", "")
        if ending in Settlement.values:
            return cleaned
        if ending and not cleaned.get("note"):
            self.add_error("note", "Tulis jawaban atau alasannya; ini dibaca orang kedua atau pelapor.")
        if ending == ProposalKind.NOT_OURS and not cleaned.get("sent_to"):
            self.add_error("sent_to", "Tulis ke mana orangnya diarahkan.")
        if ending == ProposalKind.DUPLICATE:
            self._find_target(cleaned.get("duplicate_of", ""))
        return cleaned

    def _find_target(self, number: str) -> None:
        stored = receipts.read_number(number)
        self.target = Report.objects.filter(number=stored).first() if stored else None
        if not stored:
            self.add_error("duplicate_of", "Nomor laporan tidak lengkap atau salah ketik. Contoh: 26-1234-5678.")
