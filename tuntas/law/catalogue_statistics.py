"""Rules about figures. Part of the list in `rules`."""

from tuntas.law import references as ref
from tuntas.law.shape import Rule, Severity

STATISTICS = (
    Rule(
        "R35",
        "Kata “naik” atau “turun” tentang jumlah laporan berasal dari uji atas angka, tidak dari pernyataan orang; pada setiap "
        "angka tertulis bahwa jumlah laporan bukan jumlah kejadian. Wilayah yang sunyi diperiksa salurannya; tidak pernah "
        "disebut aman.",
        Severity.REQUIRE,
        (ref.HONEST_FIGURES,),
        since="0.4.0",
    ),
)
