"""Pages of figures with figures on them, on a desk and on a small phone: tables that scroll, bars, hidden cells."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page

from tests.cast import NOW, Cast
from tests.functional import steps
from tests.functional.inspection import Inspector
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.statistics.models import FigureFile
from tuntas.statistics.states import FileFormat
from tuntas.statistics.tests.make import city, publish
from tuntas.statistics.vocabulary import Basis


def test_pages_full_of_figures(live: Live, cast: Cast, browser_page: Callable[..., Page]) -> None:
    few = city(cast)
    making = FigureFile.objects.create(
        format=FileFormat.PDF, area_path=cast.city.path, year=2026, basis=Basis.REPORT.value, agency=cast.unit, asked_by=cast.head,
        asked_at=NOW, total=6, done=2,
    )  # fmt: skip
    inspector = Inspector(steps.staff(browser_page, live, cast.head), live.base)
    counts, crossed = reverse("statistics:counts"), reverse("statistics:crossed")
    inspector.look(f"{counts}?ukuran=korban")
    inspector.look(f"{counts}?wilayah={few}", axe=(320,))
    inspector.look(f"{crossed}?ukuran=korban&baris=wilayah&kolom=umur")
    publish()
    inspector.look(f"{counts}?keadaan=rilis", axe=(320,))
    officer = Inspector(steps.staff(browser_page, live, cast.by_role[Role.DATA_OFFICER]), live.base)
    officer.look(reverse("statistics:releases"), axe=(320,))
    assert officer.wrong == []
    inspector.look(reverse("statistics:file", args=[making.pk]), axe=(320,))
    assert inspector.wrong == []
