"""Accounts of others: close, have reopened by two persons, require a new password."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tuntas.accounts import factors, outbox, policies
from tuntas.accounts.actions import second_factors, sessions
from tuntas.accounts.models import Posting, Restoration, User
from tuntas.accounts.states import Restored
from tuntas.agencies.models import Agency
from tuntas.audit.log import record


def _locked(user: User) -> User:
    locked: User = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    return locked


def _place(user: User) -> str:
    """The area under which an event about this person is found in the log."""
    path = user.postings.order_by("-starts_at").values_list("area__path", flat=True).first()
    return path or ""


@transaction.atomic
def deactivate(user: User, *, by: User, at: datetime) -> User:
    """Close an account: no sign-in, all sessions end. Its postings stay, for two persons to restore."""
    held = Posting.objects.in_force(at).filter(user=user).values_list("agency_id", flat=True)
    # As in postings.end: held, so that the last two receivers cannot go at the same moment; in one order, against deadlock.
    list(Agency.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(held)).order_by("pk"))
    user = _locked(user)
    policies.check_deactivate(by, user, at)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("user.deactivated", user, by=by, at=at, area_path=_place(user))
    sessions.end_all(user, but="", by=by, at=at)
    outbox.enqueue("tell", user_id=str(user.id), what="closed")
    return user


@transaction.atomic
def require_new_password(user: User, *, by: User, at: datetime) -> User:
    """For an account in wrong hands: all sessions end, the password is worth nothing, the way in is the letter.

    Postings and duties stay, so nobody has to be found to take them over first.
    """
    user = _locked(user)
    policies.check_require_new_password(by, user, at)
    user.password = make_password(None)  # no hashing: marks the account as having none
    user.save(update_fields=["password"])
    record("user.new_password_required", user, by=by, at=at, area_path=_place(user))
    sessions.end_all(user, but="", by=by, at=at)
    outbox.enqueue("send_reset", user_id=str(user.id))
    return user


@transaction.atomic
def propose_restoration(user: User, *, kind: str, by: User, at: datetime) -> Restoration:
    """Ask a second person to reopen a closed account, or to take off a lost second factor."""
    user = _locked(user)
    policies.check_propose_restoration(by, user, kind, at)
    restoration = Restoration.objects.create(user=user, kind=kind, proposed_by=by, proposed_at=at)
    record("restoration.proposed", restoration, by=by, at=at, area_path=_place(user), user_id=str(user.id), what=kind)
    return restoration


@transaction.atomic
def decide_restoration(restoration: Restoration, *, approve: bool, by: User, at: datetime) -> Restoration:
    """The second person's word."""
    rows = Restoration.objects.select_for_update(of=("self",)).select_related("user")
    restoration = rows.get(pk=restoration.pk)
    policies.check_decide_restoration(by, restoration, at)
    restoration.decided_by, restoration.decided_at, restoration.approved = by, at, approve
    restoration.save(update_fields=["decided_by", "decided_at", "approved"])
    user = restoration.user
    kind = "restoration.approved" if approve else "restoration.declined"
    record(kind, restoration, by=by, at=at, area_path=_place(user), user_id=str(user.id), what=restoration.kind)
    if approve:
        _restore(user, restoration.kind, by=by, at=at)
    return restoration


def _restore(user: User, kind: str, *, by: User, at: datetime) -> None:
    if kind == Restored.ACCOUNT:
        user = _locked(user)
        user.is_active = True
        # Whoever comes back after months proves the mailbox first; the old password is worth nothing.
        user.password = make_password(None)
        user.save(update_fields=["is_active", "password"])
        outbox.enqueue("send_reset", user_id=str(user.id))
    elif factors.has(user):
        second_factors.remove(user, by=by, at=at)
        sessions.end_all(user, but="", by=by, at=at)
