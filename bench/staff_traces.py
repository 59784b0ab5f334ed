"""The traces that steps leave, in the log and on the timeline of a case: exactly one each."""

from collections import Counter

from tuntas.audit.models import Event
from tuntas.cases.models import Case, Entry, Party, Proposal
from tuntas.cases.states import EntryKind, ProposalStatus
from tuntas.letters.models import Letter
from tuntas.obligations.models import Obligation
from tuntas.referrals import kinds as referral_kinds
from tuntas.referrals.models import Referral

Traces = Counter[tuple[str, str]]
EVENTS = (
    "case.opened", "party.added", "letter.issued", "referral.prepared", "referral.moved", "referral.answer_noted",
    "case_proposal.made", "case_proposal.decided", "case.ended",
)  # fmt: skip
LINES = (EntryKind.OPENED, EntryKind.PARTY, EntryKind.REFERRAL, EntryKind.PROPOSAL, EntryKind.CLOSURE)


def events_wrong(case: Case) -> int:
    """Steps that the case's rows show without exactly one event, and events of steps they do not show."""
    found: Traces = Counter()
    for kind, data in Event.objects.filter(dossier_id=case.pk, kind__in=EVENTS).values_list("kind", "data"):
        found[kind, data["status"] if kind == "referral.moved" else ""] += 1
    wanted: Traces = Counter({("case.opened", ""): 1})
    wanted["party.added", ""] = Party.objects.filter(case=case).count()
    wanted["letter.issued", ""] = Letter.objects.filter(dossier_id=case.pk).count()
    for referral in Referral.objects.filter(case=case):
        wanted["referral.prepared", ""] += 1
        wanted.update(("referral.moved", status) for status in _passed(referral))
        read = Obligation.objects.filter(
            settled_at__isnull=False, subject_id=referral.pk, kind=referral_kinds.READ_ANSWER.code
        )
        wanted["referral.answer_noted", ""] += read.count()
    proposals = list(Proposal.objects.filter(case=case))
    wanted["case_proposal.made", ""] = len(proposals)
    wanted["case_proposal.decided", ""] = sum(row.decided_at is not None for row in proposals)
    wanted["case.ended", ""] = int(case.closed_at is not None)
    return _different(found, wanted)


def lines_wrong(case: Case) -> int:
    """The same of the lines on its timeline."""
    found: Traces = Counter(Entry.objects.filter(case=case, kind__in=LINES).values_list("kind", "detail"))
    wanted: Traces = Counter({(EntryKind.OPENED, "report" if case.reports.exists() else "direct"): 1})
    wanted.update((EntryKind.PARTY, role) for role in Party.objects.filter(case=case).values_list("role", flat=True))
    for referral in Referral.objects.filter(case=case):
        wanted.update((EntryKind.REFERRAL, status) for status in _passed(referral))
    for proposal in Proposal.objects.filter(case=case):
        wanted[EntryKind.PROPOSAL, proposal.kind] += 1
        if proposal.status != ProposalStatus.PENDING:
            wanted[EntryKind.PROPOSAL, proposal.status] += 1
    if case.closed_at:
        wanted[EntryKind.CLOSURE, case.status] += 1
    return _different(found, wanted)


def _passed(referral: Referral) -> list[str]:
    """The states a referral has been in, by its moments. The staff of a round take every step."""
    moments = {
        "sent": referral.sent_at, "acknowledged": referral.acknowledged_at, "accepted": referral.decided_at,
        "answered": referral.answered_at,
    }  # fmt: skip
    return [status for status, moment in moments.items() if moment]


def _different(found: Traces, wanted: Traces) -> int:
    return ((found - wanted) + (wanted - found)).total()
