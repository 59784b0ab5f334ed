"""Random acts of random people on cases: nothing is ever ownerless, no ending is forbidden, every state has its date."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.cast import Cast
from tuntas.access.roles import Role
from tuntas.cases.actions import (
    assessments,
    attempts,
    closing,
    course,
    decisions,
    incidents,
    legal,
    mediations,
    plans,
    pressure,
    proposals,
    protection,
    reopening,
    risk,
    screening,
    services,
    team,
    walls,
)
from tuntas.cases.actions.assessments import AssessmentData
from tuntas.cases.actions.plans import ItemData
from tuntas.cases.models import Mediation, Party, Plan, PlanItem, Proposal, Protection, Screening, Service
from tuntas.cases.policies.closing import Closure
from tuntas.cases.states import (
    Act,
    AssessmentArea,
    AttemptResult,
    ClosingReason,
    LegalStep,
    MediationMatter,
    PartyRole,
    PressureKind,
    Proof,
    ProtectionKind,
    Purpose,
    ScreeningStatus,
    ServiceForm,
    ServiceKind,
    TeamRole,
)
from tuntas.cases.tests.life_machine import Machine
from tuntas.intake.checklist import ITEMS
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Wall

# `dev.py faults` and `dev.py bench` ask for more.
EXAMPLES = int(os.environ.get("TUNTAS_LIVES", "10"))
STEPS = 50
AGENCIES = ["unit", "dinas", "secretariat", "task_force"]
# Those who may do much come more often, so that most acts get through.
WHO = st.sampled_from([
    *[Role.CASE_MANAGER] * 12, *[Role.SUPERVISOR] * 5, *[Role.LEADERSHIP] * 5, *[Role.COMPANION_WORKER] * 3, *[Role.PSYCHOLOGIST] * 2,
    Role.UNIT_HEAD, Role.TASK_FORCE_SECRETARIAT, Role.KPAD, Role.MEDIATOR, Role.HOTLINE_OFFICER, Role.DATA_OFFICER, Role.LEGAL_COUNSELLOR,
])  # fmt: skip
TYPES = st.lists(st.sampled_from(list(ViolenceType)), min_size=1, max_size=2, unique=True)
WHICH = st.integers(0, 9)
SAID = st.booleans()
MANAGES = st.sampled_from([*[Role.CASE_MANAGER] * 4, Role.SUPERVISOR, Role.COMPANION_WORKER])
# Every reason; those that need little come more often.
REASONS = st.sampled_from([*[ClosingReason.GOALS_REACHED] * 4, *[ClosingReason.NOT_PROVEN] * 2, *ClosingReason])
DECIDES = st.sampled_from([*[Role.SUPERVISOR] * 4, *[Role.LEADERSHIP] * 4, Role.UNIT_HEAD, Role.CASE_MANAGER])


class Life(Machine):
    """Everything that can be done on a case, by anybody."""

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(which=WHICH, by=WHO, alone=SAID)
    def assess(self, which: int, by: Role, alone: bool) -> None:
        given = {"victim": self.victim(which), "data": AssessmentData(), "heard_alone": alone}
        self.attempt(assessments.record, self.case(which), by=by, **given)

    @rule(which=WHICH, by=WHO, restitution=st.sampled_from(["", "apply"]))
    def plan(self, which: int, by: Role, restitution: str) -> None:
        self.attempt(plans.make, self.case(which), with_victim=True, restitution=restitution, by=by)

    @rule(which=WHICH, by=WHO, who=WHO, days=st.integers(-1, 9))
    def line(self, which: int, by: Role, who: Role, days: int) -> None:
        data = ItemData(
            area=AssessmentArea.SAFETY, need="a", goal="b", action="c", who=self.who(who),
            until_date=(self.at + timedelta(days=days)).date(),
        )  # fmt: skip
        self.attempt(plans.add_item, self.one(Plan, which), data=data, by=by)

    @rule(which=WHICH, by=WHO, act=st.sampled_from([plans.finish_item, plans.drop_item, plans.resume_item]))
    def end_line(self, which: int, by: Role, act: Callable[..., object]) -> None:
        more: dict[Any, dict[str, object]] = {
            plans.finish_item: {"result": "x"}, plans.drop_item: {"reason": "x"},
            plans.resume_item: {"until_date": (self.at + timedelta(days=3)).date()},
        }  # fmt: skip
        self.attempt(act, self.one(PlanItem, which), by=by, **more[act])

    @rule(which=WHICH, by=WHO)
    def approve_plan(self, which: int, by: Role) -> None:
        self.attempt(plans.approve, self.one(Plan, which), by=by)

    @rule(
        which=WHICH, by=WHO, act=st.sampled_from([course.start_now, course.monitor, course.resume, closing.watch_only])
    )
    def move(self, which: int, by: Role, act: Callable[..., object]) -> None:
        self.attempt(act, self.case(which), by=by)

    @rule(which=WHICH, by=WHO, form=st.sampled_from(list(ServiceForm)))
    def ask_service(self, which: int, by: Role, form: ServiceForm) -> None:
        given = {"victim": self.victim(which), "kind": ServiceKind.HEALTH, "form": form}
        self.attempt(services.request, self.case(which), by=by, **given)

    @rule(
        which=WHICH, by=WHO, going=WHO, police=SAID, act=st.sampled_from(["start", "finish", "cancel", "prepare", "go"])
    )
    def serve(self, which: int, by: Role, going: Role, police: bool, act: str) -> None:
        looked = {"verified": True, "danger_checked": True, "with_police": police, "companions": [self.who(going)]}
        acts: dict[str, tuple[Callable[..., object], dict[str, object]]] = {
            "start": (services.start, {}),
            "finish": (services.finish, {"proof": Proof.LETTER, "result": "x"}),
            "cancel": (services.cancel, {"reason": "x"}),
            "prepare": (services.prepare_outreach, looked),
            "go": (services.set_out, {}),
        }
        self.attempt(acts[act][0], self.one(Service, which), by=by, **acts[act][1])

    @rule(which=WHICH, by=WHO, items=st.lists(st.sampled_from([item.code for item in ITEMS]), max_size=1))
    def judge(self, which: int, by: Role, items: list[str]) -> None:
        self.attempt(risk.assess, self.case(which), items=items, by=by)

    @rule(which=WHICH, by=WHO, types=TYPES)
    def classify(self, which: int, by: Role, types: list[ViolenceType]) -> None:
        if which == 9:  # rarely, so that not everything becomes grave
            self.attempt(incidents.classify, self.case(which), types=[*self.case(which).types, *types], by=by)

    @rule(
        which=WHICH,
        by=WHO,
        steps=st.sampled_from([LegalStep.REPORTED, LegalStep.STOPPED, LegalStep.FINAL_VERDICT, LegalStep.WITHDRAWN]),
    )
    def law(self, which: int, by: Role, steps: LegalStep) -> None:
        self.attempt(
            legal.record, self.case(which), step=steps, on_date=self.at.date(), number="LP/1", late_reason="x", by=by
        )

    @rule(which=WHICH, by=WHO, purposes=st.lists(st.sampled_from(list(Purpose)), max_size=1), review=SAID)
    def screen(self, which: int, by: Role, purposes: list[Purpose], review: bool) -> None:
        if review:
            self.attempt(screening.review, self.one(Screening, which), outcome=ScreeningStatus.CLEARED, note="x", by=by)
        elif which == 9:
            answers = screening.Answers(acts=[Act.RECRUIT], purposes=purposes)
            self.attempt(screening.record, self.case(which), victim=self.victim(which), answers=answers, by=by)

    @rule(which=WHICH, by=WHO, act=st.sampled_from(["ask", "drop"]))
    def protect(self, which: int, by: Role, act: str) -> None:
        if act == "ask":
            self.attempt(protection.ask, self.case(which), victim=self.victim(which), kind=ProtectionKind.LPSK, by=by)
        else:
            self.attempt(protection.not_needed, self.one(Protection, which), reason="x", by=by)

    @rule(which=WHICH, by=WHO, result=st.sampled_from(list(AttemptResult)))
    def try_to_reach(self, which: int, by: Role, result: AttemptResult) -> None:
        self.attempt(attempts.record, self.case(which), result=result, safe_way=True, by=by)

    @rule(which=WHICH, other=WHICH, by=MANAGES, reason=REASONS, said=st.integers(0, 5))
    def offer_end(self, which: int, other: int, by: Role, reason: ClosingReason, said: int) -> None:
        self.propose_end(which, other, by, reason, said)

    def propose_end(self, which: int, other: int, by: Role, reason: ClosingReason, said: int) -> None:
        closure = Closure(
            reason=reason, target=self.case(other) if reason is ClosingReason.DUPLICATE else None, goals_reviewed=said > 0,
            victim_informed=said > 0, heard_alone=said > 0, follow_up_dates=[(self.at + timedelta(days=60)).date()],
        )  # fmt: skip
        self.attempt(closing.propose, self.case(which), closure=closure, note="x", by=by)

    @rule(which=WHICH, other=WHICH, reason=REASONS, first=MANAGES, second=DECIDES)
    def end(self, which: int, other: int, reason: ClosingReason, first: Role, second: Role) -> None:
        """What otherwise rarely meets: everything brought to its end, looked at again, proposed and decided at once."""
        case = self.case(which)
        for service in Service.objects.filter(case=case, is_open=True):
            self.attempt(services.cancel, service, reason="x", by=first)
        for item in PlanItem.objects.filter(case=case, is_open=True):
            self.attempt(plans.drop_item, item, reason="x", by=first)
        for protected in Protection.objects.filter(case=case, is_open=True):
            self.attempt(protection.not_needed, protected, reason="x", by=first)
        self.attempt(risk.assess, case, items=[], by=first)
        self.propose_end(which, other, first, reason, 1)
        found = Proposal.objects.filter(case=case, kind="close").order_by("-pk").first()
        self.attempt(decisions.approve, found, by=second)

    @rule(
        which=WHICH, by=WHO, act=st.sampled_from(["class", "adult", "suspect", "risk", "wall", "complaint"]), heard=SAID
    )
    def propose(self, which: int, by: Role, act: str, heard: bool) -> None:
        case, said = self.case(which), {"reason": "x", "heard_alone": heard}
        suspect = Party.objects.filter(case=case, role=PartyRole.REPORTED_PERSON).first()
        wall = Wall.objects.filter(dossier_id=case.pk).first()
        acts: dict[str, tuple[Callable[..., object], dict[str, object]]] = {
            "class": (proposals.propose_reclassify, {"types": [ViolenceType.OTHER]} | said),
            "adult": (proposals.propose_adult, {"party": self.victim(which), "birth_date": date(1990, 1, 1)} | said),
            "suspect": (proposals.propose_remove_suspect, {"party": suspect} | said),
            "risk": (proposals.propose_lower_risk, {"level": Risk.LOW} | said),
            "wall": (proposals.propose_lift_wall, {"wall": wall, "reason": "x"}),
            "complaint": (proposals.propose_no_complaint, said),
        }
        self.attempt(acts[act][0], case, by=by, **acts[act][1])

    @rule(which=WHICH, by=DECIDES, act=st.sampled_from(["approve", "approve", "approve", "reject", "withdraw"]))
    def decide(self, which: int, by: Role, act: str) -> None:
        row = self.one(Proposal, which % 3)
        acts: dict[str, Callable[..., object]] = {"approve": decisions.approve, "withdraw": proposals.withdraw}
        more = {"note": "x"} if act == "reject" else {}
        self.attempt(acts.get(act, proposals.reject), row, by=by, **more)

    @rule(which=WHICH, by=WHO, reached=SAID, safe=SAID)
    def follow_up(self, which: int, by: Role, reached: bool, safe: bool) -> None:
        self.attempt(closing.follow_up, self.case(which), reached=reached, safe=safe, violence_again=not safe, by=by)

    @rule(which=WHICH, by=WHO)
    def reopen(self, which: int, by: Role) -> None:
        self.attempt(reopening.reopen, self.case(which), note="x", by=by)

    @rule(
        which=WHICH,
        by=WHO,
        act=st.sampled_from(["ask", "companion", "psychologist", "propose", "name", "agree", "give_up"]),
    )
    def mediate(self, which: int, by: Role, act: str) -> None:
        row = self.one(Mediation, which)
        ask = {
            "matter_kind": MediationMatter.WAGES,
            "matter": "x",
            "victim_request_at": self.at,
            "monitoring_plan": "x",
        }
        acts: dict[str, tuple[Callable[..., object], object, dict[str, object]]] = {
            "ask": (mediations.request, self.case(which), ask),
            "companion": (mediations.assess, row, {"role": TeamRole.COMPANION}),
            "psychologist": (mediations.assess, row, {"role": TeamRole.PSYCHOLOGIST}),
            "propose": (proposals.propose_mediation, row, {"reason": "x", "heard_alone": True}),
            "name": (mediations.name_mediator, row, {"mediator": self.who(Role.MEDIATOR)}),
            "agree": (mediations.agree, row, {"agreement": "x"}),
            "give_up": (mediations.give_up, row, {}),
        }
        self.attempt(acts[act][0], acts[act][1], by=by, **acts[act][2])

    @rule(which=WHICH, by=WHO, user=WHO, agency=st.sampled_from([None, *AGENCIES]))
    def keep_out(self, which: int, by: Role, user: Role, agency: str | None) -> None:
        if which == 8:  # rarely: behind a wall most people can do nothing more
            agencies = [self.cast.agencies[agency]] if agency else []
            users = [] if agency else [self.who(user)]
            self.attempt(walls.keep_out, self.case(which), users=users, agencies=agencies, by=by)

    @rule(which=WHICH, by=WHO, user=WHO, role=st.sampled_from(list(TeamRole)))
    def join_team(self, which: int, by: Role, user: Role, role: TeamRole) -> None:
        self.attempt(team.add, self.case(which), user=self.who(user), role=role, by=by)

    @rule(which=WHICH, by=WHO)
    def pressed(self, which: int, by: Role) -> None:
        if which == 7:
            self.attempt(pressure.record, self.case(which), kind=PressureKind.MONEY, text="x", by=by)


@pytest.mark.django_db
def test_whatever_people_do_no_case_is_ownerless_or_ends_as_it_must_not(cast: Cast) -> None:
    Life.cast = cast
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    print(f"{Life.acts} acts, {Life.refused} refused, {Life.ended} cases ended, 0 ownerless, 0 forbidden endings")
    assert Life.acts > EXAMPLES * 10
    assert 0 < Life.refused < Life.acts
