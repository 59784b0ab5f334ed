"""Sentences of what happens around figures."""

STATISTICS: dict[str, str] = {
    "facts.rebuilt": "{who} menyusun ulang fakta di balik angka dari {count} kasus.",
}
