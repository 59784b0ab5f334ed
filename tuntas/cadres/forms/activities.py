"""What people type about activities, visits, calls and requests. Nothing of it is kept in the browser."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from tuntas.cadres.actions.activities import ActivityData, Noticed
from tuntas.cadres.states import PUBLIC, SILENT, ActivityKind, HelpKind, Layer, Need, Sign, Source
from tuntas.core.form_fields import date_field, number_field, text_field, time_field

CHILD = (("", "Tidak tahu"), ("yes", "Ya"), ("no", "Tidak"))
NOT_HERE = "Kunjungan rumah tidak memuat {what}. Kosongkan bagian ini."


class ActivityForm(forms.Form):
    """Something that was done, other than an early detection. `sources`: how it reached us; one alone is not asked."""

    kind = forms.ChoiceField(
        label="Kegiatan", choices=[each for each in ActivityKind.choices if each[0] != ActivityKind.EARLY_DETECTION]
    )
    done_date = date_field("Tanggal dilakukan", help_text="Hari kegiatan itu dilakukan, bukan hari mencatatnya.")
    source = forms.ChoiceField(label="Diterima lewat", choices=[])
    layer = forms.ChoiceField(
        label="Untuk siapa",
        required=False,
        choices=[("", "Tidak dicatat"), *Layer.choices],
        help_text="Misalnya pada sosialisasi.",
    )
    participants = number_field("Jumlah orang yang hadir", least=0, most=100000, required=False)
    place = text_field(
        "Tempat umum", max_length=100, required=False,
        help_text="Hanya untuk sosialisasi dan rapat, misalnya Balai RW 03. Jangan tulis alamat rumah.",
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tanpa nama dan alamat. Kunjungan rumah tidak memuat catatan.",
    )  # fmt: skip

    def __init__(self, *args: Any, sources: tuple[Source, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = sources
        if len(sources) == 1:
            del self.fields["source"]
        else:
            self.fields["source"].choices = [(each.value, each.label) for each in sources]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """A home visit says nothing but the day; only what is public has a place."""
        given = super().clean() or {}
        kind = given.get("kind", "")
        if kind in SILENT:
            for name, what in (("place", "tempat"), ("note", "catatan"), ("participants", "jumlah orang")):
                if given.get(name) not in {None, ""}:
                    self.add_error(name, NOT_HERE.format(what=what))
        elif kind and kind not in PUBLIC and given.get("place"):
            self.add_error("place", "Tempat hanya dicatat untuk sosialisasi dan rapat.")
        return given

    def data_for(self) -> ActivityData:
        """What the action wants."""
        given = self.cleaned_data
        return ActivityData(
            kind=ActivityKind(given["kind"]), done_date=given["done_date"],
            source=Source(given["source"]) if "source" in given else self.sources[0],
            layer=Layer(given["layer"]) if given["layer"] else None, participants=given["participants"], place=given["place"],
            note=given["note"],
        )  # fmt: skip


class DetectionForm(forms.Form):
    """What a cadre noticed: signs to tick, and a few words if she wants. No photo, no name, no place."""

    signs = forms.MultipleChoiceField(
        label="Tanda yang dilihat atau didengar",
        choices=Sign.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu tanda."},
    )
    danger = forms.BooleanField(label="Ada yang sedang dalam bahaya sekarang", required=False)
    child = forms.ChoiceField(label="Ada anak yang menjadi korban?", choices=CHILD, required=False)
    words = forms.CharField(
        label="Ceritakan singkat", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tanpa nama, alamat, dan nomor. Petugas akan menghubungi Anda bila perlu tahu lebih banyak.",
    )  # fmt: skip
    done_date = date_field("Tanggal dilihat")
    source = forms.ChoiceField(label="Diterima lewat", choices=[])

    def __init__(self, *args: Any, sources: tuple[Source, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = sources
        if len(sources) == 1:
            del self.fields["source"]
        else:
            self.fields["source"].choices = [(each.value, each.label) for each in sources]  # type: ignore[attr-defined]  # a choice

    def data_for(self) -> ActivityData:
        """What the action wants."""
        given = self.cleaned_data
        noticed = Noticed(
            signs=[Sign(code) for code in given["signs"]], words=given["words"], danger=given["danger"],
            child={"yes": True, "no": False}.get(given["child"]),
        )  # fmt: skip
        return ActivityData(
            kind=ActivityKind.EARLY_DETECTION, done_date=given["done_date"],
            source=Source(given["source"]) if "source" in given else self.sources[0], noticed=noticed,
        )  # fmt: skip


class VisitForm(forms.Form):
    """When one means to be back. Not where one goes."""

    back_at = time_field("Kembali paling lambat jam", help_text="Jam yang sudah lewat hari ini berarti besok.")

    def expected_at(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The next moment at which it is so late."""
        here = at.astimezone(zone)
        back = datetime.combine(here.date(), self.cleaned_data["back_at"], tzinfo=zone)
        return back if back > here else back + timedelta(days=1)


class HelpForm(forms.Form):
    """What somebody needs."""

    kind = forms.ChoiceField(label="Apa yang Anda butuhkan?", choices=HelpKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Ceritakan sebisanya", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Boleh dikosongkan. Tanpa nama korban.",
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What is done about it."""

    words = forms.CharField(
        label="Jawaban untuk kader", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Jawaban belum diisi."}, help_text="Kader membacanya di halamannya sendiri.",
    )  # fmt: skip


class CallForm(forms.Form):
    """What was learned in a supportive call."""

    needs = forms.MultipleChoiceField(
        label="Apa yang menghambat?", choices=Need.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Tanyakan satu per satu. Tidak ada yang dipilih berarti tidak ada hambatan.",
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Disimpan terenkripsi; hanya dibaca lembaga pengampu.",
    )  # fmt: skip
