"""R12: what is written for others names no child of a case, nor whoever leads to one."""

from typing import Any

from tuntas.cases import masking
from tuntas.cases.models import Case, Party
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.people.actions.people import PersonData

_SEALED = ("name", "aliases", "address", "school", "mother_name", "guardian_name", "guardian_contact", "nik", "phone")


def check_no_child_named(case: Case, *texts: str) -> None:
    """Neither name nor parents, address, school stand in a text for others. Raises Denied, without naming anybody."""
    for party, data in _protected(case):
        if masking.names_somebody(" ".join(texts), [data]):
            raise Denied(
                f"Tulisan untuk penerima masih memuat nama, orang tua, alamat, atau sekolah {party.label}. Korban, saksi,"
                " dan terlapor anak disebut tanpa itu.",
                rule="R12",
            )


def without_children(case: Case, text: str) -> str:
    """A text that was sent before, as it may be read now: of who is known to be a child meanwhile nothing is left."""
    return masking.scrubbed(text, [data for _, data in _protected(case)]) if text else ""


def _protected(case: Case) -> list[tuple[Party, PersonData]]:
    rows = Party.objects.filter(pk__in=masking.always(case)).select_related("person").order_by("role", "ordinal")
    return [(party, _secrets(party)) for party in rows]


def _secrets(party: Party) -> PersonData:
    """What of a sheet must stand in no text; opened for comparing only, shown to nobody."""
    try:
        box = vault.box(party.person_id)
    except vault.Erased:
        return PersonData()
    opened: dict[str, Any] = {name: box.unseal(party.person, name) for name in _SEALED}
    return PersonData(**opened)
