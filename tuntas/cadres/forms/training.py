"""What people type about trainings, and the file of an old register."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.cadres.actions.training import CohortData, Result
from tuntas.cadres.forms.registry import Rows
from tuntas.cadres.models import Cohort, Trainee, TrainingDay
from tuntas.cadres.policies.training import MOST_DAYS
from tuntas.cadres.sheets import LARGEST
from tuntas.core.form_fields import date_field, number_field, text_field


class AgencyForm(forms.Form):
    """Asks which of one's own agencies."""

    agency = Rows(
        Agency.objects.none(),
        label="Lembaga",
        empty_label=None,
        error_messages={"required": "Lembaga belum dipilih.", "invalid_choice": "Lembaga itu tidak ada dalam daftar."},
    )

    def __init__(self, *args: Any, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.open_on(at.astimezone(by.zone).date()).editable_by(by, Permission.CADRE_EDIT)
        self.fields["agency"].queryset = agencies.order_by("name", "id")  # type: ignore[attr-defined]  # Rows


class CohortForm(AgencyForm):
    """A training, held or planned."""

    name = text_field("Nama angkatan", max_length=100, help_text="Misalnya Kader pendamping anak.")
    first = date_field("Hari pertama")
    last = date_field("Hari terakhir")
    refresher_months = number_field("Penyegaran sesudah (bulan)", least=1, most=120, initial=24)
    field_order = ("name", "agency", "first", "last", "refresher_months")

    def clean(self) -> dict[str, Any]:
        """The last day follows the first, and not years later."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and not 0 <= (last - first).days < MOST_DAYS:
            self.add_error("last", f"Pelatihan berlangsung 1 sampai {MOST_DAYS} hari.")
        return given

    def data_for(self) -> CohortData:
        """What the action wants."""
        given = self.cleaned_data
        span = (given["last"] - given["first"]).days + 1
        return CohortData(
            name=given["name"], year=given["first"].year, agency=given["agency"], refresher_months=given["refresher_months"],
            days=tuple(given["first"] + timedelta(days=number) for number in range(span)),
        )  # fmt: skip


class DayChoice(Rows):
    """Days of a training."""

    def label_from_instance(self, obj: Any) -> str:
        """As people write days."""
        return f"{obj.date:%d-%m-%Y}"


class SessionForm(forms.Form):
    """One topic of the curriculum."""

    day = DayChoice(
        TrainingDay.objects.none(),
        label="Hari",
        empty_label=None,
        error_messages={"required": "Hari belum dipilih.", "invalid_choice": "Hari itu bukan hari angkatan ini."},
    )
    topic = text_field("Materi", max_length=150)
    trainer = text_field("Pelatih dan jabatannya", max_length=150, required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].queryset = cohort.days.order_by("date")  # type: ignore[attr-defined]  # Rows


class RefreshedForm(forms.Form):
    """When the refresher was held."""

    on = date_field("Tanggal penyegaran")


class ImportForm(AgencyForm):
    """An old register."""

    file = forms.FileField(
        label="Berkas",
        help_text="XLSX atau CSV, paling besar 2 MB dan 2.000 baris. Kolom: Nama, Kelurahan; boleh juga Kecamatan, RW, RT, Kontak,"
        " Sejak.",
        error_messages={"required": "Berkas belum dipilih.", "empty": "Berkas ini kosong."},
    )  # fmt: skip
    since = date_field("Kader sejak", help_text="Untuk baris tanpa tanggal, misalnya hari terakhir pelatihan.")
    cohort = Rows(
        Cohort.objects.none(),
        label="Angkatan",
        required=False,
        empty_label="Tanpa angkatan",
        error_messages={"invalid_choice": "Angkatan itu tidak ada dalam daftar."},
        help_text="Yang tercantum dalam berkas dicatat sebagai terlatih pada angkatan ini.",
    )
    field_order = ("file", "agency", "cohort", "since")

    def __init__(self, *args: Any, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, by=by, at=at, **kwargs)
        field = self.fields["cohort"]
        rows = Cohort.objects.visible_to(by, Permission.CADRE_EDIT)
        field.queryset = rows.order_by("-year", "name")  # type: ignore[attr-defined]  # Rows
        field.label_from_instance = lambda cohort: f"{cohort.name} {cohort.year}"  # type: ignore[attr-defined]  # Rows

    def clean_file(self) -> bytes:
        """The bytes, not more than are read at all."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError("Berkas ini lebih besar dari 2 MB.")
        data: bytes = upload.read(LARGEST + 1)
        return data


def results_of(
    posted: Mapping[str, Any], trainees: Iterable[Trainee], days: Iterable[TrainingDay]
) -> dict[UUID, Result]:
    """Ticks and scores of the trainees on the page. Raises ValueError with a sentence for a score that is none."""
    found = {}
    for row in trainees:
        scores = []
        for name in ("pre", "post"):
            text = str(posted.get(f"{name}-{row.pk}", "")).strip()
            if text and not (text.isdigit() and int(text) <= 100):
                raise ValueError("Nilai ditulis dengan angka 0 sampai 100.")
            scores.append(int(text) if text else None)
        came = [day.pk for day in days if f"came-{row.pk}-{day.pk}" in posted]
        found[row.pk] = Result(came, *scores)
    return found
