"""Writing notices: in the transaction of the change they tell of, so that none is lost and none is invented."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tuntas.access.actors import Actor
from tuntas.accounts.models import Posting, User
from tuntas.areas.states import Zone
from tuntas.audit import log
from tuntas.core.prepared import Among, Given, Prepared
from tuntas.notices.mail import next_digest
from tuntas.notices.models import Notice, NoticePreference
from tuntas.notices.states import Delivery

JOB = "tuntas.notices.jobs.send"

_WAITING_JOB = Prepared(lambda: ProcrastinateJob.objects.filter(task_name=JOB, status="todo").values_list("id")[:1])
_WANT_DIGEST = Prepared(
    lambda: NoticePreference.objects.filter(Among(F("user_id"), Given("people")), daily_digest=True).values_list("user")
)


@transaction.atomic(savepoint=False)  # when this fails, so does the change it tells of
def notify(
    users: Iterable[User],
    *,
    kind: str,
    key: str,
    by: Actor,
    at: datetime,
    about_id: UUID | None = None,
    dossier_id: UUID | None = None,
    urgent: bool = False,
    daily: bool = False,
    first: bool = False,
) -> int:
    """Write one notice for each person; returns how many were new.

    `key` names the occasion: the same occasion told twice to the same person is one notice. `first`: it has just
    come about in this transaction, so nobody has been told yet. Whoever asked for a daily digest gets one, unless
    the matter is urgent.
    """
    people = {user.pk for user in users if user.is_active}
    digests = _digests(people, urgent=urgent, daily=daily, at=at)
    rows = [
        Notice(
            key=f"{key}:{pk}", user_id=pk, kind=kind, about_id=about_id, dossier_id=dossier_id, urgent=urgent,
            daily=pk in digests, created_at=at, next_attempt_at=digests.get(pk, at),
        )
        for pk in sorted(people)
    ]  # fmt: skip
    new = rows if first else _untold(rows)
    Notice.objects.bulk_create(new, ignore_conflicts=not first)
    if new:
        log.record(
            "notice.written", None, by=by, at=at, subject_type="notices.notice", subject_id=str(new[0].pk),
            dossier_id=dossier_id, notice_kind=kind, count=len(new),
        )  # fmt: skip
        if not all(row.daily for row in new):
            _wake()
    return len(new)


def _untold(rows: list[Notice]) -> list[Notice]:
    known = set(Notice.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    return [row for row in rows if row.key not in known]


@transaction.atomic
def skip(*, dossier_id: UUID, users: Iterable[UUID], by: Actor, at: datetime) -> int:
    """Do not send what still waits about a dossier to people who must not know of it; returns how many."""
    rows = Notice.objects.filter(dossier_id=dossier_id, user__in=list(users), status=Delivery.WAITING)
    count = rows.update(status=Delivery.SKIPPED, done_at=at)
    if count:
        log.record(
            "notice.skipped", None, by=by, at=at, subject_type="notices.notice", dossier_id=dossier_id, count=count
        )
    return count


@transaction.atomic
def skip_before(*, before: datetime, by: Actor, at: datetime) -> int:
    """Do not send what has waited since before a moment: after a restore or a demo, old news is no news."""
    rows = Notice.objects.filter(status=Delivery.WAITING, created_at__lt=before)
    count = rows.update(status=Delivery.SKIPPED, done_at=at)
    log.record("notice.skipped", None, by=by, at=at, subject_type="notices.notice", count=count)
    return count


@transaction.atomic
def prefer(user: User, *, daily_digest: bool, by: Actor, at: datetime) -> NoticePreference:
    """How a person wants to be told from now on; what already waits goes out as it was written."""
    row, _ = NoticePreference.objects.update_or_create(
        user=user, defaults={"daily_digest": daily_digest, "changed_at": at}
    )
    log.record("notice.preferred", None, by=by, at=at, subject_type="notices.noticepreference", subject_id=str(user.pk))
    return row


def _wake() -> None:
    """Let a worker send soon after the commit; one waiting job is enough, and each minute one runs anyway."""
    if not _WAITING_JOB():
        app.configure_task(JOB).defer()


def _digests(people: set[UUID], *, urgent: bool, daily: bool, at: datetime) -> dict[UUID, datetime]:
    """Who is told in a digest, and when it goes out. What is urgent never waits for one."""
    if urgent or not people:
        return {}
    wanted = people
    if not daily:
        wanted = {user for (user,) in _WANT_DIGEST(people=list(people))}
    return {pk: next_digest(at, zone) for pk, zone in _zones(wanted, at).items()}


def _zones(users: Iterable[UUID], at: datetime) -> dict[UUID, ZoneInfo]:
    """Where each person works now; somebody without a posting lives by the capital's time."""
    wanted = list(users)
    zones = {pk: ZoneInfo(Zone.WIB) for pk in wanted}
    if wanted:
        rows = Posting.objects.in_force(at).filter(user__in=wanted).order_by("-starts_at", "-id")
        for pk, zone in rows.values_list("user", "agency__area__timezone"):
            zones[pk] = ZoneInfo(zone)
    return zones
