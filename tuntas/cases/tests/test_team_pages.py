"""Pages of the team, the caseload and the wall of a case."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases.models import Case, TeamMember
from tuntas.cases.states import TeamRole
from tuntas.cases.tests.make import join, make_case, second_manager
from tuntas.intake.states import Risk
from tuntas.obligations.models import Wall

pytestmark = pytest.mark.django_db


def test_the_team_page(client: Client, cast: Cast) -> None:
    case, companion = make_case(cast), cast.by_role[Role.COMPANION_WORKER]
    client.force_login(cast.manager)
    url = reverse("cases:team", args=[case.pk])
    assert companion.name in client.get(url).content.decode()
    assert client.post(url, {"member": f"companion.{companion.pk}"}).status_code == 302
    member = TeamMember.objects.get(user=companion)
    client.force_login(companion)
    assert "hanya diatur oleh" in client.get(url).content.decode()
    assert client.post(url, {"member": f"manager.{cast.supervisor.pk}"}).status_code == 403
    client.force_login(cast.manager)
    assert client.post(reverse("cases:leave_team", args=[member.pk])).status_code == 302
    assert "Pernah dalam tim" in client.get(url).content.decode()


def test_another_manager_through_the_page(client: Client, cast: Cast) -> None:
    case, other = make_case(cast), second_manager(cast)
    client.force_login(cast.supervisor)
    assert client.post(reverse("cases:team", args=[case.pk]), {"member": f"manager.{other.pk}"}).status_code == 302
    assert Case.objects.get().manager == other


def test_the_caseload_counts_what_this_person_sees(client: Client, cast: Cast) -> None:
    make_case(cast, risk=Risk.HIGH)
    late = make_case(cast, at=NOW - timedelta(days=40))
    join(late, cast.by_role[Role.COMPANION_WORKER], TeamRole.COMPANION)
    client.force_login(cast.supervisor)
    page = client.get(reverse("cases:caseload"))
    rows = {row.user: (row.managed, row.joined, row.high) for row in page.context["rows"]}
    assert rows == {cast.manager: (2, 0, 1), cast.by_role[Role.COMPANION_WORKER]: (0, 1, 0)}
    assert page.context["rows"][0].late + page.context["rows"][1].late >= 1
    client.force_login(cast.hotline)
    assert client.get(reverse("cases:caseload")).context["rows"] == []


def test_the_wall_page(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    url = reverse("cases:wall", args=[case.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"users": [str(cast.supervisor.pk)]}).status_code == 302
    assert Wall.objects.get(dossier_id=case.pk).user_id == cast.supervisor.pk
    assert cast.supervisor.name in client.get(url).content.decode()
    assert client.post(reverse("cases:wall_not_needed", args=[case.pk])).status_code == 302
    client.force_login(cast.supervisor)
    for name in ("wall", "detail", "team", "parties", "story", "incidents", "note"):
        assert client.get(reverse(f"cases:{name}", args=[case.pk])).status_code == 404
    assert client.get(reverse("cases:caseload")).context["rows"] == []
