"""The sheets of everybody in a case, for an output that masks them. The output records what it showed."""

from tuntas.cases.models import Case, Party
from tuntas.cases.states import PartyRole
from tuntas.core import vault
from tuntas.core.vault import Erased
from tuntas.people.actions import people
from tuntas.people.actions.people import PersonData

ORDER = {role: number for number, role in enumerate(PartyRole)}


def of_case(case: Case) -> dict[Party, PersonData]:
    """By party, victims first, those who were removed too; an erased sheet is empty."""
    parties = Party.objects.filter(case=case).select_related("person__area")
    found: dict[Party, PersonData] = {}
    for party in sorted(parties, key=lambda party: (ORDER[PartyRole(party.role)], party.ordinal)):
        try:
            found[party] = people.unsealed(party.person, vault.box(party.person_id))
        except Erased:
            found[party] = PersonData()
    return found
