"""Writing notices."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import cast as casting
from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.core.ids import uuid7
from tuntas.notices.actions import outbox
from tuntas.notices.mail import next_digest, short_code
from tuntas.notices.models import Notice
from tuntas.notices.tests.conftest import BY

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")


def _notify(users: list[object], **options: object) -> int:
    values = {"kind": "duty", "key": "uji", "by": BY, "at": NOW} | options
    return outbox.notify(users, **values)  # type: ignore[arg-type]  # options of a test


def test_the_same_occasion_is_one_notice_for_each_person(cast: Cast) -> None:
    assert _notify([cast.hotline, cast.manager, cast.hotline]) == 2
    assert _notify([cast.hotline, cast.head]) == 1
    assert Notice.objects.count() == 3


def test_nobody_without_an_account_in_use_is_told(cast: Cast) -> None:
    cast.hotline.is_active = False
    cast.hotline.save()
    assert _notify([cast.hotline]) == 0


def test_it_is_undone_with_the_change_it_tells_of(cast: Cast) -> None:
    with transaction.atomic():
        _notify([cast.hotline])
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name=outbox.JOB).exists()


def test_a_worker_is_woken_once(cast: Cast) -> None:
    _notify([cast.hotline], key="satu")
    _notify([cast.hotline], key="dua")
    assert ProcrastinateJob.objects.filter(task_name=outbox.JOB, status="todo").count() == 1


def test_a_daily_notice_waits_for_seven_in_the_morning_where_the_person_works(cast: Cast) -> None:
    east = casting.make_agency("UPTD PPA Jayapura", AgencyKind.UPTD_PPA, Area.objects.get(code="91.71", valid_to=None))
    there = casting.make_user("Jauh", "jauh@contoh.test")
    casting.post(there, Role.CASE_MANAGER, east, east.area)
    _notify([cast.manager, there, cast.stranger], daily=True)
    due = dict(Notice.objects.values_list("user", "next_attempt_at"))
    assert due[cast.manager.pk] == due[cast.stranger.pk] == datetime(2026, 11, 24, 7, tzinfo=JAKARTA)
    assert due[there.pk] == datetime(2026, 11, 24, 7, tzinfo=JAYAPURA)
    assert not ProcrastinateJob.objects.filter(task_name=outbox.JOB).exists()


def test_who_asked_for_a_digest_gets_one_unless_it_is_urgent(cast: Cast) -> None:
    outbox.prefer(cast.hotline, daily_digest=True, by=cast.hotline, at=NOW)
    _notify([cast.hotline, cast.manager], key="biasa")
    _notify([cast.hotline], key="mendesak", urgent=True, daily=True)
    told = set(Notice.objects.values_list("key", "daily"))
    assert told == {
        (f"biasa:{cast.hotline.pk}", True),
        (f"biasa:{cast.manager.pk}", False),
        (f"mendesak:{cast.hotline.pk}", False),
    }
    outbox.prefer(cast.hotline, daily_digest=False, by=cast.hotline, at=NOW)
    _notify([cast.hotline], key="lagi")
    assert not Notice.objects.get(key=f"lagi:{cast.hotline.pk}").daily


def test_what_somebody_must_not_know_is_not_sent(cast: Cast) -> None:
    dossier = uuid7()
    _notify([cast.hotline, cast.manager], dossier_id=dossier)
    assert outbox.skip(dossier_id=dossier, users=[cast.manager.pk], by=BY, at=NOW) == 1
    assert dict(Notice.objects.values_list("user", "status")) == {
        cast.hotline.pk: "waiting",
        cast.manager.pk: "skipped",
    }


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 11, 23, 6, 59, tzinfo=JAKARTA), datetime(2026, 11, 23, 7, tzinfo=JAKARTA)),
        (datetime(2026, 11, 23, 7, 0, tzinfo=JAKARTA), datetime(2026, 11, 24, 7, tzinfo=JAKARTA)),
        (datetime(2026, 11, 23, 23, 0, tzinfo=JAKARTA), datetime(2026, 11, 24, 7, tzinfo=JAKARTA)),
    ],
)
def test_the_next_digest(at: datetime, due: datetime) -> None:
    assert next_digest(at, JAKARTA) == due
    assert next_digest(at, JAKARTA) - at <= timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "text", "kept"),
    [
        (550, b"5.1.1 <ibu@contoh.test> unknown", "550 5.1.1"),
        (550, "no such user ibu@contoh.test", "550"),
        (451, b"", "451"),
    ],
)
def test_the_servers_words_are_not_kept(code: int, text: bytes | str, kept: str) -> None:
    assert short_code(code, text) == kept
