"""Who chairs: by the seat of the body; whoever leaves before a meeting, or leads elsewhere, is replaced; the secretariat chooses."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import NOW, Cast, make_user, post, sign_in
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.audit.models import Event
from tuntas.bodies.models import Body, Holder, Seat
from tuntas.bodies.states import SeatRole
from tuntas.meetings import jobs
from tuntas.meetings.actions import chairs, meetings
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.chairing import first_chair
from tuntas.meetings.tests.make import HOUR, data, make_chair, make_group, make_meeting
from tuntas.meetings.tests.test_moving import move

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=10)
WATCH = System("penjaga pertemuan")


def lead(cast: Cast, agency: Agency, name: str) -> User:
    """Somebody who leads there."""
    user = make_user(name, f"{name.lower().replace(' ', '.')}@contoh.test")
    post(user, Role.LEADERSHIP, agency, cast.city)
    return user


def seat(body: Body, user: User, role: SeatRole, *, substitute: bool = False) -> Holder:
    """A seat that somebody with an account holds."""
    row = Seat.objects.create(
        body=body, agency=body.agency, institution=body.agency.name, position="Camat", role=role, from_date=body.founded_date
    )  # fmt: skip
    return Holder.objects.create(
        seat=row, name=user.name, user=user, substitute=substitute, from_date=body.founded_date
    )


def seen(cast: Cast, path: str) -> str:
    """A page as the secretariat sees it."""
    client = Client()
    sign_in(client, cast.secretariat)
    return client.get(path).content.decode()


def leave(user: User) -> None:
    Posting.objects.filter(user=user).update(ends_at=NOW)


def test_a_planned_meeting_gets_the_chair_of_the_new_secretariat(cast: Cast) -> None:
    body, after = make_group(cast), cast.unit
    to_come, begun = make_meeting(cast, body, held=False, at=LATER), make_meeting(cast, body, held=False)
    held = make_meeting(cast, body, at=NOW - 48 * HOUR)
    before, head = to_come.chair, make_chair(after, cast.city)
    move(cast, body, after)
    for row in (to_come, begun, held):
        row.refresh_from_db()
    assert (to_come.chair, begun.chair, held.chair) == (head, before, before)
    event = Event.objects.get(kind="meeting.chair_replaced")
    assert (event.data["before"], event.data["to"]) == (str(before.pk), str(head.pk))


def test_the_new_secretariat_chooses_somebody_else(cast: Cast) -> None:
    body, after = make_group(cast), cast.unit
    planned = make_meeting(cast, body, held=False, at=LATER)
    first, second = make_chair(after, cast.city), lead(cast, after, "Zulaikha Contoh")
    move(cast, body, after)
    planned.refresh_from_db()
    assert planned.chair == first
    meetings.change(planned, data=data(body, at=LATER, chair=second), by=cast.by_role[Role.UNIT_HEAD], at=NOW)
    planned.refresh_from_db()
    assert planned.chair == second


def test_whoever_sits_as_chair_comes_first_then_the_substitute(cast: Cast) -> None:
    body = make_group(cast)
    agency = body.agency
    names = [lead(cast, agency, f"{letter} Contoh") for letter in "ABCD"]
    assert first_chair(body, agency, at=NOW) == names[0]  # nobody sits: by name
    seat(body, names[1], SeatRole.VICE_CHAIR)
    holder = seat(body, names[3], SeatRole.CHAIR)
    assert first_chair(body, agency, at=NOW) == names[3]
    Holder.objects.filter(pk=holder.pk).update(to_date=NOW.date())
    seat(body, names[2], SeatRole.CHAIR, substitute=True)
    assert first_chair(body, agency, at=NOW) == names[2]
    page = seen(cast, f"/meja/kelompok/{body.pk}/pertemuan/baru/")
    assert f'<option value="{names[2].pk}" selected>' in page


def test_who_left_is_replaced_before_the_meeting_and_stays_where_it_began(cast: Cast) -> None:
    body = make_group(cast)
    to_come, begun = make_meeting(cast, body, held=False, at=LATER), make_meeting(cast, body, held=False)
    assert chairs.replace_lost(by=WATCH, at=NOW) == 0
    gone = to_come.chair
    leave(gone)
    # Nobody may chair there: the name stays, and the page says what is missing.
    assert chairs.replace_lost(by=WATCH, at=NOW + HOUR) == 0
    page = seen(cast, f"/meja/pertemuan/{to_come.pk}/")
    assert "Tidak bertugas lagi di sekretariat ini." in page
    assert "Tetapkan ketua lain" in page
    other = lead(cast, body.agency, "Camat Baru Contoh")
    assert chairs.replace_lost(by=WATCH, at=NOW + HOUR) == 1
    assert chairs.replace_lost(by=WATCH, at=NOW + HOUR) == 0
    to_come.refresh_from_db()
    begun.refresh_from_db()
    assert (to_come.chair, begun.chair) == (other, gone)
    page = seen(cast, f"/meja/pertemuan/{to_come.pk}/")
    assert "Tidak bertugas lagi" not in page


def test_the_worker_does_it_each_hour(cast: Cast) -> None:
    body = make_group(cast)
    planned = make_meeting(cast, body, held=False, at=LATER)
    leave(planned.chair)
    lead(cast, body.agency, "Camat Baru Contoh")
    Meeting.objects.filter(pk=planned.pk).update(starts_at=LATER.replace(year=2099), ends_at=LATER.replace(year=2100))
    assert jobs.replace_chairs() == 1
