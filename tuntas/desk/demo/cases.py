"""The lives of the demo's cases, from opening to where they stand; each yields the moments at which it goes on."""

from datetime import date, datetime, timedelta

from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.cases.actions import (
    assessments,
    incidents,
    opening,
    parties,
    plans,
    risk,
    screening,
    team,
)
from tuntas.cases.actions.assessments import AssessmentData
from tuntas.cases.actions.opening import CaseData
from tuntas.cases.models import Party
from tuntas.cases.states import (
    Act,
    AssessmentArea,
    Context,
    PartyRole,
    PlaceType,
    Purpose,
    Relation,
    Restitution,
    ScreeningStatus,
    ServiceKind,
    TeamRole,
)
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.desk.demo.case_steps import Course, end, law, refer, serve, watch
from tuntas.desk.demo.identities import person
from tuntas.desk.demo.lives import DAY, HOUR, Life, Scene
from tuntas.intake.models import Report
from tuntas.intake.states import CHILD_AGES, GRAVE_TYPES, Risk, ViolenceType
from tuntas.people.states import Sex
from tuntas.referrals.states import Need

STUCK = 0.03  # how often nobody takes the next step for weeks, until somebody above asks why
TRAFFICKING = frozenset({ViolenceType.TRAFFICKING, ViolenceType.EXPLOITATION})
# To whom a need goes: need, login of who answers there, key of the agency.
OFFICES = (
    (Need.MEDICAL, "kesehatan", "hospital"),
    (Need.POLICE_REPORT, "polisi", "police"),
    (Need.SOCIAL_AID, "sosial", "social"),
)


def from_report(scene: Scene, report: Report, *, at: datetime) -> Life:
    """An accepted report becomes a case and goes its way."""
    manager = scene.world.users[scene.chance.choice(("manajer", "manajer2"))]
    case = opening.open_from_report(report, by=manager, at=at)
    yield from _course(Course(scene, case, manager, child=report.victim_age in CHILD_AGES), at)


def directly(scene: Scene, at: datetime) -> Life:
    """Somebody comes in person and a case is opened at once."""
    manager = scene.world.users[scene.chance.choice(("manajer", "manajer2"))]
    kind = scene.chance.choice(
        (
            ViolenceType.PHYSICAL,
            ViolenceType.PSYCHOLOGICAL,
            ViolenceType.NEGLECT,
            ViolenceType.SEXUAL,
            ViolenceType.PHYSICAL,
        )
    )
    area: Area = scene.chance.choice(scene.villages)
    child = scene.chance.random() < 0.35
    data = CaseData(
        types=(kind,), contexts=(Context.DOMESTIC,) if kind is not ViolenceType.SEXUAL else (Context.COMMUNITY,),
        risk=scene.chance.choice((Risk.LOW, Risk.MEDIUM, Risk.MEDIUM)), child=child,
        narrative="Datang sendiri ke kantor dan bercerita di ruang tertutup.",
        summary="Kekerasan yang sedang ditangani unit; korban didampingi.",
    )  # fmt: skip
    case = opening.open_directly(agency=scene.world.agencies["unit"], area=area, data=data, by=manager, at=at)
    yield from _course(Course(scene, case, manager, child=child), at)


def _course(life: Course, at: datetime) -> Life:
    """People, what happened, danger; then assessment, plan, work and the end, as far as it has come."""
    _people(life, at + timedelta(minutes=20))
    steps = (_first_look, _assess, plan, refer, serve, law, watch, end)
    for step in steps:
        at += life.scene.span(4 * HOUR, 6 * DAY)
        yield at
        if life.scene.chance.random() < STUCK:
            at += life.scene.span(20 * DAY, 45 * DAY)
            yield at
        if life.stopped or life.scene.forgotten(at):
            return
        try:
            yield from step(life, at)
        except (Denied, InvalidTransition):
            continue  # what the rules refuse is left: the demo's people do not know them all by heart either


def _people(life: Course, at: datetime) -> None:
    scene, case = life.scene, life.case
    team.add(case, user=life.person("pendamping"), role=TeamRole.COMPANION, by=life.manager, at=at)
    sex = Sex.FEMALE if scene.chance.random() < 0.88 else Sex.MALE
    data = person(scene.chance, sex=sex, child=life.child, area=case.area, on=at.date())
    found = Party.objects.filter(case=case, role=PartyRole.VICTIM).first()
    life.victim = found or parties.add(life.now, role=PartyRole.VICTIM, data=data, by=life.manager, at=at)
    suspect = person(scene.chance, sex=Sex.MALE, child=False, area=case.area, on=at.date())
    other = parties.add(life.now, role=PartyRole.REPORTED_PERSON, data=suspect, by=life.manager, at=at)
    kind = scene.chance.choice(
        (Relation.SPOUSE, Relation.PARENT, Relation.NEIGHBOUR, Relation.PARTNER_OR_FRIEND, Relation.FAMILY)
    )
    if life.child and kind is Relation.SPOUSE:
        kind = Relation.PARENT
    parties.relate(life.now, victim=life.victim, reported_person=other, kind=kind, by=life.manager, at=at)


