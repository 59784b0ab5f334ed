"""Reading personal data: each reading is an event, the only thing a GET may write."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.policies import may
from tuntas.intake.models import Forwarding, Message, Proposal, Report
from tuntas.intake.policies import contact, reach, reading
from tuntas.intake.states import ViolenceType

STORY = ("narrative", "place", "since_when", "about_whom", "must_not_know", "victim_safety", "ending_note")
NAMES = ("reporter_name", "victim_name", "reported_person_name")
CONTACT = ("reporter_phone", "safe_contact")


@transaction.atomic
def story(report: Report, *, by: User, at: datetime) -> dict[str, str]:
    """What happened, in the reporter's words. Raises vault.Erased."""
    reach.check_known(by, report)
    reading.check_read(by, report)
    box = vault.box(report.pk)
    log.record("report.read", report, by=by, at=at)
    return {name: box.unseal(report, name) for name in STORY}


@transaction.atomic
def identity(report: Report, *, by: User, at: datetime) -> dict[str, str]:
    """Names; and, where contacting is allowed and safe, how to reach the reporter. Raises vault.Erased."""
    reach.check_known(by, report)
    reading.check_identity(by, report)
    names = [*NAMES, *(CONTACT if _may_contact(by, report) else ())]
    box = vault.box(report.pk)
    trafficking = ViolenceType.TRAFFICKING in report.ever_types
    log.record("report.identity_shown", report, by=by, at=at, fields=names, secrecy_notice=trafficking)
    return {name: box.unseal(report, name) for name in names}


def _may_contact(by: Actor, report: Report) -> bool:
    """Whether the policy lets this person contact the reporter now."""
    return may(contact.check_contact, by, report)


@transaction.atomic
def messages(report: Report, *, by: User, at: datetime) -> list[tuple[Message, str]]:
    """Both sides' messages, oldest first. Raises vault.Erased."""
    reach.check_known(by, report)
    contact.check_read_messages(by, report)
    rows = list(Message.objects.filter(report=report).select_related("by").order_by("at", "id"))
    if not rows:
        return []
    box = vault.box(report.pk)
    log.record("messages.opened", report, by=by, at=at, count=len(rows))
    return [(row, box.unseal(row, "text")) for row in rows]


@transaction.atomic
def shared(forwarding: Forwarding, *, by: User, at: datetime) -> dict[str, str]:
    """What the sender chose to tell, and the answer. Raises vault.Erased."""
    reach.check_known(by, forwarding.report)
    reading.check_shared(by, forwarding)
    box = vault.box(forwarding.report_id)
    log.record(
        "forwarding.read",
        forwarding,
        by=by,
        at=at,
        agency_id=forwarding.receiver_id,
        area_path=forwarding.report.area_path,
    )
    return {name: box.unseal(forwarding, name) for name in ("shared", "answer")}


@transaction.atomic
def names(forwarding: Forwarding, *, by: User, at: datetime) -> str:
    """The names that the sender shared, a line each. Raises vault.Erased."""
    report = forwarding.report
    reach.check_known(by, report)
    reading.check_names(by, forwarding)
    box = vault.box(report.pk)
    log.record(
        "forwarding.names_shown", forwarding, by=by, at=at, agency_id=forwarding.receiver_id, area_path=report.area_path
    )
    return box.unseal(forwarding, "names")


@transaction.atomic
def reasons(proposals: Iterable[Proposal], report: Report, *, by: User, at: datetime) -> dict[object, tuple[str, str]]:
    """Reason and decision of proposals about one report, by id. Raises vault.Erased."""
    reach.check_known(by, report)
    rows = list(proposals)
    for row in rows:
        reading.check_reason(by, row)
    if not rows:
        return {}
    box = vault.box(report.pk)
    log.record("proposals.read", report, by=by, at=at, proposals=[str(row.pk) for row in rows])
    return {row.pk: (box.unseal(row, "reason"), box.unseal(row, "decision_note")) for row in rows}
