"""What people type about areas."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tuntas.areas import neighbourhood_file, neighbourhood_plan, population_plan
from tuntas.areas.actions import population
from tuntas.areas.actions.changes import Part
from tuntas.areas.models import Area
from tuntas.areas.states import LABELS, Differing, Level
from tuntas.core.errors import Denied
from tuntas.core.form_fields import date_field, number_field, text_field

MOST_PARTS = 4
MOST_TYPED = 256 * 1024


def label_field(area: Area, **kwargs: Any) -> forms.ChoiceField:
    """What an area beside this one may be called."""
    words = dict.fromkeys((*LABELS[Level(area.level)], area.label))
    return forms.ChoiceField(label="Jenis", choices=[(word, word) for word in words], **kwargs)


class Add(forms.Form):
    """One RW or RT."""

    level = forms.TypedChoiceField(
        label="Yang ditambahkan", coerce=lambda value: Level(int(value)), widget=forms.RadioSelect
    )
    number = number_field("Nomor", least=1, most=999, help_text="Angka saja, misalnya 3.")
    valid_from = date_field("Berlaku sejak", required=False, help_text="Kosongkan bila tidak diketahui.")

    def __init__(self, *args: Any, parent: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [Level.RW, Level.RT] if parent.level == Level.VILLAGE else [Level.RT]
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(level.value), level.label) for level in levels]
        field.initial = str(levels[0].value)


class File(forms.Form):
    """A CSV file of RW and RT. The first time it comes as a file, then, looked over, as the text of the page."""

    file = forms.FileField(
        label="Berkas CSV",
        required=False,
        error_messages={"empty": "Berkas ini kosong.", "invalid": "Berkas belum terkirim. Pilih lagi."},
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, root: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.root = root
        self.plan: neighbourhood_plan.Plan | None = None

    def clean(self) -> dict[str, Any]:
        """Read the file and say line by line what is wrong; `plan` is what it would change."""
        cleaned = super().clean() or {}
        try:
            file = cleaned.get("file")
            text = _text_of(file) if file else str(cleaned.get("text") or "")
            if not text.strip():
                raise ValidationError({"file": "Berkas belum dipilih, atau kosong."})
            contents = neighbourhood_file.read(text, village_needed=self.root.level < Level.VILLAGE)
        except neighbourhood_file.FileRefused as error:
            raise ValidationError({"file": str(error)}) from error
        self.plan = neighbourhood_plan.make(self.root, contents)
        return cleaned | {"text": text}


def _text_of(file: UploadedFile) -> str:
    # One byte too many tells a file that is too large; the rest is not read.
    return neighbourhood_file.decode(file.read(neighbourhood_file.MAX_BYTES + 1))


class PeopleFile(forms.Form):
    """A CSV file of people, whose it is, and what holds where it does not add up."""

    file = forms.FileField(
        label="Berkas CSV",
        required=False,
        help_text="Paling besar 256 KB. Kolom: kode, total; bila ada laki-laki, perempuan, usia_0_4 …, anak.",
        error_messages={"empty": "Berkas ini kosong.", "invalid": "Berkas belum terkirim. Pilih lagi."},
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file_name = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    source = text_field("Sumber", max_length=200, help_text="Misalnya Ditjen Dukcapil.")
    licence = text_field("Lisensi atau izin pakai", max_length=100)
    year = number_field("Tahun", least=1990, most=2100)
    period = text_field("Periode menurut sumber", max_length=40, required=False, help_text="Misalnya Semester II 2024.")
    decided = forms.ChoiceField(
        label="Angka mana yang dipakai?", choices=Differing.choices, required=False, widget=forms.RadioSelect
    )
    reason = text_field("Alasannya", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Read the file; what cannot be read is said on its field. `preview` is what it would bring."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        raw = file.read(MOST_TYPED + 1) if file else str(cleaned.get("text") or "").encode()
        if not raw.strip():
            raise ValidationError({"file": "Berkas belum dipilih, atau kosong."})
        if len(raw) > MOST_TYPED:
            raise ValidationError({"file": "Berkas lebih besar dari 256 KB. Bagi, atau minta operator mengimpornya."})
        try:
            self.preview: population_plan.Preview | None = population_plan.preview(raw)
        except Denied as error:
            raise ValidationError({"file": error.sentence}) from error
        return cleaned | {"raw": raw, "file_name": file.name if file else cleaned.get("file_name", "")}

    def given(self) -> population.Given:
        """What the action wants."""
        names = ("source", "licence", "year", "period", "file_name", "decided", "reason")
        return population.Given(**{name: self.cleaned_data[name] for name in names})


class Rename(forms.Form):
    """Another name; the code stays."""

    label = forms.ChoiceField()
    name = text_field("Nama", max_length=120)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": area.name, "label": area.label}
        super().__init__(*args, **kwargs)
        self.fields["label"] = label_field(area)


class End(forms.Form):
    """The first day on which the area no longer exists."""

    on = date_field("Tidak berlaku lagi mulai", help_text="Hari pertama wilayah ini tidak ada lagi.")


class Change(forms.Form):
    """When and by which decree."""

    on = date_field("Berlaku mulai")
    basis = text_field("Dasar", max_length=200, help_text="Misalnya Perda Nomor 3 Tahun 2026.")


class Split(Change):
    """Up to four areas out of one."""

    goes_on = forms.BooleanField(
        label="Wilayah induk tetap ada",
        required=False,
        help_text="Kode dan namanya tidak berubah; sebagian wilayahnya berpindah.",
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"code_{number}"] = text_field("Kode", max_length=40, required=False)
            self.fields[f"name_{number}"] = text_field("Nama", max_length=120, required=False)
            self.fields[f"label_{number}"] = label_field(area, required=False, initial=area.label)

    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """The fields of each successor, for the page."""
        return [
            (number, self[f"code_{number}"], self[f"name_{number}"], self[f"label_{number}"])
            for number in range(1, MOST_PARTS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """A successor has a code and a name, or neither."""
        cleaned = super().clean() or {}
        parts = []
        for number in range(1, MOST_PARTS + 1):
            code, name = cleaned.get(f"code_{number}", ""), cleaned.get(f"name_{number}", "")
            if bool(code) != bool(name):
                missing = "name" if code else "code"
                self.add_error(
                    f"{missing}_{number}", f"{'Nama' if code else 'Kode'} wilayah penerus {number} belum diisi."
                )
            elif code:
                parts.append(Part(code=code, name=name, label=cleaned.get(f"label_{number}", "")))
        return cleaned | {"parts": parts}


class Merge(Change):
    """An area with others beside it, into one."""

    others = text_field(
        "Kode wilayah lain yang digabung", max_length=300, help_text="Bila lebih dari satu, pisahkan dengan koma."
    )
    code = text_field(
        "Kode wilayah gabungan", max_length=40, help_text="Boleh sama dengan kode salah satu wilayah yang digabung."
    )
    name = text_field("Nama wilayah gabungan", max_length=120)
    label = forms.ChoiceField()

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        kwargs["initial"] = {"code": area.code, "name": area.name, "label": area.label}
        super().__init__(*args, **kwargs)
        self.fields["label"] = label_field(area)

    def clean_others(self) -> list[Area]:
        """Each code is an area that exists."""
        codes = {code.rstrip(".") for code in re.split(r"[\s,;]+", self.cleaned_data["others"]) if code}
        found = list(Area.objects.current().filter(code__in=codes))
        if missing := codes - {area.code for area in found}:
            raise ValidationError(f"Kode tidak dikenal atau sudah berakhir: {', '.join(sorted(missing))}.")
        return found
