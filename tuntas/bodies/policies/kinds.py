"""What may not be done to kinds of bodies, each with the sentence that people read."""

from collections.abc import Collection

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.areas.states import Level
from tuntas.bodies.models import Body, BodyKind
from tuntas.core.errors import Denied

NAME_TAKEN = "Sudah ada jenis dengan nama itu. Pakai nama lain."


def check_edit(actor: Actor) -> None:
    """Kinds hold for the whole installation."""
    if not holds(actor, Permission.BODY_KIND_EDIT):
        raise Denied("Jenis kelompok diatur oleh admin sistem.")


def check_name(name: str, *, without: BodyKind | None = None) -> None:
    """Two kinds of one name could not be told apart."""
    if BodyKind.objects.filter(name__iexact=name).exclude(pk__in=[without.pk] if without else []).exists():
        raise Denied(NAME_TAKEN)


def check_fits(kind: BodyKind, *, levels: Collection[int], sub: bool) -> None:
    """What bodies of this kind are, they stay: their level is not taken away, and whether they are part of another."""
    used = Body.objects.filter(kind=kind)
    gone = used.exclude(area__level__in=levels).select_related("area").order_by("name", "id").first()
    if gone is not None:
        raise Denied(
            f"{gone.name} ada di tingkat {Level(gone.area.level).label.lower()}. Biarkan tingkat itu tercentang."
        )
    if sub != kind.sub and used.exists():
        raise Denied("Sudah ada kelompok dari jenis ini, jadi “bagian dari kelompok lain” tidak dapat diubah lagi.")


def check_remove(actor: Actor, kind: BodyKind) -> None:
    """A kind goes while no body is, or ever was, of it."""
    check_edit(actor)
    used = kind.bodies.count()
    if used:
        raise Denied(f"{used} kelompok tercatat sebagai {kind.name}. Jenis yang dipakai tidak dapat dihapus.")
