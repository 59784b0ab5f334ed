"""The access wall."""

from django.db import models
from django.db.models import Q

from tuntas.core.ids import uuid7
from tuntas.obligations.querysets import WallQuerySet


class Wall(models.Model):
    """Someone who must not know that a dossier exists: a user, or an agency with all below it.

    For them it is absent from pages, lists, counts, search, duties, notices and ladders.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier_id = models.UUIDField()
    user_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = WallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="obligations_wall_one_name",
                condition=Q(user_id__isnull=False, agency_id__isnull=True)
                | Q(user_id__isnull=True, agency_id__isnull=False),
            ),
            models.UniqueConstraint(name="obligations_wall_user", fields=["dossier_id", "user_id"]),
            models.UniqueConstraint(name="obligations_wall_agency", fields=["dossier_id", "agency_id"]),
        ]
        indexes = [
            models.Index(fields=["user_id", "dossier_id"], name="obligations_wall_by_user"),
            models.Index(fields=["agency_id", "dossier_id"], name="obligations_wall_by_agency"),
        ]

    class Privacy:
        personal = {"by_name"}
        plain = {"id", "dossier_id", "user_id", "agency_id", "at"}

    class Grants:
        app = {"select", "insert", "update", "delete"}
