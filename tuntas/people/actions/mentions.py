"""Texts that many people read: case matters stand in them by register code only, never by NIK or name (R32).

Names of people whose sheets the writer may open are refused, with the place in the text: that tells the writer nothing
new. Any other name passes in the same way as a text without names; the holder of its sheet is told later, by the worker.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation
from tuntas.people import kinds, search, tokens, wording
from tuntas.people.models import Mention, Person
from tuntas.people.names import Name, Word, read
from tuntas.people.policies import mentions as policies
from tuntas.people.policies.merges import dossier_for, walled_from
from tuntas.people.wording import Spot, Text

OPENED = 300  # sheets that are opened for one text, at most; those within reach first
TOLD_AT_ONCE = 3  # holders, of one text
REGENCY_DEPTH = 2  # parts of the path of a regency
REFUSED = "Ada NIK atau nama pihak kasus di dalam teks. Tulis nomor register kasusnya saja."


@dataclass(frozen=True)
class Place:
    """Where something is written. `label` is what the holder of a name is told of it, so no title stands in it."""

    subject: Model
    label: str
    agency: Agency
    area_path: str


@dataclass(frozen=True)
class Find:
    """What must not stand in a text. `official`: somebody known by office has the same name, so it may be meant."""

    field: str
    spot: Spot
    nik: bool = False
    official: bool = False

    @property
    def sentence(self) -> str:
        """For whoever wrote it."""
        said = f"Kata ke-{self.spot.position}, “{self.spot.words}”, "
        if self.nik:
            return said + "terbaca sebagai NIK. Tulis nomor register kasusnya saja."
        return (
            f"{said}adalah nama orang dalam kasus yang Anda tangani. Tulis nomor register kasusnya saja; bila yang dimaksud"
            " pejabat, tulis jabatannya."
        )


class Mentioned(Denied):
    """A text names somebody it must not. `finds` say where; the sentence itself repeats nothing."""

    def __init__(self, finds: Collection[Find]) -> None:
        super().__init__(REFUSED, rule="R32")
        self.finds = tuple(finds)

    @property
    def may_confirm(self) -> bool:
        """Whether all that was found are names of people known by office."""
        return all(find.official for find in self.finds)


def check(
    texts: Mapping[str, str],
    *,
    place: Place,
    officials: Iterable[str] = (),
    confirmed: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Look through texts before they are kept, outside of the change they belong to: what was found stays recorded.

    `officials`: names that stand here by office (participants, members). One that is also a party's passes once the
    writer has `confirmed` that the official is meant. Raises Mentioned.
    """
    finds, beyond = _looked_through(texts, place, officials, by)
    passes = confirmed and all(find.official for find in finds)
    with transaction.atomic():
        _note(beyond, place, at)
        if finds:
            log.record(
                "text.names_confirmed" if passes else "text.refused", place.subject, by=by, at=at,
                agency_id=place.agency.pk, area_path=place.area_path, count=len(finds),
                niks=sum(find.nik for find in finds), fields=sorted({find.field for find in finds}),
            )  # fmt: skip
    if finds and not passes:
        raise Mentioned(finds)


@transaction.atomic
def tell(*, by: Actor, at: datetime, limit: int = 50) -> int:
    """Open the duties of holders whose people's names were written elsewhere; returns how many."""
    rows = Mention.objects.select_for_update(of=("self",), skip_locked=True).filter(told_at__isnull=True)
    told = 0
    for mention in rows.select_related("person__agency__area").order_by("found_at")[:limit]:
        person = mention.person
        mention.told_at = at
        mention.save(update_fields=["told_at"])
        if person.agency.closed_date is None and person.agency_id not in walled_from(person):
            duties.open_duty(
                kind=kinds.CHECK_MENTION, subject=mention, dossier_id=dossier_for(person), label=person.label, agency=person.agency,
                area_path=person.area_path or person.agency.area_path, by=by, at=at,
            )  # fmt: skip
            log.record("person.mention_told", person, by=by, at=at)
            told += 1
    return told


