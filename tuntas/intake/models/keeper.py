"""The field that names the keeping duty."""

from django.db import models

from tuntas.obligations.models import Obligation


def duty_field() -> "models.ForeignKey[Obligation | None]":
    """The keeping duty. The real, composite and deferred foreign key is made in the migration."""
    return models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
