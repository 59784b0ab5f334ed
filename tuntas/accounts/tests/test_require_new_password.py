from django.test import Client

from tests.cast import Cast, sign_in
from tests.mail import Mailbox
from tuntas.accounts.tests.helpers import code_now, events, give_password, link_in, run_jobs, sign_in_by_form


def test_an_account_in_wrong_hands_goes_back_to_whoever_holds_the_mailbox(
    client: Client, cast: Cast, smtp: Mailbox
) -> None:
    person, thief = give_password(cast.hotline), Client()
    sign_in_by_form(thief, person)
    thief.post("/masuk/kode/", {"code": code_now()})
    run_jobs()
    smtp.messages.clear()
    sign_in(client, cast.head)
    assert client.post(f"/meja/pengguna/{person.id}/sandi-baru/").status_code == 302
    assert thief.get("/masuk/akun/").status_code == 302
    assert sign_in_by_form(Client(), person).status_code == 200
    assert person.postings.get().ends_at is None
    run_jobs()
    (letter,) = smtp.messages
    assert letter["To"] == person.email
    assert client.get(link_in(letter)).status_code == 302
    assert len(events("user.new_password_required")) == 1


def test_only_within_reach_and_after_the_code(client: Client, cast: Cast) -> None:
    sign_in(client, cast.satpol_head)
    assert client.post(f"/meja/pengguna/{cast.hotline.id}/sandi-baru/").status_code == 404
    sign_in(client, cast.leadership)
    assert client.post(f"/meja/pengguna/{cast.hotline.id}/sandi-baru/").status_code == 403
    other = Client()
    other.force_login(cast.head)
    answer = other.post(f"/meja/pengguna/{cast.hotline.id}/sandi-baru/")
    assert answer["Location"] == f"/masuk/ulang/?next=%2Fmeja%2Fpengguna%2F{cast.hotline.id}%2F"