@transaction.atomic
def seen(mention: Mention, *, by: User, at: datetime) -> Mention:
    """The holder has looked, and done what was to be done. Pressed again it is done once all the same."""
    row = Mention.objects.select_for_update(of=("self",)).select_related("person").get(pk=mention.pk)
    policies.check_seen(by, row)
    if row.seen_at is None:
        row.seen_at, row.seen_by = at, by
        row.save(update_fields=["seen_at", "seen_by"])
        for duty in Obligation.objects.unsettled().filter(kind=kinds.CHECK_MENTION.code, subject_id=row.pk):
            duties.settle(duty, by=by, at=at)
        log.record("person.mention_seen", row.person, by=by, at=at)
    return row


def _looked_through(
    texts: Mapping[str, str], place: Place, officials: Iterable[str], by: Actor
) -> tuple[list[Find], list[Person]]:
    """What is refused, and whose holders are told."""
    read_texts = {field: Text(text) for field, text in texts.items()}
    sheets, within = _sheets(read_texts.values(), by)
    known = {_key(name) for text in officials for name in read(text)}
    areas = _areas(place.area_path)
    rare = cache(_rare)
    finds = [Find(field, spot, nik=True) for field, text in texts.items() for spot in wording.niks(text)]
    beyond: list[Person] = []
    for person, names in sheets:
        inside = person.pk in within
        official = bool(known & {_key(name) for name in names})
        for field, text in read_texts.items():
            span = text.find(names, rare=rare) or (text.find_alone(names) if inside else None)
            if span is None or text.said(span) in areas:
                continue
            if inside:
                finds.append(Find(field, text.spot(span), official=official))
            elif not official and person not in beyond:
                beyond.append(person)
    strictest_last = sorted(finds, key=lambda find: not find.official)
    unique = {(find.field, find.spot.position): find for find in strictest_last}
    return sorted(unique.values(), key=lambda find: (find.field, find.spot.position)), beyond


def _sheets(texts: Collection[Text], by: Actor) -> tuple[list[tuple[Person, tuple[Name, ...]]], set[UUID]]:
    """Sheets that may be named, opened for the moment, and which of them the writer reaches."""
    pairs: set[int] = set().union(*(wording.pair_tokens(text.parts) for text in texts))
    capitals = [part for text in texts for part in wording.alone(text.parts)]
    single = {tokens.token(tokens.WORD, key) for part in capitals for key in part.word.keys}
    single -= search.frequent(single)
    ids = search.sharing(pairs, limit=2 * OPENED)
    ids += [pk for pk in search.sharing(single, fewest_only=True, limit=OPENED) if pk not in set(ids)]
    reached = Person.objects.visible_to(by, Permission.PERSON_IDENTITY).filter(pk__in=ids)
    within = set(reached.values_list("pk", flat=True))
    chosen = sorted(ids, key=lambda pk: pk not in within)[:OPENED]
    rows = Person.objects.filter(pk__in=chosen).select_related("agency").defer(*search.LEFT_OUT).in_bulk()
    boxes = vault.boxes(rows)
    found = []
    for pk in chosen:
        if pk in boxes and pk in rows:
            try:
                name, aliases = (boxes[pk].unseal(rows[pk], each) for each in ("name", "aliases"))
            except vault.Tampered:  # one damaged sheet stops nobody from writing
                continue
            found.append((rows[pk], wording.names_of(name, aliases)))
    return found, within


def _note(beyond: list[Person], place: Place, at: datetime) -> None:
    """Written in one statement whether there is something or not matters to nobody; the worker does the rest."""
    Mention.objects.bulk_create(
        [
            Mention(
                person=person, agency=place.agency, subject_type=place.subject._meta.label_lower,
                subject_id=place.subject.pk, label=place.label, day=place.agency.today(at), found_at=at,
            )
            for person in beyond[:TOLD_AT_ONCE]
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _rare(word: Word) -> bool:
    """Whether few sheets carry a word."""
    return word.text not in search.COMMON and not search.frequent({tokens.token(tokens.WORD, key) for key in word.keys})


def _areas(area_path: str) -> set[str]:
    """Names of places around, as words are compared: they are not people's."""
    regency = ".".join(area_path.split(".")[:REGENCY_DEPTH]) + "."
    names = Area.objects.filter(path__startswith=regency, valid_to__isnull=True, level__lte=4)
    return {" ".join(part.word.text for part in wording.pieces(name)) for name in names.values_list("name", flat=True)}


def _key(name: Name) -> tuple[str, ...]:
    return tuple(word.text for word in name.own if word.keys)
