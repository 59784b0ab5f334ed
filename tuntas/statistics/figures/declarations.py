"""What can be counted, by what, and by which rule. Pages, files and the page of counting rules are made from this."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from tuntas.statistics import vocabulary as words
from tuntas.statistics.models import CaseFact, PersonYear, ReportFact, ServiceFact
from tuntas.statistics.vocabulary import CodeList, Part

AREA, QUARTER = "wilayah", "triwulan"
AgeGroups = tuple[tuple[int | None, str], ...]


@dataclass(frozen=True)
class Dimension:
    """A list by which something is counted. `several`: one may stand under several of its words."""

    key: str
    label: str
    column: str
    codes: CodeList | None = None
    ages: AgeGroups = ()
    several: bool = False
    hxl: str = "#indicator+category"
    how: str = ""

    def read(self, raw: Any) -> list[str]:
        """The codes under which a stored value is counted."""
        if self.ages:
            return [words.age_group(self.ages, raw)]
        if self.codes is None:
            return [str(raw)]
        return self.codes.codes(raw) if self.several else [self.codes.known(str(raw))]

    def lines(self) -> list[tuple[str, str]]:
        """Codes and words in printed order; the last is for what is not known."""
        if self.ages:
            return [*((text, text) for _, text in self.ages), ("", words.UNKNOWN)]
        if self.key == QUARTER:
            return [(str(number), f"Triwulan {number}") for number in (1, 2, 3, 4)]
        assert self.codes is not None
        items = [(str(code), text) for code, text in self.codes.items]
        return items if "" in dict(items) or self.key == "status" else [*items, ("", words.UNKNOWN)]


_MANY = "Satu {whom} dapat masuk beberapa baris; karena itu jumlah baris dapat melebihi jumlah {whom}."
_AGE = (
    "Umur dalam tahun genap pada hari kejadian; bila hari kejadian tidak diketahui, pada hari lapor. Bila hanya tahun lahir yang "
    "diketahui, selisih tahun."
)
_FIRST = "Menurut kejadian pertama dalam kasus."
_QUARTER = "Menurut dasar tanggal yang dipilih; orang menurut kasusnya yang pertama dalam tahun itu."
_AREA = (
    "Wilayah kasus atau laporan. Wilayah yang digabung dihitung pada penerusnya; yang dipecah tetap dihitung pada dirinya sendiri. "
    "Kelurahan dan desa hanya sebagai daftar, tidak disilangkan dengan jenis atau umur."
)
_TYPES = "Daftar SIMFONI PPA; kekerasan seksual berbasis elektronik dihitung sebagai seksual. "
_GIVEN = "Layanan yang sudah dimulai atau selesai, bukan yang baru diminta. "
_YES_NO = CodeList((("True", "Ya"), ("False", "Tidak atau belum")))
_VERDICT = CodeList((("True", "Tercatat"), ("False", "Belum tercatat")))
_GIVEN_OR_NOT = CodeList((("True", "Diberikan"), ("False", "Belum diberikan")))

_ALL = (
    Dimension(QUARTER, "Triwulan", "quarter", hxl="#date+quarter", how=_QUARTER),
    Dimension(AREA, "Wilayah", "area_path", hxl="#adm+code", how=_AREA),
    Dimension("jenis", "Jenis kekerasan", "types", words.TYPES, several=True, how=_TYPES + _MANY.format(whom="kasus atau korban")),
    Dimension("konteks", "Konteks", "contexts", words.CONTEXTS, several=True, how=_MANY.format(whom="kasus")),
    Dimension("tempat", "Tempat kejadian", "place", words.PLACES, how=_FIRST),
    Dimension("layanan-daring", "Layanan daring tempat kejadian", "platform", words.PLATFORM, how=_FIRST),
    Dimension("status", "Status dan akhir kasus", "ending", words.ENDINGS, how="Keadaan sekarang, bukan keadaan pada akhir tahun."),
    Dimension("kelamin", "Jenis kelamin", "sex", words.SEX, hxl="#indicator+sex"),
    Dimension("umur", "Kelompok usia (SIMFONI)", "age", ages=words.SIMFONI_AGES, hxl="#indicator+age", how=_AGE),
    Dimension("umur-kesehatan", "Kelompok usia (puskesmas)", "age", ages=words.HEALTH_AGES, hxl="#indicator+age", how=_AGE),
    Dimension("pendidikan", "Pendidikan", "education", words.EDUCATION),
    Dimension("pekerjaan", "Pekerjaan", "work", words.WORK),
    Dimension("perkawinan", "Status perkawinan", "marital", words.MARITAL),
    Dimension(
        "disabilitas", "Disabilitas", "disabilities", words.DISABILITY, several=True,
        how="Baris terakhir: tidak ada atau tidak diketahui. " + _MANY.format(whom="orang"),
    ),
    Dimension(
        "hubungan", "Hubungan terlapor dengan korban", "relations", words.RELATIONS, several=True, how=_MANY.format(whom="orang")
    ),
    Dimension(
        "layanan", "Layanan yang diterima", "services", words.SERVICES, several=True, how=_GIVEN + _MANY.format(whom="korban")
    ),
    Dimension(
        "putusan", "Putusan berkekuatan tetap", "final_verdict", _VERDICT, how="Tercatat dalam kasusnya; apa isinya tidak dihitung."
    ),
    Dimension("saluran", "Saluran", "channel", words.CHANNELS),
    Dimension("usia-disebut", "Usia korban menurut pelapor", "victim_age", words.VICTIM_AGES),
    Dimension("menjadi-kasus", "Menjadi kasus", "became_case", _YES_NO),
    Dimension("macam", "Layanan", "kind", words.SERVICES, hxl="#service"),
    Dimension("diberikan", "Diberikan", "given", _GIVEN_OR_NOT),
)  # fmt: skip
D = {each.key: each for each in _ALL}


@dataclass(frozen=True)
class Measure:
    """Something that is counted. `crosses`: pairs of lists that stand in one table; never two that may count twice."""

    key: str
    label: str
    model: type[models.Model]
    how: str
    lists: tuple[str, ...]
    crosses: tuple[tuple[str, str], ...]
    where: dict[str, Any] = field(default_factory=dict)
    hxl: str = "#affected"
    one_day: bool = False  # has no day but that of the report

    @property
    def by_year(self) -> bool:
        """Whether rows are people in a year, counted once, instead of things with days."""
        return self.model is PersonYear


_OF_PEOPLE = (
    QUARTER, AREA, "kelamin", "umur", "umur-kesehatan", "jenis", "tempat", "hubungan", "pendidikan", "pekerjaan", "perkawinan",
    "disabilitas",
)  # fmt: skip
_ONCE = (
    "Seseorang yang ada dalam beberapa kasus setahun dihitung satu kali dalam tahun itu (R24): di wilayah, triwulan, dan umur "
    "kasusnya yang pertama, dengan jenis, hubungan, dan layanan dari semua kasusnya. Data yang digabungkan adalah satu orang."
)
MEASURES = (
    Measure(
        "kasus", "Kasus", CaseFact,
        "Satu kasus dihitung satu kali, berapa pun korbannya. Kasus yang diakhiri sebagai ganda tidak dihitung.",
        (QUARTER, AREA, "jenis", "tempat", "konteks", "layanan-daring", "status"),
        ((AREA, "jenis"), (AREA, "tempat"), (AREA, QUARTER), ("jenis", "tempat"), ("jenis", QUARTER)), hxl="#event",
    ),
    Measure(
        "korban", "Korban", PersonYear, _ONCE, (*_OF_PEOPLE, "layanan"),
        (
            (AREA, "umur"), (AREA, "kelamin"), (AREA, "jenis"), (AREA, "layanan"), ("umur", "kelamin"), ("jenis", "umur"),
            ("jenis", "kelamin"), ("hubungan", "kelamin"), ("layanan", "umur"),
        ),
        {"part": Part.VICTIM}, hxl="#affected+victims",
    ),
    Measure(
        "terlapor", "Terlapor", PersonYear,
        "Orang yang dilaporkan. SIMFONI menyebut kolom ini “pelaku”; sebelum ada putusan berkekuatan tetap mereka terlapor, dan angka ini "
        "tidak mengatakan bahwa mereka terbukti. " + _ONCE,
        (*_OF_PEOPLE, "putusan"), ((AREA, "kelamin"), ("umur", "kelamin"), ("hubungan", "umur")),
        {"part": Part.REPORTED_PERSON}, hxl="#affected+reported",
    ),
    Measure(
        "laporan", "Laporan", ReportFact,
        "Setiap laporan yang diterima, juga yang ganda atau bukan kewenangan; kontak yang bukan pengaduan tidak dihitung. Laporan hanya "
        "mempunyai tanggal lapor.",
        (QUARTER, AREA, "saluran", "jenis", "usia-disebut", "menjadi-kasus"),
        ((AREA, "saluran"), ("saluran", QUARTER), ("jenis", "saluran")), hxl="#event+reports", one_day=True,
    ),
    Measure(
        "layanan", "Layanan", ServiceFact,
        "Layanan yang diminta untuk korban dan tidak dibatalkan, bertanggal menurut kasusnya. Waktu tunggu: hari dari permintaan sampai "
        "layanan mulai, nilai tengah dari yang sudah mulai.",
        (QUARTER, AREA, "macam", "diberikan"), (("macam", "diberikan"), (AREA, "macam")), hxl="#service",
    ),
)  # fmt: skip
BY_KEY = {measure.key: measure for measure in MEASURES}
for _measure in MEASURES:
    for _row, _column in _measure.crosses:
        assert not (D[_row].several and D[_column].several), (_measure.key, _row, _column)
