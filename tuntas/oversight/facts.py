"""What happened around bodies in a quarter: as few queries for a province as for one body."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from tuntas.access.actors import Actor
from tuntas.accounts.models import Posting
from tuntas.agencies.models import ReceivingUnit
from tuntas.bodies.models import Body, Decree, Holder, Officer, Seat
from tuntas.bodies.states import Office, SeatRole
from tuntas.intake.models import Report
from tuntas.meetings import members
from tuntas.meetings.members import Came
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import BY_SECRETARIAT, HAPPENED, PRESENT, MeetingStatus
from tuntas.obligations.models import Obligation, Wall
from tuntas.oversight.acted import Actions, acted
from tuntas.oversight.moves import Moved, moved
from tuntas.oversight.owed import OWN, REPORT_KINDS, Median, duty_counts
from tuntas.oversight.states import Span, months_before

# Two ways to write one institution are one: what stands in the key after the name.
INSTITUTION = Func(F("attendance__name_key"), Value("|"), 2, function="SPLIT_PART", output_field=CharField())
WRITTEN_WITHIN = timedelta(days=14)  # a meeting that is written down later counts, and whoever reads is told
SMALL = 5  # below this a number of reports could point to a person, and the middle of few says when one came (R28)


@dataclass
class Intake:
    """Duties on reports that fell due in the quarter, where the secretariat is an intake point. `median`: first follow-up."""

    due: int = 0
    in_time: int = 0
    median: timedelta | None = None


@dataclass
class Facts:
    """Everything that decides whether a body runs. `window_from`: since when it ought to have met.

    `came`: member institutions and guests of the meeting to which most members came, by the seats of that day;
    `in_time`: meetings that were written down soon; `by_hand`: those of which the secretariat wrote every name; `signed`: those
    with a signed list; of all `names` on their lists `own` were written by those who came, on their own phones;
    `replaces`: when the body that it follows was dissolved, and its name.
    """

    body: Body
    span: Span
    window_from: date
    decree_until: date | None = None
    has_decree: bool = False
    seats: int = 0
    held_seats: int = 0
    chair: bool = False
    meetings: int = 0
    meetings_in_window: int = 0
    without_list: int = 0
    written_late: int = 0
    replaces: tuple[date, str] | None = None
    last_meeting: date | None = None
    came: Came | None = None
    in_time: int = 0
    by_hand: int = 0
    names: int = 0
    own: int = 0
    signed: int = 0
    moved: Moved = field(default_factory=Moved)
    minutes_late: int = 0
    actions: Actions = field(default_factory=Actions)
    intake: Intake | None = None

    @property
    def needs_decree(self) -> bool:
        """Whether a body of this kind rests on a decree."""
        return self.body.kind.needs_decree

    @property
    def young(self) -> bool:
        """Founded so late that its first meeting is not due yet.

        Neither a day of founding that was moved later nor dissolving and founding anew makes a body younger.
        """
        written = self.body.created_at.astimezone(self.span.zone).date()
        return self.replaces is None and min(self.body.founded_date, written) > self.window_from


def gather(bodies: Iterable[Body], span: Span, *, by: Actor) -> dict[UUID, Facts]:
    """Facts of bodies (with their kind), for a quarter. Reports behind a wall against the reader are not counted.

    Thirteen queries, however many bodies there are.
    """
    found = {body.pk: Facts(body, span, _window(body, span)) for body in bodies}
    if not found:
        return found
    _before(found)
    _decrees(found, span)
    _seats(found, span)
    _meetings(found, span)
    for pk, actions in acted(found, span).items():
        found[pk].actions = actions
    for pk, each in moved(found, span).items():
        found[pk].moved = each
    _intake(found, span, by)
    return found


def _window(body: Body, span: Span) -> date:
    """Since when it ought to have met: counted back from the day until which it is looked at, or existed."""
    until = min(span.until, body.dissolved_date or span.until)
    return months_before(until, body.kind.meets_every_months)


def _before(found: dict[UUID, Facts]) -> None:
    """A body of the same kind and area that was dissolved less than its time to meet before this one was founded."""
    kinds = {facts.body.kind_id for facts in found.values()}
    areas = {facts.body.area_id for facts in found.values()}
    gone: defaultdict[tuple[UUID, UUID], list[tuple[date, str]]] = defaultdict(list)
    rows = Body.objects.filter(kind__in=kinds, area__in=areas, dissolved_date__isnull=False)
    for kind, area, on, name in rows.values_list("kind", "area", "dissolved_date", "name"):
        if on is not None:
            gone[kind, area].append((on, name))
    for facts in found.values():
        body = facts.body
        since = months_before(body.founded_date, body.kind.meets_every_months)
        near = [each for each in gone[body.kind_id, body.area_id] if since <= each[0] <= body.founded_date]
        facts.replaces = max(near, default=None)


def _decrees(found: dict[UUID, Facts], span: Span) -> None:
    last = span.until - timedelta(days=1)
    for body, to in Decree.objects.filter(body__in=found).in_force(last).values_list("body", "to_date"):
        found[body].has_decree, found[body].decree_until = True, to


def _seats(found: dict[UUID, Facts], span: Span) -> None:
    last = span.until - timedelta(days=1)
    # Whoever works elsewhere by then holds the seat on paper only.
    there = Posting.objects.in_force(span.moment(span.until) - timedelta(seconds=1))
    there = there.filter(user=OuterRef("user"), agency=OuterRef("seat__agency"))
    holders = Holder.objects.current(last).filter(Q(user=None) | Q(Exists(there)), substitute=False)
    held = Exists(holders.filter(seat=OuterRef("pk")))
    rows = Seat.objects.current(last).filter(body__in=found).annotate(held=held)
    for body, role, is_held in rows.values_list("body", "role", "held"):
        facts = found[body]
        facts.seats += 1
        facts.held_seats += is_held
        facts.chair |= is_held and role in {SeatRole.CHAIR, SeatRole.DAILY_CHAIR}
    # A body that elects its chair has one too.
    for body in (
        Officer.objects.current(last).filter(body__in=found, office=Office.CHAIR).values_list("body", flat=True)
    ):
        found[body].chair = True


def _meetings(found: dict[UUID, Facts], span: Span) -> None:
    since = min(span.quarter.start, *(facts.window_from for facts in found.values()))
    held = Meeting.objects.filter(
        body__in=found, status__in=HAPPENED, starts_at__gte=span.moment(since), starts_at__lt=span.moment(span.until)
    )
    late = Q(status=MeetingStatus.HELD, duty__due_at__lt=span.moment(span.overdue_before))
    rows = held.annotate(
        people=Count("attendance"), by_hand=Count("attendance", filter=Q(attendance__via__in=BY_SECRETARIAT)),
        own=Count("attendance", filter=OWN), minutes_late=Case(When(late, then=1), default=0),
    )  # fmt: skip
    came = _who_came(held, found, span)
    for pk, body, starts, written, signed, people, by_hand, own, minutes_late in rows.values_list(
        "pk", "body", "starts_at", "held_at", "signed_list", "people", "by_hand", "own", "minutes_late"
    ):
        facts, day = found[body], starts.astimezone(span.zone).date()
        facts.minutes_late += minutes_late
        in_quarter = day >= span.quarter.start
        if people < PRESENT:
            facts.without_list += in_quarter
            continue
        soon = written is None or written - starts <= WRITTEN_WITHIN
        facts.last_meeting = max(facts.last_meeting or day, day)
        facts.meetings += in_quarter
        facts.written_late += in_quarter and not soon
        if day >= facts.window_from:
            facts.meetings_in_window += 1
            facts.in_time += soon
            facts.by_hand += by_hand == people
            facts.names, facts.own = facts.names + people, facts.own + own
            facts.signed += signed is not None
            facts.came = max(
                facts.came or came[pk], came[pk], key=lambda each: (each.members / (each.of or 1), each.of)
            )


def _who_came(held: QuerySet[Meeting], found: Iterable[UUID], span: Span) -> dict[UUID, Came]:
    """Members and guests of each meeting; two ways to write one institution are one."""
    seats = members.houses(found)
    written: defaultdict[UUID, list[str]] = defaultdict(list)
    rows = held.annotate(house=INSTITUTION).values_list("pk", "body", "starts_at", "house").distinct()
    meetings = {}
    for pk, body, starts, house in rows:
        meetings[pk] = (body, starts.astimezone(span.zone).date())
        written[pk].append(house)
    return {pk: members.came(seats[body], written[pk], day) for pk, (body, day) in meetings.items()}


def _intake(found: dict[UUID, Facts], span: Span, by: Actor) -> None:
    """Only of bodies that are no part of another: sub-groups share the secretariat."""
    of_agency: defaultdict[UUID, list[Facts]] = defaultdict(list)
    for facts in found.values():
        if facts.body.parent_id is None:
            of_agency[facts.body.agency_id].append(facts)
    receiving = set(
        ReceivingUnit.objects.in_force(span.until - timedelta(days=1))
        .filter(agency__in=of_agency)
        .values_list("agency", flat=True)
    )
    if not receiving:
        return
    hidden = Wall.objects.hidden_dossiers(by)
    duties = duty_counts(
        Obligation.objects.filter(agency__in=receiving, kind__in=REPORT_KINDS).exclude(dossier_id__in=hidden), span
    )
    answered = ExpressionWrapper(F("followed_up_at") - F("received_at"), output_field=DurationField())
    reports = (
        Report.objects.filter(
            agency__in=receiving, received_at__gte=span.moment(span.quarter.start),
            received_at__lt=span.moment(span.until), followed_up_at__isnull=False,
        )
        .exclude(pk__in=hidden)
        .values("agency")
        .annotate(median=Median(answered), reports=Count("pk"))
        .filter(reports__gte=SMALL)
    )  # fmt: skip
    medians = dict(reports.values_list("agency", "median"))
    for agency in receiving:
        due, in_time = duties.get(agency, (0, 0))
        for facts in of_agency[agency]:
            facts.intake = Intake(due, in_time, medians.get(agency))
