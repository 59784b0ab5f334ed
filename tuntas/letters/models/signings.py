"""All letters of a batch signed in one act: by certificate, letter by letter in the background, or by hand on paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.core.ids import uuid7
from tuntas.files.models import File
from tuntas.letters.models.batches import Batch
from tuntas.letters.states import SigningAct

USER = settings.AUTH_USER_MODEL


class BatchSigning(models.Model):
    """Who had all letters of a batch signed, how and when. One at a time; what was withdrawn stays written down.

    By hand it is done with the note of it. By certificate the worker signs (`SignedCopy.act`) until all are, then it is
    done. Neither key nor passphrase is here or in the job (docs/adr/0015-a-batch-is-signed-once.md).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="signings")
    act = models.CharField(max_length=12, choices=SigningAct)
    ordered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="letters_signing_one", fields=["batch"], condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="letters_signing_by_hand_is_done", condition=~Q(act=SigningAct.HAND) | Q(done_at__isnull=False)
            ),
            models.CheckConstraint(
                name="letters_signing_withdrawn_by",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "batch", "act", "ordered_by", "ordered_at", "done_at", "withdrawn_at", "withdrawn_by"}


class BatchScan(models.Model):
    """A scan of letters of a batch that were signed by hand: the whole file, or a part of it where it is large."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    signing = models.ForeignKey(BatchSigning, on_delete=models.PROTECT, related_name="scans")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "signing", "file", "at", "by"}
