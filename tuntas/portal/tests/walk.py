"""Walking through the form as a browser without scripts does: what stands in the page is sent, nothing else."""

import html
import re
from typing import Any

from django.test import Client

from tests.cast import Cast

FORM, ANSWER = "/layanan/warga/", "/layanan/jawaban/"
STORY = "Ia dipukul setiap malam di kamar 12"
NUMBER = "081234500021"

# What a page holds that shows the step.
HEADINGS = {
    "bahaya": "Apakah ada yang sedang dalam bahaya sekarang?",
    "telepon": "Telepon dulu",
    "cerita": "Apa yang terjadi?",
    "tempat": "Di mana ini terjadi?",
    "siapa": "Siapa yang mengalaminya?",
    "sejak": "Kapan ini terjadi?",
    "pelapor": "Anda siapa baginya?",
    "keamanan": "Apakah ia aman?",
    "rahasia": "Adakah petugas atau kantor yang sebaiknya tidak tahu?",
    "kontak": "Bolehkah kami menghubungi Anda?",
    "cara": "Bagaimana menghubungi Anda dengan aman?",
    "nomor": "Ke mana kami menghubungi Anda?",
    "ringkasan": "Periksa, lalu kirim",
}


class Walk:
    """One person with one phone. `page` is what is shown now."""

    def __init__(self) -> None:
        self.client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="PonselUji/9.9")
        self.response: Any = self.client.get(FORM)

    @property
    def page(self) -> str:
        """The text of the page, entities resolved."""
        return html.unescape(str(self.response.content.decode()))

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}"\s+value="([^"]*)"', self.response.content.decode())
        assert found, f"no hidden {name} in:\n{self.page}"
        return found.group(1)

    def at(self, step: str) -> bool:
        """Whether this page is shown."""
        return f'data-step="{step}"' in self.page and HEADINGS[step] in self.page

    def send(self, button: str = "lanjut", **fields: Any) -> str:
        """Press a button with these fields filled; returns the page that follows."""
        data = {"isi": self.hidden("isi"), "tombol": button, **fields}
        self.response = self.client.post(FORM, data)
        return self.page

    def to(
        self, step: str, cast: Cast, *, self_reported: bool = False, danger: str = "no", unit: bool = False
    ) -> "Walk":
        """Answer plainly up to a page; `unit`: from the village of the unit, not of the secretariat."""
        village = cast.village if unit else cast.south_village
        pages: dict[str, dict[str, Any]] = {
            "bahaya": {"danger": danger},
            "telepon": {},
            "cerita": {"story": STORY},
            "tempat": {"area-3": village.path[:9], "area-4": village.path, "place": "Wisma Contoh"},
            "siapa": {"whom": "self" if self_reported else "other", "age": "13-17", "about": "anak tetangga"},
            "sejak": {"since": "days", "repeated": "yes"},
            "pelapor": {"role": "neighbour"},
            "keamanan": {"knows": "no", "endangers": "yes"},
            "rahasia": {"offices": [str(cast.agencies["satpol"].pk)], "people": "Pak Contoh di loket"},
            "kontak": {"contact": "yes"},
            "cara": {"channel": "whatsapp", "when": "pagi", "stranger": "wrong", "word": "melati"},
            "nomor": {"number": NUMBER, "name": "Mawar Contoh"},
        }
        for name, fields in pages.items():
            if self.at(step):
                return self
            if self.at(name):
                self.send(**fields)
        assert self.at(step), self.page
        return self

    def receipt(self) -> tuple[str, str]:
        """Number and code as shown, the code without spaces."""
        number = re.search(r"<dd>\s*(\d\d-\d{4}-\d{4})\s*</dd>", self.page)
        code = re.search(r'receipt__code">\s*(\d[\d ]+\d)\s*<', self.page)
        assert number, self.page
        assert code, self.page
        return number.group(1), code.group(1).replace(" ", "")
