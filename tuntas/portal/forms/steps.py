"""The questions of the form, one page each, in words that anyone knows."""

from collections.abc import Sequence
from typing import Any

from django import forms

from tuntas.intake.states import ReporterRole, VictimAge, ViolenceType
from tuntas.portal.forms.fields import Choose, ChooseMany, LongText, Text

YES, NO, UNKNOWN = "yes", "no", "unknown"
YES_NO_UNKNOWN = [(YES, "Ya"), (NO, "Tidak"), (UNKNOWN, "Tidak tahu")]
PICK_ONE = "Belum ada yang dipilih. Pilih satu, atau tekan “Lewati”."

# What happened, in everyday words, for those who find it hard to tell.
HAPPENED = [
    (ViolenceType.PHYSICAL, "Dipukul, ditendang, atau disakiti badannya"),
    (ViolenceType.PSYCHOLOGICAL, "Diancam, dihina, dikurung, atau ditakut-takuti"),
    (ViolenceType.SEXUAL, "Disentuh, dipaksa, atau dilecehkan secara seksual"),
    (ViolenceType.ELECTRONIC_SEXUAL, "Foto, video, atau pesan seksual lewat ponsel atau internet"),
    (ViolenceType.TRAFFICKING, "Dijual, ditipu, atau dipaksa bekerja"),
    (ViolenceType.EXPLOITATION, "Dimanfaatkan orang lain untuk mendapat uang"),
    (ViolenceType.NEGLECT, "Tidak diberi makan, uang, atau perawatan"),
    (ViolenceType.OTHER, "Hal lain"),
    (UNKNOWN, "Saya belum bisa menjelaskan"),
]


class Danger(forms.Form):
    """Danger now?"""

    danger = Choose(
        label="Apakah ada yang sedang dalam bahaya sekarang?",
        help_text="Kami bertanya agar nomor bantuan muncul lebih dulu.",
        choices=YES_NO_UNKNOWN,
        missing="Belum ada yang dipilih. Pilih satu, atau tekan “Lewati”.",
    )


class Calls(forms.Form):
    """Numbers to call; nothing is asked."""


class Story(forms.Form):
    """What happened: own words, or choices."""

    story = LongText(
        label="Apa yang terjadi?",
        help_text="Ceritakan sebisanya, dengan kata-kata sendiri. Tidak ada jawaban yang salah. Nama tidak perlu ditulis.",
    )
    kinds = ChooseMany(
        label="Sulit bercerita? Pilih saja yang sesuai", help_text="Boleh lebih dari satu.", choices=HAPPENED
    )

    def clean(self) -> dict[str, Any]:
        """Either is enough; one of them is needed for a report."""
        data = super().clean() or {}
        if not self.errors and not data.get("story") and not data.get("kinds"):
            self.add_error("story", "Belum ada isinya. Tulis satu kalimat saja, atau pilih salah satu di bawahnya.")
        return data


class Whom(forms.Form):
    """To whom, roughly how old."""

    whom = Choose(
        label="Siapa yang mengalaminya?",
        choices=[("self", "Saya sendiri"), ("other", "Orang lain"), ("several", "Beberapa orang")],
        hints={"self": "Anak boleh melapor sendiri. Orang tua tidak diberi tahu begitu saja."},
        missing=PICK_ONE,
    )
    age = Choose(
        label="Kira-kira berapa umurnya?",
        help_text="Bila lebih dari satu orang, pilih yang paling muda.",
        choices=[(value or UNKNOWN, label) for value, label in VictimAge.choices],
    )
    about = Text(
        label="Bagaimana kami dapat mengenalinya?",
        help_text="Nama panggilan, kelas, atau hubungan. Contoh: anak tetangga.",
    )


class Since(forms.Form):
    """Since when."""

    since = Choose(
        label="Kapan ini terjadi?",
        help_text="Kira-kira saja. Bila berulang, pilih yang terakhir kali.",
        choices=[
            ("today", "Hari ini"),
            ("days", "Dalam tiga hari terakhir"),
            ("weeks", "Dalam sebulan terakhir"),
            ("months", "Dalam setahun terakhir"),
            ("years", "Lebih dari setahun lalu"),
        ],
        hints={"days": "Pemeriksaan kesehatan paling berguna dalam tiga hari pertama."},
    )
    repeated = Choose(label="Apakah ini berulang?", choices=YES_NO_UNKNOWN)
    note = Text(label="Tanggal, jam, atau sejak kapan")

    def clean(self) -> dict[str, Any]:
        """Any of the three will do."""
        data = super().clean() or {}
        if not self.errors and not any(data.values()):
            self.add_error("since", PICK_ONE)
        return data


