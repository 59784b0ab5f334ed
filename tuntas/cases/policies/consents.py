"""Who may consent for whom, and whether a consent holds. Nothing urgent waits for one (PDP Pasal 20; R11)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.agencies.models import Agency
from tuntas.cases.models import Case, Consent, Party
from tuntas.cases.policies import reach
from tuntas.cases.states import ConsentGiver, ConsentScope, PartyRole
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.people.models import Person
from tuntas.people.names import read
from tuntas.people.states import Disability

SPOKEN_FOR = frozenset({Disability.INTELLECTUAL, Disability.MENTAL, Disability.MULTIPLE})
Told = tuple[frozenset[str], str, str]  # words of the name, birth date, NIK
GUARDIANS = frozenset({ConsentGiver.GUARDIAN, ConsentGiver.OTHER_GUARDIAN})


def check_record(actor: Actor, case: Case) -> None:
    """Whoever works on the case writes consent down."""
    reach.check_work(actor, case)


def check_giver(case: Case, victim: Party, giver: ConsentGiver, giver_party: Party | None) -> None:
    """An adult agrees for herself. A child's guardian agrees, and may for who is disabled; never one who is reported (R11)."""
    child = _is_child(victim)
    if not child and giver is not ConsentGiver.SELF and not _may_be_spoken_for(victim):
        raise Denied(
            "Korban dewasa memberi persetujuan sendiri, juga dengan disabilitas fisik atau sensorik: sediakan akomodasinya.",
            rule="R11",
        )
    if child and giver is ConsentGiver.SELF:
        raise Denied(
            "Untuk korban anak, orang tua atau wali yang bukan terlapor memberi persetujuan, atau pekerja sosial."
            " Pendapat anak tetap didengar.",
            rule="R11",
        )
    if giver not in GUARDIANS:
        return
    if giver_party is None or giver_party.case_id != case.pk or giver_party.removed_at is not None:
        raise Denied("Pilih wali yang tercatat dalam kasus ini. Catat dulu sebagai pihak bila belum.", rule="R11")
    if is_reported(case, giver_party):
        raise Denied(
            "Wali ini terlapor dalam kasus ini, atau namanya sama dengan terlapor, jadi tidak dapat memberi persetujuan. Pilih"
            " wali lain atau pekerja sosial; bila orangnya lain, lengkapi tanggal lahir atau NIK keduanya. Pertolongan darurat"
            " dan laporan polisi tidak menunggu.",
            rule="R11",
        )


def check_scopes(scopes: list[ConsentScope], recipients: list[Agency]) -> None:
    """Consent to nothing is none; sharing names with whom."""
    if not scopes:
        raise Denied("Pilih paling sedikit satu hal yang disetujui.")
    if ConsentScope.SHARING in scopes and not recipients:
        raise Denied("Sebutkan lembaga yang boleh menerima data.")


def check_expiry(expires: date | None, *, today: date) -> None:
    """A consent that is over before it begins is none."""
    if expires is not None and expires < today:
        raise Denied("Tanggal berakhirnya sudah lewat.")


def check_current(consent: Consent) -> None:
    """Withdrawn once is withdrawn."""
    if consent.withdrawn_at is not None:
        raise InvalidTransition("Persetujuan ini sudah dicabut.")


def reported_among(case: Case, parties: Iterable[Party]) -> set[UUID]:
    """Which of these parties are reported in the case: the same person, also under another sheet, held to be the same or of the
    same name. Each party and each reported person is opened once, however many consents they gave.
    """
    asked = {party.pk: party.person for party in parties}
    rows = Party.objects.filter(case=case, role=PartyRole.REPORTED_PERSON, removed_at__isnull=True)
    reported = [row.person for row in rows.select_related("person")] if asked else []
    if not reported:
        return set()
    held, told = frozenset().union(*(same(person.pk) for person in reported)), [_told(person) for person in reported]
    return {pk for pk, person in asked.items() if same(person.pk) & held or _namesake(_told(person), told)}


def is_reported(case: Case, party: Party) -> bool:
    """Whether this party is reported in the case, see `reported_among`."""
    return bool(reported_among(case, [party]))


def valid_for(
    case: Case, victim: Party, scope: ConsentScope, agency: Agency | None = None, *, on: date
) -> Consent | None:
    """The newest consent that holds for this victim, scope and receiver on a day, or None. Grown up she speaks for herself.

    None does not stop what is urgent: the caller may state vital interest or public duty as its basis instead.
    A guardian who has since become a reported person no longer counts.
    """
    rows = Consent.objects.filter(
        case=case, victim=victim, scopes__contains=[scope], withdrawn_at__isnull=True
    ).select_related("giver_party__person")
    if scope is ConsentScope.SHARING and agency is not None:
        rows = rows.filter(recipients=agency)
    found = list(rows.order_by("-at", "-id"))
    reported = reported_among(case, [row.giver_party for row in found if row.giver_party])
    for row in found:
        over = row.expires_date is not None and row.expires_date < on
        outgrown = row.giver != ConsentGiver.SELF and not _is_child(victim) and not _may_be_spoken_for(victim)
        if not over and not outgrown and row.giver_party_id not in reported:
            return row
    return None


def _is_child(victim: Party) -> bool:
    """As old as she is now: who was a child when it happened and is grown up speaks for herself."""
    return victim.child if victim.person.child is None else victim.person.child


def _may_be_spoken_for(victim: Party) -> bool:
    """Of whom the law lets somebody else decide, with her; a body or senses that work differently are no reason (UU 8/2016)."""
    return bool(SPOKEN_FOR.intersection(victim.person.disabilities))


def _namesake(one: Told, others: Iterable[Told]) -> bool:
    """Whether a sheet bears the whole name of another, and neither birth date nor NIK tells them apart. Compared, shown to nobody."""
    return bool(one[0]) and any(
        one[0] == other[0] and not any(a and b and a != b for a, b in zip(one[1:], other[1:], strict=True))
        for other in others
    )


def _told(person: Person) -> Told:
    try:
        box = vault.box(person.pk)
        name, birth, nik = (box.unseal(person, field) for field in ("name", "birth_date", "nik"))
    except vault.Erased:
        return frozenset(), "", ""
    return frozenset(word.text for one in read(name) for word in one.own), birth, nik


def same(person_id: UUID) -> frozenset[UUID]:
    """All sheets held to be one person's: up to the one that is kept, and everything merged into it."""
    top = person_id
    while (above := Person.objects.filter(pk=top).values_list("merged_into_id", flat=True).first()) is not None:
        top = above
    found, frontier = {top}, {top}
    while frontier:
        frontier = set(Person.objects.filter(merged_into__in=frontier).values_list("pk", flat=True)) - found
        found |= frontier
    return frozenset(found)
