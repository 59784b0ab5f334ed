"""A body and what hangs on it, for tests that go to every address."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOW, Cast
from tuntas.bodies.actions import paths
from tuntas.bodies.models import BodyKind
from tuntas.bodies.states import PathKind, SeatRole
from tuntas.bodies.tests.make import make_body, make_decree, make_seat
from tuntas.files.tests.make import picture


def bodies(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name: a body with a decree that ends soon, and seats held, without holder and ended."""
    body = make_body(cast)
    upload = SimpleUploadedFile("sk.jpg", picture(), content_type="image/jpeg")
    soon = (NOW + timedelta(days=30)).date()
    decree = make_decree(body, to_date=soon, upload=upload)
    seat = make_seat(body, agency=cast.agencies["police"], holder="Uji Kanit", position="Kanit PPA")
    make_seat(body, "TP PKK", position="Ketua TP PKK", role=SeatRole.CHAIR)
    make_seat(body, "Koramil", holder="Uji Danramil", to_date=NOW.date())
    unused = BodyKind.objects.create(code="unused", name="Jenis tanpa kelompok", levels=[3])
    path = paths.start(
        kind=PathKind.REACTIVATION, body=body, area=body.area, agency=body.agency, by=cast.secretariat, at=NOW
    )
    return {
        "path": {"pk": path.pk},
        "path_step": {"pk": path.steps.order_by("position")[0].pk},
        "body": {"pk": body.pk},
        "decree": {"pk": decree.pk},
        "seat": {"pk": seat.pk},
        "holder": {"pk": seat.holders.get().pk},
        "body_kind": {"pk": unused.pk},
    }
