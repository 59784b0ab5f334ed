"""Every refusal about duties, with the sentence that the person reads."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reaches
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.core.models import DossierKey
from tuntas.obligations import kinds, ladders
from tuntas.obligations.models import Obligation, Wall

HOLIDAY_YEARS = range(2000, 2101)


def check_open(duty: Obligation) -> None:
    """Something can only happen to a duty that is still to be done."""
    if duty.settled_at is not None:
        raise InvalidTransition("Kewajiban ini sudah selesai. Muat ulang daftar untuk melihat yang masih terbuka.")


def check_take(actor: Actor, duty: Obligation) -> None:
    """Whoever works where the duty lies may take it, also from a colleague."""
    check_open(duty)
    if actor.id is not None and duty.assignee_id == actor.id:
        raise InvalidTransition("Kewajiban ini sudah ada pada Anda.")
    if not _works_there(actor, duty):
        raise Denied("Kewajiban ini hanya dapat diambil oleh petugas lembaga yang memegangnya.")
    if not _opens_page(actor, duty):
        raise Denied(
            "Halaman kewajiban ini tidak terbuka untuk peran Anda. Kewajiban ini perlu diambil oleh rekan lain."
        )


def check_assign(actor: Actor, duty: Obligation) -> None:
    """Giving a duty to somebody is for managers and heads."""
    check_open(duty)
    if not _reaches(actor, Permission.DUTY_ASSIGN, duty):
        raise Denied("Kewajiban ini hanya dapat dibagikan oleh manajer kasus, supervisor, atau kepala lembaga ini.")


def check_receive(duty: Obligation, user: User, *, at: datetime) -> None:
    """Whoever is given a duty must work where it lies, be able to open its page, and be allowed to know of it."""
    posted = user.postings.in_force(at).filter(agency=duty.agency_id)
    roles = set(posted.values_list("role", flat=True)) if user.is_active else set()
    if not roles:
        raise Denied("Orang ini tidak bertugas di lembaga yang memegang kewajiban ini. Pilih orang lain.")
    if not roles & kinds.openers(duty.kind):
        raise Denied("Halaman kewajiban ini tidak terbuka untuk peran orang ini. Pilih orang lain.")
    # Why somebody may not know of it must not be told: the sentence does not name the wall.
    if user.pk in Wall.objects.hidden_users(duty.dossier_id, at=at):
        raise Denied("Kewajiban ini tidak dapat diberikan kepada orang ini. Pilih orang lain.")


def check_postpone(actor: Actor, duty: Obligation) -> None:
    """Moving a deadline: not where the law set it, not more often than the kind allows."""
    check_open(duty)
    kind = kinds.get(duty.kind)
    if kind.locked or not kind.postpone_times:
        raise Denied("Tenggat kewajiban ini tidak dapat ditunda.", rule=kind.rule)
    if not _reaches(actor, Permission.DUTY_POSTPONE, duty):
        raise Denied("Tenggat hanya dapat ditunda oleh manajer kasus, supervisor, atau kepala lembaga ini.")
    if duty.postponed >= kind.postpone_times:
        raise Denied(
            f"Tenggat kewajiban ini sudah ditunda {duty.postponed} kali dan tidak dapat ditunda lagi.", rule=kind.rule
        )


def check_postpone_to(duty: Obligation, to: datetime, *, at: datetime) -> None:
    """The new deadline lies ahead, after the old one, and within what the kind allows."""
    kind = kinds.get(duty.kind)
    if to <= at:
        raise Denied("Tenggat yang baru sudah lewat. Pilih waktu yang akan datang.")
    if to <= duty.due_at:
        raise Denied("Tenggat yang baru harus sesudah tenggat yang sekarang.")
    if to > duty.due_at + kind.postpone_by:
        raise Denied(f"Tenggat kewajiban ini dapat ditunda paling lama {_length(kind)} sekali tunda.", rule=kind.rule)


def check_note(duty: Obligation) -> None:
    """A note may hold personal data, so there must be a key under which it is sealed."""
    if not DossierKey.objects.filter(pk=duty.dossier_id).exists():
        raise Denied("Kewajiban ini tidak menyimpan catatan. Pilih alasan saja.")


def check_hand_over(actor: Actor, from_user: User, to_user: User, *, at: datetime) -> None:
    """One may hand over one's own duties; those of another with the permission over where that person works."""
    if from_user.pk == to_user.pk:
        raise Denied("Pilih orang lain sebagai penerima.")
    if not to_user.is_active or not to_user.postings.in_force(at).exists():
        raise Denied("Penerima tidak sedang bertugas. Pilih orang lain.")
    if actor.id == from_user.pk:
        return
    places = from_user.postings.in_force(at).select_related("area")
    if not any(
        reaches(actor, Permission.DUTY_HAND_OVER, agency_id=row.agency_id, area_path=row.area.path) for row in places
    ):
        raise Denied("Anda hanya dapat mengalihkan kewajiban orang yang bertugas di lembaga Anda.")


