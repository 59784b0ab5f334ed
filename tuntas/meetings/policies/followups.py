"""Refusals about decisions and what follows from them."""

from datetime import date, datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.bodies.states import PathStatus
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings import kinds
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.policies.chairing import check_leads, leaders, works_for
from tuntas.meetings.states import ActionStatus, MeetingStatus, check_action_transition
from tuntas.obligations import kinds as duty_kinds

LONGEST = timedelta(days=366)


def check_decide(actor: Actor, meeting: Meeting) -> None:
    """What was decided is written down after the meeting began to count as held, until its minutes are settled."""
    if not works_for(actor, meeting):
        raise Denied("Keputusan dicatat oleh sekretariat atau ketua pertemuan ini.")
    if meeting.status != MeetingStatus.HELD:
        raise InvalidTransition(f"Keputusan tidak dicatat: pertemuan berstatus “{meeting.get_status_display()}”.")


def check_correct(actor: Actor, meeting: Meeting, *, at: datetime) -> None:
    """Once the minutes are settled only the chair corrects, which is recorded."""
    if meeting.status == MeetingStatus.CLOSED:
        check_leads(actor, meeting, at=at)
    else:
        check_decide(actor, meeting)


def check_change(actor: Actor, action: FollowUpAction, *, at: datetime) -> None:
    """Institution, person and date can change while nothing has been reported."""
    check_correct(actor, action.meeting, at=at)
    if action.status != ActionStatus.OPEN:
        raise InvalidTransition(f"Tindak lanjut ini tidak diubah lagi: statusnya “{action.get_status_display()}”.")


def check_given(
    *, text: str, agency: Agency, user: User | None, meeting: Meeting, late_before: bool, due: datetime, at: datetime
) -> None:
    """Something to do, somebody who does it, a day that lies ahead (unless it was late already)."""
    if not text.strip():
        raise Denied("Tuliskan apa yang dikerjakan.")
    if agency.closed_date is not None:
        raise Denied("Lembaga ini sudah ditutup. Pilih lembaga lain.")
    if due <= at and not late_before:
        raise Denied("Tenggat tidak boleh hari yang sudah lewat.")
    if user is not None:
        roles = set(user.postings.in_force(at).filter(agency=agency).values_list("role", flat=True))
        if not agency.uses_tuntas or not roles & duty_kinds.openers(kinds.DO_ACTION.code):
            raise Denied("Orang ini tidak bertugas di lembaga yang dipilih. Pilih orang lain, atau kosongkan.")
    if not agency.uses_tuntas and meeting.agency.closed_date is not None:
        raise Denied("Sekretariat pertemuan ini sudah ditutup.")


def check_day(meeting: Meeting, *, before: date | None, day: date, today: date) -> None:
    """A deadline that has passed stays where it was: what is late is late. None lies further off than a year."""
    if before is not None and before < today and day != before:
        raise Denied(
            "Tenggat yang sudah lewat tidak dipindahkan. Laporkan hasilnya, atau minta ketua menghentikannya dan memberi"
            " tugas baru."
        )
    if day > max(meeting.starts_at.date(), today) + LONGEST:
        raise Denied("Tenggat paling lama satu tahun setelah pertemuan. Bagi pekerjaan yang lebih panjang.")


def check_side(actor: Actor, action: FollowUpAction) -> None:
    """The institution that owes it, or the secretariat for it (by paper or telephone)."""
    owes = reaches(actor, Permission.ACTION_ANSWER, agency_id=action.agency_id, area_path=action.area_path)
    if not (owes or works_for(actor, action.meeting)):
        raise Denied("Hasil dilaporkan oleh lembaga yang mengerjakan, atau dicatat oleh sekretariat.")


def check_report(actor: Actor, action: FollowUpAction, *, at: datetime) -> None:
    """Done, with evidence; somebody else must be left who can look at it."""
    check_side(actor, action)
    check_action_transition(action.status, ActionStatus.REPORTED)
    if [user.pk for user in leaders(action.meeting, at=at)] == [actor.id]:
        raise Denied(
            "Anda satu-satunya yang dapat menutup tindak lanjut ini, jadi hasilnya perlu dilaporkan oleh orang lain:"
            " lembaga yang mengerjakan atau sekretariat."
        )


def check_evidence(evidence: str) -> None:
    """Words that say what was done; a file alone says nothing to a reader."""
    if not evidence.strip():
        raise Denied("Tuliskan bukti hasilnya, misalnya nomor surat atau apa yang sudah dikerjakan.")


def check_close(actor: Actor, action: FollowUpAction, *, at: datetime) -> None:
    """The chair looks at the evidence; whoever reported it does not judge it."""
    check_leads(actor, action.meeting, at=at)
    check_action_transition(action.status, ActionStatus.CLOSED)
    if action.reported_by_id is not None and action.reported_by_id == actor.id:
        raise Denied("Yang melaporkan hasil tidak menutupnya sendiri. Minta pimpinan lain memeriksanya.")


def check_give_back(actor: Actor, action: FollowUpAction, note: str = "-", *, at: datetime) -> None:
    """Not done yet, and what is missing."""
    check_leads(actor, action.meeting, at=at)
    check_action_transition(action.status, ActionStatus.OPEN)
    if not note.strip():
        raise Denied("Tuliskan apa yang masih kurang.")


def check_drop(actor: Actor, action: FollowUpAction, reason: str = "-", *, at: datetime) -> None:
    """It will not be done, and why."""
    check_leads(actor, action.meeting, at=at)
    check_action_transition(action.status, ActionStatus.DROPPED)
    if not reason.strip():
        raise Denied("Tuliskan alasan tindak lanjut ini dihentikan.")


def check_path(actor: Actor, action: FollowUpAction) -> None:
    """A path is begun by the secretariat for something that is still to be done."""
    if not works_for(actor, action.meeting):
        raise Denied("Jalur dimulai oleh sekretariat atau ketua pertemuan ini.")
    if action.status != ActionStatus.OPEN:
        raise InvalidTransition(f"Jalur tidak dimulai: statusnya “{action.get_status_display()}”.")
    if action.path is not None and action.path.status != PathStatus.STOPPED:
        raise InvalidTransition("Tindak lanjut ini sudah mempunyai jalur.")


def regency_of(action: FollowUpAction) -> Area:
    """The regency or city of the body; of a body of a province, the province."""
    area: Area = action.meeting.body.area
    while area.level > Level.REGENCY and area.parent is not None:
        area = area.parent
    return area
