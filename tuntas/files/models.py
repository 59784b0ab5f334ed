"""Uploaded files: what is known of one, and its content in encrypted pieces.

The pieces lie in the database: they come and go in the transaction of the change they belong to, are in every
backup, and survive whatever the database survives.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.core import vault
from tuntas.core.fields import BlindField, SealedField
from tuntas.core.ids import uuid7
from tuntas.files.states import Kind, MediaType, Purpose, RemovalReason


class File(models.Model):
    """One upload, sealed with the key of `dossier_id`. Who may see it is said by the record that points to it.

    `agency` and `area_path` say in whose log it stands.

    `sha256` is a keyed token of what is stored, so that a changed, missing or swapped piece is found when it is read.
    `original_sha256` is the sealed digest of what was sent, before a picture was drawn anew: it proves which one it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose)
    kind = models.CharField(max_length=8, choices=Kind)
    media_type = models.CharField(max_length=20, choices=MediaType)
    name = SealedField(field_id="file.name")
    size = models.PositiveIntegerField()
    sha256 = BlindField()
    original_sha256 = SealedField(field_id="file.original_sha256")
    pages = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removal_reason = models.CharField(max_length=12, choices=RemovalReason, blank=True)

    dossier_lookup = "dossier_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="files_file_removed_iff_at",
                condition=(Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason=""))
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
            ),
            models.CheckConstraint(
                name="files_file_removed_is_empty",
                condition=Q(removed_at__isnull=True)
                | Q(name__isnull=True, sha256__isnull=True, original_sha256__isnull=True),
            ),
            models.CheckConstraint(
                name="files_file_kind_of_type",
                condition=Q(kind=Kind.DOCUMENT, media_type=MediaType.PDF)
                | Q(kind=Kind.PHOTO, media_type=MediaType.JPEG, width__isnull=False, height__isnull=False),
            ),
            models.CheckConstraint(name="files_file_has_size", condition=Q(size__gte=1)),
        ]
        indexes = [models.Index(fields=["dossier_id"], name="files_file_dossier")]

    class Privacy:
        personal = {"name", "sha256", "original_sha256"}
        plain = {
            "id", "dossier_id", "agency", "area_path", "purpose", "kind", "media_type", "size", "pages", "width", "height",
            "uploaded_at", "uploaded_by", "removed_at", "removed_by", "removal_reason",
        }  # fmt: skip

    class Grants:
        app = {"select", "insert", "update"}

    def original_name(self) -> str:
        """The name it was sent under; "" when it was taken away or its dossier erased. For whoever may see the file."""
        if self.name is None:
            return ""
        try:
            return vault.box(self.dossier_id).unseal(self, "name")
        except vault.Erased:
            return ""

    @property
    def is_pdf(self) -> bool:
        """A document, which is only ever downloaded."""
        return self.media_type == MediaType.PDF


class FileChunk(models.Model):
    """A piece of a file's content, sealed. Goes with the file, and with the key of its dossier."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="chunks")
    dossier_id = models.UUIDField()
    position = models.PositiveIntegerField()
    content = SealedField(field_id="file.chunk")

    dossier_lookup = "dossier_id"
    goes_with_key = True  # core.vault_keys.erase deletes these rows

    class Meta:
        constraints = [
            models.UniqueConstraint(name="files_chunk_position", fields=["file", "position"]),
            models.CheckConstraint(name="files_chunk_has_content", condition=Q(content__isnull=False)),
        ]
        indexes = [models.Index(fields=["dossier_id"], name="files_chunk_dossier")]

    class Privacy:
        personal = {"content"}
        plain = {"id", "file", "dossier_id", "position"}

    class Grants:
        app = {"select", "insert", "update", "delete"}  # update: a dossier that is encrypted anew
