"""Reading accounts."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.areas.models import Succession

if TYPE_CHECKING:
    from tuntas.accounts.models import Invitation, Posting, Restoration, User  # noqa: F401 - named in the bases below


class UserQuerySet(QuerySet["User"]):
    """People, seen through their postings."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.USER_VIEW) -> Self:
        """Oneself, and everyone with a posting, past or present, within reach."""
        within = reach(actor, permission, agency="postings__agency", area_path="postings__area__path")
        return self.filter(Q(pk=actor.id) | within).distinct()

    def after(self, key: UUID | None) -> Self:
        """By name, from the person after `key` on: pages by key, not by number."""
        people = self.order_by("name", "id")
        last = self.model.objects.filter(pk=key).values_list("name", flat=True).first() if key else None
        if last is None:
            return people
        return people.filter(Q(name__gt=last) | Q(name=last, id__gt=key))

    def matching(self, words: str) -> Self:
        """People whose name or e-mail contains the words."""
        return self.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else self


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # class made at run time
    """Creates users for allauth and commands; people are invited through `accounts.actions`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with a hashed password, or with none that works."""
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class PostingQuerySet(QuerySet["Posting"]):
    """Postings and when they hold."""

    def in_force(self, at: datetime) -> Self:
        """Postings that hold at a moment."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)

    def visible_to(self, actor: Actor, permission: Permission = Permission.USER_VIEW) -> Self:
        """Postings within reach."""
        return self.filter(reach(actor, permission, area_path="area__path"))

    def area_paths(self, postings: Iterable["Posting"]) -> dict[UUID, tuple[str, ...]]:
        """For each posting its area's path and those of all predecessors, however far back."""
        postings = list(postings)
        found: dict[UUID, dict[UUID, str]] = {posting.id: {posting.area_id: posting.area.path} for posting in postings}
        frontier = {posting.area_id for posting in postings}
        while frontier:
            rows = list(
                Succession.objects.filter(successor__in=frontier).values_list(
                    "successor", "predecessor", "predecessor__path"
                )
            )
            frontier = set()
            for successor, predecessor, path in rows:
                for areas in found.values():
                    if successor in areas and predecessor not in areas:
                        areas[predecessor] = path
                        frontier.add(predecessor)
        return {key: tuple(areas.values()) for key, areas in found.items()}


class InvitationQuerySet(QuerySet["Invitation"]):
    """Invitations and whether they are still worth something."""

    def visible_to(self, actor: Actor) -> Self:
        """Invitations into what the actor may staff."""
        return self.filter(reach(actor, Permission.USER_EDIT, area_path="area__path"))

    def unanswered(self) -> Self:
        """Neither accepted nor revoked; perhaps expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class RestorationQuerySet(QuerySet["Restoration"]):
    """What waits for a second person."""

    def visible_to(self, actor: Actor) -> Self:
        """Proposals about people whom the actor may manage, but not about oneself."""
        within = reach(
            actor, Permission.USER_EDIT, agency="user__postings__agency", area_path="user__postings__area__path"
        )
        return self.filter(within).exclude(user=actor.id).distinct()

    def undecided(self) -> Self:
        """Waiting."""
        return self.filter(decided_at__isnull=True)
