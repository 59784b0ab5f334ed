"""What the invented reporters of the demo say. Short, plain, no real place, person or number."""

from dataclasses import dataclass

from tuntas.intake.states import ReporterRole as Who
from tuntas.intake.states import VictimAge as Age
from tuntas.intake.states import ViolenceType as T


@dataclass(frozen=True)
class Story:
    """One kind of report: what is told, what it is, about whom, by whom, and which danger signs it has."""

    text: str
    types: tuple[T, ...]
    age: Age
    whom: str
    who: Who
    signs: tuple[str, ...] = ()


STORIES = (
    Story(
        "Suami saya memukul saya tadi malam. Anak-anak melihat. Ini bukan yang pertama.",
        (T.PHYSICAL, T.PSYCHOLOGICAL),
        Age.ADULT,
        "saya sendiri",
        Who.VICTIM,
    ),
    Story(
        "Saya dengar teriakan dari rumah tetangga hampir setiap malam. Istrinya sering lebam.",
        (T.PHYSICAL,),
        Age.ADULT,
        "ibu di rumah sebelah",
        Who.NEIGHBOUR,
    ),
    Story(
        "Murid saya kelas 5 sering tidak masuk dan takut pulang. Katanya dipukul ayah tirinya.",
        (T.PHYSICAL, T.PSYCHOLOGICAL),
        Age.CHILD_6_12,
        "murid perempuan",
        Who.TEACHER,
        ("child_in_danger",),
    ),
    Story(
        "Ada anak perempuan menginap di hotel dekat pasar, diantar orang dewasa yang berbeda-beda.",
        (T.EXPLOITATION, T.TRAFFICKING),
        Age.CHILD_13_17,
        "anak perempuan",
        Who.OTHER,
        ("child_in_danger",),
    ),
    Story(
        "Mantan pacar menyebarkan foto saya dan minta uang.",
        (T.ELECTRONIC_SEXUAL, T.PSYCHOLOGICAL),
        Age.ADULT,
        "saya sendiri",
        Who.VICTIM,
    ),
    Story(
        "Suami tidak memberi nafkah sejak tiga bulan dan melarang saya bekerja.",
        (T.NEGLECT, T.PSYCHOLOGICAL),
        Age.ADULT,
        "saya sendiri",
        Who.VICTIM,
    ),
    Story(
        "Keponakan saya dijanjikan kerja di luar kota lewat kenalan di media sosial. Paspornya diminta.",
        (T.TRAFFICKING,),
        Age.ADULT,
        "keponakan",
        Who.FAMILY,
    ),
    Story(
        "Atasan di tempat kerja menyentuh saya tanpa izin. Saya takut dipecat.",
        (T.SEXUAL,),
        Age.ADULT,
        "saya sendiri",
        Who.VICTIM,
    ),
    Story(
        "Anak tetangga umur sekitar 7 tahun ditinggal sendiri berhari-hari.",
        (T.NEGLECT,),
        Age.CHILD_6_12,
        "anak tetangga",
        Who.NEIGHBOUR,
    ),
    Story(
        "Dia mengancam akan membunuh saya kalau saya pergi. Saya di rumah ibu sekarang.",
        (T.PHYSICAL, T.PSYCHOLOGICAL),
        Age.ADULT,
        "saya sendiri",
        Who.VICTIM,
        ("death_threat",),
    ),
    Story(
        "Saya bekerja di rumah makan, gaji ditahan, KTP dipegang majikan, tidak boleh keluar.",
        (T.TRAFFICKING, T.EXPLOITATION),
        Age.ADULT,
        "saya dan dua teman",
        Who.VICTIM,
    ),
    Story(
        "Teman anak saya cerita ada guru les yang memegang badannya.",
        (T.SEXUAL,),
        Age.CHILD_6_12,
        "teman anak saya",
        Who.FAMILY,
    ),
    Story(
        "Orang tua sepupu saya mau menikahkan dia, umurnya baru 15 tahun.",
        (T.SEXUAL, T.PSYCHOLOGICAL),
        Age.CHILD_13_17,
        "sepupu",
        Who.FAMILY,
    ),
    Story(
        "Nenek di ujung gang sering dibentak dan tidak diberi makan anaknya.",
        (T.NEGLECT, T.PSYCHOLOGICAL),
        Age.ELDER,
        "nenek",
        Who.NEIGHBOUR,
    ),
    Story(
        "Kakak ipar memukul istrinya yang sedang hamil.",
        (T.PHYSICAL,),
        Age.ADULT,
        "istri kakak ipar",
        Who.FAMILY,
        ("pregnancy",),
    ),
    Story(
        "Ada yang menawarkan anak lewat aplikasi obrolan di kos-kosan belakang toko.",
        (T.EXPLOITATION, T.TRAFFICKING),
        Age.CHILD_13_17,
        "beberapa anak",
        Who.OFFICER,
    ),
)

ANSWERS = (
    "Terima kasih sudah melapor. Kami sudah mencatat dan petugas akan menindaklanjuti.",
    "Laporan Anda sudah kami terima. Bila keadaan berubah, tambahkan keterangan di halaman ini.",
    "Kami sudah menghubungi pihak yang dapat membantu. Anda dapat datang ke kantor pada jam kerja.",
)
ADDITIONS = ("Tadi malam terjadi lagi.", "Saya ingat nama jalannya, dekat jembatan.", "Apakah ada kabar?")
INFORMATION = (
    "Saya ingin tahu syarat mengurus akta anak setelah bercerai.",
    "Jam berapa kantor buka? Apakah harus membawa KTP?",
)
