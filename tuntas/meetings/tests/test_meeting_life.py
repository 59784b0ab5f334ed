"""Random acts of random people on a meeting: nothing open is ever without an open duty, nothing closes without evidence."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.core.errors import Denied
from tuntas.meetings.actions import decisions, followups, minutes, reminders
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import Decision, FollowUpAction, Meeting
from tuntas.meetings.revisions import latest
from tuntas.meetings.states import ActionStatus, MeetingStatus
from tuntas.meetings.tests.make import make_group, make_meeting

LIVES = int(os.environ.get("TUNTAS_LIVES", "3"))
ACTS = [
    *["decide"] * 3, *["report"] * 3, *["judge"] * 4, "change", "write", "propose", "settle", "time",
]  # fmt: skip
# Those who may do much come more often, so that most acts get through.
WHO = [*["secretary"] * 3, *["chair"] * 4, *["social"] * 2, "health", "leadership", "stranger"]
ACT = st.tuples(st.sampled_from(ACTS), st.sampled_from(WHO), st.integers(0, 11))


class Life:
    """Everything that can be done with a meeting and what follows from it. `dice` says which of several."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.at = cast, NOW
        self.meeting = make_meeting(cast, make_group(cast))
        self.people = {
            "secretary": cast.secretariat, "chair": self.meeting.chair, "leadership": cast.leadership, "stranger": cast.stranger,
            "social": cast.by_role[Role.AGENCY_MEMBER], "health": cast.by_role[Role.HEALTH_OFFICER],
        }  # fmt: skip

    def do(self, act: str, who: str, dice: int) -> None:
        """One act, which may be refused, but only by a sentence."""
        try:
            with transaction.atomic():
                getattr(self, act)(dice, by=self.people[who], at=self.at)
        except Denied:
            pass
        except IntegrityError as error:
            raise AssertionError("the actions let something through that the database refused") from error

    def now(self) -> Meeting:
        """The meeting as it is."""
        return Meeting.objects.select_related("chair", "agency__area").get(pk=self.meeting.pk)

    def on_one(self, dice: int, act: Callable[..., object], **given: Any) -> None:
        """Do something to one of the actions there are."""
        rows = list(FollowUpAction.objects.filter(meeting=self.meeting.pk).order_by("-pk"))
        if rows:
            act(rows[dice % min(len(rows), 2)], **given)

    def time(self, dice: int, **_: Any) -> None:
        self.at += timedelta(days=dice)
        reminders.remind_due(by=self.cast.sysadmin, at=self.at)

    def write(self, dice: int, **who: Any) -> None:
        minutes.save(self.now(), text=["Satu", "Dua", ""][dice % 3], base=dice % 4, **who)

    def propose(self, _dice: int, **who: Any) -> None:
        minutes.propose(self.now(), **who)

    def settle(self, _dice: int, **who: Any) -> None:
        newest = latest(self.now())
        minutes.settle(self.now(), number=newest.number if newest else 0, **who)

    def decide(self, dice: int, **who: Any) -> None:
        decision = Decision.objects.filter(meeting=self.meeting.pk).select_related("meeting__chair").first()
        decision = decision or decisions.add(self.now(), text="Disepakati", **who)
        agency = self.cast.agencies[["social", "health", "secretariat"][dice % 3]]
        user = self.people["social"] if dice % 4 == 0 else None
        due = (self.at + timedelta(days=dice - 1)).date()
        followups.add(decision, data=ActionData("Kerjakan", agency, due, user=user), **who)

    def change(self, dice: int, **who: Any) -> None:
        data = ActionData(
            "Lain", self.cast.agencies[["social", "health"][dice % 2]], (self.at + timedelta(days=9)).date()
        )
        self.on_one(dice, followups.change, data=data, **who)

    def report(self, dice: int, **who: Any) -> None:
        self.on_one(dice, followups.report, evidence=" " if dice == 0 else "Surat 12/2026", **who)

    def judge(self, dice: int, **who: Any) -> None:
        if dice < 10:
            self.on_one(dice, followups.close, **who)
        elif dice == 10:
            self.on_one(dice, followups.give_back, note="Kurang", **who)
        else:
            self.on_one(dice, followups.drop, reason="Batal", **who)

    def check(self) -> set[str]:
        """What must always hold; returns the states that were met."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        meeting = Meeting.objects.select_related("duty").get(pk=self.meeting.pk)
        actions = list(FollowUpAction.objects.filter(meeting=self.meeting.pk).select_related("duty"))
        keepers = [(row.pk, row.is_open, row.duty) for row in actions]
        for pk, is_open, duty in [(meeting.pk, meeting.is_open, meeting.duty), *keepers]:
            assert is_open == (duty is not None and duty.is_open and duty.subject_id == pk)
        for row in actions:
            closed = row.status == ActionStatus.CLOSED
            assert not closed or (row.evidence and row.ended_by_id != row.reported_by_id)
        return {meeting.status, *(row.status for row in actions)}


def test_whatever_anybody_does(cast: Cast) -> None:
    met: set[str] = set()

    @settings(
        max_examples=LIVES, deadline=None, database=None, phases=[Phase.generate], derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(ACT, min_size=30, max_size=40))
    def live(acts: list[tuple[str, str, int]]) -> None:
        with transaction.atomic():
            life = Life(cast)
            for act in acts:
                life.do(*act)
                met.update(life.check())
            transaction.set_rollback(True)

    live()
    assert met >= {*ActionStatus, MeetingStatus.HELD}, "the acts reach every state"
