"""Random acts of random people: whatever they do, no open subject is ownerless, nothing is pending twice, states have dates."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.cast import NOW, Cast
from tuntas.access.actors import Reporter
from tuntas.accounts.models import User
from tuntas.core.errors import Denied
from tuntas.intake import checklist
from tuntas.intake.actions import (
    answers,
    contacts,
    decisions,
    endings,
    forwardings,
    lookups,
    messages,
    proposals,
    risk,
    triage,
    walls,
)
from tuntas.intake.models import Forwarding, Proposal, Report
from tuntas.intake.states import ForwardingStatus, ProposalKind, Risk, SafetyDecision, VictimAge, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.obligations.models import Wall

# `dev.py faults` and `dev.py bench` ask for more.
EXAMPLES = int(os.environ.get("TUNTAS_LIVES", "20"))
STEPS = 40
PEOPLE = ["hotline", "manager", "supervisor", "head", "secretariat", "leadership", "satpol", "satpol_head", "stranger"]
RECEIVERS = ["satpol", "secretariat", "police", "dinas", "unit"]
TYPES = st.lists(st.sampled_from(list(ViolenceType)), max_size=3, unique=True)
AGES = st.sampled_from(list(VictimAge))
ITEMS = st.lists(st.sampled_from([item.code for item in checklist.ITEMS]), max_size=3, unique=True)
# Those who may do much come more often, so that most acts get through.
WHO = st.sampled_from([*["hotline"] * 8, *["supervisor"] * 4, *["leadership", "secretariat", "satpol"] * 2, *PEOPLE])
BROKEN = """
SELECT
  (SELECT count(*) FROM intake_report s LEFT JOIN obligations_obligation d ON d.id = s.duty_id AND d.subject_id = s.id
     AND d.settled_at IS NULL WHERE s.is_open AND d.id IS NULL),
  (SELECT count(*) FROM intake_forwarding s LEFT JOIN obligations_obligation d ON d.id = s.duty_id AND d.subject_id = s.id
     AND d.settled_at IS NULL WHERE s.is_open AND d.id IS NULL),
  (SELECT count(*) FROM intake_proposal s LEFT JOIN obligations_obligation d ON d.id = s.duty_id AND d.subject_id = s.id
     AND d.settled_at IS NULL WHERE s.is_open AND d.id IS NULL),
  (SELECT count(*) FROM intake_report WHERE is_open <> (closed_at IS NULL)),
  (SELECT count(*) FROM intake_report WHERE (status = 'forwarded') <> EXISTS (
     SELECT 1 FROM intake_forwarding f WHERE f.report_id = intake_report.id AND f.is_open)),
  (SELECT count(*) FROM (SELECT report_id, kind FROM intake_proposal WHERE is_open GROUP BY 1, 2 HAVING count(*) > 1) t),
  (SELECT count(*) FROM (SELECT subject_id FROM obligations_obligation WHERE settled_at IS NULL
     AND kind IN ('report.triage', 'report.triage_medium', 'report.triage_high', 'report.pass_on', 'report.open_case',
     'report.pass_on_high', 'report.open_case_high', 'report.watch_forwarding', 'report.place') GROUP BY 1 HAVING count(*) > 1) t),
  (SELECT count(*) FROM intake_report WHERE NOT types <@ ever_types),
  (SELECT count(*) FROM obligations_obligation d JOIN intake_report r ON r.id = d.subject_id
     WHERE d.settled_at IS NULL AND d.agency_id <> r.agency_id),
  (SELECT count(*) FROM obligations_obligation d JOIN obligations_wall w ON w.dossier_id = d.dossier_id
     AND w.user_id = d.assignee_id WHERE d.settled_at IS NULL)
