"""What somebody had to read before a name was opened."""

from django.conf import settings
from django.db import models

from tuntas.cases.models.case import Case
from tuntas.core.ids import uuid7


class SecrecyNotice(models.Model):
    """Somebody read that the identity in a trafficking case is secret, before it was opened or printed (R36)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="secrecy_notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="cases_secrecynotice_once")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "case", "user", "at"}

    class Grants:
        app = {"select", "insert"}
