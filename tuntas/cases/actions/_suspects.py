"""A reported person who may work here: by the name of a colleague, or by the name of an agency on their sheet.

Whoever answers for the case decides on a wall. Until then no transfer and no referral to schools goes out.
"""

import re
from datetime import datetime
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case
from tuntas.cases.policies import team
from tuntas.cases.states import TeamRole
from tuntas.core import vault
from tuntas.obligations.models import Obligation
from tuntas.people.actions import people
from tuntas.people.models import Person

# Shorter names of agencies are words of the language too often.
SHORTEST_NAME = 4
# Titles that stand before or after a name and say nothing about who it is.
TITLES = frozenset({
    "bapak", "bp", "pak", "ibu", "bu", "h", "hj", "haji", "hajah", "dr", "drs", "dra", "ir", "s", "sh", "se", "spd", "sag", "sip",
    "sos", "msi", "mm", "mh", "mpd", "amd", "prof", "ust", "ustaz", "kh", "sdr", "tn", "ny",
})  # fmt: skip


def told(person: Person) -> tuple[str, str]:
    """Name, and everything on a sheet that may say where somebody works; opened for comparing only, shown to nobody."""
    now = Person.objects.get(pk=person.pk)
    try:
        data = people.unsealed(now, vault.box(now.pk))
    except vault.Erased:
        return "", ""
    return data.name, _phrase(f"{data.name} {data.aliases} {data.school} {data.note}")


def propose_wall(case: Case, person: Person, *, by: Actor, at: datetime) -> bool:
    """Open the duty to decide on a wall where a suspect may be a colleague. The duty names nobody, and is not theirs."""
    name, said = told(person)
    alike = _like(name)
    if not alike and not _names_an_agency(said):
        return False
    if Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=kinds.SET_WALL.code).exists():
        return True
    able = [case.manager, *(user for user in team.able(case, TeamRole.MANAGER, at=at) if user != case.manager)]
    free = [user for user in able if user.pk not in alike]
    _case.open_for(case, kinds.SET_WALL, assignee=free[0] if free else None, urgent=True, by=by, at=at)
    return True


def _names_an_agency(said: str) -> bool:
    """Whether a sheet says where somebody works, in so many words: "kepala Dinas Sosial", "guru SMPN 3"."""
    names = Agency.objects.filter(closed_date__isnull=True).values_list("name", "short_name")
    phrases = {_phrase(name) for both in names for name in both}
    return any(phrase in said for phrase in phrases if len(phrase.strip()) >= SHORTEST_NAME)


def _phrase(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "


def _like(name: str) -> set[UUID]:
    """Accounts that bear all words of the shorter of the two names, at least two; or the one word there is."""
    words, found = _words(name), set()
    for pk, other in User.objects.filter(is_active=True).values_list("pk", "name"):
        theirs = _words(other)
        short, long = sorted((words, theirs), key=len)
        if short and short <= long and (len(short) > 1 or words == theirs):
            found.add(pk)
    return found


def _words(name: str) -> frozenset[str]:
    """The words of a name without titles and initials."""
    return frozenset(word for word in re.findall(r"[a-z]{2,}", name.lower()) if word not in TITLES)
