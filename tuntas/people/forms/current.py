"""Whether a sheet is still what a form knew of it when it was drawn."""

from django.forms import Form
from django.http import HttpRequest

from tuntas.people.models import Person

CHANGED = (
    "Sementara itu petugas lain sudah mengubah data orang ini. Tulisan Anda masih ada di bawah. Buka datanya di tab lain,"
    " bandingkan, lalu kirim lagi bila tulisan Anda yang berlaku."
)


def version(person: Person) -> str:
    """What a page knows of a sheet when it is drawn: when it was last changed."""
    return person.changed_at.isoformat()


def version_shown(request: HttpRequest, person: Person, *, redrawn: bool) -> str:
    """The same; a form that is only drawn again, as when looking for an area, keeps what it knew."""
    return request.POST.get("version", "") if redrawn else version(person)


def keep_typed(request: HttpRequest, form: Form, person: Person) -> bool:
    """A sheet is written whole: who saves over what somebody else has just written is told first. True when stale."""
    known = request.POST.get("version", "")
    if request.method != "POST" or not known or known == version(person):
        return False
    form.add_error(None, CHANGED)
    return True
