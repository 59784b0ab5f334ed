"""A form with every kind of field, and what the catalogue pages show; invented people and places only."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms

AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
urlpatterns: list[Any] = []  # core is tested without the doors above it
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class Sample(forms.Form):
    """One of each."""

    danger = forms.ChoiceField(
        label="Apakah ada bahaya sekarang?",
        choices=[("ya", "Ya"), ("tidak", "Tidak"), ("tt", "Tidak tahu")],
        widget=forms.RadioSelect,
    )
    story = forms.CharField(
        label="Apa yang terjadi?",
        help_text="Ceritakan sebisanya; tidak ada jawaban yang salah.",
        widget=forms.Textarea,
    )
    who = forms.ChoiceField(
        label="Siapa yang melapor?",
        choices=[("korban", "Saya sendiri"), ("keluarga", "Keluarga"), ("lain", "Orang lain")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="Yang dibutuhkan",
        choices=[
            ("Sekarang", [("aman", "Tempat aman"), ("obat", "Pengobatan")]),
            ("Nanti", [("hukum", "Bantuan hukum")]),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    district = forms.ChoiceField(
        label="Kecamatan", choices=[("", "Pilih kecamatan"), ("1", "Pontianak Selatan"), ("2", "Pontianak Timur")]
    )
    village = forms.ChoiceField(
        label="Kelurahan",
        choices=[("", "Pilih kelurahan"), ("1", "Benua Melayu Laut")],
        error_messages={"required": 'Kelurahan belum dipilih. Pilih satu, atau tekan "Tidak tahu".'},
    )
    place = forms.CharField(label="Tempat, jika tahu", required=False)
    day = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}))
    phone = forms.CharField(
        label="Nomor telepon yang aman", required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    agree = forms.BooleanField(label="Boleh menghubungi saya", help_text="Dapat ditarik kapan saja.", required=False)
    upload = forms.FileField(label="Berkas", required=False)


Sample.base_fields["who"].choice_hints = {"korban": "Anak boleh melapor sendiri."}  # type: ignore[attr-defined]
Sample.base_fields["danger"].choices_apart = ("tt",)  # type: ignore[attr-defined]


ROWS = [
    {
        "number": "24-0613",
        "label": "Diteruskan",
        "kind": "active",
        "risk": "HIGH",
        "due": AT - timedelta(minutes=9),
    },
    {"number": "24-0615", "label": "Diterima", "kind": "open", "risk": "", "due": AT + timedelta(hours=3)},
    {"number": "24-0607", "label": "Dijawab", "kind": "done", "risk": "LOW", "due": None},
]
TAGS = [
    ("open", "Diterima"),
    ("active", "Ditelaah"),
    ("wait", "Menunggu"),
    ("done", "Dijawab"),
    ("late", "Terlambat"),
    ("stopped", "Dibatalkan"),
    ("info", "Catatan"),
]


def context(**more: Any) -> dict[str, Any]:
    """What both catalogue pages need."""
    nav = ("Kewajiban saya", "Laporan", "Terlambat", "Lembaga", "Wilayah", "Pengguna", "Audit")
    return {
        "form": Sample(),
        "step": "where",
        "part": "parts",
        "at": AT,
        "late": AT - timedelta(minutes=9),
        "long_ago": AT - timedelta(hours=30),
        "soon": AT + timedelta(hours=3, minutes=25),
        "rows": ROWS,
        "code": "48210937556120944471",
        "hostile": HOSTILE,
        "tags": TAGS,
        "nav_items": [
            {
                "label": label,
                "url": "#",
                "current": label == "Kewajiban saya",
                "count": 7 if label == "Kewajiban saya" else 0,
            }
            for label in nav
        ],
        "person_name": "Rahmi Contoh",
        "person_posting": "Petugas piket · UPTD PPA",
        "worker_silent": "",
        **more,
    }


def wrong_form(**data: str) -> Sample:
    """The form as it came back: little is filled in."""
    return Sample(data=data)