def check_clock_edit(actor: Actor, kind: kinds.Kind | None = None) -> None:
    """Local clocks: not for kinds that the law fixes."""
    if not holds(actor, Permission.CLOCK_EDIT):
        raise Denied("Jangka waktu hanya dapat diubah oleh admin sistem.")
    if kind is not None and kind.locked:
        raise Denied("Jangka waktu ini ditetapkan peraturan dan tidak dapat diubah di sini.", rule=kind.rule)


def check_holiday_edit(actor: Actor) -> None:
    """The table of holidays moves deadlines of everyone."""
    if not holds(actor, Permission.HOLIDAY_EDIT):
        raise Denied("Hari libur hanya dapat diubah oleh admin sistem.")


def check_holiday_year(day: date) -> None:
    """A slip in the year would stand in a table that nobody leafs so far."""
    if day.year not in HOLIDAY_YEARS:
        raise Denied(
            f"Periksa tahunnya: hari libur dicatat untuk tahun {HOLIDAY_YEARS.start} sampai {HOLIDAY_YEARS.stop - 1}."
        )


def check_late(actor: Actor) -> None:
    """Lateness by agency is for those who answer for agencies."""
    if not holds(actor, Permission.LATE_VIEW):
        raise Denied("Halaman ini untuk kepala, supervisor, dan sekretariat gugus tugas.")


def check_ring(actor: Actor, duty: Obligation) -> None:
    """Whoever sees an urgent duty of the unit may write down what came of a call."""
    check_open(duty)
    if not _reaches(actor, Permission.DUTY_VIEW, duty) and not _oversees(actor, duty):
        raise Denied("Daftar telepon ini hanya dapat diisi oleh petugas lembaga yang memegang kewajiban.")


def check_leave(user: User, remaining: Collection[UUID]) -> None:
    """Nobody leaves an agency while duties there are still theirs: they would be owed by an empty chair.

    `remaining` are the agencies where the person stays posted; accounts asks this when a posting ends.
    """
    # Without a number: some may be behind a wall for whoever reads this.
    if Obligation.objects.unsettled().filter(assignee=user.pk).exclude(agency__in=remaining).exists():
        raise Denied("Masih ada kewajiban terbuka pada orang ini. Alihkan dulu kewajibannya kepada orang lain.")


def check_nothing_owed(agency: Agency, at: datetime) -> None:  # noqa: ARG001  # one shape for all closing checks
    """Agencies ask before one closes: its open duties would be owed by nobody."""
    count = Obligation.objects.unsettled().filter(agency=agency).count()
    if count:
        raise Denied(f"Masih ada {count} kewajiban terbuka di {agency.name}. Selesaikan atau alihkan lebih dahulu.")


def _works_there(actor: Actor, duty: Obligation) -> bool:
    grants = actor.grants(Permission.DUTY_VIEW)
    workers = ladders.WORKERS | ladders.MANAGERS | ladders.HEADS
    return any(
        grant.agency_id == duty.agency_id and grant.scope is not Scope.ASSIGNED and grant.role in workers
        for grant in grants
    )


def _opens_page(actor: Actor, duty: Obligation) -> bool:
    """Once it is theirs."""
    kind = kinds.find(duty.kind)
    said = kinds.opening(kind.url_name) if kind else None
    return said is None or any(
        reaches(actor, permission, agency_id=duty.agency_id, area_path=duty.area_path, assigned=True)
        for permission in said.owing
    )


def _reaches(actor: Actor, permission: Permission, duty: Obligation) -> bool:
    return reaches(
        actor,
        permission,
        agency_id=duty.agency_id,
        area_path=duty.area_path,
        assigned=actor.id is not None and duty.assignee_id == actor.id,
    )


def _oversees(actor: Actor, duty: Obligation) -> bool:
    return actor.id is not None and duty.escalations.filter(user=actor.id).exists()


def _length(kind: kinds.Kind) -> str:
    hours = int(kind.postpone_by.total_seconds() // 3600)
    return f"{hours // 24} hari" if hours % 24 == 0 else f"{hours} jam"
