"""Forms of the sender: what is needed, of whom, what is told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from tuntas.agencies.models import Agency
from tuntas.cases.models import Case, Party
from tuntas.cases.states import LegalBasis, PartyRole
from tuntas.people.states import Education, SchoolOperator
from tuntas.referrals.states import Item, Need

LONGEST = 4000


def paragraph(label: str, *, rows: int = 4, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field for several lines."""
    messages = {"required": f"{label} belum diisi."}
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, widget=widget, max_length=LONGEST, required=required, help_text=help_text, error_messages=messages
    )


class Wanted(forms.Form):
    """First page: what is needed. It decides who can be asked. A transfer needs nothing but that."""

    need = forms.ChoiceField(
        label="Apa yang dibutuhkan",
        choices=Need.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih apa yang dibutuhkan."},
    )
    level = forms.ChoiceField(
        label="Jenjang sekolah", choices=[("", "Tidak diketahui"), *[c for c in Education.choices if c[0]]], required=False,
        help_text="Hanya untuk kebutuhan sekolah.",
    )  # fmt: skip
    operator = forms.ChoiceField(
        label="Penyelenggara sekolah", choices=[("", "Tidak diketahui"), *[c for c in SchoolOperator.choices if c[0]]],
        required=False, help_text="SMA/SMK ditangani provinsi, madrasah oleh Kemenag, selebihnya kabupaten/kota.",
    )  # fmt: skip


class _Victims(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.label}{' (anak)' if obj.child or obj.ever_child else ''}"


class Send(forms.Form):
    """Second page: of whom, what is told, on which basis. Nothing of the identity is ticked beforehand."""

    victim = _Victims(label="Siapa yang dirujuk", queryset=Party.objects.none(), required=False, empty_label=None)
    receiver = forms.ModelChoiceField(
        label="Kepada lembaga",
        queryset=Agency.objects.none(),
        empty_label="Pilih lembaga",
        error_messages={"required": "Pilih lembaga penerima."},
    )
    urgent = forms.BooleanField(label="Mendesak: konfirmasi dalam 24 jam, jawaban dalam 48 jam", required=False)
    shared = paragraph(
        "Yang diminta dan yang perlu diketahui penerima", rows=6,
        help_text="Penerima hanya membaca ini. Tulis kebutuhannya, bukan ceritanya.",
    )  # fmt: skip
    items = forms.MultipleChoiceField(
        label="Identitas yang diperlukan penerima", choices=Item.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Centang hanya yang diperlukan. Data korban anak disamarkan.",
    )  # fmt: skip
    basis = forms.ChoiceField(
        label="Dasar berbagi data", choices=LegalBasis.choices, widget=forms.RadioSelect,
        error_messages={"required": "Pilih dasar berbagi data."},
    )  # fmt: skip
    basis_note = paragraph(
        "Alasan bila tanpa persetujuan", rows=2, required=False, help_text="Kepentingan vital atau kewajiban apa."
    )
    secrecy_read = forms.BooleanField(
        label="Saya sudah membaca: identitas korban perkara TPPO wajib dirahasiakan (UU 21/2007)", required=False
    )

    def __init__(
        self,
        *args: Any,
        case: Case,
        receivers: "QuerySet[Agency]",
        secrecy: bool,
        whole: bool,
        first: Iterable[Agency] = (),
        **kwargs: Any,
    ) -> None:
        """`first`: those that the duties matrix names, offered before the others."""
        super().__init__(*args, **kwargs)
        victims = Party.objects.filter(case=case, role=PartyRole.VICTIM, removed_at__isnull=True).order_by("ordinal")
        for name, rows in (("victim", victims), ("receiver", receivers.order_by("name", "pk"))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
            field.error_messages["invalid_choice"] = "Pilihan ini tidak dapat dipakai. Pilih yang lain."
        self._offer(list(dict.fromkeys(first)))
        if whole:
            del self.fields["victim"]
            self.fields[
                "items"
            ].help_text = "Untuk semua korban dalam kasus ini; penerima menulisnya di kasusnya sendiri. Data korban anak disamarkan."
        if not secrecy:
            del self.fields["secrecy_read"]

    def _offer(self, first: list[Agency]) -> None:
        """Two groups, where somebody is named."""
        field = self.fields["receiver"]
        assert isinstance(field, forms.ModelChoiceField)
        if not first:
            return
        assert field.queryset is not None
        others = [agency for agency in field.queryset if agency not in first]
        groups = (("Menurut pembagian tugas", first), ("Lembaga lain", others))
        field.choices = [
            ("", field.empty_label or ""),
            *[(title, [(str(each.pk), each.name) for each in rows]) for title, rows in groups if rows],
        ]
