"""A notice for somebody, at the moment of the test."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.cast import Cast
from tuntas.access.actors import System
from tuntas.core.ids import uuid7
from tuntas.notices.actions import outbox
from tuntas.notices.models import Notice

BY = System("uji")


@pytest.fixture
def notice(cast: Cast) -> Callable[..., Notice]:
    """Write one: `notice(daily=True, user=cast.head)`."""

    def make(**options: object) -> Notice:
        user = options.pop("user", cast.hotline)
        key = str(uuid7())
        values = {"kind": "duty", "about_id": uuid7(), "by": BY, "at": timezone.now()} | options
        outbox.notify([user], key=key, **values)  # type: ignore[arg-type, list-item]  # options of a test
        return Notice.objects.get(key=f"{key}:{user.pk}")  # type: ignore[attr-defined]

    return make
