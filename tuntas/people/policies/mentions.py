"""Refusals about names that were written where they should not."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.core.errors import Denied
from tuntas.people.models import Mention
from tuntas.people.policies.people import UNKNOWN, seen


def check_seen(actor: Actor, mention: Mention) -> None:
    """Whoever may open the names of the sheet."""
    if not seen(actor, mention.person, Permission.PERSON_IDENTITY):
        raise Denied(UNKNOWN)
