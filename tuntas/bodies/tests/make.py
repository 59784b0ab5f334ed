"""Bodies, seats and holders for tests, made through the same actions as all others."""

from datetime import date, datetime

from tests.cast import NOW, Cast
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.bodies.actions import bodies
from tuntas.bodies.actions.bodies import BodyData
from tuntas.bodies.models import Body, BodyKind

FOUNDED = date(2025, 1, 6)


def make_body(
    cast: Cast,
    *,
    kind: str = "working_group",
    name: str = "Pokja PPA Pontianak Selatan",
    area: Area | None = None,
    agency: Agency | None = None,
    parent: Body | None = None,
    founded_date: date = FOUNDED,
    by: User | None = None,
    at: datetime = NOW,
) -> Body:
    """A body kept by the secretariat of the district. Of another kind: give an area of its level, and whose it is."""
    data = BodyData(
        kind=BodyKind.objects.get(code=kind), name=name, area=area or cast.district,
        agency=agency or cast.agencies["secretariat"], parent=parent, founded_date=founded_date,
    )  # fmt: skip
    return bodies.found(data=data, by=by or cast.secretariat, at=at)
