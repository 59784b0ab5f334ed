"""The table of holidays: seeded from a library, edited by hand. A change recomputes what stands on working time."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.obligations import clocks, kinds, ladders, policies
from tuntas.obligations.kinds import Clock
from tuntas.obligations.models import Holiday, Obligation, Recount

BATCH = 500
JOB = "tuntas.obligations.jobs.recount"


@transaction.atomic
def add(day: date, *, name: str, source: str, by: Actor, at: datetime) -> Recount | None:
    """Declare a day a holiday, or correct its name. Raises Denied."""
    policies.check_holiday_edit(by)
    policies.check_holiday_year(day)
    if not name.strip():
        raise Denied("Nama hari libur belum diisi.")
    counted = Holiday.objects.filter(pk=day, counts=True).exists()
    Holiday.objects.update_or_create(date=day, defaults={"name": name, "source": source, "counts": True})
    log.record(
        "holiday.renamed" if counted else "holiday.added", None, by=by, at=at, subject_type="obligations.holiday",
        subject_id=day.isoformat(), source=source,
    )  # fmt: skip
    return None if counted else recount(by=by, at=at)


@transaction.atomic
def remove(day: date, *, by: Actor, at: datetime) -> Recount | None:
    """Make a day an ordinary one again; loading the library anew will not bring it back. Raises Denied."""
    policies.check_holiday_edit(by)
    if not Holiday.objects.filter(pk=day, counts=True).update(counts=False):
        return None
    log.record("holiday.removed", None, by=by, at=at, subject_type="obligations.holiday", subject_id=day.isoformat())
    return recount(by=by, at=at)


@transaction.atomic
def load(days: Mapping[date, str], *, source: str, by: Actor, at: datetime) -> int:
    """Add the days that are not in the table; what people wrote or took away stays. Returns how many are new."""
    known = set(Holiday.objects.filter(date__in=days).values_list("date", flat=True))
    rows = [Holiday(date=day, name=name[:120], source=source) for day, name in sorted(days.items()) if day not in known]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        log.record(
            "holidays.loaded", None, by=by, at=at, subject_type="obligations.holiday", source=source, count=len(rows)
        )
        recount(by=by, at=at)
    return len(rows)


@transaction.atomic
def recount(*, by: Actor, at: datetime) -> Recount:
    """Compute open working-time duties anew: at once if they are few, else by a job whose progress can be seen."""
    total = Obligation.objects.unsettled().filter(working_days__gt=0).count()
    run = Recount.objects.create(at=at, by_name=by.name, total=total, finished_at=None if total else at)
    if 0 < total <= BATCH:
        run = recount_some(run, by=by, at=at)
    elif total:
        app.configure_task(JOB).defer()
    return run


@transaction.atomic
def recount_some(run: Recount, *, by: Actor, at: datetime) -> Recount:
    """The next batch of one recount. A killed worker's batch is undone and done again; twice moves nothing."""
    run = Recount.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.finished_at:
        return run
    rows = Obligation.objects.select_for_update(of=("self",)).unsettled().filter(working_days__gt=0)
    rows = rows.filter(pk__gt=run.after) if run.after else rows
    duties = list(rows.select_related("agency__area").order_by("id")[:BATCH])
    moved = [duty for duty in duties if _recompute(duty, by=by, at=at)]
    Recount.objects.filter(pk=run.pk).update(
        done=F("done") + len(duties),
        moved=F("moved") + len(moved),
        after=duties[-1].pk if duties else run.after,
        finished_at=at if len(duties) < BATCH else None,
    )
    run.refresh_from_db()
    if run.finished_at:
        log.record("duties.recounted", run, by=by, at=at, done=run.done, moved=run.moved)
    return run


def _recompute(duty: Obligation, *, by: Actor, at: datetime) -> bool:
    """Move the deadline if the holidays moved it; steps already taken are not repeated."""
    clock = Clock(working_days=duty.working_days)
    due = max(clocks.end_of(clock, agency=duty.agency, at=duty.opened_at), duty.opened_at)
    if due == duty.due_at:
        return False
    before, duty.due_at = duty.due_at, due
    kind = kinds.find(duty.kind)
    duty.next_escalation_at = ladders.next_step_at(kind, level=duty.level, due_at=due) if kind else None
    duty.save(update_fields=["due_at", "next_escalation_at"])
    log.record(
        "duty.recomputed", duty, by=by, at=at, duty_kind=duty.kind, before=before.isoformat(), after=due.isoformat()
    )
    return True
