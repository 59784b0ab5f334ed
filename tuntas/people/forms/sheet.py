"""The sheet of a person. Nothing on it is required: whoever is served is served also without papers."""

import calendar
from datetime import date
from typing import Any

from django import forms

from tuntas.areas.widgets import StaffAreaField
from tuntas.people import identifiers
from tuntas.people.actions.people import PersonData
from tuntas.people.names import is_placeholder
from tuntas.people.states import Disability, Education, Marital, SafeChannel, SchoolOperator, Sex, Work

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
EARLIEST = 1900


def line(label: str, help_text: str = "", max_length: int = 200) -> forms.CharField:
    """One line that may stay empty."""
    return forms.CharField(label=label, required=False, max_length=max_length, help_text=help_text)


def lines(label: str, help_text: str = "", max_length: int = 2000) -> forms.CharField:
    """Several lines that may stay empty."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, max_length=max_length, help_text=help_text, widget=widget)


def number(label: str, least: int, most: int) -> forms.IntegerField:
    """A part of a date; the whole is judged together."""
    messages = {"invalid": f"{label}: tulis dengan angka saja."}
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    messages |= {"min_value": f"{label} paling kecil {least}.", "max_value": f"{label} paling besar {most}."}
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=most, error_messages=messages, widget=widget
    )


def choice(label: str, choices: Any, help_text: str = "") -> forms.ChoiceField:
    """One of a list, of which one says that it is not known."""
    return forms.ChoiceField(label=label, choices=choices, required=False, help_text=help_text)


class PersonForm(forms.Form):
    """Who it is, how to reach them safely, what they need. `odd` holds warnings after validation: they stop nothing."""

    name = line("Nama", "Seperti disebut orangnya. Satu kata pun cukup; kosongkan bila belum diketahui.")
    aliases = lines("Nama lain", "Panggilan, alias, atau nama di dokumen lain; satu per baris.", 400)
    sex = choice("Jenis kelamin", [(each.value, each.label) for each in Sex])
    birth_day = number("Tanggal lahir", 1, 31)
    birth_month = choice(
        "Bulan lahir", [("", "Tidak diketahui"), *((str(at), name) for at, name in enumerate(MONTHS, 1))]
    )
    birth_year = number("Tahun lahir", EARLIEST, 2100)
    birth_year_estimated = forms.BooleanField(label="Tahun lahir perkiraan, misalnya dari umur", required=False)
    birth_place = line("Tempat lahir")
    nik = line("NIK", "Tidak wajib. NIK yang tidak lazim tetap disimpan.", 40)
    mother_name = line("Nama ibu kandung", "Membantu membedakan orang dengan nama yang sama.")
    phone = line("Nomor telepon", "Yang dipakai orang ini, bila ada.", 30)
    address = lines("Alamat", max_length=600)
    area = StaffAreaField(label="Wilayah tempat tinggal", required=False)
    safe_channel = choice("Cara menghubungi yang aman", [(each.value, each.label) for each in SafeChannel])
    safe_hours = line("Jam yang aman")
    code_word = line("Kata sandi", "Kata yang disepakati agar orang ini tahu bahwa benar kami yang menghubungi.")
    say_to_others = line("Yang dikatakan bila orang lain yang menjawab", max_length=400)
    disabilities = forms.MultipleChoiceField(
        label="Disabilitas", choices=Disability.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    accommodation = lines("Akomodasi yang dibutuhkan", "Misalnya juru bahasa isyarat, pendamping, ruang tanpa tangga.")
    guardian_name = line("Nama wali atau orang yang dipercaya")
    guardian_contact = line("Cara menghubungi wali")
    education = choice("Pendidikan", [(each.value, each.label) for each in Education])
    school = line("Nama sekolah")
    school_operator = choice("Penyelenggara sekolah", [(each.value, each.label) for each in SchoolOperator])
    work = choice("Pekerjaan", [(each.value, each.label) for each in Work])
    marital = choice("Status perkawinan", [(each.value, each.label) for each in Marital])
    note = lines("Catatan")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.odd: list[str] = []

    def clean(self) -> dict[str, Any]:
        """The parts of the date together; disability with what it needs; what is odd is noted."""
        given = super().clean() or {}
        day, month, year = (given.get(name) for name in ("birth_day", "birth_month", "birth_year"))
        given["birth_date"] = self._date(day, int(month) if month else None, year)
        earliest = given["birth_date"] or (date(year, 1, 1) if year else self.today)
        if earliest > self.today:
            self.add_error("birth_year", "Tanggal lahir belum tiba. Periksa angkanya.")
        self.odd = identifiers.nik_warnings(
            given.get("nik", ""), sex=given.get("sex", ""), birth_date=given["birth_date"]
        )
        if given.get("disabilities") and not given.get("accommodation"):
            self.odd.append(
                "Akomodasi belum diisi. Isi sebelum wawancara pertama; bila tidak ada, tulis “tidak perlu”."
            )
        if given.get("name") and is_placeholder(given["name"]):
            self.odd.append("Isian nama ini bukan nama; orang ini tidak akan ditemukan lewat nama.")
        return given

    def _date(self, day: int | None, month: int | None, year: int | None) -> date | None:
        """A whole date, or only a year; day without month says nothing."""
        if day and month and year:
            if day > calendar.monthrange(year, month)[1]:
                self.add_error(
                    "birth_day", "Tanggal lahir ini tidak ada di kalender. Periksa tanggal, bulan, dan tahun."
                )
                return None
            return date(year, month, day)
        if (day or month) and not year:
            self.add_error("birth_year", "Isi tahun lahir, walau hanya perkiraan; atau kosongkan tanggal dan bulan.")
        return None

    def data_for(self) -> PersonData:
        """What `people.record` and `people.edit` take."""
        given = self.cleaned_data
        texts = {name: given[name] for name in (
            "name", "aliases", "birth_place", "nik", "phone", "address", "mother_name", "guardian_name", "guardian_contact",
            "accommodation", "school", "safe_hours", "code_word", "say_to_others", "note",
        )}  # fmt: skip
        return PersonData(
            **texts,
            birth_date=given["birth_date"],
            birth_year=given["birth_year"],
            birth_year_estimated=given["birth_year_estimated"],
            sex=Sex(given["sex"]),
            area=given["area"],
            disabilities=tuple(Disability(each) for each in given["disabilities"]),
            education=Education(given["education"]),
            school_operator=SchoolOperator(given["school_operator"]),
            work=Work(given["work"]),
            marital=Marital(given["marital"]),
            safe_channel=SafeChannel(given["safe_channel"]),
        )


def initial_of(data: PersonData) -> dict[str, Any]:
    """What the form shows of a sheet that exists."""
    values = {name: getattr(data, name) for name in PersonForm.base_fields if hasattr(data, name)}
    born = data.birth_date
    values["birth_day"] = born.day if born else None
    values["birth_month"] = str(born.month) if born else ""
    values["birth_year"] = born.year if born else data.birth_year
    values["disabilities"] = [str(each) for each in data.disabilities]
    return values
