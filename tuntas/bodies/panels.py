"""What stands on the page of a body: each owner of something about bodies adds its own, in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tuntas.access.actors import Actor
from tuntas.bodies.models import Body

Build = Callable[[Actor, Body, datetime], dict[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """One section of the page. `build` gives what the template reads as `panel`; None where there is nothing to show."""

    order: int
    template: str
    build: Build


_PANELS: list[Panel] = []


def register(order: int, template: str, build: Build) -> None:
    """Add a section. The page's own stand at 10 (summary), 20 (decree), 30 (members), 40 (officers), 50 (secretariat),
    60 (tasks); above them 0 (does it run?) and 5 (meetings).
    """
    panel = Panel(order, template, build)
    if panel not in _PANELS:
        _PANELS.append(panel)


def panels_for(actor: Actor, body: Body, at: datetime) -> list[tuple[str, dict[str, Any]]]:
    """The sections of one body for one person, in their order."""
    built = [(panel.template, panel.build(actor, body, at)) for panel in sorted(_PANELS, key=lambda each: each.order)]
    return [(template, found) for template, found in built if found is not None]
