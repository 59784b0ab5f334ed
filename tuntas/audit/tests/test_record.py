"""What the log takes, and who may read it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tuntas.access.actors import Reporter
from tuntas.access.roles import Role
from tuntas.audit import log, presenters
from tuntas.audit.models import Event
from tuntas.audit.querysets import NEWEST_FIRST
from tuntas.audit.tests.events import NOW, SOMEBODY, write
from tuntas.core import paging
from tuntas.core.ids import uuid7

pytestmark = pytest.mark.django_db


def hidden(*dossiers: UUID) -> "QuerySet[Any, Any]":
    return Event.objects.filter(dossier_id__in=dossiers).values_list("dossier_id", flat=True)


def newest() -> Event:
    return Event.objects.order_by("-seq")[0]


def test_it_is_written_with_the_change_or_not_at_all(cast: Cast) -> None:
    before = Event.objects.count()
    with transaction.atomic():
        log.record("test.happened", cast.unit, by=cast.hotline, at=NOW)
        transaction.set_rollback(True)
    assert Event.objects.count() == before


def test_several_are_written_as_one_statement_in_their_order(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with transaction.atomic(), django_assert_num_queries(1), log.in_one_statement():
        log.record("test.first", cast.unit, by=cast.hotline, at=NOW)
        with log.in_one_statement():
            log.record("test.second", cast.unit, by=cast.hotline, at=NOW)
        log.record("test.third", cast.unit, by=cast.hotline, at=NOW)

    kinds = Event.objects.filter(kind__startswith="test.").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["test.first", "test.second", "test.third"]


def test_of_several_none_is_written_when_the_change_fails_and_the_next_is_written_at_once(cast: Cast) -> None:
    before = Event.objects.count()

    @transaction.atomic
    @log.in_one_statement()
    def fails() -> None:
        log.record("test.happened", cast.unit, by=cast.hotline, at=NOW)
        raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert Event.objects.count() == before

    log.record("test.happened", cast.unit, by=cast.hotline, at=NOW)
    assert Event.objects.count() == before + 1


def test_it_takes_where_and_whose_from_the_subject(cast: Cast) -> None:
    log.record(
        "test.happened", cast.unit, by=cast.hotline, at=NOW, kind="x", dossier=uuid7(), day=NOW.date(), of={2, 1}
    )
    event = newest()
    assert (event.subject_type, event.subject_id, event.agency_id) == (
        "agencies.agency",
        str(cast.unit.pk),
        cast.unit.pk,
    )
    assert event.area_path == "61.71."
    assert event.data["of"] == [1, 2]
    assert event.data["day"] == "2026-11-23"
    assert event.data["kind"] == "x"


def test_the_reporter_is_a_word() -> None:
    log.record("test.happened", None, by=Reporter(), at=NOW)
    assert (newest().actor_id, newest().actor_name) == (None, "pelapor")


@pytest.mark.parametrize("value", [1.5, {"a": 1}, b"x", object()])
def test_it_takes_ids_codes_and_numbers_only(value: object) -> None:
    with pytest.raises(TypeError):
        log.record("test.happened", None, by=SOMEBODY, at=NOW, value=value)


def test_it_takes_no_story() -> None:
    with pytest.raises(ValueError, match="not texts"):
        log.record("test.happened", None, by=SOMEBODY, at=NOW, note="cerita " * 30)


def test_it_is_read_by_auditors_within_reach(cast: Cast) -> None:
    log.record("test.happened", cast.unit, by=cast.hotline, at=NOW)
    log.record("test.nowhere", None, by=cast.hotline, at=NOW)
    kinds = {"test.happened", "test.nowhere"}
    people = {str(role): user for role, user in cast.by_role.items()}
    people |= {"there": cast.elsewhere[Role.AUDITOR], "stranger": cast.stranger}
    shown = {who: Event.objects.visible_to(user, hidden_dossiers=hidden()) for who, user in people.items()}
    seen = {who: kinds & set(events.values_list("kind", flat=True)) for who, events in shown.items()}
    assert seen.pop(Role.AUDITOR) == kinds
    assert seen.pop("there") == {"test.nowhere"}
    assert not any(seen.values())


def test_a_walled_dossier_is_absent(cast: Cast) -> None:
    dossier = uuid7()
    log.record("test.walled", None, by=cast.hotline, at=NOW, dossier_id=dossier)
    shown = Event.objects.visible_to(cast.auditor, hidden_dossiers=hidden(dossier))
    assert not shown.filter(kind="test.walled").exists()
    assert Event.objects.visible_to(cast.auditor, hidden_dossiers=hidden()).filter(kind="test.walled").exists()


def test_pages_by_key_show_every_event_once(cast: Cast) -> None:
    write(7)
    write(5)  # the same moments again
    found, after = [], ""
    while True:
        shown = paging.page(Event.objects.filter(kind="test.happened"), *NEWEST_FIRST, after=after, size=5)
        found += [(row.at, row.seq) for row in shown.rows]
        after = shown.after
        if not after:
            break
    assert len(found) == len(set(found)) == 12
    assert found == sorted(found, reverse=True)


def test_filters(cast: Cast) -> None:
    dossier = uuid7()
    log.record("test.first", cast.unit, by=cast.hotline, at=NOW, dossier_id=dossier)
    log.record("test.second", None, by=cast.manager, at=NOW + timedelta(days=1))

    def kinds(**asked: Any) -> set[str]:
        return set(Event.objects.filter(kind__startswith="test.").matching(**asked).values_list("kind", flat=True))

    assert kinds(actor_id=cast.hotline.pk) == {"test.first"}
    assert kinds(kinds=["test.second"]) == {"test.second"}
    assert kinds(subject=str(dossier)) == kinds(subject=str(cast.unit.pk).upper()) == {"test.first"}
    assert kinds(subject="bukan id") == set()
    assert kinds(since=NOW + timedelta(hours=1)) == {"test.second"}
    assert kinds(until=NOW + timedelta(hours=1)) == {"test.first"}


def test_who_looked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presenters, "LOOKS", frozenset({"test.looked"}))
    dossier = uuid7()
    for user in (cast.hotline, cast.manager):
        log.record("test.looked", None, by=user, at=NOW, dossier_id=dossier)
    log.record("test.changed", None, by=cast.head, at=NOW, dossier_id=dossier)
    looks = presenters.who_looked(dossier, to=cast.auditor, hidden_dossiers=hidden())
    assert [look.name for look in looks] == [cast.manager.name, cast.hotline.name]
    assert presenters.who_looked(dossier, to=cast.hotline, hidden_dossiers=hidden()) == []


def test_an_unknown_kind_still_has_a_sentence() -> None:
    write(1, "future.kind")
    assert presenters.sentence(newest()) == "Uji: future.kind."
