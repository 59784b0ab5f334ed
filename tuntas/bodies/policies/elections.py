"""What may not be done to elections of officers, each with the sentence that people read."""

from datetime import date, datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.bodies.models import Body, Election, Officer
from tuntas.bodies.policies import bodies
from tuntas.bodies.states import ElectionStatus, Office, check_election_transition
from tuntas.core.errors import Denied

LAST = timedelta(days=1)
TAKEN = "Masa jabatan itu bertabrakan dengan pengurus lain yang baru saja dicatat. Muat ulang halaman ini."
TWICE = "Calon itu sudah tercatat untuk jabatan ini."


def check_open(actor: Actor, body: Body) -> None:
    """One election of a body at a time, begun by its secretariat."""
    bodies.check_edit(actor, body)
    if body.elections.filter(status=ElectionStatus.OPEN).exists():
        raise Denied("Masih ada pemilihan yang belum ditetapkan. Tetapkan atau batalkan dulu.")


def check_work(actor: Actor, election: Election) -> None:
    """The secretariat works on an election until it has ended."""
    bodies.check_edit(actor, election.body)
    if not election.is_open:
        raise Denied(
            f"Pemilihan ini sudah berakhir ({election.get_status_display().lower()}); datanya tidak diubah lagi."
        )


def check_annul(actor: Actor, election: Election) -> None:
    """What was decided can be annulled, by the secretariat."""
    bodies.check_edit(actor, election.body)
    check_election_transition(election.status, ElectionStatus.ANNULLED)


def check_leave(actor: Actor, body: Body, officer: Officer, *, at: datetime) -> None:
    """Whoever holds an office, or will, can leave it."""
    bodies.check_edit(actor, body)
    if officer.to_date is not None and officer.to_date <= bodies.today(body, at):
        raise Denied(f"Masa jabatan {officer.name} sudah berakhir {officer.to_date - LAST:%d-%m-%Y}.")


def check_last_day(officer: Officer, to_date: date) -> None:
    """A term lasts a day at least, and becomes no longer. `to_date` is the first day after it."""
    if to_date <= officer.from_date:
        raise Denied(
            f"Hari terakhir lebih awal daripada hari mulai ({officer.from_date:%d-%m-%Y}). Periksa tanggalnya."
        )
    if officer.to_date is not None and to_date > officer.to_date:
        raise Denied(f"Masa jabatannya sampai {officer.to_date - LAST:%d-%m-%Y}. Pilih hari itu atau hari sebelumnya.")


def check_plan(body: Body, *, held_date: date, eligible: int, quorum: int) -> None:
    """The body exists on that day, and the quorum can be reached."""
    if held_date < body.founded_date:
        raise Denied(f"{body.name} dibentuk {body.founded_date:%d-%m-%Y}; pemilihan tidak dapat sebelum itu.")
    if quorum < 1:
        raise Denied("Kuorum paling sedikit satu orang.")
    if quorum > eligible:
        raise Denied(f"Kuorum {quorum} lebih banyak daripada yang berhak memilih ({eligible}). Periksa keduanya.")


def check_candidate(election: Election, *, office: Office, name: str) -> None:
    """One stands once for an office."""
    if election.candidates.filter(office=office, name__iexact=name).exists():
        raise Denied(TWICE)


def check_can_decide(actor: Actor, election: Election, at: datetime) -> None:
    """It has been held, and somebody stood."""
    check_work(actor, election)
    if election.held_date > bodies.today(election.body, at):
        raise Denied(
            f"Pemilihan diadakan {election.held_date:%d-%m-%Y}. Tetapkan hasilnya pada hari itu atau sesudahnya."
        )
    if not election.candidates.exists():
        raise Denied("Belum ada calon yang dicatat.")


def check_present(election: Election, present: int) -> None:
    """Nobody votes who has no right to."""
    if present > election.eligible:
        raise Denied(f"Hadir {present}, padahal yang berhak memilih {election.eligible}. Periksa jumlahnya.")


def check_term(election: Election, *, from_date: date | None, to_date: date | None) -> date:
    """From when the office is held: not before the election, a day at least. Returns it."""
    if from_date is None:
        raise Denied("Mulai masa jabatan belum diisi.")
    if from_date < election.held_date:
        raise Denied(f"Masa jabatan mulai pada hari pemilihan ({election.held_date:%d-%m-%Y}) atau sesudahnya.")
    if to_date is not None and to_date <= from_date:
        raise Denied("Hari terakhir masa jabatan lebih awal daripada hari mulainya. Periksa keduanya.")
    return from_date


def check_minutes(minutes: str) -> None:
    """What happened is written down."""
    if not minutes.strip():
        raise Denied("Tulis berita acara singkat: bagaimana pemilihan berlangsung.")


def check_free(body: Body, office: Office, *, from_date: date, to_date: date | None) -> None:
    """Whoever holds the office ends when the next begins; who begins then or later is in the way."""
    rows = Officer.objects.filter(body=body, office=office, from_date__gte=from_date)
    later = rows.overlapping(from_date, to_date).order_by("from_date").first()
    if later is not None:
        raise Denied(
            f"{later.name} sudah tercatat sebagai {office.label.lower()} mulai {later.from_date:%d-%m-%Y}."
            " Pilih masa jabatan yang tidak bertabrakan."
        )
