"""What somebody tries who is not meant to read or answer a referral: guessed addresses, other people's forms, links used again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.cases.actions import opening, parties
from tuntas.cases.actions.opening import CaseData
from tuntas.cases.models import Party
from tuntas.cases.states import PartyRole
from tuntas.cases.tests.make import make_case, make_party
from tuntas.core.errors import Denied
from tuntas.people.actions.people import PersonData
from tuntas.referrals import secrets
from tuntas.referrals.actions import answers, links, reading, sending
from tuntas.referrals.models import Link, Referral
from tuntas.referrals.states import DeclineReason, Need, Status
from tuntas.referrals.tests.make import ASKED, data, make_referral, make_transfer, without_accounts
from tuntas.referrals.views.links import SALT

pytestmark = pytest.mark.django_db
POSTED = (
    "identity", "acknowledge", "accept", "decline", "answer", "record", "read", "school", "withdraw", "letter", "link_make", "link_revoke",
)  # fmt: skip
WHO = {"name": "Sari Contoh", "position": "Kepala"}
FORMS = {
    "reason": "capacity",
    "result": "done",
    "result_date": NOW.date().isoformat(),
    "status": "accepted",
    "way": "phone",
    "answerer": "X",
}


@pytest.mark.parametrize("who", ["health", "social", "stranger", "there", "auditor", "sysadmin", "kpad"])
def test_whoever_it_was_not_sent_to_finds_nothing_and_changes_nothing(cast: Cast, who: str) -> None:
    row = make_referral(cast, receiver="police", need=Need.POLICE_REPORT)
    make_referral(cast, case=row.case)  # the health office has one of its own about the same case
    user = {
        "health": cast.by_role[Role.HEALTH_OFFICER], "social": cast.by_role[Role.AGENCY_MEMBER], "stranger": cast.stranger,
        "there": cast.elsewhere[Role.POLICE_PPA], "auditor": cast.auditor, "sysadmin": cast.sysadmin, "kpad": cast.by_role[Role.KPAD],
    }[who]  # fmt: skip
    client = Client()
    sign_in(client, user)
    assert client.get(reverse("referrals:detail", args=[row.pk])).status_code == 404
    for name in POSTED:
        assert client.post(reverse(f"referrals:{name}", args=[row.pk]), FORMS).status_code == 404, name
    assert client.get(reverse("referrals:of_case", args=[row.case_id])).status_code == 404
    assert client.post(reverse("referrals:new", args=[row.case_id]) + "?need=medical", {}).status_code == 404
    assert client.get(reverse("letters:detail", args=[row.letter_id])).status_code in {403, 404}
    assert client.post(reverse("letters:print", args=[row.letter_id])).status_code in {403, 404}
    assert Referral.objects.get(pk=row.pk).status == Status.SENT
    assert not Link.objects.exists()


def test_what_was_taken_back_before_it_went_out_was_never_theirs(cast: Cast, client: Client) -> None:
    row = make_referral(cast, need=Need.SCHOOL_RETURN, receiver="education", items=())
    row = sending.withdraw(row, by=cast.manager, at=NOW)
    officer = cast.by_role[Role.SCHOOL_CONTACT]
    assert not Referral.objects.visible_to(officer).exists()
    assert not Referral.objects.received_by(officer).exists()
    with pytest.raises(Denied):
        reading.shared(row, by=officer, at=NOW)
    sign_in(client, officer)
    assert client.get(reverse("referrals:detail", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("ended", ["withdrawn", "declined"])
def test_when_it_has_ended_no_name_is_opened_any_more(cast: Cast, ended: str) -> None:
    row, officer = make_referral(cast), cast.by_role[Role.HEALTH_OFFICER]
    if ended == "withdrawn":
        row = sending.withdraw(row, by=cast.manager, at=NOW)
    else:
        row = answers.decline(row, reason=DeclineReason.CAPACITY, by=officer, at=NOW)
    with pytest.raises(Denied):
        reading.identity(row, by=officer, at=NOW)


def test_the_form_of_another_case_answers_nothing_about_it(cast: Cast, client: Client) -> None:
    theirs, case = make_referral(cast), make_case(cast)
    victim, other = make_party(case), Party.objects.get(case=theirs.case)
    sign_in(client, cast.manager)
    url = reverse("referrals:new", args=[case.pk]) + "?need=medical"
    told: dict[str, Any] = {
        "form_id": uuid4(), "victim": other.pk, "receiver": cast.agencies["health"].pk, "shared": ASKED, "basis": "public_duty",
        "basis_note": "Tugas",
    }  # fmt: skip
    assert client.post(url, told).status_code == 422  # the victim of another case
    # The id of a referral that exists: a new one all the same, never that one.
    answer = client.post(url, told | {"victim": victim.pk, "form_id": theirs.pk})
    assert answer.status_code == 302
    assert str(theirs.pk) not in answer["Location"]
    assert Referral.objects.filter(case=case).count() == 1
    again = sending.prepare(
        theirs.case, data=data(cast, theirs.case), referral_id=theirs.pk, by=cast.supervisor, at=NOW
    )
    assert again.pk != theirs.pk  # nor that of a colleague
    added = parties.add(
        case, role=PartyRole.WITNESS, data=PersonData(name="Saksi"), party_id=other.pk, by=cast.manager, at=NOW
    )
    assert (added.case, added.pk != other.pk) == (case, True)
    opened = opening.open_directly(
        agency=cast.unit, area=cast.village, data=CaseData(), case_id=theirs.case_id, by=cast.supervisor, at=NOW
    )
    assert opened.pk != theirs.case_id


def test_a_transfer_is_not_accepted_by_its_sender_nor_twice(cast: Cast) -> None:
    manager = cast.elsewhere[Role.CASE_MANAGER]
    row = make_transfer(cast, receiver=manager.current_postings[0].agency)
    for who in (
        cast.manager,
        cast.supervisor,
        cast.head,
        cast.elsewhere[Role.UNIT_HEAD],
        cast.elsewhere[Role.PSYCHOLOGIST],
    ):
        with pytest.raises(Denied):
            answers.accept(row, by=who, at=NOW)
    assert answers.accept(row, by=manager, at=NOW).taken_as is not None


def test_a_key_opens_only_with_the_device_of_its_own_link_and_not_after_the_end(cast: Cast) -> None:
    at = timezone.now()
    receiver = without_accounts(cast)
    one, two = (links.make(make_referral(cast, receiver=receiver, at=at), by=cast.manager, at=at) for _ in range(2))
    doors = [reverse("referrals:link", args=[secrets.token_of(made.link)]) for made in (one, two)]
    mine, theirs = Client(), Client()
    assert ASKED in mine.post(doors[0], WHO | {"code": one.code}).content.decode()
    assert ASKED in theirs.post(doors[1], WHO | {"code": two.code}).content.decode()
    forged = {
        "kunci": signing.dumps(str(two.link.pk), salt=SALT),
        "status": "accepted",
    }  # worse than they could: a true key
    for url in doors:
        answer = mine.post(url, forged)
        assert (answer.status_code, ASKED in answer.content.decode()) == (410, False)
    assert (
        mine.post(doors[0], {"kunci": signing.dumps(str(two.link.pk), salt="lain"), "status": "accepted"}).status_code
        == 422
    )
    key = {"kunci": signing.dumps(str(one.link.pk), salt=SALT), "status": "accepted"}
    for change in ({"revoked_at": at}, {"revoked_at": None, "expires_at": at - timedelta(days=1)}):
        Link.objects.filter(pk=one.link.pk).update(**change)
        answer = mine.post(doors[0], key)
        assert (answer.status_code, ASKED in answer.content.decode()) == (410, False)
        assert ASKED not in mine.post(doors[0], WHO | {"code": one.code}).content.decode()
    assert set(Referral.objects.values_list("status", flat=True)) == {Status.ACKNOWLEDGED}
