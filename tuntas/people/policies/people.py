"""Who writes and opens a sheet, and what an edit may not do.

An edit that would make somebody older is a way out of the rules that protect children (R01, R02). Apps that know in
which matters a person stands add their check with `extend_edit`; it raises Denied where two persons are needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.agencies.models import Agency
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.people.models import Person

UNKNOWN = "Data orang ini tidak ada dalam jangkauan Anda."


@dataclass(frozen=True)
class Turn:
    """What an edit does to somebody's age. `child_*`: under 18 at this moment; None: not known.

    `older`: an earlier birth, or one that is no longer known.
    """

    child_before: bool | None
    child_after: bool | None
    older: bool


EditCheck = Callable[[Actor, Person, Turn, datetime], None]
_EDIT_CHECKS: list[EditCheck] = []
_IDENTITY_CHECKS: list[Callable[[Actor, Person], None]] = []


def extend_edit(check: EditCheck) -> None:
    """Let a higher app refuse an edit that changes how old somebody is; called from `AppConfig.ready()`."""
    _EDIT_CHECKS.append(check)


def extend_identity(check: Callable[[Actor, Person], None]) -> None:
    """Let a higher app ask for something before names are opened, e.g. a notice to be read; called from `ready()`."""
    _IDENTITY_CHECKS.append(check)


def check_record(actor: Actor, agency: Agency) -> None:
    """Whoever may write sheets at the agency that will keep this one."""
    if not any(agency.pk in {grant.agency_id, *grant.agency_ids} for grant in actor.grants(Permission.PERSON_EDIT)):
        raise Denied("Data orang hanya dicatat oleh petugas yang menangani kasus di lembaganya.")


def check_view(actor: Actor, person: Person) -> None:
    """A sheet that is not seen does not exist; the sentence names neither wall nor case."""
    if not seen(actor, person, Permission.PERSON_VIEW):
        raise Denied(UNKNOWN)


def check_identity(actor: Actor, person: Person) -> None:
    """Names are a right of their own."""
    if not seen(actor, person, Permission.PERSON_IDENTITY):
        raise Denied("Identitas hanya dibuka oleh petugas yang menangani orang ini.")
    for check in _IDENTITY_CHECKS:
        check(actor, person)


def check_edit(actor: Actor, person: Person) -> None:
    """Whoever works with this person, as long as the sheet was not merged into another."""
    if not seen(actor, person, Permission.PERSON_EDIT):
        raise Denied("Data orang hanya diubah oleh petugas yang menanganinya.")
    if person.merged_into_id is not None:
        raise InvalidTransition("Data ini sudah digabungkan. Ubah data yang dipertahankan, atau pisahkan dulu.")


def check_turn(actor: Actor, person: Person, turn: Turn, *, at: datetime) -> None:
    """What higher apps have to say about somebody becoming older by an edit."""
    told_grown_up = turn.child_before is None and turn.child_after is False  # where no age stood before
    if turn.older or told_grown_up or (turn.child_before and not turn.child_after):
        for check in _EDIT_CHECKS:
            check(actor, person, turn, at)


def seen(actor: Actor, person: Person, permission: Permission) -> bool:
    """Whether the actor reaches this sheet with a permission; asked of the database, walls and cases included."""
    return Person.objects.visible_to(actor, permission).filter(pk=person.pk).exists()
