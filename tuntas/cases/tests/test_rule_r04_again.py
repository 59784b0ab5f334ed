"""R04: an old police report, or a decision about it, stops no clock about what came after or is another matter."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.cases.actions import closing, decisions, incidents, legal, opening, proposals, reopening
from tuntas.cases.actions.incidents import IncidentData
from tuntas.cases.models import Case
from tuntas.cases.policies import legal as policies
from tuntas.cases.states import ClosingReason, LegalStep, Status
from tuntas.cases.tests.endings import DAY, LATER, closable, ended, fresh
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.intake.actions import triage
from tuntas.intake.states import ReporterRole, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
SEXUAL, PHYSICAL = ViolenceType.SEXUAL, ViolenceType.PHYSICAL
SAID: dict[str, Any] = {"reason": "x", "heard_alone": True}
NEXT = NOW + 40 * DAY


def reported(cast: Cast, case: Case, *, at: Any = NOW, number: str = "LP/1") -> Case:
    legal.record(
        case, step=LegalStep.REPORTED, on_date=at.date(), number=number, late_reason="x", by=cast.manager, at=at
    )
    return fresh(case)


def happened(cast: Cast, case: Case, *, at: Any, **data: Any) -> Case:
    incidents.add(case, data=IncidentData(**{"types": (SEXUAL,)} | data), by=cast.manager, at=at)
    return fresh(case)


def clock(case: Case) -> tuple[str, Any] | None:
    row = Obligation.objects.unsettled().filter(dossier_id=case.pk, kind__startswith="case.police_report").first()
    return (row.kind, row.due_at) if row else None


def test_after_reopening_with_new_violence_the_old_report_stops_nothing(cast: Cast) -> None:
    case = ended(cast, closable(cast, types=(SEXUAL,), victim_reported_at=NOW))
    reopening.reopen(case, note="x", by=cast.manager, at=NEXT)
    assert clock(case) == ("case.police_report_local", NEXT + 3 * DAY)  # not late by what is long over
    legal.record(case, step=LegalStep.VICTIM_REPORTED, on_date=NEXT.date(), by=cast.manager, at=NEXT)
    assert clock(case) == ("case.police_report", NEXT + 3 * DAY)
    assert policies.is_late(fresh(case), at=NEXT + 4 * DAY)
    assert clock(reported(cast, case, at=NEXT, number="LP/2")) is None


def test_reopened_for_services_alone_nothing_is_owed_to_the_police(cast: Cast) -> None:
    case = ended(cast, closable(cast, types=(SEXUAL,)))
    reopening.reopen(case, note="x", new_violence=False, by=cast.manager, at=NEXT)
    assert clock(case) is None
    happened(cast, case, at=NEXT, on_date=NEXT.date())
    assert clock(case) == ("case.police_report_local", NEXT + 3 * DAY)


def test_what_she_says_at_follow_up_starts_the_clock_of_the_law(cast: Cast) -> None:
    case = ended(cast, closable(cast, types=(SEXUAL,)))
    assert case.status == Status.FOLLOW_UP
    closing.follow_up(case, reached=True, safe=False, violence_again=True, by=cast.manager, at=NEXT)
    assert clock(case) == ("case.police_report", NEXT + 3 * DAY)


def test_a_report_from_before_the_violence_stops_nothing_whichever_was_written_down_first(cast: Cast) -> None:
    case = happened(cast, make_case(cast, types=(SEXUAL,)), at=NOW, on_date=NOW.date() - DAY)
    legal.record(case, step=LegalStep.REPORTED, on_date=NOW.date() - 300 * DAY, number="LP/0", by=cast.manager, at=NOW)
    assert clock(fresh(case)) is not None
    assert clock(reported(cast, fresh(case))) is None


def test_another_incident_is_another_report(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,))
    case = reported(cast, happened(cast, case, at=NOW, on_date=NOW.date() - DAY))
    assert clock(case) is None
    for day in (NEXT.date(), NOW.date() - 90 * DAY, None):  # after it; before it, or some day, but not known then
        case = happened(cast, case, at=NEXT, on_date=day)
        assert clock(case) == ("case.police_report_local", NEXT + 3 * DAY), day
        case = reported(cast, case, at=NEXT)
        assert clock(case) is None


def test_what_was_reported_is_written_down_after_the_report(cast: Cast) -> None:
    case = reported(cast, make_case(cast, types=(SEXUAL,)))
    assert clock(happened(cast, case, at=LATER, on_date=NOW.date() - DAY)) is None
    assert clock(happened(cast, case, at=LATER, on_date=NEXT.date(), types=(PHYSICAL,))) is None


def test_a_report_about_a_beating_is_none_about_what_came_to_light_later(cast: Cast) -> None:
    case = reported(cast, make_case(cast, types=(PHYSICAL,)))
    incidents.classify(case, types=(PHYSICAL, SEXUAL), by=cast.manager, at=LATER)
    assert clock(case) == ("case.police_report_local", LATER + 3 * DAY)
    unclassified = reported(cast, make_case(cast, types=()))
    incidents.classify(unclassified, types=(SEXUAL,), by=cast.manager, at=LATER)
    assert clock(unclassified) is None


def test_a_further_report_of_hers_after_the_police_were_told(cast: Cast) -> None:
    case = reported(cast, make_case(cast, types=(SEXUAL,), victim_reported_at=NOW - 9 * DAY))
    report = make_report(cast, at=NEXT, types=(SEXUAL,), reporter_role=ReporterRole.VICTIM)
    triage.accept(report, by=cast.manager, at=NEXT)
    opening.link_report(case, report, by=cast.manager, at=NEXT + timedelta(hours=2))
    assert clock(case) == ("case.police_report", NEXT + 3 * DAY)


def test_a_new_case_that_ends_as_a_duplicate_takes_its_clock_along(cast: Cast) -> None:
    stays = reported(cast, make_case(cast, types=(SEXUAL,)))
    same, other = make_case(cast, types=(SEXUAL,), at=NEXT), make_case(cast, types=(SEXUAL,), at=NEXT)
    happened(cast, same, at=NEXT, on_date=NOW.date() - DAY)
    happened(cast, other, at=NEXT, on_date=NEXT.date())
    for case, wanted in ((same, None), (other, ("case.police_report_local", NEXT + 3 * DAY))):
        fresh(case)
        Case.objects.filter(pk=case.pk).update(risk=1)
        ended(cast, fresh(case), reason=ClosingReason.DUPLICATE, target=fresh(stays), at=NEXT)
        assert clock(stays) == wanted


def test_her_decision_about_one_matter_is_none_about_the_next(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,), victim_reported_at=NOW)
    proposal = proposals.propose_no_complaint(case, by=cast.manager, at=NOW, **SAID)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    assert (clock(case), policies.suspended(fresh(case))) == (None, True)
    case = happened(cast, case, at=NEXT, on_date=NEXT.date())
    assert (clock(case), policies.suspended(case)) == (("case.police_report_local", NEXT + 3 * DAY), False)
    again = proposals.propose_no_complaint(case, by=cast.manager, at=NEXT, **SAID)
    decisions.approve(again, by=cast.leadership, at=NEXT + DAY)
    assert clock(case) is None


def test_the_page_asks_and_says_what_is_new(client: Client, cast: Cast) -> None:
    case = ended(cast, closable(cast, types=(SEXUAL,)))
    make_party(case)
    client.force_login(cast.manager)
    url = reverse("cases:reopen", args=[case.pk])
    assert client.post(url, {"note": "Korban melapor lagi"}).status_code == 422
    assert client.post(url, {"note": "Korban melapor lagi", "new_violence": "unknown"}).status_code == 302
    assert "case.police_report_local" in open_kinds(case)
    assert "belum tercakup" in client.get(reverse("cases:legal", args=[case.pk])).content.decode()
    assert "belum dilaporkan ke kepolisian" in client.get(reverse("cases:detail", args=[case.pk])).content.decode()
