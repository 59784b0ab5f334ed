"""A release, and a file of figures that the head of the unit asked for and the worker made, for tests that go to every address."""

from typing import Any

from tests.cast import NOW, Cast
from tuntas.statistics.models import FigureFile
from tuntas.statistics.states import FileFormat
from tuntas.statistics.tests.make import publish
from tuntas.statistics.vocabulary import Basis


def figures(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name."""
    publish()
    row = FigureFile.objects.create(
        format=FileFormat.CSV, area_path=cast.city.path, year=2026, basis=Basis.REPORT.value, agency=cast.unit, asked_by=cast.head,
        asked_at=NOW, total=6, done=6, made_at=NOW, content=b"Tahun\r\n",
    )  # fmt: skip
    return {"figure_file": {"pk": row.pk}}
