"""Refusals of planning, changing, holding and calling off a meeting."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reaches
from tuntas.access.roles import GRANTS, Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level, zone_of
from tuntas.bodies.models import Body, Election
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.core.policies import may
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingKind, MeetingStatus, check_meeting_transition

ELSEWHERE = "Pertemuan diatur oleh sekretariat kelompok ini."
TEACHES = frozenset({MeetingKind.OUTREACH_EDUCATION, MeetingKind.TRAINING})


def check_keeps(actor: Actor, body: Body) -> None:
    """Whoever works at the secretariat of the body."""
    if not reaches(actor, Permission.MEETING_EDIT, agency_id=body.agency_id, area_path=body.area_path):
        raise Denied(ELSEWHERE)


def check_plan(actor: Actor, body: Body, *, at: datetime) -> None:
    """The secretariat of a body that exists calls it together."""
    check_keeps(actor, body)
    if not body.exists_on(body.agency.today(at)):
        raise InvalidTransition("Kelompok ini sudah dibubarkan; tidak ada pertemuan baru yang direncanakan.")


def check_plan_somewhere(actor: Actor) -> None:
    """Before a body is chosen."""
    if not holds(actor, Permission.MEETING_EDIT):
        raise Denied(ELSEWHERE)


def check_edit(actor: Actor, meeting: Meeting) -> None:
    """Whoever works at the secretariat that called it."""
    if not reaches(actor, Permission.MEETING_EDIT, agency_id=meeting.agency_id, area_path=meeting.area_path):
        raise Denied(ELSEWHERE)


def check_planned(actor: Actor, meeting: Meeting) -> None:
    """Place, time, agenda and invitations are changed until it is held."""
    check_edit(actor, meeting)
    if meeting.status != MeetingStatus.PLANNED:
        raise InvalidTransition(f"Rencana tidak diubah lagi: pertemuan berstatus “{meeting.get_status_display()}”.")


def check_cancel(actor: Actor, meeting: Meeting, reason: str = "-") -> None:
    """Called off, with the reason."""
    check_edit(actor, meeting)
    check_meeting_transition(meeting.status, MeetingStatus.CANCELLED)
    if not reason.strip():
        raise Denied("Tuliskan mengapa pertemuan dibatalkan, supaya yang diundang mengerti.")


def check_hold(actor: Actor, meeting: Meeting, *, at: datetime) -> None:
    """Recorded as held once it has begun."""
    check_edit(actor, meeting)
    check_meeting_transition(meeting.status, MeetingStatus.HELD)
    if at < meeting.starts_at:
        raise InvalidTransition("Pertemuan ini belum mulai. Catat sebagai berlangsung setelah jam mulainya.")


def check_chair(chair: User, agency: Agency) -> None:
    """The chair closes what was decided, so it is somebody who may."""
    if not reaches(chair, Permission.ACTION_CLOSE, agency_id=agency.pk, area_path=agency.area_path):
        raise Denied(
            "Ketua pertemuan adalah pimpinan yang menutup tindak lanjut lembaga ini: camat, kepala lembaga, atau"
            " sekretariat Gugus Tugas. Minta admin sistem menugaskannya dulu."
        )


def chairs(agency: Agency, *, at: datetime) -> list[User]:
    """Those who can chair a meeting of a secretariat, by name: posted there or above it, and fit by `check_chair`."""
    above = [agency.pk]
    parent = agency.parent
    while parent is not None:
        above.append(parent.pk)
        parent = parent.parent
    roles = [role for role in Role if Permission.ACTION_CLOSE in GRANTS[role]]
    rows = Posting.objects.in_force(at).filter(agency__in=above, role__in=roles)
    people = User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("name", "pk")
    return [user for user in people if may(check_chair, user, agency)]


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """It ends after it begins, within three days."""
    if ends_at <= starts_at:
        raise Denied("Jam selesai harus sesudah jam mulai.")
    if (ends_at - starts_at).days >= 3:
        raise Denied("Satu pertemuan paling lama tiga hari. Rencanakan beberapa pertemuan.")


def check_exists_then(body: Body, starts_at: datetime) -> None:
    """A body does not meet before it was founded."""
    day = starts_at.astimezone(zone_of(body.area_path)).date()
    if day < body.founded_date:
        raise Denied(f"{body.name} baru dibentuk {body.founded_date:%d-%m-%Y}. Periksa tanggal pertemuannya.")


def check_topics(kind: MeetingKind, topics: tuple[str, ...]) -> None:
    """A sosialisasi is about something; the page of coverage counts by topic."""
    if kind is MeetingKind.OUTREACH_EDUCATION and not topics:
        raise Denied("Pilih sedikitnya satu topik sosialisasi.")


def check_areas(kind: MeetingKind, body: Body, areas: tuple[Area, ...]) -> None:
    """Kelurahan and desa within the area of the body, for meetings that reach people there."""
    if areas and kind not in TEACHES:
        raise Denied("Kelurahan yang dijangkau hanya dicatat untuk sosialisasi dan pelatihan.")
    if any(area.level != Level.VILLAGE or not area.path.startswith(body.area_path) for area in areas):
        raise Denied("Pilih kelurahan atau desa di wilayah kelompok ini.")


def check_election(kind: MeetingKind, body: Body, election: Election | None) -> None:
    """Only a meeting for an election has one, and it is of the same body."""
    if election is not None and (kind is not MeetingKind.ELECTION or election.body_id != body.pk):
        raise Denied("Pilih pemilihan milik kelompok ini, untuk pertemuan pemilihan pengurus.")
