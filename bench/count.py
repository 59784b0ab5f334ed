"""What was promised against what is there. Reads everything row by row and trusts no constraint."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from io import StringIO
from itertools import pairwise

from django.core.management import CommandError, call_command
from django.utils import timezone

from bench.crowd import Shown
from bench.races import ownerless
from tuntas.audit.models import Event
from tuntas.core import vault
from tuntas.core.models import DossierKey
from tuntas.intake import kinds, receipts
from tuntas.intake.models import Report
from tuntas.notices.models import Notice
from tuntas.obligations.models import Escalation, Obligation

OWED = (kinds.TRIAGE.code, kinds.FIRST_FOLLOW_UP.code)


@dataclass
class Count:
    """How often each promise was broken."""

    receipts_without_report: int = 0
    reports_stored_twice: int = 0
    duties_lost_or_doubled: int = 0
    stored_by_half: int = 0
    ownerless: int = 0
    late_duties_not_climbed: int = 0
    escalations_doubled_or_lost: int = 0
    notices_doubled_or_lost: int = 0
    audit_not_verified: int = 0

    @property
    def broken(self) -> int:
        """All together."""
        return sum(getattr(self, each.name) for each in fields(self))


def everything(shown: Sequence[Shown], *, since: datetime) -> Count:
    """What is there now after a round that began at `since`, the log included."""
    return replace(count(shown, since=since, at=timezone.now()), audit_not_verified=_audit())


def count(shown: Sequence[Shown], *, since: datetime, at: datetime) -> Count:
    """What was promised to people and desks, as it stands at a moment."""
    new = list(Report.objects.filter(received_at__gte=since))
    stories = _stories(new)
    return Count(
        receipts_without_report=_missing(shown, new, stories),
        reports_stored_twice=sum(times - 1 for times in Counter(stories.values()).values()),
        duties_lost_or_doubled=_duties(new),
        stored_by_half=_halves(since),
        ownerless=ownerless(),
        late_duties_not_climbed=not_climbed(at),
        escalations_doubled_or_lost=_escalations(),
        notices_doubled_or_lost=_notices(since),
    )


def not_climbed(at: datetime) -> int:
    """Open duties whose next step of the ladder is overdue."""
    return Obligation.objects.unsettled().filter(next_escalation_at__lte=at).count()


def _stories(reports: list[Report]) -> dict[str, str]:
    """What each report says, by its number, as read from the vault."""
    boxes = vault.boxes([report.pk for report in reports])
    return {report.number: boxes[report.pk].unseal(report, "narrative") for report in reports}


def _missing(shown: Sequence[Shown], reports: list[Report], stories: dict[str, str]) -> int:
    """Receipts whose number is no report with these very words, or whose code does not open it."""
    codes = {report.number: report.code_hash for report in reports}
    return sum(
        stories.get(each.receipt.number, "").strip() != each.story.strip()
        or not receipts.code_matches(each.receipt.code, codes[each.receipt.number])
        for each in shown
    )


def _duties(reports: list[Report]) -> int:
    """Reports that do not have exactly their two duties, both open, one of them as keeper."""
    found = defaultdict(list)
    for duty in Obligation.objects.filter(subject_id__in=[report.pk for report in reports]):
        found[duty.subject_id].append(duty)
    return sum(
        sorted(duty.kind for duty in found[report.pk]) != sorted(OWED)
        or any(duty.settled_at for duty in found[report.pk])
        or report.duty_id not in {duty.pk for duty in found[report.pk] if duty.kind == OWED[0]}
        for report in reports
    )


def _halves(since: datetime) -> int:
    """Duties and keys of the round whose report is not there."""
    reports = Report.objects.values("pk")
    duties = Obligation.objects.filter(opened_at__gte=since, subject_type="intake.report").exclude(
        subject_id__in=reports
    )
    keys = DossierKey.objects.filter(created_at__gte=since, kind="report").exclude(pk__in=reports)
    return duties.count() + keys.count()


def _escalations() -> int:
    """Duties whose steps do not follow one another exactly once, or whose lines are not those that were recorded."""
    steps, lines = defaultdict(list), Counter[str]()
    for subject, data in Event.objects.filter(kind="duty.climbed").order_by("seq").values_list("subject_id", "data"):
        steps[subject].append((data["before"], data["level"]))
        lines[subject] += data["lines"]
    written = Counter(str(pk) for pk in Escalation.objects.values_list("obligation", flat=True))
    wrong = 0
    for duty in Obligation.objects.filter(level__gt=0) | Obligation.objects.filter(pk__in=list(steps)):
        climbed = steps[str(duty.pk)]
        follow = all(before == after[0] for (_, before), after in pairwise(climbed))
        whole = bool(climbed) and climbed[0][0] == 0 and climbed[-1][1] == duty.level
        wrong += not (follow and whole and lines[str(duty.pk)] == written[str(duty.pk)])
    return wrong


def _notices(since: datetime) -> int:
    """Somebody told twice of one occasion, or nobody told of a new report."""
    told = Notice.objects.filter(created_at__gte=since)
    occasions = Counter(told.values_list("user", "about_id", "kind", "key"))
    once = Counter(told.filter(kind="duty").values_list("user", "about_id"))
    twice = sum(times - 1 for times in occasions.values()) + sum(times - 1 for times in once.values())
    keepers = Report.objects.filter(received_at__gte=since).values_list("duty", flat=True)
    untold = set(keepers) - set(told.filter(kind="duty").values_list("about_id", flat=True))
    return twice + len(untold)


def _audit() -> int:
    """1 if the log does not verify."""
    try:
        call_command("audit", "seal", stdout=StringIO())
        call_command("audit", "verify", stdout=StringIO(), stderr=StringIO())
    except CommandError:
        return 1
    return 0
