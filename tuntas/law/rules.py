"""The rules that Tuntas enforces, by the ids of the domain reference (R01 …): what, how strictly, on what basis.

A policy that refuses and a duty kind that sets a clock name their rule here; a test holds them to it.
"""

from datetime import date

from tuntas.law.catalogue import ALL
from tuntas.law.catalogue_bodies import BODIES
from tuntas.law.catalogue_cadres import CADRES
from tuntas.law.catalogue_statistics import STATISTICS
from tuntas.law.shape import Rule, Severity

__all__ = ["RULES", "Rule", "Severity", "basis_text", "rule"]

RULES: dict[str, Rule] = {
    rule.id: rule for rule in sorted((*ALL, *BODIES, *CADRES, *STATISTICS), key=lambda each: each.id)
}


def rule(rule_id: str) -> Rule:
    """The rule of an id; raises KeyError for one that is not enforced here."""
    return RULES[rule_id]


def basis_text(rule_id: str, *, on: date | None = None) -> str:
    """The basis as it stands under a refusal or a deadline. An id that this version no longer has stays as it is."""
    found = RULES.get(rule_id)
    if found is None:
        return rule_id
    basis = found.in_force(on) if on else found.references
    confirmed = "sudah" if found.confirmed else "belum"
    return f"{rule_id} · {'; '.join(str(item) for item in basis)} · dikonfirmasi pejabat hukum: {confirmed}"
