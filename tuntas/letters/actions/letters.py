"""Issuing and voiding letters: each takes the next number of its unit and year, without gaps."""

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.letters import contents, numbers, papers
from tuntas.letters.actions import _batch
from tuntas.letters.defaults import default_pattern
from tuntas.letters.models import Batch, Letter, NumberPattern, Register
from tuntas.letters.policies import letters as policies
from tuntas.letters.states import LetterKind, LetterStatus, Nature, VoidReason


@dataclass(frozen=True)
class Draft:
    """One letter that is to get a number. `fields`: `contents.Content.as_fields()` or `papers.as_fields()`."""

    kind: LetterKind
    nature: Nature
    subject_line: str
    recipient: str
    fields: dict[str, Any]
    dossier_id: UUID | None = None
    letter_id: UUID | None = None


@transaction.atomic(savepoint=False)  # a number is taken only with the change that needed it
def issue(
    *,
    agency: Agency,
    kind: LetterKind,
    nature: Nature,
    subject_line: str,
    recipient: str,
    fields: dict[str, Any],
    dossier_id: UUID | None,
    letter_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Letter:
    """Take the next number and store what the letter says. The caller checked who may send what it is about.

    `fields`: `contents.Content.as_fields()`. About a person the subject is one of `NEUTRAL_SUBJECTS`, the nature
    secret and the content sealed under the dossier (domain reference §7.4); one about nobody (`contents.OPEN`) has no
    dossier. Anything else raises ValueError.
    """
    draft = Draft(kind, nature, subject_line, recipient, fields, dossier_id, letter_id)
    return issue_many([draft], agency=agency, by=by, at=at)[0]


@transaction.atomic(savepoint=False)  # as above
def issue_many(
    drafts: Sequence[Draft], *, agency: Agency, dated: date | None = None, by: User, at: datetime
) -> list[Letter]:
    """Several letters of one agency with numbers that follow each other; all of them or none. Otherwise as `issue`.

    `dated`: the day they bear and whose year they are counted in, where it is not today.
    """
    for draft in drafts:
        _check_form(draft)
    pattern = NumberPattern.objects.filter(agency=agency).first() or default_pattern(agency)
    on = dated or agency.today(at)
    head = contents.head_of(agency, pattern.signatory_title)
    letters = [_written(draft, head, agency, on, by=by, at=at) for draft in drafts]
    # Last, so that the counter is held for as short as can be; it is held until the end of the transaction.
    register, first = _next(agency, on, len(drafts))
    for sequence, letter in enumerate(letters, first):
        letter.register, letter.sequence = register, sequence
        letter.number = numbers.fill(
            pattern.pattern,
            classification=pattern.classification,
            sequence=sequence,
            unit_code=pattern.unit_code,
            on=on,
        )
    Letter.objects.bulk_create(letters)
    with log.in_one_statement():
        for letter in letters:
            log.record("letter.issued", letter, by=by, at=at, letter_kind=str(letter.kind), sequence=letter.sequence)
    return letters


@transaction.atomic
def void(letter: Letter, *, reason: VoidReason, by: User, at: datetime) -> Letter:
    """It does not count any more. Its number stays visible and is never given again.

    Of a letter to many areas it was perhaps the last that was waited for: then the batch ends.
    """
    batch = Batch.objects.filter(deliveries__letter=letter.pk).first()
    batch = _batch.locked(batch) if batch else None  # before the letter, as everywhere
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    policies.check_void(by, letter)
    letter.status, letter.voided_at, letter.voided_by, letter.void_reason = LetterStatus.VOIDED, at, by, reason
    letter.save(update_fields=["status", "voided_at", "voided_by", "void_reason"])
    log.record("letter.voided", letter, by=by, at=at, reason=str(reason))
    if batch is not None:
        _batch.end_if_answered(batch, by=by, at=at)
    return letter


def _written(draft: Draft, head: dict[str, str], agency: Agency, on: date, *, by: User, at: datetime) -> Letter:
    """A letter as it will be, but for its number."""
    letter = Letter(
        id=draft.letter_id or uuid7(), agency=agency, area_path=agency.area_path, kind=draft.kind, nature=draft.nature,
        subject_line=draft.subject_line, dossier_id=draft.dossier_id, recipient=draft.recipient, dated=on, issued_by=by,
        issued_at=at,
    )  # fmt: skip
    stored = draft.fields | {"head": head}
    if letter.kind in contents.OPEN and letter.nature == Nature.ORDINARY:
        letter.token = base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
        stored["code"] = contents.code_address(letter.token)
    _keep(letter, stored)
    return letter


def _keep(letter: Letter, stored: dict[str, Any]) -> None:
    """What it says, sealed where it is about a person."""
    if letter.dossier_id is not None:
        text = json.dumps(stored, ensure_ascii=False)
        vault.box(letter.dossier_id, writing=True).seal(letter, fields_json=text)
    elif letter.kind in contents.OPEN:
        letter.open_fields = stored


def _next(agency: Agency, on: date, count: int) -> tuple[Register, int]:
    """The next numbers of a unit and year, held until commit: a rollback gives them back, so there are no gaps."""
    Register.objects.bulk_create([Register(agency=agency, year=on.year)], ignore_conflicts=True)
    register = Register.objects.select_for_update(of=("self",)).get(agency=agency, year=on.year)
    first = register.last + 1
    register.last += count
    register.save(update_fields=["last"])
    return register, first


def _check_form(draft: Draft) -> None:
    """A mistake of a programmer, not of a person."""
    if draft.kind in contents.OPEN and draft.dossier_id is not None:
        raise ValueError("a letter about nobody belongs to no dossier")
    if draft.dossier_id is None and draft.fields and draft.kind not in contents.OPEN:
        raise ValueError("what belongs to no dossier holds nothing about anybody")
    if draft.kind in papers.NEUTRAL and draft.nature is not Nature.ORDINARY:
        if draft.subject_line != papers.NEUTRAL[draft.kind]:
            raise ValueError("a letter that is not ordinary has a neutral subject")
    elif draft.kind in contents.PERSONAL and (
        draft.dossier_id is None
        or draft.nature is not Nature.SECRET
        or draft.subject_line != contents.NEUTRAL_SUBJECTS[draft.kind]
    ):
        raise ValueError("a letter about a person is secret, has a neutral subject and belongs to a dossier")
