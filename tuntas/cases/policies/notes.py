"""Refusals about notes, and about the psychologist's sealed ones."""

from datetime import datetime

from django.db.models import QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.cases.models import Case, ClinicalNote, ClinicalReader, Party, TeamMember
from tuntas.cases.policies.reach import check_known, check_within, check_work
from tuntas.cases.policies.work import check_accommodation
from tuntas.cases.states import NoteKind, PartyRole, TeamRole
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.models import Wall

ONLY_NAMED = "Catatan psikolog hanya dibaca oleh penulisnya dan rekan yang disebutnya."


def check_note(actor: Actor, case: Case, kind: NoteKind, *, heard: bool) -> None:
    """Whoever works on the case. Before a victim with a disability is heard, what she needs is known (R15)."""
    check_work(actor, case)
    if heard and kind in {NoteKind.CONTACT, NoteKind.VISIT}:
        rows = Party.objects.filter(case=case, role=PartyRole.VICTIM, removed_at__isnull=True)
        for victim in rows.select_related("person"):
            check_accommodation(victim)


def check_clinical(actor: Actor, case: Case) -> None:
    """Psychologists of the case."""
    check_within(actor, case, Permission.CASE_CLINICAL, "Catatan psikolog hanya untuk psikolog dalam tim kasus ini.")
    check_known(actor, case)


def check_write_clinical(actor: Actor, case: Case) -> None:
    """The same, while the case moves."""
    check_clinical(actor, case)
    check_work(actor, case)


def check_open(actor: Actor, note: ClinicalNote) -> None:
    """Author, or somebody who was named or let in."""
    check_clinical(actor, note.case)
    if note.by_id != actor.id and not readers(note).filter(user=actor.id).exists():
        raise Denied(ONLY_NAMED)


def check_author(actor: Actor, note: ClinicalNote) -> None:
    """Only the author names colleagues."""
    check_clinical(actor, note.case)
    if note.by_id != actor.id:
        raise Denied("Hanya penulis catatan yang menyebut siapa boleh membacanya.")


def check_ask(actor: Actor, note: ClinicalNote) -> None:
    """A psychologist of the case who cannot read it, for when the author is not there any more."""
    check_clinical(actor, note.case)
    asked = ClinicalReader.objects.filter(note=note, user=actor.id, refused_by__isnull=True)
    if note.by_id == actor.id or asked.exists():
        raise InvalidTransition("Anda sudah dapat membacanya, atau sudah memintanya.")


def check_decide(actor: Actor, reader: ClinicalReader) -> None:
    """Another psychologist of the case than the one who asked."""
    check_clinical(actor, reader.note.case)
    if not reader.is_open:
        raise InvalidTransition("Permintaan ini tidak (lagi) menunggu.")
    if actor.id in {reader.asked_by_id, reader.user_id}:
        raise Denied("Permintaan sendiri diputuskan psikolog lain.")


def second(note: ClinicalNote, asker: User, *, at: datetime) -> User | None:
    """Who decides about a request: another psychologist of the team who may know of it, the author last."""
    team = TeamMember.objects.filter(case=note.case_id, role=TeamRole.PSYCHOLOGIST, until__isnull=True)
    rows = team.exclude(user=asker).exclude(user__in=Wall.objects.hidden_users(note.case_id, at=at))
    seats = Posting.objects.in_force(at).filter(agency=note.case.agency_id, user__is_active=True)
    found = rows.filter(user__in=seats.filter(role=Role.PSYCHOLOGIST).values("user")).select_related("user")
    members = sorted(found.order_by("since", "id"), key=lambda row: row.user_id == note.by_id)
    return members[0].user if members else None


def readers(note: ClinicalNote) -> QuerySet[ClinicalReader]:
    """Those who may read it besides the author: named by the author, or let in by two."""
    return ClinicalReader.objects.filter(note=note).exclude(recovered=True, granted_by__isnull=True)
