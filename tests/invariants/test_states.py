"""Every status has transitions and a label; every state but a final one leads on; open is named once."""

import pytest
from django.db.models import TextChoices

from tuntas.bodies import states as body_states
from tuntas.cadres import states as cadre_states
from tuntas.cases import states as case_states
from tuntas.intake import states
from tuntas.letters import states as letter_states
from tuntas.meetings import states as meeting_states
from tuntas.referrals import states as referral_states

MACHINES = [
    (states.Status, states.TRANSITIONS),
    (states.ForwardingStatus, states.FORWARDING_TRANSITIONS),
    (states.ProposalStatus, states.PROPOSAL_TRANSITIONS),
    (states.ExportStatus, states.EXPORT_TRANSITIONS),
    (referral_states.Status, referral_states.TRANSITIONS),
    (letter_states.LetterStatus, letter_states.LETTER_TRANSITIONS),
    (letter_states.BatchStatus, letter_states.BATCH_TRANSITIONS),
    (case_states.Status, case_states.TRANSITIONS),
    (case_states.ProposalStatus, case_states.PROPOSAL_TRANSITIONS),
    (case_states.PlanItemStatus, case_states.PLAN_ITEM_TRANSITIONS),
    (case_states.ServiceStatus, case_states.SERVICE_TRANSITIONS),
    (case_states.ScreeningStatus, case_states.SCREENING_TRANSITIONS),
    (case_states.ProtectionStatus, case_states.PROTECTION_TRANSITIONS),
    (case_states.OutreachStatus, case_states.OUTREACH_TRANSITIONS),
    (case_states.ShelterStatus, case_states.SHELTER_TRANSITIONS),
    (body_states.ElectionStatus, body_states.ELECTION_TRANSITIONS),
    (body_states.TaskStatus, body_states.TASK_TRANSITIONS),
    (body_states.PathStatus, body_states.PATH_TRANSITIONS),
    (cadre_states.ImportStatus, cadre_states.IMPORT_TRANSITIONS),
    (cadre_states.DetectionStatus, cadre_states.DETECTION_TRANSITIONS),
    (cadre_states.VisitStatus, cadre_states.VISIT_TRANSITIONS),
    (cadre_states.CallStatus, cadre_states.CALL_TRANSITIONS),
    (cadre_states.HelpStatus, cadre_states.HELP_TRANSITIONS),
    (cadre_states.TaskStatus, cadre_states.TASK_TRANSITIONS),
    (meeting_states.MeetingStatus, meeting_states.MEETING_TRANSITIONS),
    (meeting_states.ActionStatus, meeting_states.ACTION_TRANSITIONS),
]

# Where something may begin besides the first state.
BEGINS: dict[type[TextChoices], set[TextChoices]] = {
    case_states.ScreeningStatus: {case_states.ScreeningStatus.ALERT},
}


@pytest.mark.parametrize(
    ("statuses", "transitions"), MACHINES, ids=lambda value: getattr(value, "__name__", "transitions")
)
def test_every_status_has_transitions_and_a_label(
    statuses: type[TextChoices], transitions: dict[TextChoices, set[TextChoices]]
) -> None:
    assert set(transitions) == set(statuses)
    assert all(status.label for status in statuses)
    reachable = {new for targets in transitions.values() for new in targets}
    first = next(iter(statuses))
    assert reachable | {first} | BEGINS.get(statuses, set()) == set(statuses)


def test_open_reports_can_always_go_on() -> None:
    assert all(states.TRANSITIONS[status] for status in states.OPEN)


def test_endings_that_hide_a_report_need_two() -> None:
    assert {states.Status.DUPLICATE, states.Status.NOT_OURS, states.Status.NOT_PROVEN} == states.TWO_PERSON_ENDINGS


def test_an_open_case_can_always_go_on_and_an_ended_one_come_back() -> None:
    assert all(case_states.TRANSITIONS[status] for status in case_states.Status)
    assert case_states.Status.REOPENED in case_states.TRANSITIONS[case_states.Status.CLOSED]


def test_settlements_are_reasons_that_are_refused() -> None:
    refused = {"family_settlement", "peace", "withdrawn"}
    assert {str(reason) for reason in case_states.REFUSED_REASONS} == refused
    assert not case_states.DETOURS & case_states.REFUSED_REASONS
