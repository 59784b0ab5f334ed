"""The psychologist's notes: sealed under a key of their own, read by the author and whom the author names.

When an author is gone, one psychologist of the case asks to read a note and another one lets them (two named people).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case, notes
from tuntas.cases.models import Case, ClinicalNote, ClinicalReader
from tuntas.cases.policies import notes as policies
from tuntas.cases.policies.team import check_able
from tuntas.cases.states import EntryKind, NoteKind, TeamRole
from tuntas.core import vault
from tuntas.core.ids import uuid7


@transaction.atomic
def write(case: Case, *, text: str, summary: str = "", by: User, at: datetime) -> ClinicalNote:
    """A sealed note; `summary` becomes an ordinary note that the team reads."""
    case = _case.locked(case)
    policies.check_write_clinical(by, case)
    row = ClinicalNote(case=case, by=by, at=at, dossier=uuid7())
    vault.create(row.dossier, "clinical", at=at).seal(row, text=text)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.CLINICAL, url_name="cases:clinical", by=by, at=at)
    log.record(
        "clinical_note.written",
        row,
        by=by,
        at=at,
        dossier_id=case.pk,
        agency_id=case.agency_id,
        area_path=case.area_path,
    )
    if summary:
        notes.write(case, kind=NoteKind.OTHER, text=summary, by=by, at=at)
    return row


@transaction.atomic
def read(note: ClinicalNote, *, by: User, at: datetime) -> str:
    """What it says; recorded. Raises vault.Erased."""
    policies.check_open(by, note)
    _record("clinical_note.read", note, by=by, at=at)
    return vault.box(note.dossier).unseal(note, "text")


@transaction.atomic
def name_reader(note: ClinicalNote, *, user: User, by: User, at: datetime) -> ClinicalReader:
    """The author lets a psychologist of the same unit read it."""
    note = _locked(note)
    policies.check_author(by, note)
    check_able(note.case, user, TeamRole.PSYCHOLOGIST, at=at)
    row, _ = ClinicalReader.objects.update_or_create(
        note=note, user=user, defaults={"recovered": False, "asked_by": None, "granted_by": None, "at": at}
    )
    _case.entry(_case.locked(note.case), EntryKind.CLINICAL, url_name="cases:clinical", detail="named", by=by, at=at)
    _record("clinical_note.reader_named", note, user_id=user.pk, by=by, at=at)
    return row


@transaction.atomic
def ask(note: ClinicalNote, *, by: User, at: datetime) -> ClinicalReader:
    """Somebody needs to read a note whose author cannot name them; another psychologist decides."""
    note = _locked(note)
    policies.check_ask(by, note)
    row = ClinicalReader.objects.create(note=note, user=by, recovered=True, asked_by=by, at=at)
    _record("clinical_note.asked", note, user_id=by.pk, by=by, at=at)
    return row


@transaction.atomic
def grant(reader: ClinicalReader, *, by: User, at: datetime) -> ClinicalReader:
    """The second named psychologist lets the first one read it."""
    note = _locked(reader.note)
    rows = ClinicalReader.objects.select_for_update(of=("self",)).select_related("note__case")
    reader = rows.get(pk=reader.pk)
    policies.check_grant(by, reader)
    reader.granted_by, reader.at = by, at
    reader.save(update_fields=["granted_by", "at"])
    _case.entry(
        _case.locked(note.case), EntryKind.CLINICAL, url_name="cases:clinical", detail="recovered", by=by, at=at
    )
    _record("clinical_note.recovered", note, user_id=reader.user_id, by=by, at=at)
    return reader


def _locked(note: ClinicalNote) -> ClinicalNote:
    found: ClinicalNote = (
        ClinicalNote.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=note.pk)
    )
    return found


def _record(kind: str, note: ClinicalNote, *, user_id: UUID | None = None, by: User, at: datetime) -> None:
    case = note.case
    log.record(
        kind, note, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        user=str(user_id or ""),
    )  # fmt: skip
