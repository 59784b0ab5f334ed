"""Decrees: terms that do not overlap, the duty to renew them, the encrypted file."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import cast as people
from tests.cast import NOW, Cast, sign_in
from tuntas.access.actors import System
from tuntas.audit.models import Event
from tuntas.bodies import jobs, kinds
from tuntas.bodies.actions import bodies, decrees
from tuntas.bodies.actions import kinds as kind_actions
from tuntas.bodies.actions.decrees import DecreeData
from tuntas.bodies.actions.kinds import KindData
from tuntas.bodies.models import Body, Decree
from tuntas.bodies.tests.make import FOUNDED, make_body, make_decree
from tuntas.core.errors import Denied
from tuntas.files.models import FileChunk
from tuntas.files.tests.make import picture
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

BY = System("uji")
END = date(2027, 3, 1)  # the first day after the term
DAY = timedelta(days=1)
NOON = timedelta(hours=5)  # UTC: noon in Pontianak


def on(day: date) -> datetime:
    """Noon of a day in Pontianak."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + NOON


def open_renewals(body: Body) -> list[Obligation]:
    """The open duties to renew a decree of a body."""
    return list(Obligation.objects.unsettled().filter(kind=kinds.RENEW_DECREE.code, subject_id=body.pk))


def upload(name: str = "sk.jpg") -> SimpleUploadedFile:
    """A picture of a decree."""
    return SimpleUploadedFile(name, picture(), content_type="image/jpeg")


def changed(decree: Decree, **told: Any) -> DecreeData:
    """The data of a decree with something else in it."""
    names = ("number", "dated", "signer_name", "signer_position", "from_date", "to_date")
    return DecreeData(**({name: getattr(decree, name) for name in names} | told))


@pytest.mark.parametrize(
    ("from_date", "to_date", "fits"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), True),  # begins on the first day after
        (date(2025, 12, 31), date(2027, 1, 1), False),  # one day too early
        (date(2025, 3, 1), date(2025, 4, 1), False),  # inside
        (date(2024, 1, 1), date(2027, 1, 1), False),  # around
        (date(2024, 1, 1), date(2025, 1, 1), True),  # ends on the day before
        (date(2024, 1, 1), date(2025, 1, 2), False),  # one day too late
        (date(2024, 1, 1), None, False),  # without end, from before
        (date(2026, 1, 1), None, True),  # without end, from after
    ],
)
def test_terms_of_one_body_do_not_overlap(cast: Cast, from_date: date, to_date: date | None, *, fits: bool) -> None:
    body = make_body(cast)
    make_decree(body, from_date=date(2025, 1, 1), to_date=date(2026, 1, 1), number="SK lama")
    if fits:
        make_decree(body, from_date=from_date, to_date=to_date)
    else:
        with pytest.raises(Denied, match="SK lama berlaku sejak 01-01-2025 sampai 31-12-2025"):
            make_decree(body, from_date=from_date, to_date=to_date)
    assert body.decrees.count() == 1 + fits
    make_decree(make_body(cast, name="Pokja lain"), from_date=from_date, to_date=to_date)  # of another body it may


def test_after_one_without_end_another_is_told_what_to_do(cast: Cast) -> None:
    body = make_body(cast)
    first = make_decree(body, to_date=None)
    with pytest.raises(Denied, match=r"tanpa batas akhir\. Isi dulu hari terakhir SK itu"):
        make_decree(body, from_date=date(2026, 6, 1))
    decrees.correct(first, data=changed(first, to_date=date(2026, 6, 1)), by=cast.secretariat, at=NOW)
    make_decree(body, from_date=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("day", "owed"), [(END - 61 * DAY, 0), (END - 60 * DAY, 1), (END - DAY, 1), (END, 1), (END + 100 * DAY, 1)]
)
def test_renewing_is_owed_from_60_days_before_the_end_exactly_once(cast: Cast, day: date, owed: int) -> None:
    body = make_body(cast)
    decree = make_decree(body, to_date=END)
    assert open_renewals(body) == []
    opened = [decrees.watch(by=BY, at=on(day)) for _ in range(2)]
    duties = open_renewals(body)
    assert (opened, len(duties)) == ([owed, 0], owed)
    if owed:
        midnight = datetime.combine(END, datetime.min.time(), tzinfo=body.agency.zone)
        assert duties[0].due_at == max(midnight, on(day))
        assert (duties[0].agency, duties[0].dossier_id) == (body.agency, body.pk)
        decree.refresh_from_db()
        assert decree.duty == duties[0]


def test_the_day_is_that_of_the_secretariat(cast: Cast) -> None:
    body = make_body(cast)
    make_decree(body, to_date=END)
    midnight = datetime.combine(END - 60 * DAY, datetime.min.time(), tzinfo=body.agency.zone)
    assert decrees.watch(by=BY, at=midnight - timedelta(seconds=1)) == 0
    assert decrees.watch(by=BY, at=midnight) == 1


def test_a_decree_that_follows_settles_it_and_a_correction_moves_it(cast: Cast) -> None:
    body, at = make_body(cast), on(END - 30 * DAY)
    decree = make_decree(body, to_date=END)
    decrees.watch(by=BY, at=at)
    first = open_renewals(body)[0]

    decrees.correct(decree, data=changed(decree, to_date=END + 10 * DAY), by=cast.secretariat, at=at)
    second = open_renewals(body)[0]
    assert second.due_at - first.due_at == 10 * DAY
    decrees.correct(decree, data=changed(decree, to_date=None), by=cast.secretariat, at=at)
    assert open_renewals(body) == []
    decrees.correct(decree, data=changed(decree, to_date=END), by=cast.secretariat, at=at)
    third = open_renewals(body)[0]

    make_decree(body, from_date=END, to_date=None, dated=END - 40 * DAY, at=at)
    assert open_renewals(body) == []
    outcomes = [Obligation.objects.get(pk=duty.pk).outcome for duty in (first, second, third)]
    assert outcomes == [Outcome.REPLACED, Outcome.CANCELLED, Outcome.DONE]
    assert decrees.watch(by=BY, at=on(END + 500 * DAY)) == 0  # it is followed, by one without end


