"""The list of rules: what people read, how strictly, on what basis. `rules` gives them by id."""

from tuntas.law import references as ref
from tuntas.law.shape import Rule, Severity

ALL = (
    Rule(
        "R01",
        "Perkara yang pernah digolongkan kekerasan seksual tidak diselesaikan di luar proses peradilan: "
        "kekeluargaan, perdamaian dan pencabutan selalu ditolak. Langkah yang dapat menghilangkannya "
        "memerlukan orang kedua dari luar unit. Bila semua terlapor anak: hanya diversi oleh penegak hukum.",
        Severity.BLOCK,
        (
            ref.TPKS_23,
            ref.TWO_PERSONS,
        ),
    ),
    Rule(
        "R02",
        "Perkara yang pernah digolongkan perdagangan orang, atau waspada TPPO, harus tuntas: kekeluargaan, "
        "perdamaian dan pencabutan selalu ditolak. Persetujuan korban tidak menghapus penuntutan.",
        Severity.BLOCK,
        (
            ref.TPPO_26,
            ref.TPKS_4,
            ref.TPKS_23,
            ref.TWO_PERSONS,
        ),
    ),
    Rule(
        "R03",
        "Mediasi terkunci sampai semua syaratnya terpenuhi: perkara yang boleh dimediasi, permintaan tertulis "
        "korban dewasa, asesmen bersama pendamping dan psikolog, risiko tidak tinggi, tidak ada korban anak, "
        "persetujuan supervisor, rencana pemantauan.",
        Severity.BLOCK,
        (ref.MEDIATION_STANDARD,),
        since="0.2.0",
    ),
    Rule(
        "R04",
        "Kekerasan seksual yang dilaporkan korban sendiri dilaporkan ke kepolisian paling lambat 3×24 jam. "
        "Keterlambatan wajib diberi alasan. Laporan pihak lain mendapat tenggat daerah.",
        Severity.TIMER,
        (
            ref.TPKS_41,
            ref.TPKS_7,
        ),
        since="0.2.0",
    ),
    Rule(
        "R05",
        "KDRT dengan bahaya: pelindungan sementara dimintakan kepada kepolisian dalam 1×24 jam, berlaku "
        "paling lama 7 hari, dan penetapan pengadilan dimintakan dalam 1×24 jam sesudahnya.",
        Severity.TIMER,
        (
            ref.PKDRT_16,
            ref.PKDRT_28,
        ),
        since="0.2.0",
    ),
    Rule(
        "R06",
        "Kekerasan seksual dengan ancaman: kepolisian dapat memberi pelindungan sementara dalam 1×24 jam, "
        "paling lama 14 hari; sesudah diberikan, LPSK dimintai dalam 1×24 jam.",
        Severity.TIMER,
        (
            ref.TPKS_42,
            ref.TPKS_43,
        ),
        since="0.2.0",
    ),
    Rule(
        "R07",
        "Pelindungan yang hampir berakhir diingatkan 48 dan 24 jam sebelumnya; pembatasan oleh pengadilan "
        "dimintakan perpanjangannya paling lambat 7 hari sebelum berakhir.",
        Severity.TIMER,
        (
            ref.PKDRT_16,
            ref.TPKS_42,
            ref.TPKS_45,
        ),
        since="0.2.0",
    ),
    Rule(
        "R08",
        "Penampungan sementara paling lama 14 hari: hari ke-10 diingatkan, hari ke-14 harus ada tempat "
        "berikutnya atau rencana keluar.",
        Severity.TIMER,
        (ref.SHELTER_STANDARD,),
        since="0.2.0",
    ),
    Rule(
        "R09",
        "Korban anak dengan perbuatan dan tujuan eksploitasi selalu WASPADA TPPO, juga tanpa cara memaksa dan "
        "juga bila anak berkata mau.",
        Severity.REQUIRE,
        (
            ref.PALERMO_3C,
            ref.TPPO_1,
        ),
        since="0.2.0",
    ),
    Rule(
        "R10",
        "Persetujuan korban dicatat, tetapi tidak pernah mengubah hasil penapisan perdagangan orang.",
        Severity.BLOCK,
        (
            ref.TPPO_1,
            ref.TPPO_26,
        ),
        since="0.2.0",
    ),
    Rule(
        "R11",
        "Untuk korban anak, wali memberi persetujuan; wali yang menjadi terlapor tidak dapat. Pertolongan "
        "darurat dan laporan polisi tidak menunggu persetujuan.",
        Severity.BLOCK,
        (
            ref.PDP_25,
            ref.PDP_20,
        ),
        since="0.2.0",
    ),
    Rule(
        "R12",
        "Nama, orang tua, alamat, sekolah dan foto anak ditutup dalam setiap dokumen untuk pihak luar.",
        Severity.BLOCK,
        (
            ref.SPPA_19,
            ref.TPKS_69,
        ),
        since="0.2.0",
    ),
    Rule(
        "R14",
        "Kekerasan seksual berbasis elektronik: simpan bukti dulu, lalu mintakan penghapusan konten.",
        Severity.REQUIRE,
        (ref.TPKS_68,),
        since="0.2.0",
    ),
    Rule(
        "R15",
        "Korban dengan disabilitas: akomodasi yang dibutuhkan dicatat sebelum wawancara pertama.",
        Severity.REQUIRE,
        (ref.TPKS_66,),
        since="0.2.0",
    ),
    Rule(
        "R16",
        "Risiko tinggi ditangani saat itu juga, siang atau malam. Rencana boleh menyusul.",
        Severity.TIMER,
        (
            ref.SERVICE_STANDARD,
            ref.RISK_CLOCKS,
        ),
    ),
    Rule(
        "R17",
        "Laporan berisiko sedang mendapat layanan pertama dalam 6 jam.",
        Severity.TIMER,
        (
            ref.SERVICE_STANDARD,
            ref.RISK_CLOCKS,
        ),
    ),
    Rule(
        "R18",
        "Setiap laporan ditindaklanjuti pertama kali paling lambat dalam 3 hari kerja.",
        Severity.TIMER,
        (ref.COMPLAINT_CLOCK,),
    ),
    Rule(
        "R19",
        "Kasus tanpa catatan perkembangan selama 3 hari (tinggi), 7 hari (sedang) atau 14 hari (rendah) "
        "dianggap mandek dan naik ke atasan.",
        Severity.TIMER,
        (ref.NO_STALLING,),
        since="0.2.0",
    ),
    Rule(
        "R20",
        "Terusan, rujukan dan pelimpahan wajib dikonfirmasi dan dijawab oleh penerima. Sampai diterima, "
        "perkara tetap milik pengirim.",
        Severity.TIMER,
        (ref.FORWARDING,),
    ),
    Rule(
        "R21",
        "Kasus diakhiri hanya bila tujuan ditinjau, keselamatan dinilai ulang, korban sendiri diberi tahu, "
        "tindak lanjut dijadwalkan, dan tidak ada rujukan atau proses polisi yang masih terbuka; diusulkan "
        "satu orang, disetujui orang lain.",
        Severity.BLOCK,
        (ref.CLOSING_STANDARD,),
        since="0.2.0",
    ),
    Rule(
        "R22",
        "Permintaan korban tidak mengakhiri perkara pidana biasa atau perkara anak: layanan dihentikan, "
        "proses hukum dipantau.",
        Severity.BLOCK,
        (
            ref.CLOSING_STANDARD,
            ref.TPKS_23,
        ),
        since="0.2.0",
    ),
    Rule(
        "R23",
        "Korban atau terlapor yang sama dalam 12 bulan adalah keberulangan: risiko naik satu tingkat.",
        Severity.REQUIRE,
        (ref.NO_STALLING,),
        since="0.2.0",
    ),
    Rule(
        "R24",
        "Laporan atau orang yang mirip ditunjukkan kepada petugas; orang yang memutuskan apakah sama, bukan komputer.",
        Severity.WARN,
        (ref.ONE_COUNT,),
    ),
    Rule(
        "R25",
        "Membuka kasus tanpa tugas memerlukan alasan, tercatat, dan diperiksa orang lain pada hari kerja berikutnya.",
        Severity.WARN,
        (ref.PDP_39,),
        since="0.2.0",
    ),
    Rule(
        "R29",
        "Diversi dan keadilan restoratif dicatat hanya sebagai keputusan penegak hukum, tidak pernah sebagai "
        "penyelesaian kami.",
        Severity.BLOCK,
        (
            ref.SPPA_7,
            ref.KUHAP_82,
        ),
        since="0.2.0",
    ),
    Rule(
        "R30",
        "Perdagangan orang atau perkara lintas wilayah: disarankan provinsi, gugus tugas, BP3MI, Imigrasi dan LPSK.",
        Severity.WARN,
        (
            ref.TPPO_58,
            ref.TASK_FORCE,
        ),
        since="0.2.0",
    ),
    Rule(
        "R31",
        "Pelapor boleh tidak menyebut nama. Nomor yang ia tinggalkan hanya dilihat petugas penerima.",
        Severity.REQUIRE,
        (
            ref.TPKS_69,
            ref.WITNESS_10,
        ),
    ),
    Rule(
        "R36",
        "Sebelum identitas dalam perkara perdagangan orang dibuka atau dicetak, pemberitahuan bahwa identitas "
        "dirahasiakan dibaca dan tercatat.",
        Severity.REQUIRE,
        (ref.TPPO_24,),
        since="0.2.0",
    ),
    Rule(
        "R37",
        "Rencana untuk korban perdagangan orang, kekerasan seksual atau anak menanyakan restitusi: diajukan, "
        "belum, atau korban tidak menghendaki.",
        Severity.WARN,
        (
            ref.TPPO_48,
            ref.TPKS_30,
            ref.TPKS_70,
            ref.VICTIM_FUND,
        ),
        since="0.2.0",
    ),
    Rule(
        "R38",
        "Permohonan kepada LPSK: keputusan dipantau dalam 7 hari.",
        Severity.TIMER,
        (ref.WITNESS_29,),
        since="0.2.0",
    ),
    Rule(
        "R39",
        "Kemungkinan penetrasi: layanan kesehatan segera, dan dalam 72 jam sejak kejadian, tanpa menunggu "
        "laporan polisi.",
        Severity.TIMER,
        (ref.CLINICAL_72,),
        since="0.2.0",
    ),
)
