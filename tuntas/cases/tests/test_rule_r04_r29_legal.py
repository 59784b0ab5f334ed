from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases import kinds
from tuntas.cases.actions import legal
from tuntas.cases.models import Case, Incident, LegalEvent, Pressure, Proposal
from tuntas.cases.policies import legal as policies
from tuntas.cases.states import LegalActor, LegalStep, PressureKind, ProposalKind, ProposalStatus, TeamRole
from tuntas.cases.tests.make import join, make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import ViolenceType
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 11, 23)
SEXUAL = (ViolenceType.SEXUAL,)
P, L = "case.police_report", "case.police_report_local"


def sexual(cast: Cast, *, told: datetime | None = NOW - 2 * HOUR, **data: object) -> Case:
    case = make_case(cast, types=SEXUAL, victim_reported_at=told, **data)  # type: ignore[arg-type]
    legal.check_clock(case, by=cast.manager, at=NOW)
    return case


def duty(case: Case, kind: str) -> Obligation:
    return Obligation.objects.unsettled().get(dossier_id=case.pk, kind=kind)


def write(case: Case, step: LegalStep, cast: Cast, *, at: datetime = NOW, **given: Any) -> LegalEvent:
    data: dict[str, Any] = {"number": "LP/1", "on_date": TODAY, "by": cast.manager} | given
    return legal.record(case, step=step, at=at, **data)


def test_rule_r04_72_hours_from_the_victims_own_report(cast: Cast) -> None:
    case = sexual(cast)
    found = duty(case, P)
    assert (found.due_at, found.assignee) == (NOW + 70 * HOUR, cast.manager)
    assert found.next_escalation_at == found.due_at - 48 * HOUR
    assert [step.after for step in kinds.POLICE_REPORT.ladder][:4] == [-48 * HOUR, -48 * HOUR, -24 * HOUR, 0 * HOUR]
    assert kinds.POLICE_REPORT.locked
    assert L not in open_kinds(case)


def test_rule_r04_what_others_reported_has_the_local_clock(cast: Cast) -> None:
    case = sexual(cast, told=None)
    assert open_kinds(case) & {P, L} == {L}
    assert not kinds.POLICE_REPORT_LOCAL.locked
    case.victim_reported_at = NOW
    case.save(update_fields=["victim_reported_at"])
    legal.check_clock(case, by=cast.manager, at=NOW)
    assert open_kinds(case) & {P, L} == {P}
    assert duty(case, P).due_at == NOW + 72 * HOUR


@pytest.mark.parametrize("kind", [ViolenceType.PHYSICAL, ViolenceType.NEGLECT, ViolenceType.PSYCHOLOGICAL])
def test_rule_r04_no_clock_without_sexual_violence(cast: Cast, kind: ViolenceType) -> None:
    case = make_case(cast, types=(kind,), victim_reported_at=NOW)
    assert legal.check_clock(case, by=cast.manager, at=NOW) is None
    assert not open_kinds(case) & {P, L}


def test_rule_r04_asking_twice_opens_one(cast: Cast) -> None:
    case = sexual(cast)
    assert legal.check_clock(case, by=cast.manager, at=NOW) is None
    assert Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=P).count() == 1


def test_rule_r04_the_report_ends_the_clock(cast: Cast) -> None:
    case = sexual(cast)
    row = write(case, LegalStep.REPORTED, cast, number="LP/B/12/XI/2026")
    case = Case.objects.get(pk=case.pk)
    assert case.police_reported_at == NOW
    assert not open_kinds(case) & {P, L}
    assert row.number == "LP/B/12/XI/2026"
    assert legal.check_clock(case, by=cast.manager, at=NOW) is None


def test_rule_r04_without_a_number_nothing_was_taken_and_the_clock_runs(cast: Cast) -> None:
    case = sexual(cast)
    with pytest.raises(Denied, match="STPL") as refused:
        write(case, LegalStep.REPORTED, cast, number=" ")
    assert refused.value.rule == "R04"
    assert P in open_kinds(case)
    assert write(case, LegalStep.REFUSED, cast, number="").number == ""


def test_rule_r04_a_late_report_says_why(cast: Cast) -> None:
    case = sexual(cast)
    late = NOW + 71 * HOUR
    with pytest.raises(Denied, match="alasan keterlambatan") as refused:
        write(case, LegalStep.REPORTED, cast, at=late, late_reason="  ")
    assert refused.value.rule == "R04"
    assert P in open_kinds(case)
    row = write(case, LegalStep.REPORTED, cast, at=late, late_reason="Korban dirawat.")
    assert vault.box(case.pk).unseal(row, "late_reason") == "Korban dirawat."


