"""The psychologist's notes: sealed under a key of their own, read by the author and whom the author names.

When an author is gone, one psychologist of the case asks to read a note and another one lets them (two named people).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, notes
from tuntas.cases.models import Case, ClinicalNote, ClinicalReader
from tuntas.cases.policies import notes as policies
from tuntas.cases.policies.team import check_able
from tuntas.cases.states import EntryKind, NoteKind, TeamRole
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import duties


@transaction.atomic
def write(
    case: Case, *, text: str, summary: str = "", row_id: UUID | None = None, by: User, at: datetime
) -> ClinicalNote:
    """A sealed note; `summary` becomes an ordinary note that the team reads."""
    case = _case.locked(case)
    policies.check_write_clinical(by, case)
    row = ClinicalNote(id=row_id or uuid7(), case=case, by=by, at=at, dossier=uuid7())
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
    row = ClinicalReader.objects.filter(note=note, user=user).first() or ClinicalReader(note=note, user=user)
    before, row.duty = row.duty, None
    row.recovered, row.asked_by, row.granted_by, row.refused_by, row.at = False, None, None, None, at
    row.save()
    if before is not None:
        duties.settle(before, by=by, at=at)
    _case.entry(_case.locked(note.case), EntryKind.CLINICAL, url_name="cases:clinical", detail="named", by=by, at=at)
    _record("clinical_note.reader_named", note, user_id=user.pk, by=by, at=at)
    return row


@transaction.atomic
def ask(note: ClinicalNote, *, by: User, at: datetime) -> ClinicalReader:
    """Somebody needs to read a note whose author cannot name them; another psychologist of the team owes an answer.

    Where there is none yet, the duty lies with the unit until somebody joins the team.
    """
    note = _locked(note)
    policies.check_ask(by, note)
    row = ClinicalReader.objects.filter(note=note, user=by).first() or ClinicalReader(note=note, user=by)
    row.recovered, row.asked_by, row.refused_by, row.at = True, by, None, at
    case = note.case
    row.duty = duties.open_duty(
        kind=kinds.READ_CLINICAL, subject=row, dossier_id=case.pk, label=case.number, agency=case.agency,
        area_path=case.area_path, assignee=policies.second(note, by, at=at), by=by, at=at,
    )  # fmt: skip
    row.save()
    _record("clinical_note.asked", note, user_id=by.pk, by=by, at=at)
    return row


@transaction.atomic
def grant(reader: ClinicalReader, *, by: User, at: datetime) -> ClinicalReader:
    """The second named psychologist lets the first one read it."""
    reader = _waiting(reader, by=by)
    case = _case.locked(reader.note.case)
    reader.granted_by = by
    _answered(reader, by=by, at=at)
    _case.entry(case, EntryKind.CLINICAL, url_name="cases:clinical", detail="recovered", by=by, at=at)
    _record("clinical_note.recovered", reader.note, user_id=reader.user_id, by=by, at=at)
    return reader


@transaction.atomic
def refuse(reader: ClinicalReader, *, by: User, at: datetime) -> ClinicalReader:
    """The second named psychologist says no; it may be asked for again."""
    reader = _waiting(reader, by=by)
    reader.refused_by = by
    _answered(reader, by=by, at=at)
    _record("clinical_note.recovery_refused", reader.note, user_id=reader.user_id, by=by, at=at)
    return reader


def _waiting(reader: ClinicalReader, *, by: User) -> ClinicalReader:
    """A request that waits, with its note, held until the end of the transaction; by somebody who may decide."""
    note = _locked(reader.note)
    reader = ClinicalReader.objects.select_for_update(of=("self",)).select_related("duty").get(pk=reader.pk)
    reader.note = note
    policies.check_decide(by, reader)
    return reader


def _answered(reader: ClinicalReader, *, by: User, at: datetime) -> None:
    before, reader.duty, reader.at = reader.duty, None, at
    reader.save(update_fields=["granted_by", "refused_by", "duty", "at"])
    if before is not None:
        duties.settle(before, by=by, at=at)


def _locked(note: ClinicalNote) -> ClinicalNote:
    found: ClinicalNote = (
        ClinicalNote.objects.select_for_update(of=("self",)).select_related("case__agency__area").get(pk=note.pk)
    )
    return found


def _record(kind: str, note: ClinicalNote, *, user_id: UUID | None = None, by: User, at: datetime) -> None:
    case = note.case
    log.record(
        kind, note, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        user=str(user_id or ""),
    )  # fmt: skip
