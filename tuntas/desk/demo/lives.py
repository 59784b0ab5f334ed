"""The lives of the demo's reports: each a script that says when it goes on, run in the order of time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.access.actors import Reporter
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.desk.demo.build import World
from tuntas.desk.demo.stories import ADDITIONS, ANSWERS, INFORMATION, STORIES, Story
from tuntas.intake import checklist
from tuntas.intake.actions import (
    answers,
    decisions,
    endings,
    forwardings,
    messages,
    proposals,
    reports,
    risk,
    triage,
)
from tuntas.intake.models import Proposal, Report
from tuntas.intake.policies.triage import weighs
from tuntas.intake.states import Channel, ProposalKind, VictimAge, ViolenceType
from tuntas.intake.states import ReporterRole as Who

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FORGOTTEN = 0.22
Life = Iterator[datetime]


@dataclass
class Scene:
    """What one life has to work with. `chance` is seeded: the demo is the same every time."""

    world: World
    chance: random.Random
    villages: list[Area]
    recent: datetime

    def forgotten(self, at: datetime) -> bool:
        """Some of what came in lately is left lying: that is what the ladder is for."""
        return at > self.recent and self.chance.random() < FORGOTTEN

    def span(self, low: timedelta, high: timedelta) -> timedelta:
        """Some time between two spans."""
        return low + (high - low) * self.chance.random()

    def form_id(self) -> UUID:
        """The id of a form."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def officer(self, report: Report) -> User:
        """Who works on it at the agency that owns it."""
        for key, agency in self.world.agencies.items():
            if agency.pk == report.agency_id and key.startswith("secretariat-"):
                return self.world.users[f"sekretariat{key[-2:]}"]
        return self.world.users[self.chance.choice(("petugas", "petugas2"))]

    def similar(self, report: Report) -> Report | None:
        """An earlier open report at the same agency."""
        kept = Report.objects.filter(agency=report.agency_id, is_open=True).exclude(pk=report.pk)
        return kept.order_by("-received_at").first()

    def second(self, proposal: Proposal) -> User:
        """Who decides what was proposed, at the desk that it was laid on."""
        desks = {"unit": "supervisor", "dinas": "dinas", "city": "sekda"}
        for key, agency in self.world.agencies.items():
            if agency.pk == proposal.agency_id:
                return self.world.users[desks.get(key) or f"camat{key[-2:]}"]
        raise LookupError(proposal.agency_id)


def tell(scene: Scene, story: Story, *, area: Area | None, at: datetime, place: str = "") -> Report:
    """Somebody reports: on the web, or at a desk where an officer writes it down."""
    channel = scene.chance.choices((Channel.WEB, Channel.PHONE, Channel.WALK_IN, Channel.MESSAGE), (6, 2, 1, 1))[0]
    at_desk = channel is not Channel.WEB
    data = reports.ReceiveData(
        narrative=story.text,
        place=place or scene.chance.choice(("", "dekat pasar", "gang di belakang masjid", "rumah kos")),
        about_whom=story.whom,
        since_when=scene.chance.choice(("", "sejak sebulan", "sudah lama", "tadi malam")),
        types=story.types if at_desk else (),
        victim_age=story.age,
        reporter_role=story.who,
        anonymous=story.who is not Who.OFFICER,
        danger_now="death_threat" in story.signs,
    )
    by = scene.world.users["petugas"] if at_desk else Reporter()
    agency = scene.world.agencies["unit"] if at_desk else None
    receipt = reports.receive(
        form_id=scene.form_id(), channel=channel, area=area, answers=data, agency=agency, by=by, at=at
    )
    return Report.objects.get(pk=receipt.report_id)


def fresh(report: Report) -> Report:
    """As it is now."""
    return Report.objects.get(pk=report.pk)


def first_look(scene: Scene, report: Report, story: Story, *, at: datetime) -> User:
    """Triage: take it in hand, classify, look at the danger."""
    officer = scene.officer(report)
    triage.start(report, by=officer, at=at)
    triage.classify(fresh(report), types=story.types, victim_age=story.age, by=officer, at=at + timedelta(minutes=2))
    items = {sign for sign in story.signs if sign in checklist.BY_CODE}
    items |= set(
        scene.chance.sample(
            ("increasing", "control", "substances", "unemployed", "earlier_reports"), scene.chance.randint(0, 2)
        )
    )
    risk.assess(fresh(report), items=items, by=officer, at=at + timedelta(minutes=4))
    return officer


def accepted(scene: Scene, report: Report, officer: User, at: datetime) -> Life:
    """Kept for a case; a case is opened some days later. A secretariat first gives it to the UPTD PPA."""
    unit = scene.world.agencies["unit"]
    if fresh(report).agency_id != unit.pk:
        forwarding = forwardings.send(
            fresh(report), receiver=unit, shared="Mohon ditangani UPTD PPA.", by=officer, at=at
        )
        at += scene.span(HOUR, 12 * HOUR)
        yield at
        officer = scene.world.users["petugas"]
        answers.accept(forwarding, answer="Kami tangani.", by=officer, at=at)
        at += scene.span(HOUR, 6 * HOUR)
        yield at
    triage.accept(fresh(report), by=officer, at=at)
    if scene.forgotten(at):
        return
    at += scene.span(4 * HOUR, 6 * DAY)
    yield at
    from tuntas.desk.demo import cases  # which begins with what stands here

    yield from cases.from_report(scene, fresh(report), at=at)


