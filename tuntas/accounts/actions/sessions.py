"""Sessions: end one, end all others, end all of a person."""

from collections.abc import Collection
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit.log import record


@transaction.atomic
def end(user: User, *, ids: Collection[int], by: Actor, at: datetime) -> int:
    """End the listed sessions of a person; returns how many there were."""
    return _end(user, UserSession.objects.filter(user=user, pk__in=ids), by=by, at=at)


@transaction.atomic
def end_all(user: User, *, but: str, by: Actor, at: datetime) -> int:
    """End all sessions of a person but the one with this key."""
    return _end(user, UserSession.objects.filter(user=user).exclude(session_key=but), by=by, at=at)


def _end(user: User, listed: "QuerySet[UserSession]", *, by: Actor, at: datetime) -> int:
    session_keys = list(listed.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=session_keys).delete()
    UserSession.objects.filter(session_key__in=session_keys).delete()
    if session_keys:
        record("session.ended", user, by=by, at=at, count=len(session_keys))
    return len(session_keys)
