"""Letters to every kelurahan, RW and RT: the batch, one line for each recipient, and the file for the printer."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.letters.models.letters import Letter
from tuntas.letters.querysets import BatchQuerySet, DeliveryQuerySet
from tuntas.letters.states import (
    BULK_KINDS,
    NUMBERED,
    OPEN_BATCHES,
    BatchStatus,
    CloseReason,
    LetterKind,
    Nature,
    ReceiptVia,
    Way,
)
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class Batch(models.Model):
    """One text to many areas: a letter, a number and a QR code for each. About no person concerned (R32).

    `content`: the fields of its paper (`letters.papers`). `pressed`: how many are typeset, for the progress bar.
    `chase_from`: when what is not confirmed is chased; `chased_at`: when that duty was opened, once.
    `reminds`: the batch whose missing receipts this one asks for.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="letter_batches")
    area_path = models.CharField(max_length=60)
    scope = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    levels = ArrayField(models.SmallIntegerField(choices=Level))
    kind = models.CharField(max_length=16, choices=[(each.value, each.label) for each in BULK_KINDS])
    nature = models.CharField(max_length=10, choices=Nature, default=Nature.ORDINARY)
    content = models.JSONField()
    reminds = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reminders")
    status = models.CharField(max_length=8, choices=BatchStatus, default=BatchStatus.DRAFT)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    checked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    ordered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField(null=True)
    pressed = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    chase_from = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=16, choices=CloseReason, blank=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN_BATCHES)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="letters_batch_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="letters_batch_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="letters_batch_checked", condition=Q(status__in=["draft", "dropped"]) | Q(checked_at__isnull=False)
            ),
            models.CheckConstraint(
                name="letters_batch_ordered",
                condition=Q(status__in=["draft", "checked", "dropped"], ordered_at__isnull=True)
                | (
                    ~Q(status__in=["draft", "checked", "dropped"])
                    & Q(ordered_at__isnull=False, ordered_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="letters_batch_made_iff_at",
                condition=Q(status__in=sorted(NUMBERED), made_at__isnull=False)
                | (~Q(status__in=sorted(NUMBERED)) & Q(made_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="letters_batch_sent_iff_at",
                condition=Q(status__in=["sent", "closed"], sent_at__isnull=False, chase_from__isnull=False)
                | (~Q(status__in=["sent", "closed"]) & Q(sent_at__isnull=True, chase_from__isnull=True)),
            ),
            models.CheckConstraint(
                name="letters_batch_closed_iff_reason",
                condition=(Q(status="closed") & ~Q(close_reason="")) | (~Q(status="closed") & Q(close_reason="")),
            ),
            models.CheckConstraint(
                name="letters_batch_reminds", condition=Q(reminds__isnull=True) | Q(kind=LetterKind.REMINDER)
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-created_at", "-id"], name="letters_batch_agency"),
            models.Index(
                fields=["chase_from"],
                condition=Q(status=BatchStatus.SENT, chased_at__isnull=True),
                name="letters_batch_chase",
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "agency", "area_path", "scope", "levels", "kind", "nature", "content", "reminds", "status", "created_by",
            "created_at", "checked_by", "checked_at", "ordered_by", "ordered_at", "pressed", "made_at", "sent_by", "sent_at",
            "chase_from", "chased_at", "ended_by", "ended_at", "close_reason", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> object:
        """For walls and sealing: a batch is its own dossier."""
        return self.id


class Delivery(models.Model):
    """One recipient of a batch: which area, to whom by office, its letter, how it went out, how it was confirmed.

    `link_hash`: of the one-time link in a mail; it opens nothing once the receipt is there.
    `reminds`: the line of the first letter that this one asks about.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="deliveries")
    position = models.PositiveIntegerField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=41)
    level = models.SmallIntegerField(choices=Level)
    addressee = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="delivery")
    reminds = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reminders")
    way = models.CharField(max_length=8, choices=Way, blank=True)
    sent_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail_failed = models.BooleanField(default=False)
    link_hash = models.BinaryField(null=True, unique=True)
    receipt_via = models.CharField(max_length=8, choices=ReceiptVia, blank=True)
    receipt_at = models.DateTimeField(null=True)
    receipt_name = models.CharField(max_length=120, blank=True)
    receipt_position = models.CharField(max_length=120, blank=True)
    receipt_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="letters_delivery_once", fields=["batch", "area"]),
            models.UniqueConstraint(name="letters_delivery_position", fields=["batch", "position"]),
            models.CheckConstraint(
                name="letters_delivery_receipt_iff_at",
                condition=Q(receipt_via="", receipt_at__isnull=True, receipt_name="", receipt_by__isnull=True)
                | (~Q(receipt_via="") & Q(receipt_at__isnull=False) & ~Q(receipt_name="")),
            ),
            models.CheckConstraint(
                name="letters_delivery_sent_has_letter",
                condition=Q(sent_at__isnull=True, way="")
                | (Q(sent_at__isnull=False, letter__isnull=False) & ~Q(way="")),
            ),
            models.CheckConstraint(
                name="letters_delivery_receipt_of_sent", condition=Q(receipt_at__isnull=True) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="letters_delivery_mail_has_address", condition=~Q(way=Way.EMAIL) | ~Q(email="")
            ),
        ]
        indexes = [models.Index(fields=["batch", "area_path"], name="letters_delivery_area")]

    class Privacy:
        personal = {"receipt_name"}
        plain = {
            "id", "batch", "position", "area", "area_path", "level", "addressee", "email", "letter", "reminds", "way", "sent_at",
            "mailed_at", "mail_failed", "link_hash", "receipt_via", "receipt_at", "receipt_position", "receipt_by",
        }  # fmt: skip

    class Grants:
        app = {"select", "insert", "update", "delete"}  # a draft takes its list of recipients anew


class PrintPiece(models.Model):
    """A piece of the one file for the printer, sealed under the batch's own key. Made once, when the batch is made."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="print_pieces")
    dossier_id = models.UUIDField()
    position = models.PositiveIntegerField()
    content = SealedField(field_id="letter_batch.print")

    dossier_lookup = "dossier_id"
    goes_with_key = True  # core.vault_keys.erase deletes these rows

    class Meta:
        constraints = [models.UniqueConstraint(name="letters_print_position", fields=["batch", "position"])]
        indexes = [models.Index(fields=["dossier_id"], name="letters_print_dossier")]

    class Privacy:
        personal = {"content"}
        plain = {"id", "batch", "dossier_id", "position"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class AskBucket(models.Model):
    """How often one source asked for a receipt page in a span of time. Only a keyed hash of the address, for a day at most."""

    key = models.BinaryField(primary_key=True)
    at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["at"], name="letters_askbucket_at")]

    class Privacy:
        personal: set[str] = set()
        plain = {"key", "at", "count"}

    class Grants:
        app = {"select", "insert", "update", "delete"}
