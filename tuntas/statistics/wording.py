"""The sentences that stand beside figures, in plain Indonesian. Words of direction come from a test, never from a person."""

from tuntas.statistics.trend import ALPHA, ENOUGH_YEARS, Direction, Trend

# The note on every figure, table and chart: nowhere else is it written.
UNDER_REPORTING = (
    "Jumlah laporan bukan jumlah kejadian: laporan yang lebih sedikit tidak berarti kejadian yang lebih sedikit. "
    "Periksa apakah saluran laporan berjalan."
)
_WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def number(value: float, decimals: int = 0) -> str:
    """A number as Indonesian writes it: 1.234,5."""
    if value != value:  # noqa: PLR0124 - only nan differs from itself
        return "–"
    if value == float("inf"):
        return "∞"
    return f"{value:,.{decimals}f}".translate({ord(","): ".", ord("."): ","})


def p_value(p: float) -> str:
    """A p-value with four decimals; below that only its bound."""
    return number(p, 4) if p >= 0.00005 else "< 0,0001"


def _in_sentence(p: float) -> str:
    return f"p = {number(p, 3)}" if p >= 0.0005 else "p < 0,001"


def _list(values: list[str]) -> str:
    if len(values) < 2:
        return "".join(values)
    comma = "," if len(values) > 2 else ""
    return f"{', '.join(values[:-1])}{comma} dan {values[-1]}"


def sentence(trend: Trend, *, last_year: int | None = None, unit: str = "laporan", note: bool = True) -> str:
    """Say this year's number and the earlier ones, the plausible range, what the tests allow, and the note.

    `note=False` where the note already stands on the page.
    """
    parts = [_numbers(trend, last_year, unit)]
    if trend.plausible is not None:
        parts.append(_range(trend, unit))
        parts.append(_direction(trend, unit))
    parts.append(_enough(len(trend.counts)))
    return " ".join([part for part in parts if part] + [UNDER_REPORTING] * note)


def _numbers(trend: Trend, last_year: int | None, unit: str) -> str:
    *earlier, now = (number(count) for count in trend.counts)
    when = f"Tahun {last_year}" if last_year else "Tahun ini"
    if not earlier:
        return f"{when} tercatat {now} {unit}; tidak ada angka tahun sebelumnya untuk dibandingkan."
    if last_year:
        earlier = [f"{count} ({last_year - len(earlier) + at})" for at, count in enumerate(earlier)]
    before = "tahun sebelumnya" if len(earlier) == 1 else "tahun-tahun sebelumnya"
    return f"{when} tercatat {now} {unit}; {before} {_list(earlier)}."


def _range(trend: Trend, unit: str) -> str:
    assert trend.plausible is not None
    low, high, now = trend.plausible.low, trend.plausible.high, trend.counts[-1]
    place = "di bawah" if now < low else "di atas" if now > high else "di dalam"
    return f"Dari angka sebelumnya, {number(low)} sampai {number(high)} {unit} masih wajar; {number(now)} berada {place} rentang itu."


def _direction(trend: Trend, unit: str) -> str:
    if trend.direction is not Direction.UNKNOWN:
        first, last = number(trend.counts[0]), number(trend.counts[-1])
        return (
            f"Jumlah {unit} {trend.direction} dari {first} menjadi {last}, "
            f"lebih dari yang terjadi karena kebetulan ({_in_sentence(max(trend.equality.p, trend.linear.p))})."
        )
    if trend.equality.p < ALPHA:
        line = f" (uji garis lurus {_in_sentence(trend.linear.p)})" if trend.linear.p >= ALPHA else ""
        return (
            f"Angka antartahun berbeda lebih dari yang biasa terjadi karena kebetulan ({_in_sentence(trend.equality.p)}), "
            f"tetapi arahnya tidak dapat disimpulkan{line}."
        )
    return f"Perbedaan antartahun masih dapat terjadi karena kebetulan ({_in_sentence(trend.equality.p)})."


def _enough(years: int) -> str:
    if years >= ENOUGH_YEARS:
        return ""
    return f"{_WORDS[years].capitalize()} angka terlalu sedikit untuk berbicara tentang tren."
