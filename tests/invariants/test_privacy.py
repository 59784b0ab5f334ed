"""Every field is declared personal or plain; what is personal about people served is sealed."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tuntas.core.fields import SealedField
from tuntas.core.vault import sealed_models

OURS = [model for model in apps.get_models() if model.__module__.startswith("tuntas.")]

# Personal fields that are not encrypted, and why. Nobody who is served is in them.
STAFF_OR_TOKEN = {
    "accounts.User": "staff",
    "accounts.Invitation": "staff",
    "agencies.DutyContact": "staff who are rung at night",
    "agencies.PublicContact": "who verified a public number",
    "cadres.Session": "teaches in office",
    "bodies.Candidate": "stood for an office in public",
    "bodies.Decree": "who signed it",
    "bodies.Election": "witnesses of a count",
    "bodies.Holder": "holds a seat in office",
    "bodies.Officer": "elected in public",
    "bodies.TaskLine": "head of an institution",
    "letters.Delivery": "received a letter in office",
    "letters.Letterhead": "signs letters in office",
    "letters.SignedCopy": "signed a letter in office",
    "meetings.Attendance": "came in office to a meeting",
    "meetings.FollowUpAction": "who does it in office",
    "meetings.Invitation": "asked in office",
    "audit.Event": "name of the member of staff who acted",
    "obligations.ClockOverride": "staff",
    "obligations.Recount": "staff",
    "obligations.Wall": "staff",
}
IN_OFFICE = {"answered_by_name", "open_fields"}  # who answered a referral, to whom an invitation is addressed
BLIND = {
    "phone_token",
    "name_token",
    "nik_token",
    "birth_token",
    "words",
    "deletions",
    "mother_words",
    "token",
    "sha256",
}  # keyed, see people and files


def _undeclared(model: type[models.Model]) -> Iterator[str]:
    privacy = getattr(model, "Privacy", None)
    if not privacy:
        yield "needs a class Privacy with personal and plain"
        return
    names = {field.name for field in model._meta.concrete_fields}
    declared = privacy.personal | privacy.plain
    if both := privacy.personal & privacy.plain:
        yield f"personal and plain: {both}"
    if names != declared:
        yield f"not declared: {names - declared}; not there: {declared - names}"


def test_every_field_is_personal_or_plain() -> None:
    assert len(OURS) > 90
    assert [f"{model._meta.label} {what}" for model in OURS for what in _undeclared(model)] == []


def _open(model: type[models.Model]) -> Iterator[str]:
    """Personal fields that are not sealed without a reason, and sealed ones that are not called personal."""
    personal = model.Privacy.personal  # type: ignore[attr-defined]  # checked above
    excused = personal if model._meta.label in STAFF_OR_TOKEN else BLIND | IN_OFFICE
    sealed = {field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)}
    yield from (personal - excused - sealed) | (sealed - personal)


def test_what_is_personal_is_sealed() -> None:
    assert [f"{model._meta.label}.{name}" for model in OURS for name in _open(model)] == []


def test_field_ids_are_unique_for_ever() -> None:
    ids = [
        field.field_id
        for model in sealed_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]
    assert all(ids)
    assert len(ids) == len(set(ids))


def test_sealed_models_know_their_dossier() -> None:
    for model in sealed_models():
        assert hasattr(model, "dossier_lookup"), model._meta.label
        assert hasattr(model, "dossier_id"), model._meta.label
