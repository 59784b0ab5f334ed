"""Bodies, seats and holders for tests, made through the same actions as all others."""

from datetime import date, datetime
from typing import Any

from tests.cast import NOW, Cast
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.bodies.actions import bodies, decrees, members
from tuntas.bodies.actions.bodies import BodyData
from tuntas.bodies.actions.decrees import DecreeData
from tuntas.bodies.actions.members import HolderData, SeatData
from tuntas.bodies.models import Body, BodyKind, Decree, Seat
from tuntas.bodies.states import SeatRole

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


def keeper(body: Body) -> User:
    """Whoever may write for a body: somebody at its secretariat who founded it, or may do the same."""
    return body.created_by


def make_seat(
    body: Body,
    institution: str = "",
    agency: Agency | None = None,
    holder: str | HolderData = "",
    *,
    position: str = "Ketua",
    role: SeatRole = SeatRole.MEMBER,
    from_date: date = FOUNDED,
    to_date: date | None = None,
    by: User | None = None,
    at: datetime = NOW,
) -> Seat:
    """A seat of an institution, with whoever holds it if named."""
    held = HolderData(name=holder) if isinstance(holder, str) and holder else holder or None
    return members.add(
        body, data=SeatData(position=position, role=role, institution=institution, agency=agency), from_date=from_date,
        to_date=to_date, holder=held, by=by or keeper(body), at=at,
    )  # fmt: skip


def make_decree(
    body: Body,
    *,
    from_date: date = FOUNDED,
    to_date: date | None = date(2028, 1, 1),
    by: User | None = None,
    at: datetime = NOW,
    **data: Any,
) -> Decree:
    """A decree of a term; `data` as in `DecreeData`, and `upload`."""
    upload = data.pop("upload", None)
    told: dict[str, Any] = {
        "number": f"SK/{from_date:%Y}", "dated": min(from_date, at.date()), "signer_name": "Uji Camat", "signer_position": "Camat",
    } | data  # fmt: skip
    given = DecreeData(from_date=from_date, to_date=to_date, **told)
    return decrees.record(body, data=given, upload=upload, by=by or keeper(body), at=at)