def test_rule_r04_no_reason_is_asked_in_time_or_without_the_victims_report(cast: Cast) -> None:
    for case, at in ((sexual(cast), NOW + 69 * HOUR), (sexual(cast, told=None), NOW + 30 * DAY)):
        row = write(case, LegalStep.REPORTED, cast, at=at)
        assert row.late_reason is None
        assert P not in open_kinds(case)


def no_complaint(case: Case, cast: Cast) -> None:
    """As the machinery of two persons leaves it."""
    box = vault.box(case.pk, writing=True)
    row = Proposal(
        case=case, kind=ProposalKind.NO_COMPLAINT, status=ProposalStatus.APPROVED, proposed_by=cast.manager, proposed_at=NOW,
        decided_by=cast.supervisor, decided_at=NOW, agency=cast.unit, heard_alone=True,
    )  # fmt: skip
    box.seal(row, reason="Keputusan sadar.")
    row.save(force_insert=True)


def test_rule_r04_an_adults_decision_not_to_complain_puts_it_to_rest(cast: Cast) -> None:
    case = sexual(cast)
    no_complaint(case, cast)
    assert legal.suspend_police_clock(case, by=cast.supervisor, at=NOW) == 1
    assert not open_kinds(case) & {P, L}
    assert legal.check_clock(case, by=cast.manager, at=NOW) is None


@pytest.mark.parametrize("field", ["ever_child", "disabled_victim", "ever_trafficking"])
def test_rule_r04_the_decision_does_not_count_for_a_child_disability_or_trafficking(cast: Cast, field: str) -> None:
    case = sexual(cast)
    setattr(case, field, True)
    case.save(update_fields=[field])
    no_complaint(case, cast)
    with pytest.raises(Denied, match="bukan delik aduan"):
        legal.suspend_police_clock(case, by=cast.supervisor, at=NOW)
    legal.check_clock(case, by=cast.manager, at=NOW)
    assert P in open_kinds(case)


def test_rule_r04_runs_again_when_penetration_becomes_possible(cast: Cast) -> None:
    case = sexual(cast)
    no_complaint(case, cast)
    legal.suspend_police_clock(case, by=cast.supervisor, at=NOW)
    Incident.objects.create(case=case, possible_penetration=True, recorded_at=NOW, recorded_by=cast.manager)
    legal.check_clock(case, by=cast.manager, at=NOW)
    assert P in open_kinds(case)


def test_rule_r04_a_class_that_two_persons_took_away_ends_the_clock(cast: Cast) -> None:
    case = sexual(cast)
    case.types = [ViolenceType.PHYSICAL]
    legal.check_clock(case, by=cast.manager, at=NOW)
    assert not open_kinds(case) & {P, L}


def test_a_refusal_of_the_police_must_be_followed_up(cast: Cast) -> None:
    case = sexual(cast)
    write(case, LegalStep.REFUSED, cast, note="Disuruh pulang.")
    assert {"case.police_obstacle", P} <= open_kinds(case)
    legal.follow_obstacle(case, text="Kapolres dihubungi.", by=cast.manager, at=NOW)
    assert "case.police_obstacle" not in open_kinds(case)
    assert P in open_kinds(case)


def test_steering_to_peace_is_pressure_and_climbs(cast: Cast) -> None:
    case = sexual(cast)
    write(case, LegalStep.STEERED_TO_PEACE, cast, actor=LegalActor.INVESTIGATOR)
    assert Pressure.objects.get(case=case).kind == PressureKind.SETTLEMENT
    assert duty(case, "case.steered_to_peace").basis == "R01"


def test_a_withdrawal_is_an_event_and_no_ending(cast: Cast) -> None:
    case = sexual(cast)
    write(case, LegalStep.WITHDRAWN, cast, actor=LegalActor.OTHER)
    after = Case.objects.get(pk=case.pk)
    assert (after.status, after.closed_at) == (case.status, None)
    assert P in open_kinds(case)


