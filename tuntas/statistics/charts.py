"""Bars beside a table, drawn here: black on white, without words, because the table says it all."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tuntas.statistics.suppression import Cell

WIDTH, HEIGHT = 80, 10


def bar(one: Cell, most: int) -> SafeString:
    """The bar of a count beside the largest that is shown; of a hidden one there is none. Not read aloud."""
    if not one.number or not most:
        return SafeString("")
    width = max(1, round(one.number / most * WIDTH))
    return format_html(
        '<svg width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="{}" fill="currentColor"></rect></svg>',
        WIDTH, HEIGHT, WIDTH, HEIGHT, width, HEIGHT,
    )  # fmt: skip


def bars(cells: list[Cell]) -> list[SafeString]:
    """One for each row."""
    most = max((one.number or 0 for one in cells), default=0)
    return [bar(one, most) for one in cells]
