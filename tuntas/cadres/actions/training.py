"""Cohorts: opened, their curriculum, who took part, what they knew; and the refresher that follows."""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cadres import kinds
from tuntas.cadres.actions import _row
from tuntas.cadres.models import Attended, Cadre, Cohort, Session, Trainee, TrainingDay
from tuntas.cadres.policies import registry
from tuntas.cadres.policies import training as policies
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import duties
from tuntas.obligations.actions.opening import AgencyClosed

BEFORE = timedelta(days=60)


@dataclass(frozen=True)
class CohortData:
    """A training: its name, its days, and after how many months it is refreshed."""

    name: str
    year: int
    agency: Agency
    days: tuple[date, ...]
    refresher_months: int = 24


@dataclass(frozen=True)
class Result:
    """What is known of one trainee."""

    days: Collection[UUID]
    pre_score: int | None = None
    post_score: int | None = None


@transaction.atomic
def open_cohort(*, data: CohortData, pk: UUID | None = None, by: User, at: datetime) -> Cohort:
    """Write down a training, held or planned. Raises Denied."""
    registry.check_keep(by, data.agency)
    days = sorted(set(data.days))
    policies.check_days(days, year=data.year)
    row = Cohort(
        id=pk or uuid7(), name=data.name, year=data.year, agency=data.agency, area=data.agency.area, area_path=data.agency.area_path,
        refresher_months=data.refresher_months, refresher_date=_later(days[-1], data.refresher_months), created_by=by, created_at=at,
    )  # fmt: skip
    policies.check_name(row)
    row.save(force_insert=True)
    TrainingDay.objects.bulk_create(TrainingDay(cohort=row, date=day) for day in days)
    log.record("cohort.opened", row, by=by, at=at, year=data.year, count=len(days))
    return row


@transaction.atomic
def add_session(cohort: Cohort, *, day: TrainingDay, topic: str, trainer: str = "", by: User, at: datetime) -> Session:
    """One more topic, at the end of the curriculum. Raises Denied."""
    cohort = _locked(cohort, by)
    if day.cohort_id != cohort.pk:
        raise Denied("Hari itu bukan hari angkatan ini.")
    row = Session.objects.create(
        cohort=cohort, day=day, topic=topic, trainer=trainer, position=cohort.sessions.count() + 1
    )
    log.record("cohort.session_added", cohort, by=by, at=at, position=row.position)
    return row


@transaction.atomic
def join(cohort: Cohort, cadres: Collection[Cadre], *, by: User, at: datetime) -> int:
    """Cadres who take part; returns how many. Raises Denied, and then none is added."""
    cohort = _locked(cohort, by)
    for cadre in sorted(cadres, key=lambda each: each.pk):
        policies.check_join(cohort, cadre)
        Trainee.objects.create(cohort=cohort, cadre=cadre)
    log.record("cohort.joined", cohort, by=by, at=at, count=len(cadres))
    return len(cadres)


@transaction.atomic
def record_results(cohort: Cohort, results: Mapping[UUID, Result], *, by: User, at: datetime) -> int:
    """Attendance of each day and both tests, for some trainees; what was written before is replaced. Returns how many.

    Raises Denied.
    """
    cohort = _locked(cohort, by)
    days = dict(cohort.days.values_list("pk", "date"))
    rows = list(
        Trainee.objects.select_for_update(of=("self",)).select_related("letter")
        .filter(cohort=cohort, pk__in=results).order_by("pk")
    )  # fmt: skip
    for row in rows:
        given = results[row.pk]
        came = set(given.days) & days.keys()
        policies.check_came([days[day] for day in came], today=cohort.agency.today(at))
        policies.check_still_certified(row, came)
        row.attended.exclude(day__in=came).delete()
        known = set(row.attended.values_list("day", flat=True))
        Attended.objects.bulk_create(Attended(trainee=row, day_id=day) for day in sorted(came - known))
        row.pre_score, row.post_score = given.pre_score, given.post_score
        row.save(update_fields=["pre_score", "post_score"])
    log.record("cohort.results_recorded", cohort, by=by, at=at, count=len(rows))
    return len(rows)


@transaction.atomic
def refreshed(cohort: Cohort, *, on: date, by: User, at: datetime) -> Cohort:
    """The refresher was held; the next is due after as many months again. Raises Denied."""
    cohort = _locked(cohort, by)
    policies.check_refreshed(cohort, on, today=cohort.agency.today(at))
    duty, cohort.duty = cohort.duty, None
    cohort.refresher_date = _later(on, cohort.refresher_months)
    cohort.save(update_fields=["duty", "refresher_date"])
    _row.settle(duty, by=by, at=at)
    log.record("cohort.refreshed", cohort, by=by, at=at, on=on)
    return cohort


def watch_refreshers(*, by: Actor, at: datetime) -> int:
    """Open the duty to refresh 60 days ahead; returns how many. Twice is harmless."""
    rows = Cohort.objects.filter(duty__isnull=True, refresher_date__lte=(at + BEFORE).date()).order_by(
        "refresher_date", "id"
    )
    done = 0
    for cohort in list(rows[:200]):
        try:
            done += _owe_refresher(cohort.pk, by=by, at=at)
        except AgencyClosed:
            continue
    return done


@transaction.atomic
def _owe_refresher(pk: UUID, *, by: Actor, at: datetime) -> bool:
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("agency__area").get(pk=pk)
    if cohort.duty_id is not None:
        return False
    due = datetime.combine(cohort.refresher_date, time(23, 59), tzinfo=cohort.agency.zone)
    if due < at:  # of old registers: not owed since years, but from now on
        due = at + BEFORE
    cohort.duty = duties.open_duty(
        kind=kinds.REFRESHER, subject=cohort, dossier_id=cohort.pk, label=f"{cohort.name} {cohort.year}"[:80], agency=cohort.agency,
        area_path=cohort.area_path, due_at=due, by=by, at=at,
    )  # fmt: skip
    cohort.save(update_fields=["duty"])
    log.record("cohort.refresher_due", cohort, by=by, at=at, on=cohort.refresher_date)
    return True


def _later(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _locked(cohort: Cohort, by: User) -> Cohort:
    rows = Cohort.objects.select_for_update(of=("self",)).select_related("agency__area", "duty")
    found: Cohort = rows.get(pk=cohort.pk)
    policies.check_edit(by, found)
    return found
