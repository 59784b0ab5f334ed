"""Tables of the vault."""

from django.db import models


class DossierKey(models.Model):
    """The data key of one dossier (report, person, case), wrapped by a key-encryption key.

    Deleting the row erases the dossier: nothing encrypted under it can be read again.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    wrapped = models.BinaryField()
    kek = models.CharField(max_length=20)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kek", "id"], name="core_dossierkey_kek")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "kind", "wrapped", "kek", "created_at"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class ErasedDossier(models.Model):
    """That a dossier was erased, when, and until when a backup of keys may still hold its key."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    erased_at = models.DateTimeField()
    complete_date = models.DateField()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "kind", "erased_at", "complete_date"}

    class Grants:
        app = {"select", "insert"}
