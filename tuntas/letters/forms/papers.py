"""Forms of typed papers: one field for each field of the type, and none besides."""

from dataclasses import MISSING, fields
from datetime import date
from typing import Any, get_type_hints

from django import forms

from tuntas.core.form_fields import date_field, text_field
from tuntas.letters import papers
from tuntas.letters.actions._text import Refused
from tuntas.letters.papers import Paper
from tuntas.letters.states import LetterKind, Nature

NO_CASE = "Tanpa nama korban, NIK, nomor laporan atau kasus: surat ini dibaca banyak orang."
# Label, help, longest, rows (of a text with several lines).
WORDS: dict[str, tuple[str, str, int, int]] = {
    "subject": ("Hal", NO_CASE, 120, 0),
    "secretariat": ("Sekretariat", "Nama sekretariat yang menerima pengaduan.", 150, 0),
    "address": ("Alamat", "", 250, 0),
    "hours": ("Jam layanan", "Misalnya: Senin sampai Jumat, 08.00 sampai 16.00.", 120, 0),
    "contacts": ("Nomor yang dapat dihubungi", "Satu per baris. SAPA 129 selalu tercetak.", 600, 3),
    "group": ("Kelompok kerja", "Nama pokja atau gugus tugas, bila ada.", 150, 0),
    "note": ("Tambahan", NO_CASE, 800, 4),
    "enclosure": ("Lampiran", "Misalnya: 1 (satu) poster.", 80, 0),
    "event": ("Acara", "", 150, 0),
    "day": ("Hari, tanggal", "", 0, 0),
    "place": ("Tempat", "", 150, 0),
    "agenda": ("Agenda", "Satu per baris.", 1500, 4),
    "basis": ("Dasar", "", 2000, 4),
    "officers": ("Memerintahkan kepada", "Nama, pangkat atau jabatan; satu orang per baris.", 1500, 4),
    "task": ("Untuk", "", 1000, 4),
    "from_day": ("Mulai", "", 0, 0),
    "to_day": ("Sampai", "", 0, 0),
    "about": ("Tentang", "", 200, 0),
    "first_number": ("Nomor surat pertama", "", 100, 0),
    "first_day": ("Tanggal surat pertama", "", 0, 0),
    "answer_by": ("Dikonfirmasi paling lambat", "", 0, 0),
    "considering": ("Menimbang", "Satu butir per baris.", 3000, 5),
    "decides": ("Memutuskan", "Satu diktum per baris.", 4000, 6),
    "in_force": ("Berlaku sejak", "", 0, 0),
    "holder": ("Nama pemegang", "", 150, 0),
    "training": ("Nama pelatihan", "", 200, 0),
    "result": ("Hasil", "", 80, 0),
    "topics": ("Materi", "Satu per baris, dengan jumlah jamnya.", 1500, 5),
}
# The number and day of the first letter are filled in for each reminder when it is numbered.
GIVEN = {LetterKind.REMINDER: {"first_number", "first_day"}}
HOURS_OF_EVENT = ("Waktu", "Misalnya: 09.00 sampai selesai.", 120, 0)


class PaperForm(forms.Form):
    """The fields of one kind of paper, made from its type."""

    def __init__(self, *args: Any, kind: LetterKind, filled: bool = False, **kwargs: Any) -> None:
        """`filled`: the kind's own numbers and days come from elsewhere (a reminder of a batch)."""
        super().__init__(*args, **kwargs)
        self.kind, self.given = kind, GIVEN.get(kind, set()) if filled else set()
        hints = get_type_hints(papers.TYPES[kind])
        for each in fields(papers.TYPES[kind]):
            if each.name not in self.given:
                required = each.default is MISSING
                self.fields[each.name] = _field(kind, each.name, hints[each.name], required=required)

    @property
    def paper_fields(self) -> list[forms.BoundField]:
        """For the page, in the order of the type."""
        return [self[each.name] for each in fields(papers.TYPES[self.kind]) if each.name in self.fields]

    def paper(self) -> Paper:
        """What was typed, by its type."""
        given: dict[str, Any] = {}
        for each in fields(papers.TYPES[self.kind]):
            if each.name in self.given:
                given[each.name] = "" if each.type in {str, "str"} else self.cleaned_data["answer_by"]
            else:
                value = self.cleaned_data[each.name]
                given[each.name] = _lines(value) if _is_lines(self.kind, each.name) else value
        return papers.TYPES[self.kind](**given)

    def refuse(self, error: Refused) -> None:
        """Say at each field what must not stand there; what was typed stays."""
        for find in error.finds:
            self.add_error(find.field if find.field in self.fields else None, find.sentence)

    def clean(self) -> dict[str, Any]:
        """What ends does not end before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("from_day"), cleaned.get("to_day")
        if begins and ends and ends < begins:
            self.add_error("to_day", "Tanggal selesai lebih awal daripada tanggal mulai.")
        return cleaned


class SingleForm(PaperForm):
    """One letter that is issued at once: to whom, and how open it is."""

    nature = forms.ChoiceField(label="Sifat", choices=Nature.choices, initial=Nature.ORDINARY)
    recipient = text_field("Kepada", max_length=150, help_text="Jabatan atau lembaga, bukan nama orang.")
    confirmed = forms.BooleanField(label="Nama itu nama petugas atau peserta, bukan orang dalam kasus", required=False)
    may_confirm = False

    def refuse(self, error: Refused) -> None:
        """As above; where only people who stand there by office were found, the writer may say so."""
        super().refuse(error)
        self.may_confirm = error.may_confirm


def initial_of(paper: Paper) -> dict[str, Any]:
    """What stands there now."""
    return {
        each.name: "\n".join(value) if isinstance(value := getattr(paper, each.name), tuple) else value
        for each in fields(paper)
    }


def _field(kind: LetterKind, name: str, hint: Any, *, required: bool) -> forms.Field:
    words = HOURS_OF_EVENT if (kind, name) == (LetterKind.INVITATION, "hours") else WORDS[name]
    label, help_text, longest, rows = words
    if hint is date:
        return date_field(label, required=required, help_text=help_text)
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return text_field(label, max_length=longest, required=required, help_text=help_text, widget=widget)


def _is_lines(kind: LetterKind, name: str) -> bool:
    return bool(get_type_hints(papers.TYPES[kind])[name] == tuple[str, ...])


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
