"""The steps of guided paths: what is done, how soon, on what it rests. What can be read from the records is checked, not believed."""

from dataclasses import dataclass

from tuntas.bodies.states import PathKind

REVIEW_AFTER = 90  # days after the training, as it was asked for


@dataclass(frozen=True)
class StepKind:
    """One step. `within`: days from the start. `document`: a letter or decree shows it. `basis`: what asks for it.

    `after`: steps that come before it by law.
    """

    code: str
    title: str
    help: str
    within: int
    document: str = ""
    basis: str = ""
    after: tuple[str, ...] = ()


REACTIVATION = (
    StepKind("members", "Tetapkan lembaga anggota dan wakilnya", "Paling sedikit tiga kursi dengan wakil, dan seorang ketua.", 14),
    StepKind("decree", "Terbitkan SK baru", "SK yang berlaku hari ini dan dicatat sejak jalur ini dimulai.", 30),
    StepKind("contacts", "Pastikan kontak dan jam sekretariat", "Satu kontak yang diverifikasi dan jam buka sekretariat.", 37),
    StepKind("tasks", "Sepakati pembagian tugas", "Paling sedikit satu pembagian tugas yang berlaku.", 60),
    StepKind("training", "Latih anggota", "Pelatihan dengan daftar hadir sejak jalur ini dimulai.", 75),
    StepKind(
        "review", "Tinjau setelah 90 hari", "Setelah 90 hari: apakah kelompok ini berjalan? Tulis hasil tinjauan.",
        75 + REVIEW_AFTER,
    ),
)  # fmt: skip

# Perpres 55/2024 after UU 12/2022 art. 78 and 90: technical consideration of the Minister, written consultation, then the regulation.
UPTD_FORMATION = (
    StepKind(
        "study", "Kajian kebutuhan dan beban kerja", "Apa yang dilayani, oleh berapa orang, dengan biaya berapa.", 60, "Dokumen kajian",
        "Permen PPPA 4/2018",
    ),
    StepKind(
        "minister", "Pertimbangan teknis Menteri PPPA", "Surat permohonan, lalu jawaban Menteri.", 120, "Surat pertimbangan teknis",
        "Perpres 55/2024",
    ),
    StepKind(
        "consultation", "Konsultasi tertulis", "Provinsi: Menteri Dalam Negeri. Kabupaten atau kota: gubernur.", 150,
        "Surat hasil konsultasi", "Perpres 55/2024",
    ),
    StepKind(
        "regulation", "Peraturan kepala daerah", "Peraturan gubernur, bupati, atau wali kota tentang UPTD PPA.", 210,
        "Nomor peraturan", "UU 12/2022 Pasal 78", ("minister", "consultation"),
    ),
    StepKind("staff", "Kepala, petugas, dan anggaran", "Pengangkatan kepala dan petugas; anggaran tersedia.", 270, "SK pengangkatan"),
    StepKind(
        "opening", "Layanan dibuka", "UPTD PPA tercatat di wilayah ini dan menjadi unit penerima laporan.", 300, basis="UU 12/2022 Pasal 90"
    ),
)  # fmt: skip

BY_KIND: dict[PathKind, tuple[StepKind, ...]] = {
    PathKind.REACTIVATION: REACTIVATION,
    PathKind.UPTD_FORMATION: UPTD_FORMATION,
}
LAST = {kind: steps[-1].code for kind, steps in BY_KIND.items()}
STEPS = {(kind, step.code): step for kind, steps in BY_KIND.items() for step in steps}
