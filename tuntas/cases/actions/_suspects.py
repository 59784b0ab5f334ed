"""A reported person who bears the name of somebody who works here: whoever answers for the case decides on a wall."""

import re
from datetime import datetime
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case
from tuntas.cases.policies import team
from tuntas.cases.states import TeamRole
from tuntas.obligations.models import Obligation

# Titles that stand before or after a name and say nothing about who it is.
TITLES = frozenset({
    "bapak", "bp", "pak", "ibu", "bu", "h", "hj", "haji", "hajah", "dr", "drs", "dra", "ir", "s", "sh", "se", "spd", "sag", "sip",
    "sos", "msi", "mm", "mh", "mpd", "amd", "prof", "ust", "ustaz", "kh", "sdr", "tn", "ny",
})  # fmt: skip


def propose_wall(case: Case, name: str, *, by: Actor, at: datetime) -> bool:
    """Open the duty to decide on a wall where a suspect may be a colleague. The duty names nobody, and is not theirs."""
    alike = _like(name)
    if not alike:
        return False
    if Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=kinds.SET_WALL.code).exists():
        return True
    able = [case.manager, *(user for user in team.able(case, TeamRole.MANAGER, at=at) if user != case.manager)]
    free = [user for user in able if user.pk not in alike]
    _case.open_for(case, kinds.SET_WALL, assignee=free[0] if free else None, urgent=True, by=by, at=at)
    return True


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
