"""Passwords: change one's own, set a new one by the link from a letter. Hashed by the caller, before the transaction."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts import outbox, policies
from tuntas.accounts.actions import sessions
from tuntas.accounts.models import User
from tuntas.audit.log import record


@transaction.atomic
def change(user: User, *, password_hash: str, session_key: str, by: User, at: datetime) -> User:
    """Replace one's own password; all sessions but this one end."""
    user = _set(user, password_hash)
    record("password.changed", user, by=by, at=at)
    sessions.end_all(user, but=session_key, by=by, at=at)
    outbox.enqueue("tell", user_id=str(user.id), what="password_changed")
    return user


@transaction.atomic
def ask_reset(user: User | None, *, by: Actor, at: datetime) -> None:
    """Queue the letter with the link. For an unknown address the same is done for nobody: same words, same time."""
    record("password.reset_asked", user, by=by, at=at, subject_type="accounts.user")
    outbox.enqueue("send_reset", user_id=str(user.id) if user else "")


@transaction.atomic
def reset(user: User, *, token: str, password_hash: str, by: Actor, at: datetime) -> User:
    """Set a new password by the link; the second factor stays as it was, and all sessions end."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    policies.check_reset(user, token)
    user = _set(user, password_hash)
    record("password.reset", user, by=by, at=at)
    sessions.end_all(user, but="", by=by, at=at)
    outbox.enqueue("tell", user_id=str(user.id), what="password_changed")
    return user


def _set(user: User, password_hash: str) -> User:
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    user.password = password_hash
    user.save(update_fields=["password"])
    return user
