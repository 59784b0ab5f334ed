"""A body and what hangs on it, for tests that go to every address."""

from typing import Any

from tests.cast import Cast
from tuntas.bodies.models import Seat
from tuntas.bodies.tests.make import make_body


def bodies(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name."""
    body = make_body(cast)
    Seat.objects.create(
        body=body,
        agency=cast.agencies["police"],
        institution="Polresta",
        position="Kanit PPA",
        from_date=body.founded_date,
    )
    return {"body": {"pk": body.pk}}
