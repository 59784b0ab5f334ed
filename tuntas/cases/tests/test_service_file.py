"""The file that shows a service was done: sent with the form, downloaded by those who read the case, taken away."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.audit.models import Event
from tuntas.cases.actions import services
from tuntas.cases.models import Service
from tuntas.cases.states import Proof, ServiceKind
from tuntas.cases.tests.make import make_case, make_party
from tuntas.core import vault_keys
from tuntas.files.models import File, FileChunk
from tuntas.files.tests.make import paper, picture, upload

pytestmark = pytest.mark.django_db
TYPED = {"proof": Proof.LETTER, "result": "Visum diterima"}


@pytest.fixture
def row(cast: Cast) -> Service:
    case = make_case(cast)
    return services.request(case, victim=make_party(case), kind=ServiceKind.HEALTH, by=cast.manager, at=NOW)


def _finish(client: Client, row: Service, **typed: Any) -> Any:
    return client.post(reverse("cases:service_finish", args=[row.pk]), TYPED | typed)


def test_it_is_sealed_in_the_case_and_downloaded_by_who_reads_it(client: Client, cast: Cast, row: Service) -> None:
    sign_in(client, cast.manager)
    page = client.get(reverse("cases:service_finish", args=[row.pk])).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'accept=".pdf,' in page
    assert "paling besar 10 MB" in page
    assert _finish(client, row, proof_file=upload(paper(), "Visum Kenanga.pdf")).status_code == 302
    file = File.objects.get()
    assert (file.dossier_id, file.agency, file.area_path) == (row.case_id, cast.unit, row.case.area_path)
    assert "Visum Kenanga.pdf" in client.get(reverse("cases:service", args=[row.pk])).content.decode()

    answer = client.get(reverse("cases:proof_file", args=[row.pk]))
    assert answer.content == paper()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="berkas-{file.pk.hex[-8:]}.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    event = Event.objects.get(kind="file.read")
    assert (event.actor_id, event.dossier_id, event.agency_id) == (cast.manager.pk, row.case_id, cast.unit.pk)


def test_a_service_is_finished_without_a_file_and_then_there_is_none(client: Client, cast: Cast, row: Service) -> None:
    sign_in(client, cast.manager)
    assert _finish(client, row).status_code == 302
    assert client.get(reverse("cases:proof_file", args=[row.pk])).status_code == 404
    assert client.get(reverse("cases:proof_file_remove", args=[row.pk])).status_code == 403


def test_what_is_no_paper_and_no_picture_is_said_at_the_field(client: Client, cast: Cast, row: Service) -> None:
    sign_in(client, cast.manager)
    answer = _finish(client, row, proof_file=upload(b"<html>", "bukti.pdf", "application/pdf"))
    assert answer.status_code == 422
    assert "bukan PDF, JPEG, PNG atau WebP" in answer.content.decode()
    answer = _finish(client, row, result="", proof_file=upload(picture(), "bukti.jpg"))
    assert "Pilih lagi berkasnya" in answer.content.decode()
    assert (File.objects.count(), FileChunk.objects.count(), Service.objects.get().status) == (0, 0, "requested")


def test_what_is_too_large_is_refused_before_it_is_read(client: Client, cast: Cast, row: Service) -> None:
    sign_in(client, cast.manager)
    large = SimpleUploadedFile("a.pdf", paper(filling=6000))
    assert _finish(client, row, proof_file=large).status_code == 302  # a page that takes files
    note, form = reverse("cases:note", args=[row.case_id]), reverse("portal:home")
    assert client.post(note, {"text": "a" * 1_100_000}).status_code == 413
    assert Client().post(form, {"file": SimpleUploadedFile("a", b"\x00" * 1_100_000)}).status_code == 413
    finish = reverse("cases:service_finish", args=[row.pk])
    answer = client.post(finish, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="12000000")
    assert (answer.status_code, "paling besar 10 MB" in answer.content.decode()) == (413, True)
    large.seek(0)
    assert Client().post(finish, {"file": large}).status_code == 413  # nobody is signed in


def test_it_is_taken_away_with_a_reason(client: Client, cast: Cast, row: Service) -> None:
    services.finish(row, proof=Proof.LETTER, proof_file=upload(paper()), result="x", by=cast.manager, at=NOW)
    sign_in(client, cast.manager)
    page = reverse("cases:proof_file_remove", args=[row.pk])
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "wrong_file"}).status_code == 302
    assert FileChunk.objects.count() == 0
    assert "Berkas keliru" in client.get(reverse("cases:service", args=[row.pk])).content.decode()
    assert "berkas bukti dihapus" in client.get(reverse("cases:detail", args=[row.case_id])).content.decode()
    assert client.get(reverse("cases:proof_file", args=[row.pk])).status_code == 403


def test_after_erasure_there_is_a_page_that_says_so(client: Client, cast: Cast, row: Service) -> None:
    services.finish(row, proof=Proof.LETTER, proof_file=upload(paper()), result="x", by=cast.manager, at=NOW)
    vault_keys.erase(row.case_id, at=NOW)
    sign_in(client, cast.manager)
    answer = client.get(reverse("cases:proof_file", args=[row.pk]))
    assert (answer.status_code, "sudah dihapus" in answer.content.decode()) == (410, True)
