"""Publishing figures: a quarter is closed some days after its end; a correction is a new release with a reason."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.statistics import series
from tuntas.statistics.facts import keeping, releasing
from tuntas.statistics.models import FactCursor, Release
from tuntas.statistics.policies import releases as policies

SETTLING = timedelta(days=5)  # so long after its end a quarter may still be entered and put right


def close(*, by: Actor, at: datetime) -> Release | None:
    """Publish the last quarter that is over; None where it has been, or where this system had not begun. May run again.

    Raises sealing.StillWriting.
    """
    through = _quarter_before(at.date() - SETTLING)  # by UTC, which is behind every zone of ours
    keeping.catch_up(at=at)
    begun = series.began()
    if begun is None or begun > through:
        return None
    with transaction.atomic():
        FactCursor.objects.select_for_update(of=("self",)).get(pk=keeping.CURSOR)
        if Release.objects.filter(through__gte=through).exists():
            return None
        return publish(through=through, by=by, at=at)


def _quarter_before(day: date) -> date:
    """The last day of the last quarter that was over on a day."""
    return date(day.year, day.month - (day.month - 1) % 3, 1) - timedelta(days=1)


@transaction.atomic
def correct(*, reason: str, by: User, at: datetime) -> Release:
    """Publish the newest period again as the facts say it now, with a number of its own. Raises Denied."""
    policies.check_correct(by, reason)
    newest = Release.objects.order_by("-number").first()
    policies.check_published(newest)
    assert newest is not None
    return publish(through=newest.through, reason=reason.strip(), by=by, at=at)


@transaction.atomic
def publish(*, through: date, by: Actor, at: datetime, reason: str = "") -> Release:
    """Everything entered up to a day, as it is known now: no facts move meanwhile, and one release is made at a time."""
    cursor = FactCursor.objects.select_for_update(of=("self",)).get(pk=keeping.CURSOR)
    newest = Release.objects.order_by("-number").first()
    release = Release.objects.create(
        number=newest.number + 1 if newest else 1,
        through=through,
        revision=newest.revision + 1 if newest and newest.through == through else 0,
        reason=reason,
        facts_seq=cursor.seq,
        made_at=at,
        made_by_id=by.id,
    )
    releasing.write(release.number, through)
    kind = "figures.corrected" if release.revision else "figures.published"
    log.record(kind, release, by=by, at=at, number=release.number, on=f"{through:%d-%m-%Y}")
    return release