def answered(scene: Scene, report: Report, officer: User, at: datetime) -> Life:
    """Answered with information; now and then the reporter comes back with something."""
    triage.answer(fresh(report), form_id=scene.form_id(), text=scene.chance.choice(ANSWERS), by=officer, at=at)
    if scene.chance.random() < 0.25:
        later = at + scene.span(5 * HOUR, 4 * DAY)
        yield later
        messages.from_reporter(
            fresh(report), form_id=scene.form_id(), text=scene.chance.choice(ADDITIONS), by=Reporter(), at=later
        )
        seen = later + scene.span(HOUR, DAY)
        yield seen
        messages.mark_read_by_office(fresh(report), by=officer, at=seen)


def proposed(kind: ProposalKind) -> object:
    """A life that ends by two persons."""

    def life(scene: Scene, report: Report, officer: User, at: datetime) -> Life:
        target = scene.similar(fresh(report))
        ending = ProposalKind.NOT_PROVEN if kind is ProposalKind.DUPLICATE and target is None else kind
        proposal = proposals.propose_ending(
            fresh(report), kind=ending, reason="Sudah dicek dengan pelapor dan catatan sebelumnya.",
            target=target if ending is ProposalKind.DUPLICATE else None,
            sent_to="Dinas Sosial" if kind is ProposalKind.NOT_OURS else "", by=officer, at=at,
        )  # fmt: skip
        later = at + scene.span(2 * HOUR, 2 * DAY)
        yield later
        # Void meanwhile, if a graver report turned out to be about the same thing.
        if scene.forgotten(at) or not Proposal.objects.get(pk=proposal.pk).is_open:
            return
        decisions.approve(proposal, note="Setuju.", by=scene.second(proposal), at=later)

    return life


def forwarded(ending: str) -> object:
    """A life that is offered to another agency, which accepts, declines, or is silent."""

    def life(scene: Scene, report: Report, officer: User, at: datetime) -> Life:
        login, key = scene.chance.choice(
            (("polisi", "police"), ("kesehatan", "hospital"), ("sosial", "social"), ("satpol", "satpol"))
        )
        receiver: Agency = scene.world.agencies[key]
        forwarding = forwardings.send(
            fresh(report), receiver=receiver, shared="Mohon ditindaklanjuti sesuai kewenangan. Lokasi dan keterangan ada di laporan.",
            by=officer, at=at,
        )  # fmt: skip
        if ending == "silent":
            return
        person = scene.world.users[login]
        seen = at + scene.span(HOUR, 20 * HOUR)
        yield seen
        forwarding = forwardings.acknowledge(forwarding, by=person, at=seen)
        done = seen + scene.span(3 * HOUR, 2 * DAY)
        yield done
        if ending == "accept":
            answers.accept(forwarding, answer="Diterima, petugas sudah ditunjuk.", by=person, at=done)
            return
        answers.decline(forwarding, reason="Bukan kewenangan kami; lokasi di luar wilayah kerja.", by=person, at=done)
        again = done + scene.span(HOUR, 8 * HOUR)
        yield again
        yield from accepted(scene, report, officer, again)

    return life


ENDINGS = (
    (accepted, 26),
    (answered, 30),
    (forwarded("accept"), 14),
    (forwarded("decline"), 6),
    (proposed(ProposalKind.DUPLICATE), 7),
    (proposed(ProposalKind.NOT_OURS), 6),
    (proposed(ProposalKind.NOT_PROVEN), 4),
)


def life(scene: Scene, at: datetime) -> Life:
    """One report from the first word to its end, or to where it is stuck."""
    story = scene.chance.choice(STORIES)
    area = None if scene.chance.random() < 0.06 else scene.chance.choice(scene.villages)
    report = tell(scene, story, area=area, at=at)
    look = at + scene.span(timedelta(minutes=4), 9 * HOUR)
    yield look
    if scene.forgotten(at):
        return
    officer = first_look(scene, report, story, at=look)
    decide = look + scene.span(timedelta(minutes=10), 30 * HOUR)
    yield decide
    if scene.forgotten(at):
        return
    end = scene.chance.choices([ending for ending, _ in ENDINGS], [weight for _, weight in ENDINGS])[0]
    if end is answered and weighs(fresh(report)):
        end = accepted  # words alone never end such a report
    yield from end(scene, report, officer, decide)  # type: ignore[operator]  # each is a function of the same four


def non_case(scene: Scene, at: datetime) -> Life:
    """An officer writes down a call that turns out to be a question."""
    story = Story(scene.chance.choice(INFORMATION), (ViolenceType.OTHER,), VictimAge.UNKNOWN, "", Who.OTHER)
    report = tell(scene, story, area=scene.chance.choice(scene.villages), at=at)
    later = at + scene.span(timedelta(minutes=5), 3 * HOUR)
    yield later
    officer = scene.officer(report)
    triage.start(report, by=officer, at=later)
    triage.classify(fresh(report), types=story.types, victim_age=story.age, by=officer, at=later + timedelta(minutes=1))
    risk.assess(fresh(report), items=[], by=officer, at=later + timedelta(minutes=2))
    if report.channel == Channel.WEB:
        triage.answer(
            fresh(report), form_id=scene.form_id(), text=ANSWERS[2], by=officer, at=later + timedelta(minutes=5)
        )
    else:
        endings.end_as_non_case(
            fresh(report), note="Hanya bertanya jam buka.", by=officer, at=later + timedelta(minutes=5)
        )
