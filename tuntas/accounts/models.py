"""People who work with Tuntas: users, the postings that give them rights, invitations, sign-in throttles."""

from datetime import datetime
from functools import cached_property
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from tuntas.access.actors import Grant
from tuntas.access.permissions import Permission
from tuntas.access.roles import Role, scope_of
from tuntas.accounts import keys
from tuntas.accounts.querysets import InvitationQuerySet, PostingQuerySet, RestorationQuerySet, UserManager
from tuntas.accounts.states import InvitationStatus, Restored
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Zone
from tuntas.core.ids import uuid7


class User(AbstractBaseUser):
    """A person with an account; fulfils `access.Actor`. Rights come from postings, from nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email")]

    class Privacy:
        personal = {"email", "name", "password"}
        plain = {"id", "is_active", "created_at", "last_login"}

    def __str__(self) -> str:
        return self.name

    @cached_property
    def current_postings(self) -> list["Posting"]:
        """Postings in force when first asked; a request loads its user anew, so a change counts at the next one."""
        return list(self.postings.in_force(timezone.now()).select_related("agency", "area").order_by("starts_at", "id"))

    @cached_property
    def _families(self) -> tuple[dict[UUID, tuple[UUID, ...]], frozenset[UUID]]:
        return Agency.objects.families({posting.agency_id for posting in self.current_postings})

    @cached_property
    def _predecessor_paths(self) -> dict[UUID, tuple[str, ...]]:
        return Posting.objects.area_paths(self.current_postings)

    @cached_property
    def _grants(self) -> dict[Permission, tuple[Grant, ...]]:
        return {}

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the area where the person works; without a posting, the capital's."""
        return ZoneInfo(self.current_postings[0].area.timezone if self.current_postings else Zone.WIB)

    @property
    def walled_agency_ids(self) -> frozenset[UUID]:
        """Agencies whose wall keeps this person out: where posted, and everything above."""
        return self._families[1]

    def grants(self, permission: Permission) -> tuple[Grant, ...]:
        """What the current postings give for one permission; nothing for a closed account."""
        if not self.is_active:
            return ()
        if permission not in self._grants:
            self._grants[permission] = tuple(
                Grant(
                    scope=scope,
                    role=posting.role,
                    agency_id=posting.agency_id,
                    agency_ids=self._families[0][posting.agency_id],
                    area_paths=self._predecessor_paths[posting.id],
                )
                for posting in self.current_postings
                if (scope := scope_of(posting.role, permission))
            )
        return self._grants[permission]

    def has_role(self, *roles: Role) -> bool:
        """Whether one of the current postings has one of these roles: for ladders and texts, not for rights."""
        return any(posting.role in roles for posting in self.current_postings)


class Posting(models.Model):
    """A role at an agency for an area, from a moment to a moment. The only source of rights."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=30, choices=Role)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="postings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="postings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    created_by_id = models.UUIDField(null=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_posting_dates", condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at"))
            ),
            models.UniqueConstraint(
                name="accounts_posting_once",
                fields=["user", "role", "agency", "area"],
                condition=Q(ends_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["agency", "role"], name="accounts_posting_agency")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "user", "role", "agency", "area", "starts_at", "ends_at", "created_by_id"}


class Invitation(models.Model):
    """An invitation by e-mail to one person for one posting.

    The token is in the mail only; the row has its hash. `serial` counts the letters sent: a newer one
    makes the older worthless.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField()
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=30, choices=Role)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    serial = models.PositiveSmallIntegerField(default=1)
    token_hash = models.BinaryField(unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by_id = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="accounts_invitation_one_end", condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True)),
            models.CheckConstraint(
                name="accounts_invitation_accepted_by_whom",
                condition=Q(accepted_at__isnull=True, accepted_by_id__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by_id__isnull=False),
            ),
            models.UniqueConstraint(
                Lower("email"), "role", "agency", "area",
                name="accounts_invitation_once",
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
            ),
        ]  # fmt: skip

    class Privacy:
        personal = {"email", "name"}
        plain = {
            "id", "role", "agency", "area", "serial", "token_hash", "invited_by", "created_at", "expires_at", "sent_at",
            "bounced_at", "accepted_at", "accepted_by_id", "revoked_at",
        }  # fmt: skip

    @property
    def token(self) -> str:
        """The token of the newest letter, for the letter alone: nobody finds it in the database."""
        return keys.invitation_token(self.id, self.serial)

    def status(self, at: datetime) -> InvitationStatus:
        """What has become of it, read from its dates."""
        if self.accepted_at:
            return InvitationStatus.ACCEPTED
        if self.revoked_at:
            return InvitationStatus.REVOKED
        if self.expires_at <= at:
            return InvitationStatus.EXPIRED
        return InvitationStatus.BOUNCED if self.bounced_at else InvitationStatus.OPEN


class Restoration(models.Model):
    """That a closed account is opened again, or a lost second factor taken off: proposed by one, decided by another."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="restorations")
    kind = models.CharField(max_length=20, choices=Restored)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)

    objects = RestorationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_restoration_decided",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, approved__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, approved__isnull=False),
            ),
            models.CheckConstraint(
                name="accounts_restoration_two_persons",
                condition=Q(decided_by__isnull=True) | (~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("user"))),
            ),
            models.CheckConstraint(name="accounts_restoration_not_self", condition=~Q(proposed_by=F("user"))),
            models.UniqueConstraint(
                name="accounts_restoration_once", fields=["user", "kind"], condition=Q(decided_at__isnull=True)
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "user", "kind", "proposed_by", "proposed_at", "decided_by", "decided_at", "approved"}


class SignInBucket(models.Model):
    """Failed sign-ins of one source: a known device of one account, or all unknown devices of it.

    A stranger who fills the bucket of unknown devices cannot lock out the owner, whose device has its own.
    `key` is a keyed hash; neither address nor account can be read from it.
    """

    key = models.BinaryField(primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Privacy:
        personal: set[str] = set()
        plain = {"key", "failures", "blocked_until", "updated_at"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


def is_current(posting: Posting, at: datetime) -> bool:
    """Whether a posting is in force at a moment."""
    return posting.starts_at <= at and (posting.ends_at is None or posting.ends_at > at)


def posted_at(agency: Agency, at: datetime) -> list[tuple[UUID, str]]:
    """Everyone with an open account who works at an agency at a moment: id and name."""
    working = Posting.objects.in_force(at).filter(agency=agency).values("user")
    return list(User.objects.filter(pk__in=working, is_active=True).order_by("name", "id").values_list("id", "name"))
