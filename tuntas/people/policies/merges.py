"""Refusals about finding and merging: no leafing, two persons, from outside where a matter ever was grave.

What weighs, who may not be told, whose wall stands before it, who had a part in it and where somebody outside decides is
known to higher apps; they say it with `weighs_when`, `not_told`, `behind`, `held_by`, `not_by` and `decided_at`, from `AppConfig.ready()`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit.models import Event
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.models import Wall
from tuntas.people.models import Merge, Person
from tuntas.people.policies.people import check_identity, check_record, seen
from tuntas.people.states import MergeStatus, check_merge_transition

LOOK_UPS = 30
LOOK_UP_WINDOW = timedelta(minutes=10)


class Desk(Protocol):
    """Where something is decided; no agency where nobody could."""

    @property
    def agency(self) -> Agency | None:
        """Whose desk."""

    @property
    def outside(self) -> bool:
        """Whether the second person must not work at the unit."""


@dataclass(frozen=True)
class Holder:
    """Who is asked about a sheet, and under which dossier."""

    dossier_id: UUID
    agency: Agency
    assignee: User | None = None


Weighs = Callable[[Collection[UUID]], str]
_WEIGHS: list[Weighs] = []
_NOT_TOLD: list[Callable[[UUID], Collection[UUID]]] = []
_NOT_BY: list[Callable[[Collection[UUID]], Collection[UUID]]] = []
_BEHIND: list[Callable[[Collection[UUID]], UUID | None]] = []
_HELD_BY: list[Callable[..., list[Holder] | None]] = []
_DESKS: list[Callable[..., Desk]] = []
# Called when two sheets became one person's, in the same transaction: cases look for recurrence (R23, R24).
ON_MERGED: list[Callable[..., None]] = []


def weighs_when(rule: Weighs) -> None:
    """A higher app says which rule holds where one of these people ever stood in a grave matter; "" for none."""
    _WEIGHS.append(rule)


def not_told(agencies: Callable[[UUID], Collection[UUID]]) -> None:
    """A higher app says which agencies must not learn that something came in about a person."""
    _NOT_TOLD.append(agencies)


def not_by(users: Callable[[Collection[UUID]], Collection[UUID]]) -> None:
    """A higher app says who had a part in what these people stand in, and so is no second person about them."""
    _NOT_BY.append(users)


def behind(dossier: Callable[[Collection[UUID]], UUID | None]) -> None:
    """A higher app says which dossier's wall stands before these people."""
    _BEHIND.append(dossier)


def held_by(holders: Callable[..., list[Holder] | None]) -> None:
    """A higher app says, as `holders(person, other, at=…)`, whom to ask about a sheet; None where it has nothing to say."""
    _HELD_BY.append(holders)


def decided_at(desk: Callable[..., Desk]) -> None:
    """A higher app says on whose desk something of a unit is decided."""
    _DESKS[:] = [desk]


def on_merged(call: Callable[..., None]) -> None:
    """A higher app is told, as `call(kept, merged, by=…, at=…)`."""
    ON_MERGED.append(call)


def rule_for(*people: Person) -> str:
    """The rule by which a merge of these needs somebody from outside; "" for none."""
    ids = [person.pk for person in people]
    return next((rule for weighs in _WEIGHS if (rule := weighs(ids))), "")


def walled_from(person: Person) -> set[UUID]:
    """Agencies that are not told about a person."""
    walls = Wall.objects.filter(dossier_id=person.pk, agency_id__isnull=False).values_list("agency_id", flat=True)
    return {agency for agency in walls if agency}.union(*(agencies(person.pk) for agencies in _NOT_TOLD))


def dossier_for(*people: Person) -> UUID:
    """Under which dossier something is owed about people: whoever must not know of what they stand in never hears of it."""
    ids = [person.pk for person in people]
    return next((found for dossier in _BEHIND if (found := dossier(ids))), ids[0])


def holders(person: Person, other: Person, *, at: datetime) -> list[Holder]:
    """Whoever is asked whether a sheet is about `person` too; never an agency that must not know of `person`."""
    said = next((found for rule in _HELD_BY if (found := rule(person, other, at=at)) is not None), None)
    found = [Holder(dossier_for(other), other.agency)] if said is None else said
    walled = walled_from(person)
    return [each for each in found if each.agency.pk not in walled and each.agency.closed_date is None]


def had_part(kept: Person, merged: Person) -> set[UUID]:
    """Who has or had a part in what one of these people stands in."""
    ids = [kept.pk, merged.pk]
    return {user for users in _NOT_BY for user in users(ids)}


def desk_for(person: Person, *, outside: bool, without: Collection[UUID], at: datetime) -> Agency:
    """Whose desk decides: of somebody who is none of `without`. Raises Denied where nobody could."""
    found = [
        desk(
            agency=person.agency,
            area_path=person.area_path,
            dossier_id=person.pk,
            outside=outside,
            permission=Permission.PERSON_MERGE,
            without=without,
            at=at,
        )
        for desk in _DESKS
    ]
    if not found or found[0].agency is None:
        raise Denied(
            "Belum ada orang kedua yang dapat memutuskan penggabungan ini. Mintalah lembaga induk menugaskan seorang"
            " pemberi persetujuan."
        )
    return found[0].agency


