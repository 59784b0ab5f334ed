"""The later steps of the demo's cases: other offices, services, police and court, the end."""

from dataclasses import dataclass
from datetime import datetime

from tuntas.accounts.models import User
from tuntas.cases.actions import (
    closing,
    course,
    decisions,
    legal,
    notes,
    plans,
    proposals,
    protection,
    reopening,
    risk,
    services,
)
from tuntas.cases.models import Case, LegalEvent, Party, PlanItem, Proposal, Protection
from tuntas.cases.policies.closing import Closure
from tuntas.cases.states import (
    ClosingReason,
    LegalActor,
    LegalBasis,
    LegalStep,
    NoteKind,
    Proof,
    ProtectionStatus,
    ServiceKind,
    Status,
)
from tuntas.desk.demo.lives import DAY, HOUR, Life, Scene
from tuntas.intake.states import Risk, ViolenceType
from tuntas.referrals.actions import answers, sending
from tuntas.referrals.actions.answers import Answer
from tuntas.referrals.actions.sending import ReferralData
from tuntas.referrals.states import Need, Result

SEXUAL = frozenset({ViolenceType.SEXUAL, ViolenceType.ELECTRONIC_SEXUAL})
TRAFFICKING = frozenset({ViolenceType.TRAFFICKING, ViolenceType.EXPLOITATION})
# To whom a need goes: need, login of who answers there, key of the agency.
OFFICES = (
    (Need.MEDICAL, "kesehatan", "hospital"),
    (Need.POLICE_REPORT, "polisi", "police"),
    (Need.SOCIAL_AID, "sosial", "social"),
)


PROCESS = (  # step, who takes it, days at most since the one before
    (LegalStep.INVESTIGATION, LegalActor.INVESTIGATOR, 20),
    (LegalStep.PROSECUTION, LegalActor.PROSECUTOR, 45),
    (LegalStep.FINAL_VERDICT, LegalActor.JUDGE, 80),
)
# How often services stop while the process goes on, a case comes back, and what was proposed waits for weeks.
STOPS, AGAIN, WAITS = 0.25, 0.1, 0.05


@dataclass
class Course:
    """One case as its life goes on: who works on it, who it is about."""

    scene: Scene
    case: Case
    manager: User
    child: bool
    victim: Party | None = None
    stopped: bool = False

    @property
    def now(self) -> Case:
        """The case as it is."""
        return Case.objects.get(pk=self.case.pk)

    def person(self, login: str) -> User:
        """Somebody of the demo."""
        return self.scene.world.users[login]


def refer(life: Course, at: datetime) -> Life:
    """One other office is asked; some of them are slow, a few are silent."""
    need, login, key = life.scene.chance.choice(OFFICES)
    data = ReferralData(
        need=need, receiver=life.scene.world.agencies[key], shared="Mohon layanan bagi satu korban yang kami dampingi.",
        basis=LegalBasis.PUBLIC_DUTY, basis_note="Tugas pelayanan terpadu bagi korban.", victim=life.victim,
        secrecy_read=True,
    )  # fmt: skip
    referral = sending.prepare(life.now, data=data, by=life.manager, at=at)
    who = life.person(login)
    yield (seen := at + life.scene.span(2 * HOUR, 3 * DAY))
    if life.scene.forgotten(seen):
        return
    answers.acknowledge(referral, by=who, at=seen)
    yield (taken := seen + life.scene.span(HOUR, DAY))
    answers.accept(referral, by=who, at=taken)
    yield (done := taken + life.scene.span(DAY, 6 * DAY))
    if life.scene.forgotten(done):
        return
    answers.answer(
        referral, answer=Answer(result=Result.DONE, result_date=done.date(), text="Sudah dilayani.", next_step="Kontrol bila perlu."),
        by=who, at=done,
    )  # fmt: skip
    yield (read := done + life.scene.span(HOUR, DAY))
    answers.read(referral, by=life.manager, at=read)


def serve(life: Course, at: datetime) -> Life:
    """Services given, and the items of the plan done."""
    assert life.victim is not None
    kind = life.scene.chance.choice((ServiceKind.SOCIAL_REHABILITATION, ServiceKind.LEGAL_AID, ServiceKind.HEALTH))
    service = services.request(life.now, victim=life.victim, kind=kind, purpose="Pendampingan.", by=life.manager, at=at)
    yield (begun := at + life.scene.span(4 * HOUR, 3 * DAY))
    services.start(service, by=life.person("pendamping"), at=begun)
    yield (done := begun + life.scene.span(5 * DAY, 20 * DAY))
    services.finish(service, proof=Proof.OFFICER, result="Terlaksana.", by=life.person("pendamping"), at=done)
    yield done + HOUR


