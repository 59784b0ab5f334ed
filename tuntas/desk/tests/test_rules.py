"""The rulebook page."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.audit.log import record
from tuntas.intake.tests.make import make_report
from tuntas.law.rules import RULES
from tuntas.obligations.actions import walls

PAGE = reverse("desk:rules")


def refuse(rule: str, *, by: User, at: datetime | None = None, dossier_id: UUID | None = None) -> None:
    record(
        "refused",
        None,
        by=by,
        at=at or timezone.now(),
        dossier_id=dossier_id,
        rule=rule,
        page="cases:close",
        status=403,
    )


def test_every_rule_stands_there_with_its_basis(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    page = client.get(PAGE).content.decode()
    for rule in RULES.values():
        assert f'id="{rule.id}"' in page
    assert "UU 12/2022 Pasal 23" in page
    assert "belum dikonfirmasi" in page


def test_it_counts_the_refusals_of_this_year_only(client: Client, cast: Cast) -> None:
    refuse("R01", by=cast.manager)
    refuse("R01", by=cast.supervisor)
    refuse("", by=cast.supervisor)
    refuse("R01", by=cast.manager, at=timezone.now() - timedelta(days=366))
    client.force_login(cast.auditor)
    page = client.get(PAGE)
    counts = {row["rule"].id: row["refused"] for row in page.context["rows"]}
    assert (counts["R01"], counts["R02"]) == ("2", "0")
    assert (page.context["total"], page.context["other"]) == ("3", "1")


def test_for_others_small_numbers_are_hidden_and_no_step_shows_one_more(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    seen = []
    for _ in range(11):
        seen.append(counted(client, "R01"))
        refuse("R01", by=cast.manager)
    assert seen == ["kurang dari 5"] * 5 + ["5 atau lebih"] * 5 + ["10 atau lebih"]
    assert counted(client, "R02") == "kurang dari 5"  # none or four: nobody can tell


def test_two_who_compare_their_pages_learn_of_no_wall(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    for _ in range(5):
        refuse("R01", by=cast.supervisor, dossier_id=report.pk)
    walls.add(report.pk, users=[cast.manager, cast.auditor], by=cast.supervisor, at=NOW)
    seen = {}
    for person in (cast.manager, cast.supervisor, cast.auditor):
        client.force_login(person)
        seen[person] = counted(client, "R01")
    assert seen == {cast.manager: "5 atau lebih", cast.supervisor: "5 atau lebih", cast.auditor: "0"}


def counted(client: Client, rule: str) -> str:
    rows = {row["rule"].id: row["refused"] for row in client.get(PAGE).context["rows"]}
    return str(rows[rule])


@pytest.mark.parametrize(("role", "code"), [(Role.CADRE, 200), (Role.AUDITOR, 200)])
def test_whoever_is_posted_may_read_it(client: Client, cast: Cast, role: Role, code: int) -> None:
    client.force_login(cast.by_role[role])
    assert client.get(PAGE).status_code == code


def test_for_somebody_without_posting_it_does_not_exist(client: Client, cast: Cast) -> None:
    client.force_login(cast.stranger)
    assert client.get(PAGE).status_code == 404
