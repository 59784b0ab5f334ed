"""What is recorded of signing in, failing to, and leaving."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor, System
from tuntas.accounts import outbox
from tuntas.accounts.models import User
from tuntas.audit.log import record

VISITOR = System("pengunjung")


@transaction.atomic
def complete(user: User, *, known_device: bool, by: Actor, at: datetime) -> None:
    """Somebody has signed in; on a device not seen before the owner gets a letter."""
    record("sign_in.done", user, by=by, at=at, known_device=known_device)
    if not known_device:
        outbox.enqueue("tell", user_id=str(user.id), what="new_device")


@transaction.atomic
def fail(user: User | None, *, step: str, failures: int, by: Actor, at: datetime) -> None:
    """A password or code was wrong. For an unknown address the same is written, without it: people mistype passwords there."""
    record("sign_in.failed", user, by=by, at=at, subject_type="accounts.user", step=step, failures=failures)


@transaction.atomic
def confirm(user: User, *, by: Actor, at: datetime) -> None:
    """Somebody signed in has shown once more who they are."""
    record("sign_in.confirmed", user, by=by, at=at)


@transaction.atomic
def leave(user: User, *, reason: str, by: Actor, at: datetime) -> None:
    """Signed out: by oneself, or because the session grew too old."""
    record("sign_in.left", user, by=by, at=at, reason=reason)
