"""Who sees which sheet of a person. What makes somebody see one is said by the app that needs the person (cases)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.people.models import Mention, Merge, Person  # noqa: F401 - named in quotes

# Conditions "this person belongs to something of the actor's", and "is behind a wall", added by higher apps in ready().
_THROUGH: list[Callable[[Actor, Permission], Q]] = []
_HIDDEN: list[Callable[[Actor], Q]] = []


def seen_through(condition: Callable[[Actor, Permission], Q]) -> None:
    """Let people be seen by those who see something of theirs, e.g. the case they are in."""
    _THROUGH.append(condition)


def hidden_by(condition: Callable[[Actor], Q]) -> None:
    """Hide people whom a wall of something of theirs hides."""
    _HIDDEN.append(condition)


def _hidden_from(actor: Actor) -> Q:
    hidden = Q(pk__in=Wall.objects.hidden_dossiers(actor))
    for condition in _HIDDEN:
        hidden |= condition(actor)
    return hidden


class PersonQuerySet(QuerySet["Person"]):
    """People: in the unit's own keeping, or in something the actor sees."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.PERSON_VIEW) -> Self:
        """Sheets within reach, never one that a wall hides. Merged sheets stay visible: they point to the kept one."""
        assigned = Q(pk__in=[])
        for through in _THROUGH:
            assigned |= through(actor, permission)
        return self.filter(reach(actor, permission, assigned=assigned)).exclude(_hidden_from(actor))

    def not_hidden(self, actor: Actor) -> Self:
        """Sheets that no wall hides from the actor, whether within reach or not: for whoever decides about them."""
        return self.exclude(_hidden_from(actor))

    def kept(self) -> Self:
        """Sheets that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class MergeQuerySet(QuerySet["Merge"]):
    """A merge is seen by those who see both sheets, and by the desk that decides."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.PERSON_MERGE) -> Self:
        """Merges whose deciding agency is in reach, or both of whose sheets are visible."""
        from django.apps import apps

        people = apps.get_model("people", "Person").objects
        seen = people.visible_to(actor).values("pk")
        known = people.not_hidden(actor).values("pk")
        decides = reach(actor, permission, area_path="kept__area_path")
        return self.filter(decides | Q(kept__in=seen, merged__in=seen)).filter(kept__in=known, merged__in=known)


class MentionQuerySet(QuerySet["Mention"]):
    """What the holder of a sheet is told; nobody else sees it, whoever wrote it least of all."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.PERSON_IDENTITY) -> Self:
        """Of sheets whose names the actor may open."""
        from django.apps import apps

        seen = apps.get_model("people", "Person").objects.visible_to(actor, permission)
        return self.filter(person__in=seen.values("pk"))
