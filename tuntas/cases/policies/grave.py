"""How much a case weighs: by the gravest class it ever had, whatever it is held to be now (R01, R02)."""

from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.cases.models import Case, Party, Proposal
from tuntas.cases.states import ClosingReason, PartyRole, ProposalKind, ProposalStatus
from tuntas.core.errors import Denied
from tuntas.intake.policies.triage import grave_rule
from tuntas.intake.states import GRAVE_TYPES

# Steps after which a child would no longer count as one, or the victim would stand in no grave case.
OF_A_CHILD = frozenset({ProposalKind.RECLASSIFY, ProposalKind.ADULT_BIRTH_DATE})
SETTLEMENT = {
    "R01": "Kasus ini tidak dapat diakhiri secara kekeluargaan, damai, atau pencabutan laporan (UU 12/2022 Pasal 23;"
    " dikonfirmasi pejabat hukum: belum). Percobaan ini dicatat.",
    "R02": "Perkara perdagangan orang harus tuntas dan tidak dapat diakhiri secara kekeluargaan, damai, atau pencabutan"
    " laporan (UU 21/2007 Pasal 26; dikonfirmasi pejabat hukum: belum). Bila ada hambatan, minta Gugus Tugas TPPO turun"
    " tangan. Percobaan ini dicatat.",
    "": "Kasus tidak diakhiri secara kekeluargaan, damai, atau pencabutan laporan (kebijakan daerah). Percobaan ini dicatat.",
}
ONLY_DIVERSION = " Semua terlapor anak: hanya melalui diversi oleh penegak hukum."


def rule_of(case: Case) -> str:
    """R02 for what ever was trafficking, R01 for sexual violence, nothing otherwise."""
    return "R02" if case.ever_trafficking else grave_rule(case.ever_types)


def needs_outside(case: Case, kind: ProposalKind) -> bool:
    """Whether the second person must be from outside the unit."""
    return bool(rule_of(case)) or (kind in OF_A_CHILD and case.ever_child)


def same_matter(case: Case) -> set[UUID]:
    """The case and those that ended as its duplicates: what was written down there speaks here too."""
    found = more = {case.pk}
    while more:
        ended = Proposal.objects.filter(
            target__in=more, status=ProposalStatus.APPROVED, case__closing_reason=ClosingReason.DUPLICATE
        )
        more = set(ended.values_list("case", flat=True)) - found
        found = found | more
    return found


def loses_class(case: Case, types: set[str]) -> bool:
    """Whether a grave class that the case has now would be gone."""
    return bool({str(value) for value in GRAVE_TYPES}.intersection(case.types).difference(types))


def all_reported_are_children(case: Case) -> bool:
    """Of those reported there are some, and each is or was a child."""
    rows = Party.objects.filter(case=case, role=PartyRole.REPORTED_PERSON, removed_at__isnull=True)
    children = list(rows.values_list("ever_child", flat=True))
    return bool(children) and all(children)


def check_settlement(actor: Actor, case: Case) -> None:  # noqa: ARG001 - asked like every policy
    """There is no such ending: asking for it is always refused, and so counted, with the article where there is one."""
    rule = rule_of(case)
    diversion = ONLY_DIVERSION if rule and all_reported_are_children(case) else ""
    raise Denied(SETTLEMENT[rule] + diversion, rule=rule)
