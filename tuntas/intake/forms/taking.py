"""The form on which an officer writes a report down: story first, order after."""

from typing import Any
from uuid import uuid4

from django import forms

from tuntas.agencies.models import Agency
from tuntas.areas.widgets import StaffAreaField
from tuntas.intake import checklist
from tuntas.intake.actions.reports import ReceiveData
from tuntas.intake.forms.triage import paragraph
from tuntas.intake.states import Channel, EntryKind, ReporterRole, VictimAge, ViolenceType

YES = "yes"
STAFF_CHANNELS = [(value.value, value.label) for value in Channel if value is not Channel.WEB]
WHERE_NOTED = "Pilih di lembaga mana ini dicatat."


def line(label: str, help_text: str = "", max_length: int = 200) -> forms.CharField:
    """One line that may stay empty."""
    return forms.CharField(label=label, required=False, max_length=max_length, help_text=help_text)


class Take(forms.Form):
    """Safety, story, then the rest. Nothing but channel and one word about what happened is required."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    agency = forms.ModelChoiceField(
        label="Dicatat di", queryset=Agency.objects.none(), empty_label=None, error_messages={"required": WHERE_NOTED}
    )
    channel = forms.ChoiceField(label="Cara melapor", choices=STAFF_CHANNELS, initial=Channel.PHONE)
    danger_now = forms.BooleanField(label="Bahaya sekarang", required=False)
    safe_contact = line("Kontak aman: cara, jam, kata sandi, boleh meninggalkan pesan?", max_length=400)
    contact_allowed = forms.BooleanField(label="Boleh dihubungi", required=False)
    narrative = paragraph("Apa yang terjadi", rows=10, help_text="Dengan kata-kata pelapor. Tidak perlu lengkap.")
    place = line("Tempat kejadian", max_length=400)
    area = StaffAreaField(label="Wilayah kejadian", required=False)
    since_when = line("Sejak kapan")
    about_whom = line("Terjadi pada siapa", max_length=400)
    victim_age = forms.ChoiceField(label="Perkiraan usia korban", choices=VictimAge.choices, required=False)
    types = forms.MultipleChoiceField(
        label="Jenis kekerasan", choices=ViolenceType.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    risk_items = forms.MultipleChoiceField(
        label="Daftar periksa bahaya", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(item.code, item.text) for item in checklist.ITEMS],
    )  # fmt: skip
    reporter_role = forms.ChoiceField(label="Siapa yang melapor", choices=ReporterRole.choices, required=False)
    anonymous = forms.BooleanField(label="Pelapor tidak ingin disebut namanya", required=False)
    reporter_name = line("Nama pelapor")
    reporter_phone = line("Nomor yang aman", "Hanya bila aman. Dipakai juga untuk mencari laporan serupa.", 30)
    victim_name = line("Nama korban")
    reported_person_name = line("Nama terlapor")
    victim_safety = line("Apakah korban tahu laporan ini? Berbahayakah menghubunginya?", max_length=400)
    must_not_know = line("Petugas atau kantor yang tidak boleh tahu", max_length=400)
    wall_agencies = forms.ModelMultipleChoiceField(
        label="Lembaga yang tidak boleh tahu",
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, agencies: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("agency", agencies), ("wall_agencies", others)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField | forms.ModelChoiceField)
            field.queryset = rows

    def answers(self) -> ReceiveData:
        """What `reports.receive` takes."""
        given = self.cleaned_data
        texts = {name: given[name] for name in (
            "narrative", "place", "since_when", "about_whom", "must_not_know", "safe_contact", "victim_safety", "reporter_name",
            "reporter_phone", "victim_name", "reported_person_name",
        )}  # fmt: skip
        return ReceiveData(
            **texts,
            danger_now=given["danger_now"],
            types=tuple(ViolenceType(value) for value in given["types"]),
            victim_age=VictimAge(given["victim_age"]),
            reporter_role=ReporterRole(given["reporter_role"]),
            anonymous=given["anonymous"] or not given["reporter_name"],
            contact_allowed=given["contact_allowed"],
            wall_agencies=tuple(agency.pk for agency in given["wall_agencies"]),
            risk_items=tuple(given["risk_items"]),
        )


class Entry(forms.Form):
    """One key, one entry: the button pressed is the kind."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(choices=EntryKind.choices)
    agency = forms.ModelChoiceField(
        label="Dicatat di", queryset=Agency.objects.none(), empty_label=None, error_messages={"required": WHERE_NOTED}
    )
    phone = line("Nomor penelepon, bila terlihat", "Hanya penandanya disimpan, 90 hari; nomornya tidak.", 30)

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ModelChoiceField)
        agency.queryset = agencies
