"""Refusals about opening a case without a task, and about its review (R25)."""

from datetime import datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reaches
from tuntas.audit.models import Event
from tuntas.cases.models import BreakGlass, Case
from tuntas.cases.policies.reach import check_known
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.models import Wall

TRIES, WINDOW = 5, timedelta(hours=1)
TOO_OFTEN = "Akses darurat terlalu sering dicoba. Coba lagi satu jam lagi, atau hubungi supervisor unit penangan."
_TRIED = frozenset({"break_glass.opened", "break_glass.not_opened"})


def check_use(actor: Actor) -> None:
    """Those who may have to act for somebody else's case."""
    if not holds(actor, Permission.CASE_BREAK_GLASS):
        raise Denied("Akses darurat hanya untuk petugas layanan unit dan pimpinan lembaganya.", rule="R25")


def check_not_too_often(actor: Actor, *, at: datetime) -> None:
    """Numbers are not tried one after the other: right ones and wrong ones count alike."""
    recent = Event.objects.filter(actor_id=actor.id, kind__in=_TRIED, at__gt=at - WINDOW)
    if recent.count() >= TRIES:
        raise Denied(TOO_OFTEN, rule="R25")


def reachable(actor: Actor, case: Case) -> bool:
    """Whether this case can be opened so: of the actor's unit or one below it, and not behind a wall."""
    walled = Wall.objects.against(actor).filter(dossier_id=case.pk).exists()
    return not walled and reaches(
        actor, Permission.CASE_BREAK_GLASS, agency_id=case.agency_id, area_path=case.area_path
    )  # fmt: skip


def check_end(actor: Actor, row: BreakGlass) -> None:
    """Who is inside leaves; nobody else closes the door but time and the reviewer."""
    if row.user_id != actor.id:
        raise Denied("Akses darurat diakhiri oleh yang membukanya, atau berakhir sendiri setelah 24 jam.")
    if row.ended_at is not None:
        raise InvalidTransition("Akses darurat ini sudah berakhir.")


def check_review(actor: Actor, row: BreakGlass) -> None:
    """Somebody else, on whose desk it lies or who reviews at the unit; once."""
    check_known(actor, row.case)
    if row.user_id == actor.id:
        raise Denied("Akses darurat diperiksa oleh orang lain, bukan oleh yang membukanya.", rule="R25")
    check_read(actor, row)
    if row.reviewed_at is not None:
        raise InvalidTransition("Akses darurat ini sudah diperiksa.")


def check_read(actor: Actor, row: BreakGlass) -> None:
    """Why somebody went in is read by those who judge it."""
    check_known(actor, row.case)
    seen = BreakGlass.objects.visible_to(actor).filter(pk=row.pk).exists()
    if not holds(actor, Permission.CASE_REVIEW) or not seen:
        raise Denied("Akses darurat diperiksa oleh supervisor atau kepala, atau lembaga di atasnya.", rule="R25")
