import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tuntas.letters.models import Letter, NumberPattern
from tuntas.letters.states import LetterStatus
from tuntas.letters.tests.make import make_letter

pytestmark = pytest.mark.django_db


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(reverse("letters:list")).status_code == 200
    return len(found)


def test_the_register_costs_the_same_however_long_it_is(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    make_letter(cast)
    client.get(reverse("letters:list"))
    few = queries(client)
    for _ in range(12):
        make_letter(cast)
    assert queries(client) == few


def test_the_register_goes_on_by_key(client: Client, cast: Cast) -> None:
    numbers = [make_letter(cast).number for _ in range(52)]
    client.force_login(cast.manager)
    first = client.get(reverse("letters:list"))
    assert numbers[-1] in first.content.decode()
    assert f">{numbers[0]}<" not in first.content.decode()
    second = client.get(reverse("letters:list"), {"after": first.context["after"]})
    assert f">{numbers[0]}<" in second.content.decode()
    assert second.context["after"] == ""


def test_a_letter_is_voided_with_a_reason_and_stays_on_the_list(client: Client, cast: Cast) -> None:
    letter = make_letter(cast)
    client.force_login(cast.supervisor)
    address = reverse("letters:void", args=[letter.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"reason": "not_sent"}).status_code == 302
    assert Letter.objects.get().status == LetterStatus.VOIDED
    for query in ("", "?status=voided"):
        assert letter.number in client.get(reverse("letters:list") + query).content.decode()
    assert "Tidak jadi dikirim" in client.get(reverse("letters:detail", args=[letter.pk])).content.decode()


def test_the_manager_reads_why_voiding_is_not_theirs(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    letter = make_letter(cast)
    html = client.get(reverse("letters:detail", args=[letter.pk])).content.decode()
    assert "Surat dibatalkan oleh supervisor, kepala unit, atau pimpinan lembaga itu." in html
    assert client.get(reverse("letters:void", args=[letter.pk])).status_code == 403


def test_the_administrator_sets_a_pattern(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    assert "400.2/15/UPTD.PPA" in client.get(reverse("letters:patterns")).content.decode()
    address = reverse("letters:pattern", args=[cast.unit.pk])
    given = {"pattern": "{nomor_urut}/{kode_unit}/{tahun}", "classification": "400.2", "unit_code": "PPA"}
    response = client.post(address, given | {"pattern": "{tahun}"})
    assert response.status_code == 422
    assert "{nomor_urut} tepat satu kali" in response.content.decode()
    assert client.post(address, given).status_code == 302
    assert NumberPattern.objects.get(agency=cast.unit).pattern == given["pattern"]
    assert client.get(reverse("letters:list")).status_code == 200


def test_nobody_else_reads_patterns(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    assert client.get(reverse("letters:patterns")).status_code == 403
    assert client.get(reverse("letters:pattern", args=[cast.unit.pk])).status_code == 403
