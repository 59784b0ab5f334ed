"""Reports with sealed values, for tests of the vault. The core knows no app above it, so models are asked for by name."""

from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import transaction

from tests.cast import Cast
from tuntas.core import vault
from tuntas.core.ids import uuid7

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@transaction.atomic
def report(cast: Cast, narrative: str = "cerita", **more: str) -> Any:
    """An answered report (it needs no keeping duty) with a few sealed values and one message."""
    model = apps.get_model("intake", "Report")
    row = model(
        form_id=uuid7(), number=uuid7().hex[-14:], status="answered", channel="web", received_at=NOW, closed_at=NOW,
        area=cast.village, area_path=cast.village.path, agency=cast.unit, phone_token=vault.blind("phone", "0812"),
    )  # fmt: skip
    vault.create(row.pk, "report", at=NOW).seal(row, narrative=narrative, **more)
    row.save()
    message(row, "pesan")
    return row


@transaction.atomic
def message(row: Any, text: str) -> Any:
    """A message of the reporter."""
    made = apps.get_model("intake", "Message")(form_id=uuid7(), report=row, sender="reporter", at=NOW)
    vault.box(row.pk, writing=True).seal(made, text=text)
    made.save()
    return made
