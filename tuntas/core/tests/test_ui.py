"""Weight, colours, and what the content policy and the safety of the public pages forbid."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string

from tuntas.core.tests import catalogue
from tuntas.core.tests.catalogue import wrong_form

pytestmark = pytest.mark.urls("tuntas.core.tests.catalogue")

CORE = Path(settings.BASE_DIR) / "tuntas" / "core"
STATIC = CORE / "static"
PALETTE = Path(settings.BASE_DIR) / "assets" / "scss" / "_palette.scss"
TEMPLATES = sorted(Path(settings.BASE_DIR).glob("tuntas/*/templates/**/*.html"))
OUR_TEMPLATES = [str(path.relative_to(CORE / "templates")) for path in TEMPLATES if CORE in path.parents]
ERRORS = ("400", "403", "404", "409", "500", "csrf")
PARTS = ("parts", "duties", "record", "list")
STEPS = ("where", "danger", "story", "done")
KB = 1024


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


# --- Weight ---


@pytest.mark.parametrize(("name", "bar"), [("public.css", 10), ("public.js", 4), ("staff.css", 14), ("staff.js", 24)])
def test_a_bundle_stays_small(name: str, bar: int) -> None:
    assert 200 < packed((STATIC / name).read_bytes()) <= bar * KB


def test_a_first_public_page_with_all_it_loads_fits_a_slow_line() -> None:
    page = render_to_string("core/catalogue_public.html", catalogue.context(step="where"))
    loaded = re.findall(r'(?:src|href)="([^"]+\.(?:css|js|svg|png|woff2?))"', page)
    assert len(loaded) == 2
    files = [STATIC / re.sub(r"\.[0-9a-f]{12}\.", ".", Path(name).name) for name in loaded]
    assert packed(page.encode()) + sum(packed(file.read_bytes()) for file in files) <= 25 * KB


@pytest.mark.parametrize("step", STEPS)
def test_a_later_public_page_weighs_little(step: str) -> None:
    page = render_to_string("core/catalogue_public.html", catalogue.context(step=step, form=wrong_form()))
    assert packed(page.encode()) <= 6 * KB


# --- What the content policy and the public pages forbid ---


FORBIDDEN = (
    re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on"),
    re.compile(r"<script(?![^>]*\ssrc=)"),
    re.compile(r"<(?:link|script|img|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//"),
)


def forbidden(source: str) -> list[str]:
    return [found[0] for pattern in FORBIDDEN if (found := pattern.search(source))]


def test_no_template_has_an_inline_script_or_style() -> None:
    assert len(TEMPLATES) > 200
    assert {str(path): found for path in TEMPLATES if (found := forbidden(path.read_text()))} == {}


@pytest.mark.parametrize(
    "wrong",
    ['<p style="x">', "<style>", '<a onclick="x">', "<script>x</script>", '<img alt="" src="https://x.test/y">'],
)
def test_an_inline_script_or_style_would_be_noticed(wrong: str) -> None:
    assert forbidden(wrong)


@pytest.mark.parametrize("name", ["public.css", "public.js", "staff.css"])
def test_a_bundle_names_no_other_host(name: str) -> None:
    assert not re.search(r"(?:url\(|@import|fetch\()\s*[\"']?(?:https?:)?//", (STATIC / name).read_text())


def test_the_styles_carry_neither_the_font_nor_the_colours_of_another_government() -> None:
    for name in ("public.css", "staff.css"):
        assert not re.search(
            r"GDS Transport|#1d70b8|#ffdd00|#00703c|#0b0c0c", (STATIC / name).read_text(), re.IGNORECASE
        )


@pytest.mark.parametrize("name", ["core/catalogue_public.html", *(f"errors/public_{code}.html" for code in ERRORS)])
def test_a_public_page_gives_nothing_away_in_title_icon_or_mark(name: str) -> None:
    page = render_to_string(name, catalogue.context())
    assert "<title>Layanan warga</title>" in page
    assert 'rel="icon" href="data:,"' in page
    assert "tuntas" not in page.lower()
    assert "data-exit=" in page
    assert "tidak menghapus riwayat" in page


# --- Colours ---


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("front", "back", "bar"),
    [
        ("ink", "paper", 4.5),
        ("ink", "mist", 4.5),
        ("quiet", "paper", 4.5),
        ("quiet", "mist", 4.5),
        ("teal", "paper", 4.5),
        ("teal", "mist", 4.5),
        ("teal-deep", "paper", 4.5),
        ("late", "late-wash", 4.5),
        ("late", "paper", 4.5),
        ("danger", "paper", 4.5),
        ("danger-deep", "paper", 4.5),
        ("done", "done-wash", 4.5),
        ("info", "info-wash", 4.5),
        ("info", "paper", 4.5),
        ("focus", "paper", 3),
        ("focus", "mist", 3),
    ],
)
def test_a_pair_of_colours_can_be_read(front: str, back: str, bar: float) -> None:
    colours = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", PALETTE.read_text(), re.MULTILINE))
    assert contrast(colours[front], colours[back]) >= bar


# --- Templates ---


def test_every_template_compiles() -> None:
    for name in OUR_TEMPLATES:
        get_template(name)


@pytest.mark.parametrize("side", ["public", "staff"])
@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_says_what_to_do_next_and_nothing_of_the_request(side: str, code: str) -> None:
    page = render_to_string(f"errors/{side}_{code}.html", {"request_path": "/laporan/24-0613", "exception": "gone"})
    assert "Ke halaman awal" in page
    assert "24-0613" not in page
    assert "gone" not in page


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "500.html"])
def test_the_pages_django_looks_for_stand_without_a_request(name: str) -> None:
    assert "Layanan warga" in render_to_string(name)


@pytest.mark.parametrize("code", ["403", "409"])
def test_a_refusal_shows_its_sentence_and_rule_escaped(code: str) -> None:
    page = render_to_string(f"errors/staff_{code}.html", {"sentence": catalogue.HOSTILE, "rule": "R02"})
    assert "&lt;script&gt;alert(1)" in page
    assert "R02" in page
    assert "<img" not in page


@pytest.mark.parametrize("part", PARTS)
def test_ids_on_a_staff_page_are_unique_and_references_arrive(part: str) -> None:
    check_references(render_to_string("core/catalogue.html", catalogue.context(part=part, form=wrong_form())))


@pytest.mark.parametrize("step", STEPS)
def test_ids_on_a_public_page_are_unique_and_references_arrive(step: str) -> None:
    form = wrong_form() if step == "done" else catalogue.Sample()
    page = render_to_string("core/catalogue_public.html", catalogue.context(step=step, form=form))
    check_references(page, skip_links=step == "done")


def check_references(page: str, *, skip_links: bool = False) -> None:
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    wanted = re.findall(r'\sfor="([^"]*)"', page)
    for names in re.findall(r'aria-(?:describedby|labelledby)="([^"]*)"', page):
        wanted += names.split()
    summary = "" if skip_links else "".join(re.findall(r'<ul class="govuk-list.*?</ul>', page, re.DOTALL))
    hidden = {"id_village", "id_place"}  # fields of the sample form that this page does not show
    wanted += [name for name in re.findall(r'href="#([^"]+)"', summary) if name not in hidden]
    assert set(wanted) <= set(ids)
