"""What the pages share: whose request, loading, and how a sheet reads."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.people.actions._finding import born
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Person
from tuntas.people.policies import people as policies
from tuntas.people.states import Disability

LINES = {
    "name": "Nama", "aliases": "Nama lain", "birth_place": "Tempat lahir", "nik": "NIK", "mother_name": "Nama ibu kandung",
    "phone": "Nomor telepon", "address": "Alamat", "safe_hours": "Jam yang aman", "code_word": "Kata sandi",
    "say_to_others": "Yang dikatakan kepada orang lain", "accommodation": "Akomodasi", "guardian_name": "Wali",
    "guardian_contact": "Cara menghubungi wali", "school": "Sekolah", "note": "Catatan",
}  # fmt: skip


def load(request: StaffRequest, pk: UUID, permission: Permission = Permission.PERSON_VIEW) -> Person:
    """A sheet within reach; anything else does not exist."""
    rows = Person.objects.visible_to(request.user, permission)
    return get_object_or_404(rows.select_related("agency__area", "area", "merged_into"), pk=pk)


def head(request: StaffRequest, person: Person) -> dict[str, Any]:
    """What every page of a sheet shows: nothing of it is decrypted."""
    return {
        "person": person,
        "at": timezone.now(),
        "zone": request.user.zone,
        "no_identity": refusal(policies.check_identity, request.user, person),
        "no_edit": refusal(policies.check_edit, request.user, person),
    }


def lines(data: PersonData) -> list[tuple[str, str]]:
    """A sheet in the open, as label and text, without what is not known."""
    values = [(label, getattr(data, name)) for name, label in LINES.items()]
    values.insert(2, ("Lahir", born(data)))
    values.append(("Disabilitas", ", ".join(Disability(each).label for each in data.disabilities)))
    return [(label, text) for label, text in values if text]