def check_look_up(actor: Actor, person: Person, *, at: datetime) -> None:
    """Whoever may open this person's identity, and not to be used for leafing."""
    check_identity(actor, person)
    _check_not_leafing(actor, at)


def check_look_up_new(actor: Actor, agency: Agency, *, at: datetime) -> None:
    """The same before there is a sheet: whoever may write it."""
    check_record(actor, agency)
    _check_not_leafing(actor, at)


def _check_not_leafing(actor: Actor, at: datetime) -> None:
    recent = Event.objects.filter(actor_id=actor.id).order_by("-seq").values_list("kind", "at")[:400]
    if sum(kind == "person.looked_up" and moment > at - LOOK_UP_WINDOW for kind, moment in recent) >= LOOK_UPS:
        raise Denied("Pencarian orang yang sama terlalu sering. Coba lagi beberapa menit lagi.")


def check_compare(actor: Actor, one: Person, other: Person) -> None:
    """Two sheets, both open to the actor, neither merged already."""
    if one.pk == other.pk:
        raise Denied("Pilih dua data yang berbeda.")
    for person in (one, other):
        check_identity(actor, person)
        if person.merged_into_id is not None:
            raise InvalidTransition("Salah satu data sudah digabungkan dengan data lain.")


def check_propose(actor: Actor, kept: Person, merged: Person) -> None:
    """Somebody who works with both; one proposal at a time about each."""
    check_compare(actor, kept, merged)
    pending = Merge.objects.filter(status=MergeStatus.PROPOSED)
    ids = [kept.pk, merged.pk]
    if pending.filter(merged__in=ids).exists() or pending.filter(kept=merged).exists():
        raise InvalidTransition("Penggabungan dengan data ini masih menunggu orang kedua.")


def check_heard(kept: Person, merged: Person, *, heard_alone: bool, why_not_alone: str) -> None:
    """Where a matter ever was grave a victim is heard alone about it, or it is written down why not."""
    rule = rule_for(kept, merged)
    if rule and not heard_alone and not why_not_alone.strip():
        raise Denied(
            "Perkara berat: catat bahwa korban sudah didengar sendirian, atau alasan belum dapat didengar sendirian.",
            rule=rule,
        )


def check_decide(actor: Actor, merge: Merge) -> None:
    """Never the proposer; from outside both units where the rule says so, also when that came only later."""
    if merge.status != MergeStatus.PROPOSED:
        check_merge_transition(merge.status, MergeStatus.MERGED)
    if actor.id is not None and actor.id == merge.proposed_by_id:
        raise Denied("Penggabungan diputuskan oleh orang kedua, bukan oleh pengusulnya.")
    if actor.id in had_part(merge.kept, merge.merged):
        raise Denied("Penggabungan diputuskan oleh orang yang tidak pernah menangani kasus orang ini.")
    rule = rule_for(merge.kept, merge.merged)
    if (merge.outside or rule) and _works_at(actor, {merge.kept.agency_id, merge.merged.agency_id}):
        raise Denied("Perlu orang kedua dari luar unit (kebijakan daerah).", rule=rule)
    _check_desk(actor, merge)


def check_free(kept: Person, merged: Person) -> None:
    """Neither was merged elsewhere meanwhile: a sheet points to one other, and never in a circle."""
    if kept.merged_into_id is not None or merged.merged_into_id is not None:
        raise InvalidTransition("Salah satu data sementara itu digabungkan dengan data lain. Tolak usulan ini.")


def check_withdraw(actor: Actor, merge: Merge) -> None:
    """Only the proposer takes it back."""
    check_merge_transition(merge.status, MergeStatus.WITHDRAWN)
    if actor.id is None or actor.id != merge.proposed_by_id:
        raise Denied("Usulan penggabungan hanya ditarik oleh pengusulnya.")


def check_reverse(actor: Actor, merge: Merge) -> None:
    """Whoever decides there. Taking two people apart hides nobody: one person is enough."""
    check_merge_transition(merge.status, MergeStatus.REVERSED)
    _check_desk(actor, merge)


def check_reason(actor: Actor, merge: Merge) -> None:
    """Why is for those who decide, and those who work with the person."""
    if not _decides_there(actor, merge) and not seen(actor, merge.kept, Permission.PERSON_IDENTITY):
        raise Denied("Alasan ini hanya dibaca oleh yang memutuskan dan yang menangani orang ini.")


def _check_desk(actor: Actor, merge: Merge) -> None:
    known = Person.objects.not_hidden(actor).filter(pk__in=[merge.kept_id, merge.merged_id]).count() == 2
    if not known or not _decides_there(actor, merge):
        raise Denied("Penggabungan ini hanya diputuskan oleh pemberi persetujuan di lembaga yang ditunjuk.")


def _decides_there(actor: Actor, merge: Merge) -> bool:
    return reaches(actor, Permission.PERSON_MERGE, agency_id=merge.agency_id, area_path=merge.kept.area_path)


def _works_at(actor: Actor, agencies: set[UUID]) -> bool:
    return any(grant.agency_id in agencies for grant in actor.grants(Permission.DUTY_VIEW))
