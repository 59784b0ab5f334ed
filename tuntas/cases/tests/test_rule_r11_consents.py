from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.cases.actions import consents, health, protection
from tuntas.cases.models import Case, Consent, Incident, Party
from tuntas.cases.policies.consents import valid_for
from tuntas.cases.states import ConsentGiver, ConsentScope, PartyRole, ProtectionKind
from tuntas.cases.tests.make import make_case, make_party, make_person, open_kinds
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.people.models import Person

pytestmark = pytest.mark.django_db
G, S = ConsentGiver, ConsentScope
DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


def give(case: Case, victim: Party, cast: Cast, giver: ConsentGiver = G.SELF, **given: Any) -> Consent:
    data: dict[str, Any] = {"scopes": [S.SERVICES], "by": cast.manager, "at": NOW} | given
    return consents.record(case, victim=victim, giver=giver, **data)


def family(cast: Cast) -> tuple[Case, Party, Party]:
    """A child, and a guardian who is not reported."""
    case = make_case(cast, child=True)
    return case, make_party(case, child=True), make_party(case, PartyRole.GUARDIAN, name="Melati Wali")


def test_rule_r11_a_guardian_who_is_not_reported_consents_for_a_child(cast: Cast) -> None:
    case, child, guardian = family(cast)
    row = give(case, child, cast, G.GUARDIAN, giver_party=guardian)
    assert valid_for(case, child, S.SERVICES, on=TODAY) == row


def test_rule_r11_a_child_does_not_consent_alone(cast: Cast) -> None:
    case, child, _ = family(cast)
    with pytest.raises(Denied) as refused:
        give(case, child, cast)
    assert refused.value.rule == "R11"


@pytest.mark.parametrize("giver", [G.GUARDIAN, G.OTHER_GUARDIAN])
def test_rule_r11_a_reported_guardian_is_refused(cast: Cast, giver: ConsentGiver) -> None:
    case, child, guardian = family(cast)
    make_party(case, PartyRole.REPORTED_PERSON, person=guardian.person)
    with pytest.raises(Denied, match="terlapor") as refused:
        give(case, child, cast, giver, giver_party=guardian)
    assert refused.value.rule == "R11"
    assert not Consent.objects.exists()


def test_rule_r11_also_when_the_sheets_were_merged_either_way(cast: Cast) -> None:
    case, child, guardian = family(cast)
    reported = make_party(case, PartyRole.REPORTED_PERSON)
    third = make_party(make_case(cast))
    for upper, lower in ((guardian, reported), (reported, guardian)):
        Person.objects.filter(pk=lower.person_id).update(merged_into=upper.person_id)
        with pytest.raises(Denied, match="terlapor"):
            give(case, child, cast, G.GUARDIAN, giver_party=guardian)
        Person.objects.filter(pk=lower.person_id).update(merged_into=None)
    Person.objects.filter(pk__in=[guardian.person_id, reported.person_id]).update(merged_into=third.person_id)
    with pytest.raises(Denied, match="terlapor"):
        give(case, child, cast, G.GUARDIAN, giver_party=guardian)


def test_rule_r11_another_guardian_or_a_social_worker_may(cast: Cast) -> None:
    case, child, guardian = family(cast)
    make_party(case, PartyRole.REPORTED_PERSON, person=guardian.person)
    aunt = make_party(case, PartyRole.GUARDIAN, name="Seruni Bibi")
    rows = [give(case, child, cast, G.OTHER_GUARDIAN, giver_party=aunt), give(case, child, cast, G.SOCIAL_WORKER)]
    assert [(row.giver, row.giver_party) for row in rows] == [(G.OTHER_GUARDIAN, aunt), (G.SOCIAL_WORKER, None)]


def test_rule_r11_a_guardian_is_somebody_of_the_case(cast: Cast) -> None:
    case, child, _ = family(cast)
    for party in (None, make_party(make_case(cast), PartyRole.GUARDIAN)):
        with pytest.raises(Denied, match="tercatat"):
            give(case, child, cast, G.GUARDIAN, giver_party=party)


def test_rule_r11_a_consent_counts_no_more_when_its_giver_becomes_a_reported_person(cast: Cast) -> None:
    case, child, guardian = family(cast)
    give(case, child, cast, G.GUARDIAN, giver_party=guardian)
    make_party(case, PartyRole.REPORTED_PERSON, person=guardian.person)
    assert valid_for(case, child, S.SERVICES, on=TODAY) is None


def test_rule_r11_nothing_urgent_waits_for_consent(cast: Cast) -> None:
    case, child, _ = family(cast)
    assert valid_for(case, child, S.HEALTH, on=TODAY) is None
    incident = Incident.objects.create(case=case, possible_penetration=True, recorded_at=NOW, recorded_by=cast.manager)
    assert health.check(case, incident, victim=child, by=cast.manager, at=NOW) is not None
    row = protection.ask(case, victim=child, kind=ProtectionKind.POLICE_SEXUAL, by=cast.manager, at=NOW)
    assert row.status == "to_request"


def test_an_adult_speaks_for_herself(cast: Cast) -> None:
    case = make_case(cast)
    victim, guardian = make_party(case), make_party(case, PartyRole.GUARDIAN, name="Melati Wali")
    with pytest.raises(Denied, match="dewasa"):
        give(case, victim, cast, G.GUARDIAN, giver_party=guardian)
    give(case, victim, cast)
    Person.objects.filter(pk=victim.person_id).update(disabilities=["intellectual"])
    give(case, Party.objects.get(pk=victim.pk), cast, G.GUARDIAN, giver_party=guardian)


