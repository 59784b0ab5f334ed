"""Refusals about what happened and what it is held to be."""

from collections.abc import Collection

from tuntas.access.actors import Actor
from tuntas.cases.models import Case
from tuntas.cases.policies import grave
from tuntas.cases.policies.reach import check_work
from tuntas.core.errors import Denied


def check_classify(actor: Actor, case: Case, types: Collection[str]) -> None:
    """Adding is free; sexual violence and trafficking are taken away by two persons only (R01, R02)."""
    check_work(actor, case)
    if grave.loses_class(case, {str(value) for value in types}):
        raise Denied(
            "Kelas kekerasan seksual atau TPPO tidak dihapus oleh satu orang. Ajukan usulan.", rule=grave.rule_of(case)
        )
    if not types:
        raise Denied("Pilih paling sedikit satu jenis kekerasan.")
