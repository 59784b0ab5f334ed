"""What is written about a body is looked through for names of parties and NIK before it is kept (R32)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Model

from tuntas.access.actors import Actor
from tuntas.bodies.models import Body
from tuntas.people.actions import mentions
from tuntas.people.actions.mentions import Place


def look(
    body: Body,
    texts: Mapping[str, str],
    *,
    about: Model,
    label: str,
    officials: Iterable[str] = (),
    confirmed: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Refuse texts that name parties. Called before the change, so that what was found stays recorded. Raises Mentioned."""
    given = {field: text for field, text in texts.items() if text.strip()}
    if given:
        place = Place(about, label, body.agency, body.area_path)
        mentions.check(given, place=place, officials=officials, confirmed=confirmed, by=by, at=at)