"""


class Life(RuleBasedStateMachine):
    """A few reports and everybody who could lay hands on them."""

    cast: Cast
    acts = 0
    refused = 0

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at = NOW
        self.reports: list[Report] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.reports = [make_report(self.cast), make_report(self.cast, danger_now=True, types=(ViolenceType.SEXUAL,))]

    def report(self, which: int) -> Report:
        return Report.objects.get(pk=self.reports[which % len(self.reports)].pk)

    def who(self, name: str) -> User:
        return getattr(self.cast, name)  # type: ignore[no-any-return]

    def attempt(self, act: Callable[..., object], *args: object, by: str, **more: object) -> None:
        """One act by somebody; a refusal changes nothing. What the database would refuse at commit fails here."""
        self.at += timedelta(minutes=7)
        type(self).acts += 1
        with suppress(Denied), transaction.atomic():
            try:
                act(*args, by=self.who(by), at=self.at, **more)
            except Denied:
                type(self).refused += 1
                raise
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    @rule(danger=st.booleans(), types=TYPES, age=AGES, south=st.booleans())
    def receive(self, danger: bool, types: list[ViolenceType], age: VictimAge, south: bool) -> None:
        area = self.cast.south_village if south else self.cast.village
        self.reports.append(
            make_report(self.cast, area=area, danger_now=danger, types=tuple(types), victim_age=age, at=self.at)
        )

    @rule(
        which=st.integers(0, 5),
        by=WHO,
        act=st.sampled_from([triage.start, triage.accept, endings.reopen]),
    )
    def press(self, which: int, by: str, act: Callable[..., object]) -> None:
        self.attempt(act, self.report(which), by=by)

    @precondition(lambda self: len(self.reports) > 3)
    @rule(which=st.integers(0, 5), by=WHO)
    def hand_to_case(self, which: int, by: str) -> None:
        self.attempt(endings.hand_to_case, self.report(which), by=by)

    @rule(which=st.integers(0, 5), by=WHO, items=ITEMS)
    def assess(self, which: int, by: str, items: list[str]) -> None:
        self.attempt(risk.assess, self.report(which), items=items, by=by)

    @rule(which=st.integers(0, 5), by=WHO, types=TYPES, age=AGES)
    def classify(self, which: int, by: str, types: list[ViolenceType], age: VictimAge) -> None:
        self.attempt(triage.classify, self.report(which), types=types, victim_age=age, by=by)

    @rule(which=st.integers(0, 5), by=WHO)
    def answer(self, which: int, by: str) -> None:
        self.attempt(triage.answer, self.report(which), form_id=uuid4(), text="x", by=by)

    @rule(which=st.integers(0, 5), by=WHO)
    def non_case(self, which: int, by: str) -> None:
        self.attempt(endings.end_as_non_case, self.report(which), note="x", by=by)

    @rule(
        which=st.integers(0, 5),
        other=st.integers(0, 5),
        by=WHO,
        kind=st.sampled_from(["duplicate", "not_ours", "not_proven"]),
    )
    def propose_ending(self, which: int, other: int, by: str, kind: str) -> None:
        target = self.report(other)
        self.attempt(
            proposals.propose_ending,
            self.report(which),
            kind=ProposalKind(kind),
            reason="x",
            target=target,
            sent_to="x",
            by=by,
        )

    @rule(which=st.integers(0, 5), by=WHO, level=st.sampled_from([Risk.LOW, Risk.MEDIUM]))
    def propose_lower(self, which: int, by: str, level: Risk) -> None:
        self.attempt(proposals.propose_lower_risk, self.report(which), level=level, reason="x", by=by)

    @rule(which=st.integers(0, 5), by=WHO, types=TYPES, age=AGES)
    def propose_class(self, which: int, by: str, types: list[ViolenceType], age: VictimAge) -> None:
        self.attempt(proposals.propose_lower_class, self.report(which), types=types, victim_age=age, reason="x", by=by)

    @rule(which=st.integers(0, 9), by=WHO, act=st.sampled_from(["approve", "reject", "withdraw"]))
    def decide(self, which: int, by: str, act: str) -> None:
        rows = list(Proposal.objects.filter(report__in=self.reports).order_by("-proposed_at", "pk"))
        if not rows:
            return
        row = rows[which % len(rows)]
        if act == "approve":
            self.attempt(decisions.approve, row, by=by)
        elif act == "reject":
            self.attempt(proposals.reject, row, note="x", by=by)
        else:
            self.attempt(proposals.withdraw, row, by=by)

    @rule(which=st.integers(0, 5), by=WHO, to=st.sampled_from(RECEIVERS))
    def forward(self, which: int, by: str, to: str) -> None:
        self.attempt(forwardings.send, self.report(which), receiver=self.cast.agencies[to], shared="x", by=by)

    @rule(
        which=st.integers(0, 5),
        by=WHO,
        act=st.sampled_from(["acknowledge", "accept", "decline", "take_back", "record"]),
    )
    def handle(self, which: int, by: str, act: str) -> None:
        rows = list(Forwarding.objects.filter(report__in=self.reports).order_by("-sent_at", "pk"))
        if not rows:
            return
        row = rows[which % len(rows)]
        if act == "record":
            more = {"status": ForwardingStatus.ACCEPTED, "answered_by": "x"}
            self.attempt(answers.record_answer, row, by=by, **more)
        elif act == "decline":
            self.attempt(answers.decline, row, reason="x", by=by)
        else:
            acts: dict[str, Callable[..., object]] = {
                "acknowledge": forwardings.acknowledge,
                "accept": answers.accept,
                "take_back": forwardings.take_back,
            }
            self.attempt(acts[act], row, by=by)

    @precondition(lambda self: len(self.reports) > 3)
    @rule(which=st.integers(0, 5), by=WHO, user=WHO, agency=st.sampled_from([None, *RECEIVERS]))
    def keep_out(self, which: int, by: str, user: str, agency: str | None) -> None:
        agencies = [self.cast.agencies[agency]] if agency else []
        users = [] if agency else [self.who(user)]
        self.attempt(walls.keep_out, self.report(which), users=users, agencies=agencies, by=by)

    @rule(which=st.integers(0, 5), by=WHO)
    def propose_lift(self, which: int, by: str) -> None:
        report = self.report(which)
        wall = Wall.objects.filter(dossier_id=report.pk).first()
        if wall is not None:
            self.attempt(proposals.propose_lift_wall, report, wall=wall, reason="x", by=by)

    @rule(which=st.integers(0, 5), by=WHO)
    def talk(self, which: int, by: str) -> None:
        report = self.report(which)
        messages.from_reporter(report, form_id=uuid4(), text="x", by=Reporter(), at=self.at)
        self.attempt(messages.from_office, report, form_id=uuid4(), text="x", by=by)
        self.attempt(messages.mark_read_by_office, report, by=by)

    @rule(which=st.integers(0, 5), by=WHO, decision=st.sampled_from(list(SafetyDecision)))
    def safety(self, which: int, by: str, decision: SafetyDecision) -> None:
        self.attempt(contacts.decide_safety, self.report(which), decision=decision, by=by)
        self.attempt(lookups.compared, self.report(which), by=by)

    @invariant()
    def nothing_is_broken(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(BROKEN)
            found = cursor.fetchone()
        assert found == (0,) * len(found), found


@pytest.mark.django_db
def test_whatever_people_do_nothing_is_ownerless(cast: Cast) -> None:
    Life.cast = cast
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"{Life.acts} acts of {len(PEOPLE)} people, {Life.refused} refused, 0 ownerless, 0 pending twice")
    assert Life.acts > EXAMPLES * 10
    assert 0 < Life.refused < Life.acts
