"""A register for each unit and year, and the letters in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.files.models import File
from tuntas.letters.querysets import LetterQuerySet
from tuntas.letters.states import OPEN_KINDS, LetterKind, LetterStatus, Nature, SigningWay, VoidReason


class NumberPattern(models.Model):
    """How a unit writes its numbers: tokens {kode_klasifikasi} {nomor_urut} {kode_unit} {bulan_romawi} {tahun}."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="number_pattern")
    pattern = models.CharField(max_length=80, default="{kode_klasifikasi}/{nomor_urut}/{kode_unit}")
    classification = models.CharField(max_length=20, default="400.2")
    unit_code = models.CharField(max_length=20)
    signatory_title = models.CharField(max_length=120, blank=True)

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "agency", "pattern", "classification", "unit_code", "signatory_title"}


class Letterhead(models.Model):
    """The head of an agency's letters as it wants it. What an issued letter bears is stored with that letter.

    `logo` is drawn anew when it is uploaded and kept under this row's own key; one that was replaced stays, since letters
    that bear it can be printed again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="letterhead")
    above = models.CharField(max_length=150, blank=True)
    name = models.CharField(max_length=150)
    address = models.CharField(max_length=250, blank=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_rank = models.CharField(max_length=80, blank=True)
    signatory_nip = models.CharField(max_length=18, blank=True)
    logo = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    dossier_id = models.UUIDField(null=True, help_text="its own dossier, for the logo")

    class Privacy:
        personal = {"signatory_name", "signatory_nip"}
        plain = {"id", "agency", "above", "name", "address", "signatory_rank", "logo", "dossier_id"}


class Register(models.Model):
    """The counter of one unit and year: locked while a number is taken, so that there are no gaps."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="registers")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="letters_register_once", fields=["agency", "year"])]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "agency", "year", "last"}


class Letter(models.Model):
    """One numbered letter. Anything about a person: neutral subject, no QR, content sealed under `dossier_id`.

    `open_fields`: what a letter says that is about no person (an invitation), with the addressees it names.
    `token`: what its QR code leads to; only an ordinary letter about nobody has one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="letters")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="letters")
    area_path = models.CharField(max_length=60, blank=True)
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, choices=LetterKind)
    nature = models.CharField(max_length=10, choices=Nature, default=Nature.ORDINARY)
    subject_line = models.CharField(max_length=120)
    dossier_id = models.UUIDField(null=True, help_text="the case or report it is about, if any")
    recipient = models.CharField(max_length=150)
    dated = models.DateField()
    status = models.CharField(max_length=8, choices=LetterStatus, default=LetterStatus.ISSUED)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=16, choices=VoidReason, blank=True)
    fields_json = SealedField(field_id="letter.fields")
    open_fields = models.JSONField(null=True)
    token = models.CharField(max_length=32, null=True, unique=True)

    objects = LetterQuerySet.as_manager()
    dossier_lookup = "dossier_id"

    class Meta:
        constraints = [
            models.UniqueConstraint(name="letters_letter_sequence", fields=["register", "sequence"]),
            models.CheckConstraint(
                name="letters_letter_voided_iff_at",
                condition=(Q(status=LetterStatus.VOIDED, voided_at__isnull=False) & ~Q(void_reason=""))
                | Q(status=LetterStatus.ISSUED, voided_at__isnull=True, void_reason=""),
            ),
            models.CheckConstraint(
                name="letters_letter_personal_in_dossier",
                condition=Q(dossier_id__isnull=False) | Q(fields_json__isnull=True),
            ),
            models.CheckConstraint(
                name="letters_letter_open_about_nobody",
                condition=Q(open_fields__isnull=True) | Q(kind__in=sorted(OPEN_KINDS), dossier_id__isnull=True),
            ),
            models.CheckConstraint(
                name="letters_letter_code_about_nobody",
                condition=Q(token__isnull=True)
                | Q(kind__in=sorted(OPEN_KINDS), dossier_id__isnull=True, nature=Nature.ORDINARY),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-issued_at", "-id"], name="letters_letter_agency")]

    class Privacy:
        personal = {"fields_json", "open_fields"}
        plain = {
            "id", "register", "agency", "area_path", "sequence", "number", "kind", "nature", "subject_line", "dossier_id", "recipient",
            "dated", "status", "issued_by", "issued_at", "voided_at", "voided_by", "void_reason", "token",
        }  # fmt: skip


class SignedCopy(models.Model):
    """A letter as it was signed: the scan of the paper, or the PDF signed with a certificate. The newest holds.

    `good`, `signer`: what was found when the signature was looked at last; a scan carries none.
    `act`: the signing of a whole batch of which this copy came; such a copy there is once for each letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="signed_copies")
    way = models.CharField(max_length=12, choices=SigningWay)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    good = models.BooleanField(null=True)
    signer = models.CharField(max_length=150, blank=True)
    act = models.ForeignKey("letters.BatchSigning", on_delete=models.PROTECT, null=True, related_name="copies")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="letters_signed_once_by_batch", fields=["letter"], condition=Q(act__isnull=False)
            ),
            models.CheckConstraint(
                name="letters_signed_act_is_certificate",
                condition=Q(act__isnull=True) | Q(way=SigningWay.CERTIFICATE, good=True),
            ),
            models.CheckConstraint(
                name="letters_signed_scan_says_nothing",
                condition=~Q(way=SigningWay.SCAN) | Q(good__isnull=True, signer=""),
            ),
        ]
        indexes = [models.Index(fields=["letter", "-at"], name="letters_signed_letter")]

    class Privacy:
        personal = {"signer"}
        plain = {"id", "letter", "way", "file", "at", "by", "good", "act"}
