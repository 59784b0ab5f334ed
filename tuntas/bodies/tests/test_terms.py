"""An elected officer leaves; an election is annulled: nobody holds the office, the page says so, and it can be held again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.audit.models import Event
from tuntas.bodies.actions import elections, terms
from tuntas.bodies.actions.elections import Tally
from tuntas.bodies.models import Officer
from tuntas.bodies.states import ElectionMethod, ElectionStatus, Office
from tuntas.bodies.tests.make import make_body
from tuntas.bodies.tests.test_elections import CHAIRS, DAY, TODAY, TOLD, acclaim, prepare
from tuntas.core.errors import Denied, InvalidTransition

pytestmark = pytest.mark.django_db


def test_who_leaves_ends_on_that_day_and_the_office_is_seen_to_be_vacant(cast: Cast, client: Client) -> None:
    body = make_body(cast)
    acclaim(cast, body, keeps_to=TODAY + 365 * DAY)
    chair = Officer.objects.get(office=Office.CHAIR)
    for last, said in ((TODAY, "Hari terakhir"), (TODAY + 366 * DAY, "Masa jabatannya sampai")):
        with pytest.raises(Denied, match=said):
            terms.leave(chair, to_date=last, by=cast.secretariat, at=NOW)
    with pytest.raises(Denied):
        terms.leave(chair, to_date=TODAY + DAY, by=cast.leadership, at=NOW)
    later = NOW + 3 * DAY
    terms.leave(chair, to_date=TODAY + 2 * DAY, by=cast.secretariat, at=later)
    with pytest.raises(Denied, match="sudah berakhir 24-11-2026"):
        terms.leave(chair, to_date=TODAY + 2 * DAY, by=cast.secretariat, at=later)
    Officer.objects.filter(pk=chair.pk).update(from_date=TODAY - 9 * DAY, to_date=TODAY)
    sign_in(client, cast.secretariat)
    page = client.get(reverse("bodies:officers", args=[body.pk])).content.decode()
    assert "Ketua kosong sejak" in page
    assert "setelah Uji Satu" in page
    assert "Sekretaris kosong" not in page
    next_one = prepare(cast, body, CHAIRS[:1], method=ElectionMethod.ACCLAMATION)
    elections.decide(next_one, tally=Tally(15, **TOLD), by=cast.secretariat, at=NOW)
    assert "kosong sejak" not in client.get(reverse("bodies:officers", args=[body.pk])).content.decode()


def test_what_was_decided_is_annulled_with_a_reason_and_held_again(cast: Cast, client: Client) -> None:
    body = make_body(cast)
    first = acclaim(cast, body)
    Officer.objects.filter(election=first).update(from_date=TODAY - 30 * DAY)  # in office for a month
    second = acclaim(cast, body, keeps_from=TODAY, keeps_to=TODAY + 365 * DAY)
    sign_in(client, cast.secretariat)
    address = reverse("bodies:election_annul", args=[second.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Daftar pemilih keliru"}).status_code == 302
    second.refresh_from_db()
    assert (second.status, second.cancel_reason) == (ElectionStatus.ANNULLED, "Daftar pemilih keliru")
    # What had begun ended when the next was elected, and does not come back by itself; the new term never was.
    assert set(Officer.objects.values_list("election", "to_date")) == {(first.pk, TODAY)}
    assert Event.objects.filter(kind="election.annulled").count() == 1
    page = client.get(reverse("bodies:election", args=[second.pk])).content.decode()
    assert "Dibatalkan setelah ditetapkan" in page
    assert "Adakan lagi" in page
    with pytest.raises(InvalidTransition):
        terms.annul(second, reason="Lagi", by=cast.secretariat, at=NOW)
    with pytest.raises(InvalidTransition):
        terms.annul(prepare(cast, body), reason="Belum ditetapkan", by=cast.secretariat, at=NOW)


def test_a_term_that_runs_ends_today(cast: Cast) -> None:
    body = make_body(cast)
    row = acclaim(cast, body)
    terms.annul(row, reason="Sengketa hasil", by=cast.secretariat, at=NOW + timedelta(days=5))
    assert set(Officer.objects.values_list("from_date", "to_date")) == {(TODAY, TODAY + 5 * DAY)}
    assert not Officer.objects.current(TODAY + 5 * DAY).exists()
