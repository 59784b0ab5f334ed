"""Kinds of duties for tests, and a way to open one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.obligations import kinds
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import Obligation

BY = System("uji")


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Kind]:
    """Declare a kind for this test only: `declare("uji.biasa", working_days=3, locked=True)`."""

    def make(code: str = "uji.biasa", **options: Any) -> Kind:
        clock = options.pop("clock", Clock(calendar=timedelta(hours=24)))
        url_name = options.pop("url_name", "obligations:detail")
        kind = Kind(code, options.pop("sentence", "Kerjakan hal"), clock, url_name, **options)
        monkeypatch.setitem(kinds._KINDS, code, kind)
        return kind

    return make


@pytest.fixture
def open_duty(cast: Cast, declare: Callable[..., Kind]) -> Callable[..., Obligation]:
    """Open a duty of the UPTD PPA about the city; anything can be said otherwise."""

    def make(**options: Any) -> Obligation:
        kind = options.pop("kind", None) or declare()
        subject = options.pop("subject", cast.city)
        return duties.open_duty(
            kind=kind,
            subject=subject,
            dossier_id=options.pop("dossier_id", subject.pk),
            label=options.pop("label", "26-0001"),
            agency=options.pop("agency", cast.unit),
            area_path=options.pop("area_path", cast.village.path),
            by=options.pop("by", BY),
            at=options.pop("at", NOW),
            **options,
        )

    return make
