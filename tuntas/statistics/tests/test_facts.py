"""What becomes a fact: the rules of counting for one case, one person, one report."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.management import call_command

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.areas.actions import changes
from tuntas.areas.actions.changes import Part
from tuntas.audit import log, sealing
from tuntas.audit.models import Event
from tuntas.audit.tests.events import another_connection
from tuntas.cases.actions import incidents, legal, parties, services
from tuntas.cases.actions.incidents import IncidentData
from tuntas.cases.models import Case
from tuntas.cases.states import Context, LegalStep, PartyRole, PlaceType, Proof, Relation, ServiceKind
from tuntas.cases.tests.make import make_case, make_from_report, make_party, make_person
from tuntas.core import vault_keys
from tuntas.intake.actions import endings, risk
from tuntas.intake.states import Channel, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.people.actions import merges, people
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Merge
from tuntas.people.states import Disability, Sex, Work
from tuntas.statistics import vocabulary as words
from tuntas.statistics.facts import keeping
from tuntas.statistics.models import CaseFact, FactCursor, PersonFact, PersonYear, ReportFact, ServiceFact
from tuntas.statistics.tests.snapshot import MODELS
from tuntas.statistics.vocabulary import Basis
from tuntas.statistics.vocabulary import Part as Who

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def take() -> int:
    return keeping.catch_up(at=NOW)


def test_a_case_has_three_days_and_its_codes(cast: Cast) -> None:
    reported = NOW - 40 * DAY
    case = make_from_report(cast, report=make_report(cast, at=reported), at=NOW)
    data = IncidentData(
        on_date=date(2025, 12, 31), types=(ViolenceType.ELECTRONIC_SEXUAL, ViolenceType.PHYSICAL), contexts=(Context.ONLINE,),
        place_type=PlaceType.ONLINE, platform="TikTok", narrative="Cerita",
    )  # fmt: skip
    incidents.add(case, data=data, by=cast.manager, at=NOW)
    take()
    fact = CaseFact.objects.get()
    assert (fact.incident_date, fact.report_date, fact.entry_date) == (
        date(2025, 12, 31),
        date(2026, 10, 14),
        date(2026, 11, 23),
    )
    assert words.TYPES.codes(fact.types) == ["physical", "sexual"]
    assert words.CONTEXTS.codes(fact.contexts) == ["online"]
    assert (fact.place, fact.platform, fact.ending) == ("online", "TikTok", "open")
    assert fact.area_path == cast.village.path


def test_a_name_of_a_platform_that_is_on_no_list_is_left_out(cast: Cast) -> None:
    case = make_case(cast)
    incidents.add(case, data=IncidentData(platform="Kenanga Rahasia"), by=cast.manager, at=NOW)
    take()
    assert CaseFact.objects.get().platform == ""


def test_a_day_is_that_of_the_area(cast: Cast) -> None:
    make_case(cast, at=NOW.replace(day=30, hour=18))  # 1 December, 01.00 in Pontianak
    take()
    assert CaseFact.objects.get().entry_date == date(2026, 12, 1)


def test_age_is_that_of_the_day_it_happened(cast: Cast) -> None:
    case = make_case(cast)
    born = make_person(cast, birth_date=date(2012, 6, 2))
    make_party(case, person=born)
    make_party(case, person=make_person(cast))
    incidents.add(case, data=IncidentData(on_date=date(2025, 6, 1)), by=cast.manager, at=NOW)
    take()
    assert sorted(PersonFact.objects.values_list("age", flat=True), key=str) == [12, None]
    people.correct_birth(born, birth_date=date(2012, 6, 1), birth_year=None, estimated=False, by=cast.manager, at=NOW)
    take()
    assert PersonFact.objects.filter(age=13).count() == 1


def test_who_somebody_is(cast: Cast) -> None:
    case = make_case(cast)
    sheet = PersonData(
        name="Kenanga Contoh", birth_year=1990, sex=Sex.FEMALE, work=Work.HOUSEWIFE, disabilities=(Disability.SENSORY,)
    )
    victim = parties.add(case, role=PartyRole.VICTIM, data=sheet, by=cast.manager, at=NOW)
    other = parties.add(
        case, role=PartyRole.REPORTED_PERSON, data=PersonData(name="Budi Contoh", sex=Sex.MALE), by=cast.manager, at=NOW
    )
    parties.relate(case, victim=victim, reported_person=other, kind=Relation.SPOUSE, by=cast.manager, at=NOW)
    make_party(case, PartyRole.WITNESS)
    legal.record(case, step=LegalStep.FINAL_VERDICT, on_date=NOW.date(), by=cast.manager, at=NOW)
    take()
    her, him = PersonFact.objects.get(part=Who.VICTIM), PersonFact.objects.get(part=Who.REPORTED_PERSON)
    assert (her.age, her.sex, her.work) == (36, "f", "housewife")
    assert words.DISABILITY.codes(her.disabilities) == ["sensory"]
    assert words.RELATIONS.codes(her.relations) == words.RELATIONS.codes(him.relations) == ["spouse"]
    assert him.final_verdict


def test_services_that_were_given_and_how_long_she_waited(cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    asked = [
        services.request(case, victim=victim, kind=kind, by=cast.manager, at=NOW)
        for kind in (ServiceKind.HEALTH, ServiceKind.LEGAL_AID, ServiceKind.REPATRIATION)
    ]
    services.start(asked[0], by=cast.manager, at=NOW + 5 * DAY)
    services.finish(asked[0], proof=Proof.LETTER, result="x", by=cast.manager, at=NOW + 9 * DAY)
    services.cancel(asked[1], reason="x", by=cast.manager, at=NOW + DAY)
    take()
    assert set(ServiceFact.objects.values_list("kind", "given", "waited")) == {("2", True, 5), ("7", False, None)}
    assert words.SERVICES.codes(PersonFact.objects.get().services) == ["2"]


def test_two_cases_of_one_person_are_one_victim(cast: Cast) -> None:
    person = make_person(cast, birth_date=date(2015, 1, 1))
    first = make_case(cast, types=(ViolenceType.NEGLECT,), at=NOW - 200 * DAY)
    second = make_case(cast, types=(ViolenceType.SEXUAL,), at=NOW)
    for case in (first, second):
        make_party(case, person=person)
    take()
    row = PersonYear.objects.get(basis=Basis.REPORT)
    assert CaseFact.objects.count() == 2
    assert (row.year, row.quarter, row.cases) == (2026, 2, 2)
    assert words.TYPES.codes(row.types) == ["sexual", "neglect"]
    assert not PersonYear.objects.filter(basis=Basis.INCIDENT).exists()


def test_merged_sheets_are_one_victim_and_two_again_when_taken_apart(cast: Cast) -> None:
    kept, gone = make_person(cast), make_person(cast)
    for person in (kept, gone):
        make_party(make_case(cast), person=person)
    take()
    assert PersonYear.objects.filter(basis=Basis.REPORT).count() == 2
    merge = merges.propose(kept=kept, merged=gone, reason="x", by=cast.manager, at=NOW)
    merges.approve(merge, by=cast.supervisor, at=NOW)
    take()
    assert PersonYear.objects.filter(basis=Basis.REPORT).get().cases == 2
    merges.reverse(Merge.objects.get(), by=cast.supervisor, at=NOW)
    take()
    assert PersonYear.objects.filter(basis=Basis.REPORT).count() == 2


def test_an_erased_sheet_is_counted_without_a_link_and_without_the_day_of_birth(cast: Cast) -> None:
    person = make_person(cast, birth_date=date(2015, 6, 1))
    for case in (make_case(cast), make_case(cast)):
        make_party(case, person=person)
    vault_keys.erase(person.pk, at=NOW)
    keeping.rebuild(at=NOW)
    assert PersonYear.objects.filter(basis=Basis.REPORT).count() == 2
    assert set(PersonFact.objects.values_list("age", flat=True)) == {11}


def test_a_double_and_a_contact_that_was_no_report_are_not_counted(cast: Cast) -> None:
    case = make_case(cast)
    report = make_report(cast, channel=Channel.PHONE, by=cast.hotline)
    take()
    assert (CaseFact.objects.count(), ReportFact.objects.count()) == (1, 1)
    Case.objects.filter(pk=case.pk).update(closing_reason="duplicate", status="closed", closed_at=NOW, duty=None)
    risk.assess(report, items=[], by=cast.hotline, at=NOW)
    endings.end_as_non_case(report, note="x", by=cast.hotline, at=NOW)
    keeping.rebuild(at=NOW)
    assert (CaseFact.objects.count(), ReportFact.objects.count()) == (0, 0)


def test_an_area_that_was_merged_counts_in_its_successor_one_that_was_split_in_itself(cast: Cast) -> None:
    make_case(cast)
    make_case(cast, area=cast.south_village)
    take()
    part = Part(code=f"{cast.village.code[:-2]}97", name="Baru", label="Kelurahan")
    parts = [Part(code=f"{cast.south_village.code[:-2]}9{n}", name=f"Baru {n}", label="Kelurahan") for n in (6, 7)]
    how = {"on": NOW.date(), "basis": "Perda", "by": cast.sysadmin, "at": NOW}
    other = cast.village.__class__.objects.current().filter(parent=cast.village.parent).exclude(pk=cast.village.pk)[0]
    changes.merge([cast.village, other], into=part, **how)  # type: ignore[arg-type]
    changes.split(cast.south_village, parts=parts, goes_on=False, **how)  # type: ignore[arg-type]
    take()
    assert set(CaseFact.objects.values_list("area_path", flat=True)) == {f"{part.code}.", cast.south_village.path}


def test_no_fact_has_an_id_of_what_it_was_taken_from(cast: Cast) -> None:
    case = make_case(cast)
    party = make_party(case)
    take()
    ours = {case.pk, party.pk, party.person_id}
    rows = [*CaseFact.objects.values_list(), *PersonFact.objects.values_list(), *PersonYear.objects.values_list()]
    found = {value for row in rows for value in row if isinstance(value, UUID)}
    assert found
    assert not found & ours


def test_the_cursor_moves_with_the_facts_and_nothing_is_taken_twice(cast: Cast) -> None:
    make_case(cast)
    assert take() > 0
    seq = FactCursor.objects.get().seq
    assert seq >= Event.objects.order_by("-seq").values_list("seq", flat=True)[0]
    assert take() == 0


def test_the_command(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    make_case(cast)
    call_command("facts")
    call_command("facts", "--rebuild")
    assert "peristiwa diperhitungkan" in (said := capsys.readouterr().out)
    assert "Fakta dari 1 kasus disusun ulang." in said
    assert Event.objects.get(kind="facts.rebuilt").data == {"count": 1}


@pytest.mark.django_db(transaction=True)
def test_a_writer_who_commits_late_is_not_passed_over() -> None:
    with another_connection() as other:
        slow = other.execute(
            "INSERT INTO audit_event (id, at, kind, actor_name, subject_type, subject_id, area_path, data)"
            " VALUES (gen_random_uuid(), now(), 'test.slow', 'uji', '', '', '', '{}') RETURNING seq"
        ).fetchone()
        log.record("test.quick", None, by=System("uji"), at=NOW, subject_type="test")
        with pytest.raises(sealing.StillWriting):
            keeping.catch_up(at=NOW, patience=0.1)
        other.commit()
    assert slow is not None
    assert keeping.catch_up(at=NOW) >= 2
    assert FactCursor.objects.get().seq > slow[0]


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_do_not_wait_for_each_other() -> None:
    log.record("test.quick", None, by=System("uji"), at=NOW, subject_type="test")
    with another_connection() as other:
        other.execute("SELECT * FROM statistics_factcursor FOR UPDATE")
        assert keeping.catch_up(at=NOW) == 0
    assert keeping.catch_up(at=NOW) > 0


def test_nobody_is_in_the_facts(cast: Cast) -> None:
    """Whoever steals the tables of facts finds no name, no number, no day of birth, no id of a dossier."""
    case = make_from_report(cast, report=make_report(cast, victim_name="Xaveria Contoh", place="Gang Melur Ungu"))
    sheet = PersonData(
        name="Xaveria Contoh", birth_date=date(1991, 2, 3), nik="6171014302910000", phone="0812-9876-5432"
    )
    party = parties.add(case, role=PartyRole.VICTIM, data=sheet, by=cast.manager, at=NOW)
    incidents.add(case, data=IncidentData(narrative="Sapu ungu", place="Gang Melur Ungu"), by=cast.manager, at=NOW)
    services.request(case, victim=party, kind=ServiceKind.HEALTH, purpose="Sapu ungu", by=cast.manager, at=NOW)
    take()
    rows = [str(row) for name in MODELS for row in name.objects.values_list()]
    assert len(rows) > 5
    said = "\n".join(rows).lower()
    ids = (case.pk, party.pk, party.person_id, case.reports.get().report_id)
    needles = ["xaveria", "melur", "sapu", "6171014302910000", "9876", "1991", case.number.lower(), *map(str, ids)]
    assert [needle for needle in needles if needle in said] == []
    assert case.area_path in said  # what is there is found
