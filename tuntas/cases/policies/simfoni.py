"""Refusals about the sheet for SIMFONI."""

from datetime import date

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case
from tuntas.cases.policies.parties import check_identity
from tuntas.cases.policies.reach import check_known, check_within
from tuntas.core.errors import Denied


def check_view(actor: Actor, case: Case) -> None:
    """Those who enter the unit's cases."""
    check_within(
        actor, case, Permission.SIMFONI_VIEW, "Lembar SIMFONI dibuka oleh petugas data, manajer kasus, dan supervisor."
    )  # fmt: skip
    check_known(actor, case)


def check_names(actor: Actor, case: Case) -> None:
    """Names are a right of their own; the data officer counts and does not need them."""
    check_view(actor, case)
    check_identity(actor, case)


def check_entered(actor: Actor, case: Case, *, on: date, today: date) -> None:
    """Not before it was done."""
    check_view(actor, case)
    if on > today:
        raise Denied("Tanggal input SIMFONI tidak dapat sesudah hari ini.")
