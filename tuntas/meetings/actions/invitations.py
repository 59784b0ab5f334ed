"""Who is asked to come: from the seats of the body, or named freely; the numbered letter; that it went out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.bodies.models import Seat
from tuntas.core.errors import Denied
from tuntas.letters.actions import letters
from tuntas.letters.models import Letter
from tuntas.letters.states import LetterKind, Nature
from tuntas.meetings import invited, papers
from tuntas.meetings.actions import _meeting, _text
from tuntas.meetings.models import Invitation, Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.notices.actions import outbox


@transaction.atomic
def from_seats(meeting: Meeting, *, by: User, at: datetime) -> int:
    """Invite every institution that has a seat on the day of the meeting; returns how many are new."""
    meeting = _meeting.locked(meeting)
    policies.check_planned(by, meeting)
    day = meeting.agency.today(meeting.starts_at)
    known = set(Invitation.objects.filter(meeting=meeting, seat__isnull=False).values_list("seat", flat=True))
    rows = Seat.objects.current(day).filter(body=meeting.body).exclude(pk__in=known).order_by("institution", "pk")
    before = Invitation.objects.filter(meeting=meeting).count()
    Invitation.objects.bulk_create(
        [
            Invitation(
                meeting=meeting, seat=seat, agency=seat.agency, institution=seat.institution, addressee=seat.position
            )
            for seat in rows
        ],
        ignore_conflicts=True,  # somebody of that institution was invited by hand before
    )
    count = Invitation.objects.filter(meeting=meeting).count() - before
    log.record("invitation_list.filled", meeting, by=by, at=at, dossier_id=meeting.pk, count=count)
    return count


@transaction.atomic
def add(
    meeting: Meeting, *, institution: str, addressee: str = "", agency: Agency | None = None, by: User, at: datetime
) -> Invitation:
    """One more, with or without an account here. The same one twice is one."""
    meeting = _meeting.locked(meeting)
    policies.check_planned(by, meeting)
    named = institution.strip() or (agency.name if agency else "")
    if not named:
        raise Denied("Tuliskan lembaga yang diundang.")
    _text.no_nik(named, addressee)
    row, new = Invitation.objects.get_or_create(
        meeting=meeting, institution=named, addressee=addressee.strip(), defaults={"agency": agency}
    )
    if new:
        log.record("meeting_invitation.added", row, by=by, at=at, **_meeting.about(meeting))
    return row


@transaction.atomic
def remove(row: Invitation, *, by: User, at: datetime) -> None:
    """Somebody who was written down and not invited yet. Raises Denied once the invitation has gone out or has its letter."""
    meeting = _meeting.locked(row.meeting)
    policies.check_planned(by, meeting)
    found = Invitation.objects.filter(pk=row.pk).first()
    if found is None or found.sent_at or found.letter_id:
        raise Denied("Undangan yang sudah bersurat atau terkirim tetap tercatat.")
    log.record("meeting_invitation.removed", found, by=by, at=at, **_meeting.about(meeting))
    found.delete()


@transaction.atomic
def letter(meeting: Meeting, *, by: User, at: datetime) -> Letter:
    """One numbered letter for all who have none yet, with the list of them; it says what is planned now."""
    meeting = _meeting.locked(meeting)
    policies.check_planned(by, meeting)
    rows = list(Invitation.objects.filter(meeting=meeting, letter=None).order_by("institution", "addressee", "pk"))
    if not rows:
        raise Denied("Semua undangan sudah bersurat, atau belum ada yang diundang.")
    only = rows[0]
    issued = letters.issue(
        agency=meeting.agency, kind=LetterKind.INVITATION, nature=Nature.ORDINARY,
        subject_line=f"Undangan {meeting.get_kind_display()}"[:120],
        recipient=only.institution if len(rows) == 1 else "Daftar undangan terlampir",
        fields=papers.invitation(meeting, rows), dossier_id=None, by=by, at=at,
    )  # fmt: skip
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(letter=issued)
    log.record("meeting_invitation.issued", issued, by=by, at=at, dossier_id=meeting.pk, count=len(rows))
    return issued


@transaction.atomic
def mark_sent(meeting: Meeting, *, only: UUID | None = None, by: User, at: datetime) -> int:
    """They went out, by messenger or otherwise. Those with accounts are told that something awaits them, and no more."""
    meeting = _meeting.locked(meeting)
    policies.check_planned(by, meeting)
    rows = Invitation.objects.filter(meeting=meeting, sent_at=None)
    found = list((rows.filter(pk=only) if only else rows).select_related("seat"))
    Invitation.objects.filter(pk__in=[row.pk for row in found]).update(sent_at=at)
    log.record("meeting_invitation.sent", meeting, by=by, at=at, dossier_id=meeting.pk, count=len(found))
    people = [user for user in invited.people(meeting, found, at=at) if user.pk != by.pk]
    if people:
        outbox.notify(
            people, kind="meeting", key=f"meeting:{meeting.pk}", about_id=None, dossier_id=meeting.pk, by=by, at=at
        )
    return len(found)
