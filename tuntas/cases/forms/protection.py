"""Forms of protection: asking, and what came of it."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from tuntas.cases.forms.fields import OfVictim, day, hour, in_zone, not_ahead, zone_words
from tuntas.cases.forms.opening import paragraph
from tuntas.cases.models import Protection
from tuntas.cases.policies import protection as policies
from tuntas.cases.states import ProtectionKind
from tuntas.core.errors import Denied


class Ask(OfVictim):
    """Which protection is to be asked for, for whom."""

    kind = forms.ChoiceField(label="Pelindungan", choices=[("", "Pilih pelindungan"), *ProtectionKind.choices])
    note = paragraph("Alasan atau keadaan", rows=3, required=False, help_text="Disimpan terenkripsi.")


class _Step(forms.Form):
    def __init__(self, *args: Any, row: Protection, zone: ZoneInfo, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.zone, self.at = row, zone, at
        for name in ("requested_at", "decided_at"):
            if name in self.fields:
                self.fields[name].help_text = zone_words(zone, at)
                self.initial.setdefault(name, at.astimezone(zone).strftime("%Y-%m-%dT%H:%M"))

    def _past(self, name: str) -> datetime | None:
        value = in_zone(self.cleaned_data.get(name), self.zone)
        if value and value > self.at + timedelta(minutes=5):
            raise forms.ValidationError("Waktu ini belum sampai.")
        return value

    def clean_requested_at(self) -> datetime | None:
        """As a moment, not ahead."""
        return self._past("requested_at")

    def clean_decided_at(self) -> datetime | None:
        """As a moment, not ahead."""
        return self._past("decided_at")


class Requested(_Step):
    """It was asked for."""

    requested_at = hour("Kapan dimintakan")
    reference = forms.CharField(label="Nomor surat permintaan", max_length=60, required=False)


class Granted(_Step):
    """It was given; the bounds of the law are checked here, so that nothing typed is lost."""

    decided_at = hour("Kapan diberikan")
    starts = day("Hari pertama berlaku")
    ends = day("Hari terakhir berlaku")
    reference = forms.CharField(label="Nomor surat atau penetapan", max_length=60, required=False)
    note = paragraph("Keterangan", rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """Within what the law allows."""
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends, decided = (cleaned.get(name) for name in ("starts", "ends", "decided_at"))
        if isinstance(starts, date) and isinstance(ends, date) and isinstance(decided, datetime):
            try:
                policies.check_dates(self.row, starts, ends, decided=decided.astimezone(self.zone).date())
            except Denied as error:
                self.add_error("ends", error.sentence)
        return cleaned


class Refused(_Step):
    """It was not given."""

    decided_at = hour("Kapan ditolak")
    note = paragraph("Alasan yang disebut", rows=3, required=False)


class Extended(_Step):
    """It was given once more."""

    ends = day("Hari terakhir yang baru")
    reference = forms.CharField(label="Nomor penetapan", max_length=60, required=False)


class Ended(_Step):
    """It ended before its day."""

    note = paragraph("Sebab berakhir lebih awal", rows=3)


class NotNeeded(_Step):
    """It is not asked for."""

    reason = paragraph("Alasan tidak dimintakan", rows=3, help_text="Disimpan terenkripsi.")


class Admit(OfVictim):
    """A victim comes to a safe place."""

    shelter = forms.ChoiceField(label="Rumah aman")
    admitted_on = day("Tanggal masuk")
    companions_count = forms.IntegerField(
        label="Anak atau keluarga yang ikut tinggal", min_value=0, max_value=20, initial=0
    )
    needs = paragraph(
        "Kebutuhan", rows=4, required=False,
        help_text="Obat, makanan, pakaian, keamanan. Tanpa cerita kejadian: petugas rumah aman membaca ini.",
    )  # fmt: skip

    def __init__(self, *args: Any, shelters: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shelter"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih rumah aman"), *shelters]
        self.today = today
        self.initial.setdefault("admitted_on", today)

    def clean_admitted_on(self) -> date:
        """Not ahead."""
        value: date = self.cleaned_data["admitted_on"]
        not_ahead(value, self.today)
        return value


class Needs(forms.Form):
    """What is needed now."""

    needs = paragraph("Kebutuhan sekarang", rows=4, help_text="Tanpa cerita kejadian. Disimpan terenkripsi.")


class Address(forms.Form):
    """Where she sleeps."""

    address = paragraph("Alamat", rows=2, help_text="Hanya dibaca petugas yang bertugas di rumah aman ini.")


class Leave(forms.Form):
    """She leaves."""

    exit_plan = paragraph(
        "Ke mana, dengan siapa, dan apa rencananya", rows=4,
        help_text="Tempat aman berikutnya, balai, LPSK, atau keluarga yang aman. Disimpan terenkripsi.",
    )  # fmt: skip
