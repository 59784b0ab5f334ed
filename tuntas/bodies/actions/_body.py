"""Steps that every action on a body takes: lock it, and turn what the database refuses into a sentence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from tuntas.bodies.models import Body
from tuntas.core.errors import Denied


def locked(body: Body) -> Body:
    """The body as it is now, held until the end of the transaction: whoever changes something of it comes one after the other."""
    return Body.objects.select_for_update(of=("self",)).select_related("kind", "area", "agency__area").get(pk=body.pk)


def place(body: Body) -> dict[str, Any]:
    """Where what hangs on a body lies, for the audit log."""
    return {"dossier_id": body.dossier_id, "agency_id": body.agency_id, "area_path": body.area_path}


@contextmanager
def refused_as(sentences: Mapping[str, str]) -> Iterator[None]:
    """For what two people can write at the same moment without a common lock: constraint name → sentence. Raises Denied."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name not in sentences:
            raise
        raise Denied(sentences[name]) from error
