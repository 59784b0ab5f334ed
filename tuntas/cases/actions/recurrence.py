"""The same victim or reported person again within twelve months is recurrence (R23, R24)."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case, risk
from tuntas.cases.models import Case, Party
from tuntas.cases.policies.consents import same
from tuntas.cases.states import ClosingReason, EntryKind, PartyRole
from tuntas.people.models import Person

WITHIN = timedelta(days=365)
COUNTED = (PartyRole.VICTIM, PartyRole.REPORTED_PERSON)


def check(case: Case, *, by: User, at: datetime) -> bool:
    """Mark a locked case whose victim or reported person is in another of the last twelve months; danger rises once.

    Sheets that were merged count as one person. Returns whether the case was marked now.
    """
    if case.recurrence or not _elsewhere(case, at).exists():
        return False
    case.recurrence = True
    case.save(update_fields=["recurrence"])
    _case.entry(case, EntryKind.PARTY, url_name="cases:parties", detail="recurrence", by=by, at=at)
    log.record("case.recurrence", case, by=by, at=at)
    risk.raise_one_level(case, rule="R23", by=by, at=at)
    return True


def merged(kept: Person, gone: Person, *, by: User, at: datetime) -> None:  # noqa: ARG001 - as `on_merged` calls
    """Two sheets became one person's: open cases of all of this person's sheets are looked at (R23, R24)."""
    rows = Case.objects.filter(is_open=True, parties__person__in=same(kept.pk), parties__role__in=COUNTED)
    for case in rows.distinct().order_by("pk"):
        check(_case.locked(case), by=by, at=at)


def _elsewhere(case: Case, at: datetime) -> "QuerySet[Party]":
    """Parties of other cases who are the same people."""
    here = Party.objects.filter(case=case, role__in=COUNTED, removed_at__isnull=True)
    people = {sheet for party in here for sheet in same(party.person_id)}
    rows = Party.objects.filter(person__in=people, role__in=COUNTED, removed_at__isnull=True)
    rows = rows.exclude(case__closing_reason=ClosingReason.DUPLICATE)  # the same matter, counted where it stays
    since = at - WITHIN
    return rows.exclude(case=case).filter(
        Q(case__is_open=True) | Q(case__opened_at__gte=since) | Q(case__closed_at__gte=since)
    )