def test_none_is_owed_of_what_is_dissolved_needs_none_or_no_longer_needs_one(cast: Cast) -> None:
    at = on(END - 30 * DAY)
    dissolved = make_body(cast)
    forum = make_body(cast, kind="forum", name="Forum")
    team = make_body(cast, kind="response_team", name="Satgas")
    for body in (dissolved, forum, team):
        make_decree(body, to_date=END)
    assert decrees.watch(by=BY, at=at) == 2
    assert open_renewals(forum) == []

    bodies.dissolve(dissolved, on=at.date(), by=cast.secretariat, at=at)
    data = KindData(name="Satgas PPA", levels=[1, 2, 3, 4], sub=False, needs_decree=False, meets_every_months=3)
    kind_actions.edit(team.kind, data=data, by=cast.sysadmin, at=at)
    assert [open_renewals(body) for body in (dissolved, team)] == [[], []]
    assert decrees.watch(by=BY, at=at) == 0


def test_one_that_fails_holds_up_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    # The clock is the only thing taken from the job; the first secretariat closes behind its back.
    first, second = make_body(cast), make_body(cast, name="Pokja kedua", agency=cast.unit, by=cast.head)
    for body in (first, second):
        make_decree(body, to_date=END)
    type(first.agency).objects.filter(pk=first.agency_id).update(closed_date=NOW.date())
    monkeypatch.setattr("django.utils.timezone.now", lambda: on(END - DAY))
    assert jobs.watch_decrees() == 1
    assert len(open_renewals(second)) == 1
    assert Event.objects.get(kind="body.put_off").subject_id == str(first.pk)


def test_the_file_is_sealed_downloaded_on_record_and_replaced(cast: Cast, client: Client) -> None:
    sign_in(client, cast.secretariat)
    body = make_body(cast)
    page = reverse("bodies:decree_new", args=[body.pk])
    given = {
        "number": "12/2026", "dated": "2026-01-05", "signer_name": "Uji Camat", "signer_position": "Camat",
        "from_date": "2026-01-05", "last_day": "2027-12-31",
    }  # fmt: skip
    assert client.post(page, given | {"upload": upload()}).status_code == 302
    decree = body.decrees.get()
    assert (decree.to_date, decree.last_day) == (date(2028, 1, 1), date(2027, 12, 31))
    assert decree.file is not None
    sealed = b"".join(bytes(chunk.content) for chunk in FileChunk.objects.filter(file=decree.file))
    assert not sealed.startswith(b"\xff\xd8")

    for reader in (cast.secretariat, cast.leadership):
        sign_in(client, reader)
        answer = client.get(reverse("bodies:decree_file", args=[decree.pk]))
        assert answer.content.startswith(b"\xff\xd8")
    assert Event.objects.filter(kind="file.read", subject_id=str(decree.file_id)).count() == 2

    sign_in(client, cast.secretariat)
    again = client.post(page, given)  # the same once more is refused with a sentence, and what was typed is kept
    assert again.status_code == 422
    assert "SK 12/2026 berlaku sejak 05-01-2026 sampai 31-12-2027" in again.content.decode()
    assert 'value="Uji Camat"' in again.content.decode()
    fixed = client.post(
        reverse("bodies:decree", args=[decree.pk]), given | {"number": "12.A/2026", "upload": upload("baru.jpg")}
    )
    assert fixed.status_code == 302
    old = decree.file
    decree.refresh_from_db()
    old.refresh_from_db()
    assert decree.number == "12.A/2026"
    assert decree.file != old
    assert old.removed_at is not None
    assert sorted(Event.objects.get(kind="decree.corrected").data["fields"]) == ["file", "number"]


@pytest.mark.django_db(transaction=True)
def test_two_decrees_at_the_same_moment_one_is_refused_with_a_sentence() -> None:
    cast = people.make()
    body = make_body(cast)
    said: list[str] = []

    def record(number: str) -> None:
        try:
            make_decree(body, number=number, from_date=FOUNDED, by=cast.secretariat)
        except Denied as error:
            said.append(error.sentence)
        finally:
            connection.close()

    threads = [Thread(target=record, args=[number]) for number in ("Satu", "Dua")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert body.decrees.count() == 1
    assert len(said) == 1
    assert said[0].startswith(f"SK {body.decrees.get().number} berlaku sejak")


def test_a_slip_in_the_year_is_said_on_every_form_that_asks_for_a_day(cast: Cast, client: Client) -> None:
    body = make_body(cast)
    sign_in(client, cast.secretariat)
    names = ("dated", "from_date", "last_day", "held_date", "day", "founded_date")
    for page in ("bodies:decree_new", "bodies:seat_new", "bodies:election_new", "bodies:edit", "meetings:new"):
        for day in ("9999-12-31", "0001-01-01"):
            answer = client.post(reverse(page, args=[body.pk]), dict.fromkeys(names, day))
            assert answer.status_code == 422, page
            assert "Periksa tahunnya" in answer.content.decode(), page
