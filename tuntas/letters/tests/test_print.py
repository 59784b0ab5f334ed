import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.audit.models import Event
from tuntas.core.models import DossierKey
from tuntas.letters import contents, press
from tuntas.letters.actions import letters, printing
from tuntas.letters.models import Letter
from tuntas.letters.states import LetterKind, VoidReason
from tuntas.letters.tests.make import make_letter
from tuntas.obligations.actions import walls

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)


@pytest.mark.parametrize("kind", sorted(contents.PERSONAL))
def test_the_same_letter_gives_the_same_bytes_on_any_day(cast: Cast, kind: LetterKind) -> None:
    letter = make_letter(cast, kind=kind)
    first = printing.pdf(letter, by=cast.manager, at=NOW)
    cast.unit.name = "Lembaga Berganti Nama"
    cast.unit.save()
    assert first[:5] == b"%PDF-"
    assert printing.pdf(Letter.objects.get(pk=letter.pk), by=cast.head, at=NOW.replace(year=2029)) == first


def test_each_printing_is_recorded_with_the_notice_of_secrecy(cast: Cast) -> None:
    letter = make_letter(cast)
    printing.pdf(letter, by=cast.manager, at=NOW)
    event = Event.objects.get(kind="letter.printed")
    assert (event.actor_id, event.dossier_id, event.data) == (
        cast.manager.pk,
        letter.dossier_id,
        {"secrecy_notice": True},
    )


def test_a_voided_letter_prints_as_voided(cast: Cast) -> None:
    letter = make_letter(cast)
    before = printing.pdf(letter, by=cast.manager, at=NOW)
    letter = letters.void(letter, reason=VoidReason.REPLACED, by=cast.head, at=NOW)
    assert printing.pdf(letter, by=cast.manager, at=NOW) != before


def test_the_program_that_answers_requests_loads_neither_typesetter_nor_decoder_nor_signer() -> None:
    heavy = "{'typst', 'PIL', 'pikepdf', 'pyhanko', 'numpy'}"
    code = f"import django; django.setup(); import config.urls, config.wsgi, sys; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
    for module, place in (("typst", "press/run.py"), ("pikepdf", "press/join.py")):
        named = [
            path
            for path in ROOT.glob("tuntas/**/*.py")
            if f"import {module}" in path.read_text() and "tests" not in path.parts
        ]
        assert named == [ROOT / "tuntas/letters" / place]


def test_a_press_that_fails_says_nothing_of_the_content() -> None:
    with pytest.raises(press.PressFailed) as failed:
        press.pdf("referral", {"subject": "Melati"})
    assert "Melati" not in str(failed.value)


@pytest.mark.parametrize("sign", ["😀", "张", "\x01", "\ufffe"])
def test_a_sign_that_no_font_has_keeps_nothing_from_being_printed(cast: Cast, sign: str) -> None:
    letter = make_letter(cast)
    Letter.objects.filter(pk=letter.pk).update(recipient=f"Ibu {sign} # $x$ *b*")
    assert printing.pdf(Letter.objects.get(pk=letter.pk), by=cast.manager, at=NOW)[:5] == b"%PDF-"


def page(name: str, letter: Letter) -> str:
    return reverse(f"letters:{name}", args=[letter.pk])


def test_printing_asks_who_it_is_again_and_gives_a_file_named_by_its_number(client: Client, cast: Cast) -> None:
    letter = make_letter(cast)
    client.force_login(cast.manager)
    assert client.post(page("print", letter)).status_code == 302
    assert not Event.objects.filter(kind="letter.printed").exists()
    sign_in(client, cast.manager)
    response = client.post(page("print", letter))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="surat-400.2-1-UPTD.PPA.pdf"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("who", "seen", "prints"),
    [
        ("manager", 200, 200),
        ("supervisor", 200, 200),
        ("head", 200, 200),
        ("leadership", 404, 404),
        ("hotline", 404, 404),
        ("auditor", 404, 404),
        ("sysadmin", 404, 404),
        ("satpol", 404, 404),
    ],
)
def test_who_sees_and_who_prints(client: Client, cast: Cast, who: str, seen: int, prints: int) -> None:
    letter = make_letter(cast)
    sign_in(client, getattr(cast, who))
    assert client.get(page("detail", letter)).status_code == seen
    assert client.post(page("print", letter)).status_code == prints


def test_behind_the_wall_of_its_case_a_letter_does_not_exist(client: Client, cast: Cast) -> None:
    letter = make_letter(cast)
    assert letter.dossier_id
    walls.add(letter.dossier_id, users=[cast.manager], by=cast.supervisor, at=NOW)
    sign_in(client, cast.manager)
    assert client.get(page("detail", letter)).status_code == 404
    assert letter.number not in client.get(reverse("letters:list")).content.decode()


def test_what_was_erased_cannot_be_printed_and_its_number_stays(client: Client, cast: Cast) -> None:
    letter = make_letter(cast)
    assert letter.dossier_id
    DossierKey.objects.filter(pk=letter.dossier_id).delete()
    sign_in(client, cast.manager)
    response = client.post(page("print", letter))
    assert response.status_code == 410
    assert letter.number in response.content.decode()
