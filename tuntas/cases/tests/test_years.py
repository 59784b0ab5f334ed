"""A year that was mistyped is said beside its field; it never gets where a page could not show it any more."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, sign_in
from tuntas.cases.models import LegalEvent
from tuntas.cases.tests.make import make_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_hearing_in_a_year_that_cannot_be_is_asked_for_again(client: Client, cast: Cast, typed: str) -> None:
    sign_in(client, cast.manager)
    case = make_case(cast)
    form = {"step": "hearing", "actor": "judge", "on_date": "2026-11-23", "hearing_at": typed}
    done = client.post(reverse("cases:legal_record", args=[case.pk]), form)
    assert client.get(reverse("cases:legal", args=[case.pk])).status_code == 200
    assert (done.status_code, "Periksa tahunnya" in done.content.decode()) == (422, True)
    assert not LegalEvent.objects.exists()


def test_so_is_a_day(client: Client, cast: Cast) -> None:
    sign_in(client, cast.manager)
    case = make_case(cast)
    form = {"step": "examination", "actor": "judge", "on_date": "0001-01-01"}
    done = client.post(reverse("cases:legal_record", args=[case.pk]), form)
    assert (done.status_code, "Periksa tahunnya" in done.content.decode()) == (422, True)
