"""Reading notices."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from tuntas.access.actors import Actor

if TYPE_CHECKING:
    from tuntas.notices.models import Notice  # noqa: F401 - named in quotes


class NoticeQuerySet(QuerySet["Notice"]):
    """A notice is its receiver's alone."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(user=actor.id) if actor.id else self.none()

    def due(self, at: datetime) -> Self:
        """Waiting notices whose next attempt has come."""
        return self.filter(status="waiting", next_attempt_at__lte=at)
