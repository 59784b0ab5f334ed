"""Kinds of duties: what is owed, its clock, its ladder, its basis. Each app declares its own and registers them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tuntas.access.permissions import Permission
from tuntas.access.roles import GRANTS, Role
from tuntas.obligations.states import Rung, Side

# People are rung at night only for what cannot wait for the morning: a telephone that rings for every line of a plan is
# not answered any more.
SOON = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """How long a duty may take: calendar time, or working days of the owning agency. One of the two is set."""

    calendar: timedelta | None = None
    working_days: int = 0


@dataclass(frozen=True)
class Step:
    """One step of a ladder: so long after the deadline (negative: before), one rung of one side is told."""

    after: timedelta
    side: Side
    rung: Rung


def default_ladder(*sides: Side) -> tuple[Step, ...]:
    """0 worker and manager, +1 day head of unit, +3 days head of agency, +7 days task force; the waiting side from its manager up."""
    steps = []
    for side in sides or (Side.RECEIVER,):
        if side is Side.RECEIVER:
            steps.append(Step(timedelta(0), side, Rung.WORKER))
        steps += [
            Step(timedelta(0), side, Rung.MANAGER),
            Step(timedelta(days=1), side, Rung.UNIT_HEAD),
            Step(timedelta(days=3), side, Rung.AGENCY_HEAD),
        ]
    steps.append(Step(timedelta(days=7), Side.RECEIVER, Rung.TASK_FORCE))
    return tuple(sorted(steps, key=lambda step: (step.after, step.rung)))


@dataclass(frozen=True)
class Kind:
    """One kind of duty.

    `sentence` is what stands on the worklist before the label ("Telaah laporan"). `url_name` is the page
    where it can be done; it takes the subject's id. `rule` is the id of the rule that sets the clock;
    `locked` clocks come from law and cannot be changed locally. `postpone_times`, `postpone_by`: how often, at most,
    and by how long. `quiet`: always opened beside another duty of the same desk, which already tells those who should act.
    """

    code: str
    sentence: str
    clock: Clock
    url_name: str
    rule: str = ""
    locked: bool = False
    ladder: tuple[Step, ...] = default_ladder()
    postpone_times: int = 0
    postpone_by: timedelta = timedelta(0)
    quiet: bool = False

    def cannot_wait(self, due_at: datetime, *, at: datetime) -> bool:
        """Whether it is due within a day, or by itself would be: a clock made longer locally silences no telephone."""
        return due_at - at <= SOON or (self.clock.calendar is not None and self.clock.calendar <= SOON)


@dataclass(frozen=True)
class Opening:
    """Who may open the page where duties are done: one of these permissions on the agency that owes, or on the one that waits."""

    owing: tuple[Permission, ...]
    waiting: tuple[Permission, ...] = ()


_KINDS: dict[str, Kind] = {}
_OPENINGS: dict[str, Opening] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; called from `AppConfig.ready()`. Raises ValueError for a second kind of the same code."""
    for kind in kinds:
        if _KINDS.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"duty kind {kind.code} is declared twice")


def opens(url_name: str, *owing: Permission, waiting: tuple[Permission, ...] = ()) -> None:
    """Say who may open a page, so that nobody is sent to one that does not exist for them. Not said: whoever sees the duty."""
    _OPENINGS[url_name] = Opening(owing, waiting)


def opening(url_name: str) -> Opening | None:
    """What was said of a page."""
    return _OPENINGS.get(url_name)


def openers(code: str) -> frozenset[Role]:
    """With which role at the agency that owes one can open the page of a kind. Nothing said of the page: with any."""
    kind = find(code)
    said = opening(kind.url_name) if kind else None
    if said is None:
        return frozenset(Role)
    return frozenset(role for role, grants in GRANTS.items() if grants.keys() & set(said.owing))


def get(code: str) -> Kind:
    """The kind of a stored code."""
    return _KINDS[code]


def find(code: str) -> Kind | None:
    """The kind of a stored code, or nothing if no app declares it any more."""
    return _KINDS.get(code)


def all_kinds() -> list[Kind]:
    """Every kind, for settings and documentation."""
    return sorted(_KINDS.values(), key=lambda kind: kind.code)
