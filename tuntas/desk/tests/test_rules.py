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
    client.force_login(cast.head)
    page = client.get(PAGE)
    counts = {row["rule"].id: row["refused"] for row in page.context["rows"]}
    assert counts["R01"] == 2
    assert counts["R02"] == 0
    assert (page.context["total"], page.context["other"]) == (3, 1)


def test_a_refusal_behind_a_wall_is_not_counted_for_those_whom_it_keeps_out(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    refuse("R01", by=cast.supervisor, dossier_id=report.pk)
    walls.add(report.pk, users=[cast.manager], by=cast.supervisor, at=NOW)
    seen = {}
    for person in (cast.manager, cast.supervisor):
        client.force_login(person)
        seen[person] = client.get(PAGE).context["total"]
    assert seen == {cast.manager: 0, cast.supervisor: 1}


@pytest.mark.parametrize(("role", "code"), [(Role.CADRE, 200), (Role.AUDITOR, 200)])
def test_whoever_is_posted_may_read_it(client: Client, cast: Cast, role: Role, code: int) -> None:
    client.force_login(cast.by_role[role])
    assert client.get(PAGE).status_code == code


def test_for_somebody_without_posting_it_does_not_exist(client: Client, cast: Cast) -> None:
    client.force_login(cast.stranger)
    assert client.get(PAGE).status_code == 404
