"""The event log. No foreign keys, no updates: it never gets in the way of live data, nor follows it."""

from django.db import models
from django.db.models.expressions import RawSQL

from tuntas.audit.querysets import EventQuerySet
from tuntas.core.ids import uuid7


class Event(models.Model):
    """One thing that happened, was refused, or was looked at. Written with the change it records.

    `seq` comes from a database function that first takes the writers' lock (see `sealing`), so no writer
    can leave it out. `data` holds ids, codes and numbers; never a name, a narrative or a phone number of
    the people served.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    seq = models.BigIntegerField(unique=True, db_default=RawSQL("public.audit_next_seq()", ()))
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    dossier_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    area_path = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-seq"], name="audit_event_at"),
            models.Index(fields=["subject_id", "-at", "-seq"], name="audit_event_subject"),
            models.Index(fields=["dossier_id", "-at", "-seq"], name="audit_event_dossier"),
            models.Index(fields=["actor_id", "-at", "-seq"], name="audit_event_actor"),
            models.Index(fields=["kind", "-at", "-seq"], name="audit_event_kind"),
        ]

    class Privacy:
        personal = {"actor_name"}
        plain = {
            "id", "seq", "at", "kind", "actor_id", "subject_type", "subject_id", "dossier_id", "agency_id", "area_path", "data",
        }  # fmt: skip

    class Grants:
        app = {"select", "insert"}

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id}"


class Seal(models.Model):
    """A signed link of the chain: every event after the previous link up to `last_seq`, as it was when sealed.

    How `hash` and `signature` are made is written in `chain`. `index` lists the sealed events (seq and the
    first bytes of each one's hash), so that verification can name the row that is wrong.
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    first_seq = models.BigIntegerField(unique=True)
    last_seq = models.BigIntegerField(unique=True)
    count = models.IntegerField()
    index = models.BinaryField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [
            models.CheckConstraint(name="audit_seal_range", condition=models.Q(last_seq__gte=models.F("first_seq"))),
            models.CheckConstraint(name="audit_seal_count", condition=models.Q(count__gte=1)),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "at", "first_seq", "last_seq", "count", "index", "previous", "hash", "signature"}

    class Grants:
        app = {"select", "insert"}