class Reporter(forms.Form):
    """Who reports, when it is about someone else."""

    role = Choose(
        label="Anda siapa baginya?",
        help_text="Nama Anda tidak ditanyakan.",
        choices=[
            (ReporterRole.FAMILY, "Keluarga"),
            (ReporterRole.NEIGHBOUR, "Tetangga"),
            (ReporterRole.TEACHER, "Guru atau petugas sekolah"),
            (ReporterRole.OFFICER, "Petugas, kader, atau pengurus RT/RW"),
            (ReporterRole.OTHER, "Teman atau orang lain"),
            ("unsaid", "Tidak ingin menyebutkan"),
        ],
        apart=("unsaid",),
        missing=PICK_ONE,
    )


class Safety(forms.Form):
    """Two questions before anybody thinks of contacting the one it is about."""

    knows = Choose(label="Apakah ia tahu bahwa Anda melapor?", choices=YES_NO_UNKNOWN)
    endangers = Choose(
        label="Apakah ia dapat terancam bila petugas menghubunginya?",
        help_text="Tidak seorang pun menghubunginya sebelum petugas memutuskan bahwa itu aman.",
        choices=YES_NO_UNKNOWN,
    )

    def clean(self) -> dict[str, Any]:
        """One answer is enough."""
        data = super().clean() or {}
        if not self.errors and not any(data.values()):
            self.add_error("knows", PICK_ONE)
        return data


class Hidden(forms.Form):
    """Which officer or office should not know."""

    offices = ChooseMany(
        label="Kantor yang sebaiknya tidak tahu",
        help_text="Kantor yang Anda pilih tidak akan dapat melihat laporan ini.",
    )
    people = Text(
        label="Petugas yang sebaiknya tidak tahu",
        help_text="Tulis nama, jabatan, atau kantornya.",
        longest=1_000,
    )

    def __init__(self, *args: Any, offices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offices"].choices = offices  # type: ignore[attr-defined]
        if not offices:
            del self.fields["offices"]


class Contact(forms.Form):
    """May we contact you?"""

    contact = Choose(
        label="Bolehkah kami menghubungi Anda?",
        help_text="Laporan tetap ditangani, apa pun jawaban Anda.",
        choices=[(YES, "Boleh"), (NO, "Jangan hubungi saya")],
        hints={
            YES: "Kami bertanya dulu bagaimana caranya agar aman.",
            NO: "Anda tetap dapat membaca jawaban dengan nomor dan kode laporan.",
        },
        missing="Belum ada yang dipilih. Pilih satu, atau tekan “Lewati”: kami tidak akan menghubungi Anda.",
    )


class Means(forms.Form):
    """How, when, and what to say when somebody else answers; before any number."""

    channel = Choose(
        label="Dengan cara apa?",
        choices=[
            ("phone", "Telepon"),
            ("whatsapp", "Pesan WhatsApp"),
            ("sms", "Pesan SMS"),
            ("email", "Surel (e-mail)"),
        ],
        missing="Cara menghubungi belum dipilih. Pilih satu, atau tekan “Lewati”: kami tidak akan menghubungi Anda.",
    )
    when = Text(label="Kapan aman bagi Anda?", help_text="Contoh: hari kerja, jam 10 sampai 12.")
    stranger = Choose(
        label="Jika orang lain yang menjawab, apa yang kami lakukan?",
        choices=[
            ("end", "Akhiri tanpa mengatakan apa-apa"),
            ("wrong", "Katakan salah sambung"),
            ("ask", "Boleh menanyakan saya, tanpa menyebut urusannya"),
        ],
    )
    word = Text(
        label="Kata sandi untuk petugas",
        help_text="Satu kata yang disebut petugas lebih dulu, supaya Anda tahu itu benar kami.",
        longest=60,
    )


class Number(forms.Form):
    """Where to reach the reporter."""

    number = Text(
        label="Nomor telepon atau alamat surel (e-mail) yang aman",
        help_text="Pilih yang tidak dipakai bersama orang yang Anda takuti.",
        longest=120,
    )
    name = Text(label="Nama panggilan Anda", help_text="Boleh nama samaran.", longest=120)

    def clean_number(self) -> str:
        """Needed here: who does not want to give one passes the page."""
        number = str(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(
                "Nomor atau alamat belum diisi. Isi, atau tekan “Lewati”: kami tidak akan menghubungi Anda."
            )
        if "@" not in number and sum(sign.isdigit() for sign in number) < 6:
            raise forms.ValidationError("Nomor ini terlalu pendek. Periksa lagi, atau tekan “Lewati”.")
        return number
