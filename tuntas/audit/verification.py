"""Verification: is the log what was sealed? Names the first bad seal and, where it can, the rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from tuntas.audit import chain
from tuntas.audit.models import Event, Seal

SHOWN = 5  # rows named in one sentence


class Unusable(Exception):
    """The saved seal is not one of this installation: nothing can be compared with it."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `kind`: changed, missing, inserted, seal or cut."""

    kind: str
    seal: int
    seqs: tuple[int, ...]
    sentence: str


@dataclass
class Result:
    """What verification saw. `unsealed` counts events after the last seal; nothing is known of those yet."""

    seals: int = 0
    events: int = 0
    unsealed: int = 0
    oldest_unsealed_at: datetime | None = None
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Saved:
    """A seal as it was mailed to the auditor."""

    id: int
    at: datetime
    last_seq: int
    hash: str
    signature: str


@transaction.atomic
def verify(saved: Saved | None = None) -> Result:
    """Read the whole log once. `saved`: a seal kept elsewhere, which finds a tail that was cut. Raises Unusable."""
    if saved and not chain.signed(saved.hash, saved.signature, at=saved.at):
        raise Unusable("Segel di berkas itu tidak ditandatangani oleh pemasangan ini.")
    result = Result()
    before: Seal | None = None
    # Seals are few beside events; a growing log may add some while we read, hence a fixed end.
    newest = Seal.objects.order_by("-id").values_list("id", flat=True).first() or 0
    last = Seal.objects.order_by("-last_seq").values_list("last_seq", flat=True).first()
    rows = _Rows(last)
    for seal in Seal.objects.filter(id__lte=newest).order_by("id").iterator(chunk_size=50):
        result.findings += _check_seal(seal, before)
        if seal.id != (before.id + 1 if before else 1):  # what belonged to a missing seal cannot be judged
            for _ in rows.upto(seal.first_seq - 1):
                pass
        findings, count = _check_events(seal, rows)
        result.findings += findings
        result.seals += 1
        result.events += count
        before = seal
    if saved:
        result.findings += _check_saved(saved)
    tail = Event.objects.filter(seq__gt=last) if last is not None else Event.objects.all()
    result.unsealed = tail.count()
    result.oldest_unsealed_at = tail.order_by("seq").values_list("at", flat=True).first()
    return result


class _Rows:
    """The events in order, given out up to a number at a time."""

    def __init__(self, last: int | None) -> None:
        self._rows = chain.rows(after=None, upto=last) if last is not None else iter(())
        self._held: chain.Row | None = None

    def upto(self, seq: int) -> Iterator[chain.Row]:
        """The next events, as long as their number is not beyond `seq`."""
        while row := self._held or next(self._rows, None):
            self._held = row
            if row[0] > seq:
                return
            self._held = None
            yield row


def _check_seal(seal: Seal, before: Seal | None) -> Iterator[Finding]:
    expected = before.id + 1 if before else 1
    if seal.id != expected:
        yield Finding("seal", expected, (), f"Segel {expected} hilang.")
    elif seal.previous != (before.hash if before else chain.START):
        yield Finding("seal", seal.id, (), f"Segel {seal.id} tidak menyambung ke segel sebelumnya.")
    if before and seal.first_seq <= before.last_seq:
        yield Finding("seal", seal.id, (), f"Segel {seal.id} tumpang tindih dengan segel sebelumnya.")
    if not chain.signed(seal.hash, seal.signature, at=seal.at):
        yield Finding("seal", seal.id, (), f"Segel {seal.id} tidak ditandatangani oleh pemasangan ini.")


def _check_events(seal: Seal, rows: _Rows) -> tuple[list[Finding], int]:
    link = chain.Link(seal.previous)
    for row in rows.upto(seal.last_seq):
        link.add(row)
    index = bytes(seal.index)
    told = link.hash(
        seal_id=seal.id, at=seal.at, first_seq=seal.first_seq, last_seq=seal.last_seq, count=seal.count, index=index
    )
    if told == seal.hash and link.count == seal.count:
        return [], link.count
    found = list(_differences(seal, chain.entries(index), chain.entries(link.index)))
    if not found:
        found = [Finding("seal", seal.id, (), f"Segel {seal.id} diubah, atau ada baris di dalamnya yang diubah.")]
    return found, link.count


def _differences(seal: Seal, sealed: dict[int, bytes], present: dict[int, bytes]) -> Iterator[Finding]:
    changed = sorted(seq for seq in sealed.keys() & present.keys() if sealed[seq] != present[seq])
    missing = sorted(sealed.keys() - present.keys())
    inserted = sorted(present.keys() - sealed.keys())
    for kind, seqs, word in (
        ("changed", changed, "diubah"),
        ("missing", missing, "hilang"),
        ("inserted", inserted, "disisipkan"),
    ):
        if seqs:
            yield Finding(
                kind, seal.id, tuple(seqs), f"Segel {seal.id}: {len(seqs)} baris {word} (urutan {_named(seqs)})."
            )


def _named(seqs: list[int]) -> str:
    shown = ", ".join(str(seq) for seq in seqs[:SHOWN])
    return f"{shown} …" if len(seqs) > SHOWN else shown


def _check_saved(saved: Saved) -> Iterator[Finding]:
    kept = Seal.objects.filter(pk=saved.id).first()
    if kept is None:
        yield Finding(
            "cut", saved.id, (), f"Segel {saved.id} (sampai urutan {saved.last_seq}) tidak ada lagi: ekor log dipotong."
        )
    elif kept.hash != saved.hash:
        yield Finding(
            "cut", saved.id, (), f"Segel {saved.id} bukan lagi yang pernah dikirim: log ditulis ulang mulai dari situ."
        )


def seal_text(seal: Seal) -> str:
    """A seal as it is mailed and kept: no personal data, and `saved_seal` reads it back."""
    return (
        f"Segel: {seal.id}\nWaktu: {chain.moment(seal.at)}\nSampai urutan: {seal.last_seq}\nHash: {seal.hash}\n"
        f"Tanda tangan: {seal.signature[:64]}\n              {seal.signature[64:]}\n"
        f"Kunci publik: {chain.public_key_text(seal.at)}\n"
    )


def latest_seal_text() -> str:
    """The newest seal, for the daily mail to the auditor; empty if nothing has been sealed yet."""
    newest = Seal.objects.order_by("-id").first()
    return seal_text(newest) if newest else ""


def saved_seal(text: str) -> Saved:
    """Read a kept seal back, also out of a mail that quotes it. Raises Unusable."""
    plain = re.sub(r"^[>\s]+", "", text, flags=re.MULTILINE)
    found = re.search(
        r"Segel:\s*(\d+).*?Waktu:\s*(\S+).*?Sampai urutan:\s*(\d+).*?Hash:\s*([0-9a-f]{64}).*?Tanda tangan:\s*((?:[0-9a-f]\s*){128})",
        plain,
        re.DOTALL,
    )
    try:
        at = datetime.fromisoformat(found[2]) if found else None
    except ValueError:
        at = None
    if not found or at is None or at.tzinfo is None:
        raise Unusable("Berkas itu tidak memuat segel.")
    return Saved(int(found[1]), at, int(found[3]), found[4], re.sub(r"\s", "", found[5]))
