"""Act, means, purpose in plain words, each with an example."""

from typing import Any

from django import forms

from tuntas.cases.actions.screening import Answers
from tuntas.cases.forms.fields import OfVictim
from tuntas.cases.forms.opening import paragraph
from tuntas.cases.states import Act, Means, Purpose, ScreeningStatus

PLAIN: dict[str, tuple[str, str]] = {
    # acts
    "recruit": ("Mengajak atau menawari", "Contoh: tetangga menawari kerja di kafe di kota lain."),
    "transport": ("Mengantar atau mengangkut", "Contoh: dijemput dan diantar ke hotel atau pelabuhan."),
    "harbour": ("Menampung atau menyembunyikan", "Contoh: ditinggalkan di kamar hotel, mes, atau rumah penampungan."),
    "send": ("Mengirim", "Contoh: tiket dan paspor diurus orang lain, lalu diberangkatkan."),
    "transfer": ("Menyerahkan kepada orang lain", "Contoh: berpindah dari satu “agen” ke agen berikutnya."),
    "receive": ("Menerima", "Contoh: pemilik tempat usaha menerima orang yang dikirim agen."),
    # means
    "threat": ("Diancam", "Contoh: “Keluargamu yang kena kalau kamu lari.”"),
    "force": ("Dipukul atau dipaksa", "Contoh: didorong, ditampar, dipaksa melayani."),
    "abduction": ("Diculik", "Contoh: dibawa tanpa tahu ke mana."),
    "confinement": ("Dikurung atau diawasi terus", "Contoh: pintu dikunci, ponsel atau paspor ditahan."),
    "forgery": ("Dokumen atau umur dipalsukan", "Contoh: umur di KTP dinaikkan agar dapat berangkat."),
    "deception": ("Ditipu dengan janji", "Contoh: dijanjikan jadi pelayan toko, ternyata bukan."),
    "abuse_of_power": ("Kedudukan atau kesulitan hidup dimanfaatkan", "Contoh: oleh orang tua, guru, atau pacar; saat tidak punya uang."),
    "debt": ("Dijerat utang", "Contoh: “Ongkos dan makanmu harus lunas dulu.”"),
    "payment": ("Orang yang berkuasa atas korban dibayar", "Contoh: keluarga diberi uang muka atau barang."),
    # purposes
    "prostitution": ("Layanan seksual", "Contoh: ditawarkan lewat aplikasi; anak yang “open BO”."),
    "forced_labour": ("Kerja paksa atau upah ditahan", "Contoh: bekerja 15 jam, upah tidak dibayar."),
    "slavery": ("Melayani tanpa bebas pergi", "Contoh: bekerja di rumah, tidak boleh keluar."),
    "extortion": ("Diperas atau ditindas", "Contoh: hasil mengemis atau mengamen harus disetor."),
    "sexual_use": ("Pemanfaatan seksual atau reproduksi lain", "Contoh: direkam untuk konten, dijadikan istri pesanan."),
    "organs": ("Organ tubuh diambil", "Contoh: ditawari uang untuk ginjal."),
    "labour_profit": ("Tenaga dipakai, untungnya untuk orang lain", "Contoh: jadi operator penipuan daring di luar negeri."),
}  # fmt: skip


class Plain(forms.MultipleChoiceField):
    """Several of a code list, in plain words with an example under each."""

    def __init__(self, *, label: str, codes: Any, help_text: str) -> None:
        super().__init__(
            label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text,
            choices=[(code, PLAIN[code][0]) for code in codes.values],
        )  # fmt: skip
        self.choice_hints = {code: PLAIN[code][1] for code in codes.values}


class Screen(OfVictim):
    """One calm page: who, what was done, how, what for, where; then, counted for nothing, what she said of it."""

    acts = Plain(
        label="1. Apa yang dilakukan kepadanya?",
        codes=Act,
        help_text="Pilih yang terjadi, walau hanya satu orang pelakunya.",
    )
    means = Plain(
        label="2. Dengan cara apa?",
        codes=Means,
        help_text="Untuk anak, cara tidak diperlukan: kosongkan bila tidak ada.",
    )
    purposes = Plain(
        label="3. Untuk apa, atau apa yang akhirnya terjadi?", codes=Purpose, help_text="Belum terjadi pun dihitung bila itu tujuannya."
    )  # fmt: skip
    crosses_region = forms.BooleanField(label="Dibawa ke kabupaten, kota, atau provinsi lain", required=False)
    crosses_border = forms.BooleanField(label="Dibawa atau akan dibawa ke luar negeri", required=False)
    said_yes = forms.NullBooleanField(
        label="Apakah ia berkata mau sendiri?",
        required=False,
        widget=forms.RadioSelect(choices=[("unknown", "Tidak ditanyakan"), ("true", "Ya"), ("false", "Tidak")]),
        help_text="Dicatat saja. Jawaban ini tidak mengubah hasil.",
        initial="unknown",
    )
    note = paragraph("Keterangan", rows=4, required=False, help_text="Disimpan terenkripsi.")

    @property
    def answers(self) -> Answers:
        """What `screening.record` takes."""
        given = self.cleaned_data
        return Answers(
            acts=[Act(value) for value in given["acts"]],
            means=[Means(value) for value in given["means"]],
            purposes=[Purpose(value) for value in given["purposes"]],
            said_yes=given["said_yes"],
            crosses_region=given["crosses_region"],
            crosses_border=given["crosses_border"],
            note=given["note"],
        )


class Review(forms.Form):
    """The manager's decision about an alert."""

    outcome = forms.ChoiceField(
        label="Hasil telaah",
        widget=forms.RadioSelect,
        choices=[
            (ScreeningStatus.SUSPECTED.value, "Dugaan TPPO"),
            (ScreeningStatus.CLEARED.value, "Bukan TPPO"),
        ],
    )
    note = paragraph("Alasan", rows=4, help_text="Apa yang dicek dan dengan siapa dibicarakan. Disimpan terenkripsi.")
