"""Notices carry no content: that something is to be done, and a link. The row is the queue."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.core.ids import uuid7
from tuntas.notices.querysets import NoticeQuerySet
from tuntas.notices.states import Delivery


class Notice(models.Model):
    """One notice to one person, written with the change it tells of and sent afterwards.

    `kind` chooses the sentence; `about_id` is a duty or nothing; `key` makes a repeat harmless.
    `daily`: waits for the daily digest instead of going out alone. `response` is the code of the mail
    server's answer ("550 5.1.1"), never its text, which repeats the address.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    about_id = models.UUIDField(null=True)
    dossier_id = models.UUIDField(null=True)
    urgent = models.BooleanField(default=False)
    daily = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Delivery, default=Delivery.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    response = models.CharField(max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notices_notice_done_iff_not_waiting",
                condition=Q(status=Delivery.WAITING, done_at__isnull=True)
                | (~Q(status=Delivery.WAITING) & Q(done_at__isnull=False)),
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(status=Delivery.WAITING), name="notices_notice_waiting"
            ),
            models.Index(fields=["user", "-created_at"], name="notices_notice_user"),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "key", "user", "kind", "about_id", "dossier_id", "urgent", "daily", "created_at", "status", "attempts",
            "next_attempt_at", "done_at", "response",
        }  # fmt: skip


class NoticePreference(models.Model):
    """How one person wants to be told: everything at once, or one digest a day for what is not urgent."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="notice_preference"
    )
    daily_digest = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Privacy:
        personal: set[str] = set()
        plain = {"user", "daily_digest", "changed_at"}
