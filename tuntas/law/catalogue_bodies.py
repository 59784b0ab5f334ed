"""Rules about working groups, meetings and what leaves them. Part of the list in `rules`."""

from tuntas.law import references as ref
from tuntas.law.shape import Rule, Severity

BODIES = (
    Rule(
        "R13",
        "Anggota kelompok kerja, kelurahan, RW dan RT yang tidak bertugas dalam suatu perkara tidak melihat isinya: "
        "hanya keterangan layanan yang umum.",
        Severity.BLOCK,
        (ref.TPKS_69,),
        since="0.3.0",
    ),
    Rule(
        "R28",
        "Angka di bawah lima tentang laporan, kasus, orang, dan rujukan disembunyikan, juga di dalam, bersama angka lain yang "
        "akan membukanya kembali; kelurahan tidak disilangkan dengan jenis atau umur.",
        Severity.BLOCK,
        (ref.SMALL_NUMBERS,),
        since="0.3.0",
    ),
    Rule(
        "R32",
        "Tulisan tentang pertemuan memuat perkara dengan nomor register saja: NIK dan nama pihak ditolak. Surat ke kelurahan, RW "
        "dan RT tidak memuat perkara sama sekali: nomor laporan dan kasus pun ditolak.",
        Severity.BLOCK,
        (ref.TPKS_69,),
        since="0.3.0",
    ),
    Rule(
        "R34",
        "Kelompok yang tidak bertemu dalam satu masa “tidak berjalan”; keadaan ini diturunkan dari catatan dan tidak dapat "
        "dicentang. Banyaknya laporan tidak menentukan. SK diperpanjang sebelum berakhir.",
        Severity.TIMER,
        (ref.BODIES_RUN,),
        since="0.3.0",
    ),
)
