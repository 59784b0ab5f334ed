"""A letter as PDF, made from what was stored when it was issued. Each printing is an event."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.letters import press, typeset
from tuntas.letters.models import Letter
from tuntas.letters.policies import letters as policies


@transaction.atomic
def pdf(letter: Letter, *, once: Mapping[str, str] | None = None, by: User, at: datetime) -> bytes:
    """The bytes of the PDF: the same whenever it is printed. The caller checked who may; walls are checked here.

    `once`: fields that stand on this print alone and are kept nowhere. Raises vault.Erased, press.PressFailed.
    """
    return press.pdf(*order(letter, once=once, by=by, at=at))


@transaction.atomic
def order(letter: Letter, *, once: Mapping[str, str] | None = None, by: User, at: datetime) -> press.Order:
    """What the press is given, where many are printed together; it counts as printed. Raises vault.Erased."""
    policies.check_known(by, letter)
    stored = _fields(letter) | dict(once or {})
    for check in policies.printing_checks:
        check(letter)
    # The notice of UU 21/2007 stands on the paper itself (R36).
    log.record("letter.printed", letter, by=by, at=at, secrecy_notice=bool(stored.get("secrecy")))
    logo = typeset.logo(stored, by=by, at=at)
    return str(letter.kind), typeset.data(letter, stored, logo=logo)


def _fields(letter: Letter) -> dict[str, Any]:
    if letter.dossier_id is None:
        return dict(letter.open_fields or {})
    return dict(json.loads(vault.box(letter.dossier_id).unseal(letter, "fields_json")))
