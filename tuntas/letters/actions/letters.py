"""Issuing and voiding letters: each takes the next number of its unit and year, without gaps."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.letters import contents, numbers
from tuntas.letters.defaults import default_pattern
from tuntas.letters.models import Letter, NumberPattern, Register
from tuntas.letters.policies import letters as policies
from tuntas.letters.states import LetterKind, LetterStatus, Nature, VoidReason


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
    _check_form(kind, nature, subject_line, fields, dossier_id)
    pattern = NumberPattern.objects.filter(agency=agency).first() or default_pattern(agency)
    on = agency.today(at)
    letter = Letter(
        id=letter_id or uuid7(), agency=agency, area_path=agency.area_path, kind=kind, nature=nature, subject_line=subject_line,
        dossier_id=dossier_id, recipient=recipient, dated=on, issued_by=by, issued_at=at,
    )  # fmt: skip
    _keep(letter, fields | {"head": contents.head_of(agency, pattern.signatory_title)})
    # Last, so that the counter is held for as short as can be; it is held until the end of the transaction.
    letter.register, letter.sequence = _next(agency, on)
    letter.number = numbers.fill(
        pattern.pattern,
        classification=pattern.classification,
        sequence=letter.sequence,
        unit_code=pattern.unit_code,
        on=on,
    )
    letter.save(force_insert=True)
    log.record("letter.issued", letter, by=by, at=at, letter_kind=str(kind), sequence=letter.sequence)
    return letter


@transaction.atomic
def void(letter: Letter, *, reason: VoidReason, by: User, at: datetime) -> Letter:
    """It does not count any more. Its number stays visible and is never given again."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    policies.check_void(by, letter)
    letter.status, letter.voided_at, letter.voided_by, letter.void_reason = LetterStatus.VOIDED, at, by, reason
    letter.save(update_fields=["status", "voided_at", "voided_by", "void_reason"])
    log.record("letter.voided", letter, by=by, at=at, reason=str(reason))
    return letter


def _keep(letter: Letter, stored: dict[str, Any]) -> None:
    """What it says, sealed where it is about a person."""
    if letter.dossier_id is not None:
        text = json.dumps(stored, ensure_ascii=False)
        vault.box(letter.dossier_id, writing=True).seal(letter, fields_json=text)
    elif letter.kind in contents.OPEN:
        letter.open_fields = stored


def _next(agency: Agency, on: date) -> tuple[Register, int]:
    """The next number of a unit and year, held until commit: a rollback gives it back, so there are no gaps."""
    Register.objects.bulk_create([Register(agency=agency, year=on.year)], ignore_conflicts=True)
    register = Register.objects.select_for_update(of=("self",)).get(agency=agency, year=on.year)
    register.last += 1
    register.save(update_fields=["last"])
    return register, register.last


def _check_form(
    kind: LetterKind, nature: Nature, subject_line: str, fields: dict[str, Any], dossier_id: UUID | None
) -> None:
    """A mistake of a programmer, not of a person."""
    if kind in contents.OPEN and dossier_id is not None:
        raise ValueError("a letter about nobody belongs to no dossier")
    if dossier_id is None and fields and kind not in contents.OPEN:
        raise ValueError("what belongs to no dossier holds nothing about anybody")
    if kind in contents.PERSONAL and (
        dossier_id is None or nature is not Nature.SECRET or subject_line != contents.NEUTRAL_SUBJECTS[kind]
    ):
        raise ValueError("a letter about a person is secret, has a neutral subject and belongs to a dossier")
