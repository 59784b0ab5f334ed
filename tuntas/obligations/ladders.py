"""Who stands on which rung. Silence must never come from an empty seat: an empty rung passes upward."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from tuntas.access.permissions import Permission
from tuntas.access.roles import GRANTS, Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.core.prepared import Among, Given, Prepared
from tuntas.obligations import kinds
from tuntas.obligations.kinds import Kind, Step
from tuntas.obligations.models import Obligation, Wall
from tuntas.obligations.states import Rung, Side

MANAGERS = frozenset({Role.CASE_MANAGER, Role.SUPERVISOR})
HEADS = frozenset({Role.UNIT_HEAD, Role.LEADERSHIP})
# Whoever may triage or answer, below the managers: the people whose daily work a duty of the agency is.
WORKERS = frozenset(
    role for role, grants in GRANTS.items() if {Permission.REPORT_TRIAGE, Permission.FORWARDING_ANSWER} & grants.keys()
) - (MANAGERS | HEADS)


class Seats:
    """Who sits where at one moment. Asks each question once, however many duties climb together."""

    def __init__(self, *, at: datetime, hidden: Mapping[UUID, set[UUID]] | None = None) -> None:
        """`hidden`: for dossiers whose walls the caller knows, everyone behind them."""
        self.at = at
        self._people: dict[tuple[Rung, UUID], list[User]] = {}
        self._hidden: dict[UUID, set[UUID]] = dict(hidden or {})
        self._task_force: list[tuple[User, tuple[str, ...]]] | None = None

    def people_on(self, duty: Obligation, step: Step) -> tuple[Rung, list[User]]:
        """The nearest rung at or above the step where somebody may know of the duty, and who they are.

        Nobody up to the top is an empty list on the top rung.
        """
        agency = duty.agency if step.side is Side.RECEIVER else duty.sender
        for rung in Rung:
            if agency is None or rung < step.rung:
                continue
            people = [user for user in self._seats(duty, agency, rung, step.side) if user.pk not in self._walled(duty)]
            if people:
                return rung, people
        return Rung.TASK_FORCE, []

    def _seats(self, duty: Obligation, agency: Agency, rung: Rung, side: Side) -> list[User]:
        """Who sits on one rung of one side, walls not yet considered."""
        if rung is Rung.TASK_FORCE:
            return self._task_forces(duty.area_path)
        mine: list[User] = []
        if rung is Rung.WORKER and side is Side.RECEIVER and duty.assignee and self._works(duty.assignee, agency):
            if self._opens(duty.assignee, duty):
                return [duty.assignee]
            mine = [duty.assignee]  # whose work has become another: colleagues hear of it too
        if (rung, agency.pk) not in self._people:
            self._people[rung, agency.pk] = self._posted(rung, agency)
        return [*mine, *(user for user in self._people[rung, agency.pk] if user not in mine)]

    def _walled(self, duty: Obligation) -> set[UUID]:
        if duty.dossier_id not in self._hidden:
            self._hidden[duty.dossier_id] = Wall.objects.hidden_users(duty.dossier_id, at=self.at)
        return self._hidden[duty.dossier_id]

    def _posted(self, rung: Rung, agency: Agency) -> list[User]:
        if rung is Rung.AGENCY_HEAD:
            above = [agency.pk, *(row.pk for row in _above(agency))]
            rows = _POSTED[rung](at=self.at, agencies=above[:2])
            rows = rows or _POSTED[rung](at=self.at, agencies=above)  # nobody there either: all the way up
        else:
            rows = _POSTED[rung](at=self.at, agency=agency.pk)
        people = {row.user_id: row.user for row in rows}
        return [people[pk] for pk in sorted(people)]

    def _works(self, user: User, agency: Agency) -> bool:
        return user.is_active and user.postings.in_force(self.at).filter(agency=agency).exists()

    def _opens(self, user: User, duty: Obligation) -> bool:
        roles = user.postings.in_force(self.at).filter(agency=duty.agency_id).values_list("role", flat=True)
        return bool(set(roles) & kinds.openers(duty.kind))

    def _task_forces(self, area_path: str) -> list[User]:
        """Secretaries whose area, or one it took over, holds the duty's area."""
        if self._task_force is None:
            rows = Posting.objects.in_force(self.at).filter(role=Role.TASK_FORCE_SECRETARIAT, user__is_active=True)
            postings = list(rows.select_related("user", "area").order_by("user"))
            paths = Posting.objects.area_paths(postings)
            self._task_force = [(posting.user, paths[posting.id]) for posting in postings]
        return list({user.pk: user for user, paths in self._task_force if area_path.startswith(paths)}.values())


def _above(agency: Agency) -> Iterator[Agency]:
    """The agencies above one, nearest first."""
    seen = {agency.pk}
    above = agency.parent
    while above is not None and above.pk not in seen:
        yield above
        seen.add(above.pk)
        above = above.parent


def _sitting(who: Q) -> Prepared[Posting]:
    """The postings at a moment that make up a rung of an agency, each with its person."""
    return Prepared(
        lambda: (
            Posting.objects.in_force(Given("at"))  # type: ignore[arg-type]
            .filter(who, user__is_active=True)
            .select_related("user")
        )
    )


_POSTED = {
    Rung.WORKER: _sitting(Q(agency=Given("agency"), role__in=WORKERS)),
    Rung.MANAGER: _sitting(Q(agency=Given("agency"), role__in=MANAGERS)),
    Rung.UNIT_HEAD: _sitting(Q(agency=Given("agency"), role__in=HEADS)),
    Rung.AGENCY_HEAD: _sitting(Q(Among(F("agency_id"), Given("agencies")), role=Role.LEADERSHIP)),
}


def next_step_at(kind: Kind, *, level: int, due_at: datetime) -> datetime | None:
    """When the next step of the ladder is due; nothing above the last."""
    return due_at + kind.ladder[level].after if level < len(kind.ladder) else None