def _first_look(life: Course, at: datetime) -> Life:
    """What happened, how dangerous it is, and where it could be trafficking."""
    case, scene = life.now, life.scene
    day: date = (at - scene.span(4 * DAY, 40 * DAY)).date()
    incidents.add(
        case, data=incidents.IncidentData(
            on_date=day, place_type=PlaceType.HOUSEHOLD if Context.DOMESTIC in case.contexts else PlaceType.OTHER,
            types=tuple(map(ViolenceType, case.types)), contexts=tuple(map(Context, case.contexts)),
            narrative="Diceritakan korban dalam bahasanya sendiri.",
        ), by=life.manager, at=at,
    )  # fmt: skip
    items = scene.chance.sample(("increasing", "control", "substances", "unemployed"), scene.chance.randint(0, 2))
    risk.assess(life.now, items=items, by=life.manager, at=at + timedelta(minutes=5))
    if TRAFFICKING.intersection(case.ever_types) and life.victim is not None:
        answered = screening.Answers(
            acts=[Act.TRANSPORT, Act.HARBOUR], purposes=[Purpose.PROSTITUTION], said_yes=scene.chance.random() < 0.5
        )
        row = screening.record(
            life.now, victim=life.victim, answers=answered, by=life.manager, at=at + timedelta(minutes=20)
        )
        if row.status == ScreeningStatus.ALERT:
            yield (later := at + 8 * HOUR)
            screening.review(
                row,
                outcome=ScreeningStatus.SUSPECTED,
                note="Ada perbuatan dan tujuan.",
                by=life.person("supervisor"),
                at=later,
            )
    yield at + HOUR


def _assess(life: Course, at: datetime) -> Life:
    assert life.victim is not None
    told = AssessmentData(
        physical="Luka ringan, sudah diperiksa.", psychological="Sulit tidur, mudah takut.", social="Ada kakak yang mendukung.",
        economic="Perlu biaya hidup sementara.", wishes="Ingin aman dan anak tetap sekolah.",
    )  # fmt: skip
    assessments.record(
        life.now, victim=life.victim, data=told, heard_alone=True, economic_need=True, by=life.manager, at=at
    )
    yield at + HOUR


def plan(life: Course, at: datetime) -> Life:
    """Two lines, made with the victim and approved some days later."""
    grave = life.child or bool(GRAVE_TYPES.intersection(life.now.ever_types))
    made = plans.make(
        life.now,
        with_victim=True,
        restitution=Restitution.NOT_YET if grave else "",
        restitution_reason="Korban ingin memikirkannya dulu." if grave else "",
        by=life.person("pendamping"),
        at=at,
    )
    heals = _who_heals(life, at)
    for area, need in (
        (AssessmentArea.PSYCHOLOGICAL, "Pemulihan rasa aman"),
        (AssessmentArea.PHYSICAL, "Pemeriksaan lanjutan"),
    ):
        item = plans.ItemData(
            area=area, need=need, goal="Korban merasa aman dan pulih.", action="Pendampingan dan konseling.",
            who=heals if area is AssessmentArea.PSYCHOLOGICAL else life.person("pendamping"),
            until_date=(at + life.scene.span(20 * DAY, 40 * DAY)).date(),
            service_kind=ServiceKind.SOCIAL_REHABILITATION,
        )  # fmt: skip
        plans.add_item(made, data=item, by=life.person("pendamping"), at=at + timedelta(minutes=10))
    yield (later := at + life.scene.span(2 * HOUR, 2 * DAY))
    plans.approve(made, by=life.manager, at=later)
    yield later + HOUR


def _who_heals(life: Course, at: datetime) -> User:
    """The psychologist, who joins the team where the harm asks for one; else the companion."""
    if not {ViolenceType.PSYCHOLOGICAL, ViolenceType.SEXUAL}.intersection(life.now.ever_types):
        return life.person("pendamping")
    psychologist = life.person("psikolog")
    if not life.now.team.filter(user=psychologist, until__isnull=True).exists():
        team.add(life.now, user=psychologist, role=TeamRole.PSYCHOLOGIST, by=life.manager, at=at)
    return psychologist
