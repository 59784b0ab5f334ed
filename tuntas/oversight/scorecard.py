"""Who keeps the deadlines: institutions side by side, to be shown in a meeting. Numbers of people's matters under five are hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.agencies.models import Agency
from tuntas.intake import kinds as intake_kinds
from tuntas.meetings import kinds as meeting_kinds
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation, Wall
from tuntas.oversight.facts import SMALL
from tuntas.oversight.owed import duty_counts
from tuntas.oversight.states import Span
from tuntas.referrals import kinds as referral_kinds

HIDDEN = f"< {SMALL}"


class Group(NamedTuple):
    """A column: which duties, and whether a small number could point to a person (R28)."""

    label: str
    kinds: Sequence[Kind]
    about_people: bool


GROUPS = (
    Group(
        "Tindak lanjut",
        (meeting_kinds.DO_ACTION, meeting_kinds.CHASE_ACTION, meeting_kinds.CLOSE_ACTION),
        about_people=False,
    ),
    Group(
        "Terusan",
        (intake_kinds.ACKNOWLEDGE, intake_kinds.ANSWER, intake_kinds.ANSWER_HIGH, intake_kinds.RECORD_ANSWER),
        about_people=True,
    ),
    Group(
        "Rujukan",
        (
            referral_kinds.ACKNOWLEDGE, referral_kinds.ACKNOWLEDGE_HIGH, referral_kinds.ANSWER, referral_kinds.ANSWER_HIGH,
            referral_kinds.RECORD_ANSWER,
        ),
        about_people=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """Duties of one group that fell due, and how many were not settled in time. As shown: a number, or that it is small."""

    label: str
    due: int
    late: int
    about_people: bool

    @property
    def shown_due(self) -> str:
        """How many fell due."""
        return HIDDEN if self.about_people and 0 < self.due < SMALL else str(self.due)

    @property
    def shown_late(self) -> str:
        """How many were late; hidden too where so few were in time that they could be told from the two numbers."""
        small = self.due < SMALL or self.late < SMALL or 0 < self.due - self.late < SMALL
        return HIDDEN if self.about_people and self.late and small else str(self.late)

    @property
    def share(self) -> float:
        """Late of due; for sorting."""
        return self.late / self.due if self.due else 0.0


@dataclass(frozen=True)
class Row:
    """One institution."""

    agency: Agency
    cells: tuple[Cell, ...]

    @property
    def worst(self) -> tuple[float, int]:
        """For sorting: the largest share that is not hidden, then how much fell due."""
        open_cells = [cell for cell in self.cells if HIDDEN not in (cell.shown_due, cell.shown_late)]
        return max((cell.share for cell in open_cells), default=0.0), sum(cell.due for cell in open_cells)


def rows(span: Span, *, by: Actor) -> list[Row]:
    """Institutions within reach that owed something in the quarter, the latest first. Five queries."""
    agencies = {
        agency.pk: agency
        for agency in Agency.objects.filter(reach(by, Permission.RUNNING_VIEW, agency="pk")).select_related("area")
    }
    hidden = Wall.objects.hidden_dossiers(by)
    counted: list[dict[UUID, tuple[int, int]]] = []
    for group in GROUPS:
        duties = Obligation.objects.filter(agency__in=agencies, kind__in=[kind.code for kind in group.kinds])
        counted.append(duty_counts(duties.exclude(dossier_id__in=hidden), span))
    found = [
        Row(
            agency,
            tuple(
                Cell(group.label, due, due - in_time, group.about_people)
                for group, counts in zip(GROUPS, counted, strict=True)
                for due, in_time in (counts.get(pk, (0, 0)),)
            ),
        )
        for pk, agency in agencies.items()
        if any(pk in counts for counts in counted)
    ]
    return sorted(found, key=lambda row: (-row.worst[0], -row.worst[1], row.agency.name))