@pytest.mark.parametrize("step", [LegalStep.DIVERSION, LegalStep.RESTORATIVE])
def test_rule_r29_only_law_enforcers_divert(cast: Cast, step: LegalStep) -> None:
    case = make_case(cast)
    for actor in (LegalActor.OTHER, LegalActor.LPSK):
        with pytest.raises(Denied, match="bukan penyelesaian kami") as refused:
            write(case, step, cast, actor=actor)
        assert refused.value.rule == "R29"
        with pytest.raises(IntegrityError), transaction.atomic():
            LegalEvent.objects.create(case=case, by=cast.manager, at=NOW, step=step, actor=actor, on_date=TODAY)
    for actor in policies.ENFORCERS:
        assert write(case, step, cast, actor=actor, number="TAP/1").actor == actor


def test_rule_r29_other_steps_may_be_anybodys(cast: Cast) -> None:
    row = write(make_case(cast), LegalStep.RESTITUTION_REQUESTED, cast, actor=LegalActor.LPSK)
    assert LegalEvent.objects.get(pk=row.pk).actor == LegalActor.LPSK


def test_rule_r29_restorative_justice_in_a_grave_case_must_be_followed_up(cast: Cast) -> None:
    grave, ordinary = sexual(cast), make_case(cast)
    for case in (grave, ordinary):
        write(case, LegalStep.RESTORATIVE, cast, actor=LegalActor.INVESTIGATOR)
    assert "case.steered_to_peace" in open_kinds(grave)
    assert "case.steered_to_peace" not in open_kinds(ordinary)


def test_a_hearing_is_a_duty_until_it_is_accompanied(cast: Cast) -> None:
    case = make_case(cast)
    row = write(case, LegalStep.HEARING, cast, hearing_at=NOW + 5 * DAY)
    assert (duty(case, "case.hearing").due_at, duty(case, "case.hearing").subject_id) == (NOW + 5 * DAY, row.pk)
    with pytest.raises(InvalidTransition, match="belum berlangsung"):
        legal.hearing_attended(row, by=cast.manager, at=NOW + 4 * DAY)
    legal.hearing_attended(row, by=cast.manager, at=NOW + 5 * DAY)
    assert "case.hearing" not in open_kinds(case)
    with pytest.raises(Denied, match="jam sidang"):
        write(case, LegalStep.HEARING, cast)
    with pytest.raises(Denied, match="jam sidang"):
        write(case, LegalStep.APPEAL, cast, hearing_at=NOW)


def test_a_hearing_that_was_put_off_has_its_new_date_first(cast: Cast) -> None:
    case = make_case(cast)
    row = write(case, LegalStep.HEARING, cast, hearing_at=NOW + 5 * DAY)
    later = write(case, LegalStep.HEARING, cast, at=NOW + DAY, hearing_at=NOW + 12 * DAY)
    legal.hearing_attended(row, by=cast.manager, at=NOW + DAY)
    assert duty(case, "case.hearing").subject_id == later.pk


def test_the_legal_counsellor_of_the_team_writes_and_others_do_not(cast: Cast) -> None:
    case = make_case(cast)
    counsellor = cast.by_role[Role.LEGAL_COUNSELLOR]
    with pytest.raises(Denied):
        write(case, LegalStep.INVESTIGATION, cast, by=counsellor)
    join(case, counsellor, TeamRole.LEGAL_COUNSELLOR)
    write(case, LegalStep.INVESTIGATION, cast, by=counsellor)
    for user in (cast.hotline, cast.head, cast.elsewhere[Role.CASE_MANAGER]):
        with pytest.raises(Denied):
            write(case, LegalStep.INVESTIGATION, cast, by=user)


def test_reading_the_notes_is_recorded_and_for_readers(cast: Cast) -> None:
    case = make_case(cast)
    row = write(case, LegalStep.INVESTIGATION, cast, note="Saksi Dahlia")
    assert legal.open_notes(case, [row], by=cast.head, at=NOW) == {row.pk: ("Saksi Dahlia", "")}
    with pytest.raises(Denied):
        legal.open_notes(case, [row], by=cast.by_role[Role.DATA_OFFICER], at=NOW)


def test_steps_to_the_verdict_are_kept_in_their_order(cast: Cast) -> None:
    case = make_case(cast)
    make_party(case)
    steps = [
        LegalStep.INVESTIGATION,
        LegalStep.PROSECUTION,
        LegalStep.FIRST_COURT,
        LegalStep.FINAL_VERDICT,
        LegalStep.RESTITUTION_PAID,
    ]
    for number, step in enumerate(steps):
        write(case, step, cast, at=NOW + number * DAY, on_date=TODAY + number * DAY)
    assert list(LegalEvent.objects.filter(case=case).order_by("on_date").values_list("step", flat=True)) == steps