def test_it_holds_for_its_scope_its_receivers_and_its_time(cast: Cast) -> None:
    case = make_case(cast)
    victim, social, police = make_party(case), cast.agencies["social"], cast.agencies["police"]
    with pytest.raises(Denied, match="lembaga"):
        give(case, victim, cast, scopes=[S.SHARING])
    row = give(case, victim, cast, scopes=[S.SHARING], recipients=[social], expires=TODAY + 10 * DAY)
    assert valid_for(case, victim, S.SHARING, social, on=TODAY + 10 * DAY) == row
    assert valid_for(case, victim, S.SHARING, social, on=TODAY + 11 * DAY) is None
    assert valid_for(case, victim, S.SHARING, police, on=TODAY) is None
    assert valid_for(case, victim, S.HEALTH, on=TODAY) is None
    assert valid_for(case, make_party(case), S.SHARING, social, on=TODAY) is None


def test_its_end_is_a_duty_until_renewed_or_let_go(cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    give(case, victim, cast, expires=TODAY + 10 * DAY)
    row = give(case, victim, cast, expires=TODAY + 10 * DAY)
    duties = case.agency.duties.filter(kind="case.consent_ends", settled_at=None)
    assert duties.get().subject_id == row.pk
    consents.let_end(row, by=cast.manager, at=NOW)
    assert "case.consent_ends" not in open_kinds(case)
    with pytest.raises(Denied, match="lewat"):
        give(case, victim, cast, expires=TODAY - DAY)
    with pytest.raises(Denied, match="satu hal"):
        give(case, victim, cast, scopes=[])


def test_withdrawn_it_holds_no_more(cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    row = give(case, victim, cast, expires=TODAY + DAY)
    consents.withdraw(row, by=cast.manager, at=NOW)
    assert valid_for(case, victim, S.SERVICES, on=TODAY) is None
    assert "case.consent_ends" not in open_kinds(case)
    with pytest.raises(InvalidTransition):
        consents.withdraw(row, by=cast.manager, at=NOW)


def test_only_the_team_writes_it(cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    for user in (cast.hotline, cast.head, cast.elsewhere[Role.CASE_MANAGER]):
        with pytest.raises(Denied):
            give(case, victim, cast, by=user)


def test_rule_r11_nobody_who_is_reported_consents_for_somebody_disabled_either(cast: Cast) -> None:
    case = make_case(cast)
    victim, husband = make_party(case), make_party(case, PartyRole.REPORTED_PERSON)
    Person.objects.filter(pk=victim.person_id).update(disabilities=["intellectual"])
    victim.person.refresh_from_db()
    for named in (husband, None):
        with pytest.raises(Denied) as refused:
            give(case, victim, cast, G.GUARDIAN, giver_party=named)
        assert refused.value.rule == "R11"
    sister = make_party(case, PartyRole.GUARDIAN, name="Melati Wali")
    assert give(case, victim, cast, G.GUARDIAN, giver_party=sister).giver_party == sister
    assert give(case, victim, cast).giver == G.SELF


@pytest.mark.parametrize(("kind", "may"), [("physical", False), ("sensory", False), ("mental", True)])
def test_rule_r11_a_body_that_works_differently_takes_nobodys_voice(cast: Cast, kind: str, *, may: bool) -> None:
    case = make_case(cast)
    victim, husband = make_party(case), make_party(case, PartyRole.GUARDIAN, name="Melati Wali")
    Person.objects.filter(pk=victim.person_id).update(disabilities=[kind])
    victim.person.refresh_from_db()
    if may:
        assert give(case, victim, cast, G.GUARDIAN, giver_party=husband).giver_party == husband
    else:
        with pytest.raises(Denied, match="dewasa memberi persetujuan sendiri"):
            give(case, victim, cast, G.GUARDIAN, giver_party=husband)


def test_rule_r11_a_second_sheet_under_the_same_name_is_the_suspect_until_something_tells_them_apart(
    cast: Cast,
) -> None:
    case, child, _ = family(cast)
    stepfather = make_party(case, PartyRole.GUARDIAN, name="H. Rangga Contoh")
    early = give(case, child, cast, G.GUARDIAN, giver_party=stepfather)
    make_party(case, PartyRole.REPORTED_PERSON, name="Rangga Contoh")
    assert valid_for(case, child, S.SERVICES, on=TODAY) is None, early
    with pytest.raises(Denied, match="namanya sama"):
        give(case, child, cast, G.GUARDIAN, giver_party=stepfather)
    older = make_person(cast, name="Rangga Contoh", birth_date=date(1950, 5, 17))
    grandfather = make_party(case, PartyRole.GUARDIAN, person=older)
    assert give(case, child, cast, G.GUARDIAN, giver_party=grandfather).giver_party == grandfather


def test_rule_r11_the_page_opens_each_sheet_once_however_many_consents_there_are(client: Client, cast: Cast) -> None:
    case, child, guardian = family(cast)
    make_party(case, PartyRole.REPORTED_PERSON, name="Budi Contoh")
    give(case, child, cast, G.GUARDIAN, giver_party=guardian)
    sign_in(client, cast.manager)
    page = reverse("cases:consents", args=[case.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _ in range(5):
        give(case, child, cast, G.GUARDIAN, giver_party=guardian)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)
    make_party(case, PartyRole.REPORTED_PERSON, person=guardian.person)
    assert valid_for(case, child, S.SERVICES, on=TODAY) is None
    assert client.get(page).content.decode().count("Tidak berlaku: pemberi terlapor") == 6


def test_rule_r11_grown_up_she_is_asked_herself(cast: Cast) -> None:
    case, child, guardian = family(cast)
    give(case, child, cast, G.GUARDIAN, giver_party=guardian)
    Person.objects.filter(pk=child.person_id).update(child=False)
    assert valid_for(case, Party.objects.get(pk=child.pk), S.SERVICES, on=TODAY) is None
