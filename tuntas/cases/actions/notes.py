"""Notes about a case, and its summary for others. Written once; a correction is another note."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, Note
from tuntas.cases.policies import notes as policies
from tuntas.cases.policies import reach
from tuntas.cases.states import EntryKind, NoteKind
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.core.versions import check_version


@transaction.atomic
def write(
    case: Case,
    *,
    kind: NoteKind,
    text: str,
    heard_alone: bool | None = None,
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Note:
    """What was said or seen. `heard_alone`: whether the victim was heard without others; None: she was not heard.

    Raises Denied where the accommodation of a victim with a disability is not written down yet (R15).
    """
    case = _case.locked(case)
    policies.check_note(by, case, kind, heard=heard_alone is not None)
    row = Note(id=row_id or uuid7(), case=case, by=by, at=at, kind=kind, heard_alone=heard_alone)
    _case.box(case).seal(row, text=text)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.NOTE, row, url_name="cases:note_open", detail=str(kind), by=by, at=at)
    log.record(
        "note.written", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, note_kind=str(kind),
    )  # fmt: skip
    return row


@transaction.atomic
def texts(case: Case, rows: Collection[Note], *, by: User, at: datetime) -> dict[object, str]:
    """What notes say, by id; reading them is recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    box = vault.box(case.pk)
    log.record("notes.read", case, by=by, at=at, notes=[str(row.pk) for row in rows])
    return {row.pk: box.unseal(row, "text") for row in rows}


@transaction.atomic
def summarise(case: Case, *, text: str, known: str | None = None, by: User, at: datetime) -> Case:
    """The summary that others may be given; it replaces the one before. Raises Stale where `known` is old."""
    case = _case.locked(case)
    reach.check_work(by, case)
    check_version(case.summary, known)
    _case.box(case).seal(case, summary=text)
    case.save(update_fields=["summary"])
    _case.entry(case, EntryKind.NOTE, url_name="cases:story", detail="summary", by=by, at=at)
    log.record("case.summarised", case, by=by, at=at)
    return case
