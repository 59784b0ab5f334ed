"""Rules about cadres. Part of the list in `rules`."""

from tuntas.law import references as ref
from tuntas.law.shape import Rule, Severity

CADRES = (
    Rule(
        "R33",
        "Status kader diturunkan dari kegiatan yang dicatat dan tidak dapat dicentang: aktif sampai 90 hari sesudah kegiatan "
        "terakhir, jeda sampai 180 hari, lalu tidak aktif. Yang jeda mendapat panggilan dukungan, bukan pengumuman nama. "
        "Kunjungan rumah dan deteksi dini tidak memuat foto, tempat, atau alamat; perkara berisiko tinggi dan perdagangan "
        "orang tidak pernah menjadi tugas kader.",
        Severity.TIMER,
        (ref.CADRES_ACTIVE,),
        since="0.4.0",
    ),
)
