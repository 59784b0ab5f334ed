"""Who is no second person: whoever has, or lately had, a part in what is decided.

A case is given away in a minute and decided about in the next; so it counts who ever worked in it as one of its team,
and who wrote down lately what the decision rests on. It blocks no small unit: where nobody is left the proposal goes to a
desk outside of it (`intake.desks`). Deciding before is no work on the case.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.cases.models import Case, Entry, Party, Proposal, TeamMember
from tuntas.cases.policies import grave
from tuntas.cases.states import EntryKind, ProposalStatus

# So long it counts what somebody wrote who is not of the team.
LATELY = timedelta(days=90)
# What a decision rests on. What helps her without saying how she is, such as a plan approved, does not count.
_RESTS_ON = (
    EntryKind.NOTE, EntryKind.CLINICAL, EntryKind.INCIDENT, EntryKind.RISK, EntryKind.SAFETY_PLAN, EntryKind.ASSESSMENT,
    EntryKind.SERVICE, EntryKind.OUTREACH, EntryKind.CONTACT_ATTEMPT, EntryKind.LEGAL, EntryKind.CONSENT, EntryKind.FOLLOW_UP,
)  # fmt: skip


def had_part(case: Case, *, at: datetime) -> set[UUID]:
    """Who ever was on the team of this matter, also under another number, or proposed or wrote something lately."""
    cases, since = grave.same_matter(case), at - LATELY
    found = _team(cases)
    found.update(
        Proposal.objects.filter(case__in=cases, proposed_at__gte=since).values_list("proposed_by_id", flat=True)
    )
    decided = Proposal.objects.filter(case__in=cases, status=ProposalStatus.APPROVED).values("decided_at")
    wrote = Entry.objects.filter(case__in=cases, kind__in=_RESTS_ON, at__gte=since, by__isnull=False)
    wrote = wrote.exclude(at__in=decided)  # what a decision itself leads to
    found.update(wrote.values_list("by_id", flat=True))
    return found


def team_of(people: Collection[UUID]) -> set[UUID]:
    """Who ever was on the team of a case in which one of these people stands: no second person about their sheets."""
    return _team(set(Party.objects.filter(person__in=people).values_list("case_id", flat=True)))


def _team(cases: Collection[UUID]) -> set[UUID]:
    return set(TeamMember.objects.filter(case__in=cases).values_list("user_id", flat=True))
