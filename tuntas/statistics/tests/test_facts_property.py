"""Whatever people do, facts taken up from the log are those that are made anew from the dossiers."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.cast import Cast
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.areas.actions import changes
from tuntas.areas.actions.changes import Part
from tuntas.areas.models import Area
from tuntas.cases.actions import incidents, parties
from tuntas.cases.actions.incidents import IncidentData
from tuntas.cases.models import Case, Party
from tuntas.cases.states import PartyRole, PlaceType, Relation
from tuntas.cases.tests.make import make_case
from tuntas.cases.tests.test_life import MANAGES, TYPES, WHICH, Life
from tuntas.core.errors import Denied
from tuntas.intake.actions import endings, erasure, risk, triage
from tuntas.intake.models import Report
from tuntas.intake.states import VictimAge, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.people.actions import merges, people
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Merge, Person
from tuntas.people.states import Sex, Work
from tuntas.statistics.facts import keeping
from tuntas.statistics.models import CaseFact, PersonYear
from tuntas.statistics.tests.snapshot import caught_up, rebuilt, snapshot

EXAMPLES, STEPS = 8, 30
BORN = st.dates(date(1950, 1, 1), date(2024, 1, 1))


class Counted(Life):
    """A life of cases, with what besides changes the facts, and the job that takes them up at any time."""

    compared = 0
    merged = 0
    moved = 0

    def teardown(self) -> None:
        try:
            taken = caught_up()
            assert taken == rebuilt()
            assert CaseFact.objects.count() <= Case.objects.count()
            assert PersonYear.objects.exists()
            type(self).compared += 1
        finally:
            super().teardown()

    def people(self) -> list[Person]:
        return list(Person.objects.filter(parties__case__in=self.cases).order_by("pk").distinct())

    @rule()
    def the_job_runs(self) -> None:
        keeping.catch_up(at=self.at)

    @rule(which=WHICH, role=st.sampled_from([PartyRole.VICTIM, PartyRole.REPORTED_PERSON]), born=BORN)
    def write_somebody_down(self, which: int, role: PartyRole, born: date) -> None:
        data = PersonData(name="Kenanga Contoh", birth_date=born, sex=Sex.FEMALE)
        self.attempt(parties.add, self.case(which), role=role, data=data, by=Role.CASE_MANAGER)

    @rule(which=WHICH, other=WHICH)
    def write_down_again(self, which: int, other: int) -> None:
        person = self.people()[other % len(self.people())]
        self.attempt(parties.add_known, self.case(which), role=PartyRole.VICTIM, person=person, by=Role.CASE_MANAGER)

    @rule(which=WHICH, born=BORN, work=st.sampled_from(list(Work)))
    def change_the_sheet(self, which: int, born: date, work: Work) -> None:
        person = self.people()[which % len(self.people())]
        data = PersonData(name="Kenanga Contoh", birth_date=born, work=work)
        self.attempt(people.edit, person, data=data, by=Role.CASE_MANAGER)

    @rule(which=WHICH, kind=st.sampled_from(list(Relation)))
    def relate(self, which: int, kind: Relation) -> None:
        suspect = Party.objects.filter(case=self.case(which), role=PartyRole.REPORTED_PERSON).first()
        if suspect:
            given = {"victim": self.victim(which), "reported_person": suspect, "kind": kind}
            self.attempt(parties.relate, self.case(which), by=Role.CASE_MANAGER, **given)

    @rule(which=WHICH, types=TYPES, days=st.integers(0, 900), place=st.sampled_from(list(PlaceType)), by=MANAGES)
    def it_happened(self, which: int, types: list[ViolenceType], days: int, place: PlaceType, by: Role) -> None:
        data = IncidentData(on_date=(self.at - timedelta(days=days)).date(), types=tuple(types[:1]), place_type=place)
        self.attempt(incidents.add, self.case(which), data=data, by=by)

    @rule(one=WHICH, other=WHICH, outcome=st.sampled_from([merges.approve, merges.approve, merges.reject]))
    def merge(self, one: int, other: int, outcome: Callable[..., object]) -> None:
        kept, gone = self.people()[one % len(self.people())], self.people()[other % len(self.people())]
        self.attempt(merges.propose, kept=kept, merged=gone, reason="x", by=Role.CASE_MANAGER)
        row = Merge.objects.filter(is_open=True).order_by("-pk").first()
        self.attempt(outcome, row, by=Role.SUPERVISOR)
        type(self).merged += Person.objects.filter(merged_into__isnull=False).count()

    @rule(which=WHICH)
    def take_apart(self, which: int) -> None:
        rows = list(Merge.objects.filter(status="merged").order_by("pk"))
        self.attempt(merges.reverse, rows[which % len(rows)] if rows else None, by=Role.SUPERVISOR)

    @rule(ended=st.booleans(), again=st.booleans(), erase=st.booleans())
    def report(self, ended: bool, again: bool, erase: bool) -> None:
        report = make_report(self.cast, at=self.at)
        given = {"types": [ViolenceType.SEXUAL], "victim_age": VictimAge.CHILD_6_12}
        self.attempt(triage.classify, report, by=Role.HOTLINE_OFFICER, **given)
        if ended:
            self.attempt(risk.assess, report, items=[], by=Role.HOTLINE_OFFICER)
            self.attempt(endings.end_as_non_case, report, note="x", by=Role.HOTLINE_OFFICER)
        if again:
            self.attempt(endings.reopen, report, by=Role.HOTLINE_OFFICER)
        if erase:
            with suppress(Denied), transaction.atomic():
                erasure.erase(Report.objects.get(pk=report.pk), reason="retensi", by=System("uji"), at=self.at)

    @rule(kind=st.sampled_from(["split", "merge"]))
    def areas_change(self, kind: str) -> None:
        """The village of the cases ends: by one successor, or by two."""
        village = Area.objects.current().filter(path=self.cast.village.path).first()
        if village is None or type(self).moved > 3:
            return
        type(self).moved += 1
        on, by = self.at.date(), Role.SYSTEM_ADMIN
        parts = [Part(code=f"{village.code[:-2]}{n}", name=f"Baru {n}", label=village.label) for n in (97, 98)]
        if kind == "split":
            given = {"parts": parts, "goes_on": False, "on": on, "basis": "Perda"}
            self.attempt(changes.split, village, by=by, **given)
        else:
            other = Area.objects.current().filter(parent=village.parent).exclude(pk=village.pk).earliest("code")
            self.attempt(changes.merge, [village, other], into=parts[0], on=on, basis="Perda", by=by)


@pytest.mark.django_db
def test_taken_up_or_made_anew_it_is_the_same(cast: Cast) -> None:
    Counted.cast = cast
    run_state_machine_as_test(
        Counted,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    print(f"{Counted.acts} acts, {Counted.merged} merged, {Counted.moved} areas changed, compared {Counted.compared}")
    assert Counted.compared >= EXAMPLES
    assert Counted.merged
    assert Counted.moved


@pytest.mark.django_db
def test_the_comparison_would_notice(cast: Cast) -> None:
    make_case(cast)
    taken = caught_up()
    CaseFact.objects.all().delete()
    assert taken["CaseFact"]
    assert snapshot() != taken
    assert rebuilt() == taken
