"""Reading the event log."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reach

if TYPE_CHECKING:
    from tuntas.audit.models import Event  # noqa: F401 - named in the base below

NEWEST_FIRST = ("-at", "-seq")


class EventQuerySet(QuerySet["Event"]):
    """Events, newest first where they are shown."""

    def visible_to(
        self, actor: Actor, permission: Permission = Permission.AUDIT_VIEW, *, hidden_dossiers: "QuerySet[Any, UUID]"
    ) -> Self:
        """Events within reach, and those that belong to no area, such as sign-ins and settings.

        `hidden_dossiers` are those behind a wall for this actor: the caller names them, because walls
        live in a higher app, and cannot forget to.
        """
        if not holds(actor, permission):
            return self.none()
        within = reach(actor, permission, agency="agency_id", area_path="area_path")
        nowhere = Q(area_path="", agency_id__isnull=True)
        return self.filter(within | nowhere).exclude(dossier_id__in=hidden_dossiers)

    def matching(
        self,
        *,
        actor_id: UUID | None = None,
        nobody: str = "",
        kinds: Collection[str] = (),
        subject: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Self:
        """Filtered as asked on the page.

        `nobody` names an actor without account; `subject` is the id of a record or of its dossier, `until` is excluded.
        """
        found = self
        if actor_id:
            found = found.filter(actor_id=actor_id)
        if nobody:
            found = found.filter(actor_id__isnull=True, actor_name=nobody)
        if kinds:
            found = found.filter(kind__in=kinds)
        if subject:
            about = Q(subject_id=subject)
            if key := _uuid(subject):
                about = Q(subject_id=str(key)) | Q(dossier_id=key)
            found = found.filter(about)
        if since:
            found = found.filter(at__gte=since)
        if until:
            found = found.filter(at__lt=until)
        return found

    def newest_first(self) -> Self:
        """As people read a log."""
        return self.order_by(*NEWEST_FIRST)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
