"""Where it happened: an area, and a place in it."""

from django import forms

from tuntas.areas.models import Area
from tuntas.areas.widgets import AreaField
from tuntas.portal.forms.fields import Text


class Place(forms.Form):
    """Area by lists or by name; "Tidak tahu" is a button of the page and keeps what was typed of the place."""

    area = AreaField(
        label="Di mana ini terjadi?",
        unknown=False,
        missing="Daerah belum dipilih. Pilih satu, atau tekan “Tidak tahu daerahnya”.",
    )
    place = Text(
        label="Tempatnya",
        help_text="Contoh: rumah, sekolah, nama jalan, nama penginapan dan nomor kamar.",
        longest=1_000,
    )


class Near(forms.Form):
    """An area, for the services in it."""

    area = AreaField(
        label="Daerah mana?",
        unknown=False,
        missing="Daerah belum dipilih. Pilih satu dari daftar, atau cari namanya.",
    )


def shown(area: Area | None) -> str:
    """The area in the words of the list."""
    return area.label_in_full if area else "Tidak tahu"
