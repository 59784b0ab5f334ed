"""Who gets which page: one table for all staff pages about reports."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.accounts.models import User
from tuntas.intake.actions import entries, forwardings, proposals, risk
from tuntas.intake.models import Report
from tuntas.intake.states import EntryKind, ProposalKind
from tuntas.intake.tests.make import make_report

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = (
    ("hotline", "manager", "supervisor", "head"),
    ("secretariat", "leadership", "satpol", "auditor", "sysadmin", "stranger"),
)


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def get(client: Client, name: str, *args: Any) -> int:
    return int(client.get(reverse(f"intake:{name}", args=args)).status_code)


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast, victim_name="Melati", reporter_phone="081234567890")


@pytest.mark.parametrize("who", INSIDE)
@pytest.mark.parametrize("name", ["list", "detail", "story", "messages", "danger", "wall", "forwardings", "proposals"])
def test_the_unit_opens_its_reports(client: Client, cast: Cast, report: Report, who: str, name: str) -> None:
    args = [report.pk] if name in {"detail", "story", "messages", "danger", "wall"} else []
    assert get(sign_in(client, getattr(cast, who)), name, *args) == 200


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("name", ["detail", "story", "messages", "triage", "danger", "wall", "forward", "end"])
def test_for_everybody_else_it_does_not_exist(client: Client, cast: Cast, report: Report, who: str, name: str) -> None:
    assert get(sign_in(client, getattr(cast, who)), name, report.pk) == 404


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("triage", {"hotline": 200, "manager": 200, "supervisor": 200, "head": 404}),
        ("forward", {"hotline": 200, "manager": 200, "supervisor": 200, "head": 404}),
        ("end", {"hotline": 200, "manager": 200, "supervisor": 200, "head": 403}),
        ("new", {"hotline": 200, "secretariat": 200, "head": 403, "satpol": 403, "stranger": 403}),
        ("entries", {"hotline": 200, "secretariat": 200, "head": 403, "satpol": 403, "stranger": 403}),
    ],
)
def test_working_pages(client: Client, cast: Cast, report: Report, name: str, codes: dict[str, int]) -> None:
    args = [] if name in {"new", "entries"} else [report.pk]
    assert {who: get(sign_in(client, getattr(cast, who)), name, *args) for who in codes} == codes


def test_behind_a_wall_every_page_is_gone(client: Client, cast: Cast) -> None:
    report = make_report(cast, wall_users=(cast.hotline.pk,))
    sign_in(client, cast.hotline)
    for name in ("detail", "story", "messages", "triage", "danger", "wall", "forward", "end"):
        assert get(client, name, report.pk) == 404
    assert report.number not in client.get(reverse("intake:list")).content.decode()
    assert get(sign_in(client, cast.manager), "detail", report.pk) == 200


def test_elsewhere_sees_nothing(client: Client, cast: Cast, report: Report) -> None:
    for user in cast.elsewhere.values():
        assert get(sign_in(client, user), "detail", report.pk) == 404


def test_a_stranger_without_account_is_asked_to_sign_in(client: Client, report: Report) -> None:
    response = client.get(reverse("intake:detail", args=[report.pk]))
    assert response.status_code == 302
    assert "next=" in response["Location"]


def test_a_forwarding_is_open_to_both_sides_only(client: Client, cast: Cast, report: Report) -> None:
    row = forwardings.send(report, receiver=cast.agencies["satpol"], shared="Kamar 207", by=cast.hotline, at=NOW)
    codes = {
        who: get(sign_in(client, getattr(cast, who)), "forwarding", row.pk)
        for who in ("hotline", "head", "satpol", "satpol_head", "secretariat", "leadership", "stranger")
    }
    assert codes == {
        "hotline": 200,
        "head": 200,
        "satpol": 200,
        "satpol_head": 200,
        "secretariat": 404,
        "leadership": 404,
        "stranger": 404,
    }


def test_a_proposal_is_open_to_the_unit_and_the_desk_that_decides(client: Client, cast: Cast, report: Report) -> None:
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    row = proposals.propose_ending(
        report, kind=ProposalKind.NOT_PROVEN, reason="Tidak ada apa-apa", by=cast.hotline, at=NOW
    )
    codes = {
        who: get(sign_in(client, getattr(cast, who)), "proposal", row.pk)
        for who in ("hotline", "supervisor", "leadership", "satpol", "stranger")
    }
    assert codes == {"hotline": 200, "supervisor": 200, "leadership": 200, "satpol": 404, "stranger": 404}


def test_an_entry_is_open_to_its_unit(client: Client, cast: Cast) -> None:
    row = entries.add(form_id=uuid4(), kind=EntryKind.WHEREABOUTS, agency=cast.unit, by=cast.hotline, at=NOW)
    codes = {
        who: get(sign_in(client, getattr(cast, who)), "entry", row.pk)
        for who in ("hotline", "head", "satpol", "stranger")
    }
    assert codes == {"hotline": 200, "head": 200, "satpol": 404, "stranger": 404}
