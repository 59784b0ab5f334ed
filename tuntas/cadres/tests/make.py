"""Cadres for tests, made through the actions."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.cast import NOW, Cast
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.cadres.actions import activities, registry
from tuntas.cadres.actions.activities import ActivityData, Noticed
from tuntas.cadres.actions.registry import CadreData
from tuntas.cadres.models import Activity, Cadre
from tuntas.cadres.states import ActivityKind, Sign, Source

TODAY = NOW.date()


def day(ago: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=ago)


def make_cadre(
    cast: Cast,
    name: str = "Siti Contoh",
    *,
    area: Area | None = None,
    agency: Agency | None = None,
    user: User | None = None,
    from_date: date | None = None,
    contact: str = "0800-000-002",
    by: User | None = None,
    at: datetime = NOW,
) -> Cadre:
    """A cadre kept by the unit, in the village of the cast, since 2022."""
    data = CadreData(
        name=name, contact=contact, area=area or cast.village, agency=agency or cast.unit, from_date=from_date or date(2022, 11, 24),
        user=user,
    )  # fmt: skip
    return registry.register(data=data, by=by or cast.head, at=at)


def did(
    cadre: Cadre, ago: int = 0, kind: ActivityKind = ActivityKind.SOSIALISASI, *, source: Source = Source.PAPER, by: User | None = None,
    at: datetime = NOW, **data: Any,
) -> Activity:  # fmt: skip
    """Something done so many days ago, written down by whoever keeps the line."""
    given = ActivityData(kind=kind, done_date=at.date() - timedelta(days=ago), source=source, **data)
    return activities.record_activity(cadre, data=given, by=by or cadre.created_by, at=at)


def detect(cadre: Cadre, *, by: User | None = None, at: datetime = NOW, **noticed: Any) -> Activity:
    """An early detection of today, by herself or by whoever keeps her line."""
    told: dict[str, Any] = {"signs": [Sign.FEAR], "words": "Anak itu tampak takut pulang."} | noticed
    source = Source.PHONE if by is None else Source.DEVICE
    data = ActivityData(ActivityKind.EARLY_DETECTION, at.date(), source, noticed=Noticed(**told))
    return activities.record_activity(cadre, data=data, by=by or cadre.created_by, at=at)
