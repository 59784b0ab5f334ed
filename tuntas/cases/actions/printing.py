"""The summary of a case on paper: a copy for the house without number, or a numbered letter that leaves it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import masking, paper
from tuntas.cases.actions import _case, _sheets
from tuntas.cases.models import Case
from tuntas.cases.policies import children
from tuntas.cases.policies import printing as policies
from tuntas.cases.states import EntryKind
from tuntas.core import vault
from tuntas.letters import contents, press
from tuntas.letters.actions import letters
from tuntas.letters.actions import printing as letter_printing
from tuntas.letters.contents import Content
from tuntas.letters.models import Letter
from tuntas.letters.states import LetterKind, Nature

KIND = LetterKind.CASE_SUMMARY
INSIDE = "Tim kasus"


@transaction.atomic
def copy(case: Case, *, named: Collection[UUID] = (), by: User, at: datetime) -> bytes:
    """A copy that stays in the unit: no number, kept nowhere, recorded. `named`: the adult parties to be named.

    Raises vault.Erased, press.PressFailed.
    """
    policies.check_print(by, case)
    policies.check_naming(by, case, named)
    content = _content(case, named, at=at)
    _record(case, named, numbered=False, by=by, at=at)
    on = case.agency.today(at)
    return press.pdf(
        str(KIND), contents.unnumbered(content, agency=case.agency, kind=KIND, recipient=INSIDE, on=on)
    )  # fmt: skip


@transaction.atomic
def issue(case: Case, *, recipient: str, letter_id: UUID | None = None, by: User, at: datetime) -> tuple[Letter, bytes]:
    """A letter with the next number of the register, for somebody outside: everybody in it is masked."""
    case = _case.locked(case)
    policies.check_print(by, case)
    policies.check_outgoing(by, case, ())
    children.check_no_child_named(case, recipient)
    content = _content(case, (), at=at)
    letter = letters.issue(
        agency=case.agency, kind=KIND, nature=Nature.SECRET, subject_line=contents.NEUTRAL_SUBJECTS[KIND],
        recipient=recipient, fields=content.as_fields(), dossier_id=case.pk, letter_id=letter_id, by=by, at=at,
    )  # fmt: skip
    _case.entry(case, EntryKind.LETTER, letter, url_name="letters:detail", by=by, at=at)
    _record(case, (), numbered=True, by=by, at=at)
    return letter, letter_printing.pdf(letter, by=by, at=at)


def _content(case: Case, named: Collection[UUID], *, at: datetime) -> Content:
    # Asked again here, so that no way to this paper names a child.
    shown = set(named) - masking.always(case)
    known = _sheets.of_case(case)
    children = [data for party, data in known.items() if masking.is_child(party)]
    shown = {party.pk for party, data in known.items() if party.pk in shown and not masking.leads_to(data, children)}
    gone = [data for party, data in known.items() if party.removed_at is not None]
    summary = masking.scrubbed(vault.box(case.pk).unseal(case, "summary"), gone)
    sheets = {party: (data, party.pk in shown) for party, data in known.items() if party.removed_at is None}
    return paper.content(case, sheets, summary=summary, on=case.agency.today(at))


def _record(case: Case, named: Collection[UUID], *, numbered: bool, by: User, at: datetime) -> None:
    log.record(
        "case.printed", case, by=by, at=at, named=len(named), numbered=numbered, secrecy_notice=case.ever_trafficking
    )  # fmt: skip
