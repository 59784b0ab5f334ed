"""A cadre asks for help; whoever keeps her line answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cadres import kinds
from tuntas.cadres.actions import _row
from tuntas.cadres.models import Cadre, Help
from tuntas.cadres.policies import registry
from tuntas.cadres.states import HelpKind, HelpStatus, check_help
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7


@transaction.atomic
def ask(cadre: Cadre, *, kind: HelpKind, words: str = "", pk: UUID | None = None, by: User, at: datetime) -> Help:
    """She asks; who feels unsafe is called at once, also at night. Raises Denied."""
    cadre = _row.locked(cadre)
    registry.check_own(by, cadre)
    registry.check_serves(cadre, on=registry.today(cadre, at))
    row = Help(id=pk or uuid7(), cadre=cadre, kind=kind, asked_at=at)
    if words:
        vault.box(cadre.pk, writing=True).seal(row, words=words)
    unsafe = kind is HelpKind.SAFETY
    owed = kinds.SAFETY if unsafe else kinds.HELP
    row.duty = _row.owe(owed, row, cadre, dossier_id=cadre.pk, urgent=unsafe, by=by, at=at)
    row.save(force_insert=True)
    log.record("cadre.help_asked", row, by=by, at=at, help_kind=kind, **_row.place(cadre))
    return row


@transaction.atomic
def answer(row: Help, *, words: str, by: User, at: datetime) -> Help:
    """What is done about it; she reads it on her page. Raises Denied."""
    cadre = _row.locked_by_id(row.cadre_id)
    registry.check_edit(by, cadre)
    row = Help.objects.select_for_update(of=("self",)).select_related("duty").get(pk=row.pk)
    check_help(row.status, HelpStatus.ANSWERED)
    if not words.strip():
        raise Denied("Jawaban belum diisi.")
    vault.box(cadre.pk, writing=True).seal(row, answer=words)
    duty, row.duty = row.duty, None
    row.status, row.answered_at, row.answered_by = HelpStatus.ANSWERED, at, by
    row.save(update_fields=["status", "answered_at", "answered_by", "answer", "duty"])
    _row.settle(duty, by=by, at=at)
    log.record("cadre.help_answered", row, by=by, at=at, help_kind=row.kind, **_row.place(cadre))
    return row