def law(life: Course, at: datetime) -> Life:
    """Where it was sexual violence, or sometimes otherwise, the police have it."""
    grave = bool(SEXUAL.intersection(life.now.ever_types))
    if not grave and life.scene.chance.random() > 0.3:
        return
    why = "Korban baru siap setelah didampingi." if grave else ""
    legal.record(
        life.now, step=LegalStep.REPORTED, on_date=at.date(), number=f"LP/B/{life.scene.chance.randint(1, 400)}/CONTOH", late_reason=why,
        by=life.manager, at=at,
    )  # fmt: skip
    for step, actor, days in PROCESS:
        at += life.scene.span(days / 2 * DAY, days * DAY)
        yield at
        legal.record(life.now, step=step, actor=actor, on_date=at.date(), by=life.manager, at=at)
        if step is LegalStep.PROSECUTION and life.scene.chance.random() < STOPS:
            # She wishes no more services; the process is watched, and the case does not end with it (R22).
            _finish_items(life, at)
            closing.watch_only(life.now, by=life.manager, at=at + HOUR)
            life.stopped = True
            yield from _keep_watching(life, at)


def _keep_watching(life: Course, at: datetime) -> Life:
    """Somebody asks how the process stands, before silence makes the case late; until today, sometimes no longer."""
    while not life.scene.forgotten(at):
        at += life.scene.span(5 * DAY, 6.5 * DAY)
        yield at
        notes.write(
            life.now, kind=NoteKind.CALL, text="Menanyakan jalannya perkara.", by=life.person("pendamping"), at=at
        )


def watch(life: Course, at: datetime) -> Life:
    """Everything planned is done, no protection is wanted any more: how she is doing is watched."""
    _finish_items(life, at)
    for row in Protection.objects.filter(case=life.case, status=ProtectionStatus.TO_REQUEST).order_by("pk"):
        protection.not_needed(row, reason="Pelaku sudah ditahan.", by=life.manager, at=at)
    if life.now.status == Status.INTERVENTION:
        course.monitor(life.now, by=life.manager, at=at)
    yield at + life.scene.span(5 * DAY, 12 * DAY)


def end(life: Course, at: datetime) -> Life:
    """Proposed by the manager, decided by somebody else, asked again after three months."""
    risk.assess(life.now, items=(), at_least=Risk.LOW, by=life.manager, at=at)
    if life.now.risk == Risk.HIGH:
        safer = proposals.propose_lower_risk(
            life.now,
            level=Risk.MEDIUM,
            reason="Pelaku ditahan, korban tinggal di tempat aman.",
            heard_alone=True,
            by=life.manager,
            at=at,
        )
        yield (at := at + life.scene.span(DAY, 3 * DAY))
        decisions.approve(safer, note="Setuju.", by=second(life.scene, safer), at=at)
    verdict = LegalEvent.objects.filter(case=life.case, step=LegalStep.FINAL_VERDICT).exists()
    closure = Closure(
        reason=ClosingReason.VERDICT_AND_RECOVERY if verdict else ClosingReason.GOALS_REACHED, goals_reviewed=True, victim_informed=True,
        heard_alone=True, follow_up_dates=[(at + 90 * DAY).date()],
    )  # fmt: skip
    proposal = closing.propose(
        life.now, closure=closure, note="Tujuan rencana tercapai.", by=life.manager, at=at + HOUR
    )
    waits = life.scene.chance.random() < WAITS
    yield (decided := at + (life.scene.span(20 * DAY, 45 * DAY) if waits else life.scene.span(DAY, 4 * DAY)))
    if life.scene.forgotten(decided):
        return
    decisions.approve(proposal, note="Setuju.", by=second(life.scene, proposal), at=decided)
    yield (asked := decided + 91 * DAY)
    if life.scene.chance.random() < AGAIN:
        reopening.reopen(life.now, note="Korban melapor lagi.", by=life.manager, at=asked)
        yield from _once_more(life, asked)
        return
    closing.follow_up(life.now, reached=True, safe=True, violence_again=False, note="Baik.", by=life.manager, at=asked)


def _once_more(life: Course, at: datetime) -> Life:
    """What came back is worked on again, by another plan, to another end."""
    from tuntas.desk.demo.cases import plan  # which begins with what stands here

    for step in (_resume, plan, serve, watch, end):
        at += life.scene.span(DAY, 6 * DAY)
        yield at
        if life.scene.forgotten(at):
            return
        yield from step(life, at)


def _resume(life: Course, at: datetime) -> Life:
    course.resume(life.now, by=life.manager, at=at)
    yield at


def _finish_items(life: Course, at: datetime) -> None:
    for item in PlanItem.objects.filter(case=life.case, is_open=True).select_related("who").order_by("pk"):
        plans.finish_item(item, result="Tercapai.", by=item.who, at=at)


def second(scene: Scene, proposal: Proposal) -> User:
    """Who decides what was proposed, at the desk that it was laid on."""
    desks = {"unit": "supervisor", "dinas": "dinas", "city": "sekda", "task_force": "gugustugas"}
    for key, agency in scene.world.agencies.items():
        if agency.pk == proposal.agency_id and key in desks:
            return scene.world.users[desks[key]]
    raise LookupError(proposal.agency_id)
