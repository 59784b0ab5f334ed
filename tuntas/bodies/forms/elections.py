"""What people type about elections of officers."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from tuntas.bodies.actions.elections import CandidateData, ElectionData, Tally
from tuntas.bodies.models import Candidate, Election
from tuntas.bodies.states import ElectionMethod, Office
from tuntas.core.form_fields import date_field, number_field, text_field

A_DAY = timedelta(days=1)
MOST = 9999


class ElectionForm(forms.Form):
    """When and how it is held, by how many."""

    held_date = date_field("Tanggal pemilihan")
    method = forms.ChoiceField(
        label="Cara", choices=ElectionMethod.choices, widget=forms.RadioSelect, initial=ElectionMethod.ACCLAMATION,
        error_messages={"required": "Pilih caranya."},
        help_text="Suara dihitung di tempat dengan saksi, lalu hasilnya dicatat di sini.",
    )  # fmt: skip
    eligible = number_field("Yang berhak memilih", least=1, most=MOST, help_text="Jumlah orang.")
    quorum = number_field("Kuorum", least=1, most=MOST, help_text="Paling sedikit sekian orang harus hadir.")

    def __init__(self, *args: Any, election: Election | None = None, **kwargs: Any) -> None:
        if election is not None:
            names = ("held_date", "method", "eligible", "quorum")
            kwargs["initial"] = {name: getattr(election, name) for name in names}
        super().__init__(*args, **kwargs)

    def data_for(self) -> ElectionData:
        """What the action wants."""
        given = self.cleaned_data
        return ElectionData(
            held_date=given["held_date"], method=ElectionMethod(given["method"]), eligible=given["eligible"],
            quorum=given["quorum"],
        )  # fmt: skip


class CandidateForm(forms.Form):
    """Somebody who stands."""

    office = forms.ChoiceField(label="Untuk jabatan", choices=Office.choices)
    name = text_field("Nama calon", max_length=150)
    institution = text_field("Lembaga", max_length=150, help_text="Lembaga yang diwakilinya.")

    def data_for(self) -> CandidateData:
        """What the action wants."""
        given = self.cleaned_data
        return CandidateData(office=Office(given["office"]), name=given["name"], institution=given["institution"])


class TallyForm(forms.Form):
    """The count: one number for each candidate, one for blank votes of each office; by acclamation none."""

    present = number_field("Yang hadir", least=0, most=MOST)

    def __init__(self, *args: Any, election: Election, candidates: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.election, self.candidates = election, candidates
        self.fields["present"].help_text = (
            f"Yang berhak memilih {election.eligible}, kuorum {election.quorum}."
            " Bila kuorum tidak tercapai, isi jumlah yang hadir saja."
        )
        if election.method != ElectionMethod.ACCLAMATION:
            self._add_votes()
        self.fields["witnesses"] = forms.CharField(
            label="Saksi", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Satu nama per baris, paling sedikit dua, bukan calon.",
        )  # fmt: skip
        self.fields["minutes"] = forms.CharField(
            label="Berita acara singkat", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
            help_text="Bagaimana pemilihan berlangsung, dan bila ada, keberatan yang disampaikan.",
        )  # fmt: skip
        self.fields["confirmed"] = forms.BooleanField(
            label="Nama itu milik calon, saksi, atau pengurus, bukan pihak dalam kasus", required=False
        )
        self.fields["keeps_from"] = date_field("Masa jabatan mulai", required=False)
        self.fields["keeps_last"] = date_field(
            "Hari terakhir masa jabatan", required=False, help_text="Kosongkan bila belum ditentukan."
        )

    def _add_votes(self) -> None:
        offices = dict.fromkeys(row.office for row in self.candidates)
        for office in offices:
            word = Office(office).label
            for row in self.candidates:
                if row.office == office:
                    label = f"{word}: suara untuk {row.name} ({row.institution})"
                    self.fields[f"votes_{row.pk.hex}"] = number_field(label, least=0, most=MOST, required=False)
            self.fields[f"blank_{office}"] = number_field(
                f"{word}: suara kosong atau tidak sah", least=0, most=MOST, required=False, initial=0
            )

    def tally(self) -> Tally:
        """What the action wants."""
        given = self.cleaned_data
        last: date | None = given["keeps_last"]
        return Tally(
            present=given["present"],
            votes={UUID(name[6:]): value for name, value in _numbers(given, "votes_")},
            blanks={Office(name[6:]): value for name, value in _numbers(given, "blank_")},
            witnesses=tuple(line.strip()[:150] for line in given["witnesses"].splitlines() if line.strip()),
            minutes=given["minutes"],
            keeps_from=given["keeps_from"],
            keeps_to=last + A_DAY if last else None,
        )


class CancelForm(forms.Form):
    """Why it is not held."""

    reason = text_field("Alasan", max_length=300)


def _numbers(given: dict[str, Any], start: str) -> list[tuple[str, int]]:
    return [(name, value) for name, value in given.items() if name.startswith(start) and value is not None]
