"""Who was elected to one office: nothing but counting. There is no electronic ballot; what was counted by hand is checked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tuntas.bodies.states import ElectionMethod, Office
from tuntas.core.errors import Denied


@dataclass(frozen=True)
class Count:
    """What was counted for one office. `votes` lacks whoever nothing was written down for; by acclamation everybody."""

    office: Office
    names: Mapping[UUID, str]
    votes: Mapping[UUID, int] = field(default_factory=dict)
    blank: int = 0


def winner(method: ElectionMethod, present: int, count: Count) -> UUID:
    """The candidate with most votes; by acclamation the only one. Raises Denied for a tie and for what cannot be so."""
    if method is ElectionMethod.ACCLAMATION:
        return _acclaimed(count)
    word = count.office.label
    missing = [name for key, name in count.names.items() if key not in count.votes]
    if missing:
        raise Denied(f"{word}: suara untuk {missing[0]} belum diisi. Tulis 0 bila tidak ada.")
    if min([*count.votes.values(), count.blank]) < 0:
        raise Denied(f"{word}: jumlah suara tidak dapat kurang dari nol.")
    given = sum(count.votes.values()) + count.blank
    if given > present:
        raise Denied(
            f"{word}: {given} suara, padahal yang hadir {present}. Hitung ulang, atau periksa jumlah yang hadir."
        )
    most = max(count.votes.values())
    if most == 0:
        raise Denied(f"{word}: belum ada suara untuk seorang calon pun.")
    first = [key for key in count.names if count.votes[key] == most]
    if len(first) > 1:
        names = " dan ".join(count.names[key] for key in first)
        raise Denied(
            f"{word}: {names} sama-sama mendapat {most} suara. Adakan putaran kedua, lalu isi hasil putaran kedua itu."
        )
    return first[0]


def check_witnesses(witnesses: Sequence[str], candidates: Collection[str]) -> None:
    """Two at least watched the count, and none of them stood for an office. Raises Denied."""
    named = {_plain(name) for name in witnesses}
    if len(named) < 2:
        raise Denied("Tulis paling sedikit dua saksi yang berbeda.")
    standing = {_plain(name) for name in candidates}
    for name in witnesses:
        if _plain(name) in standing:
            raise Denied(f"{name} adalah calon. Saksi bukan calon.")


def _acclaimed(count: Count) -> UUID:
    word = count.office.label
    if count.votes or count.blank:
        raise Denied(f"{word}: pada aklamasi tidak ada suara yang dihitung.")
    if len(count.names) != 1:
        raise Denied(f"{word}: aklamasi memerlukan tepat satu calon, di sini ada {len(count.names)}.")
    return next(iter(count.names))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
