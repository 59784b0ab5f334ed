"""Invitations: send, send again, revoke, accept."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from tuntas.access.actors import Actor
from tuntas.accounts import keys, outbox, policies
from tuntas.accounts.models import Invitation, Posting, User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit.log import record
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.core.ids import uuid7

VALID_FOR = timedelta(days=7)


@transaction.atomic
def invite(*, name: str, email: str, role: str, agency: Agency, area: Area, by: User, at: datetime) -> Invitation:
    """Invite a person to a posting. Inviting twice while the first is open gives the first again, and no second letter."""
    policies.check_give(by, role=role, agency=agency, area=area, at=at)
    if email.strip().lower() == by.email:
        raise Denied("Tidak seorang pun memberi peran kepada dirinya sendiri. Mintalah kepada admin lain.")
    return _open(name=name, email=email, role=role, agency=agency, area=area, inviter=by, by=by, at=at)


@transaction.atomic
def invite_owner(
    *, name: str, email: str, role: str, agency: Agency, area: Area, forced: bool, by: Actor, at: datetime
) -> Invitation:
    """The invitation of a first administrator, from the server's command line; nobody here vouches for it."""
    invitation = _open(name=name, email=email, role=role, agency=agency, area=area, inviter=None, by=by, at=at)
    record("owner.invited", invitation, by=by, at=at, area_path=area.path, forced=forced)
    return invitation


def _open(
    *, name: str, email: str, role: str, agency: Agency, area: Area, inviter: User | None, by: Actor, at: datetime
) -> Invitation:
    email = email.strip().lower()
    Agency.objects.select_for_update(of=("self",)).get(
        pk=agency.pk
    )  # two taps at once: the second finds the first's row
    same = Invitation.objects.unanswered().filter(email=email, role=role, agency=agency, area=area)
    earlier = same.select_for_update(of=("self",)).order_by("created_at").first()
    if earlier is not None and earlier.expires_at > at:
        return earlier
    if earlier is not None:
        earlier.revoked_at = at
        earlier.save(update_fields=["revoked_at"])
    invitation = Invitation(
        id=uuid7(), name=name.strip(), email=email, role=role, agency=agency, area=area, invited_by=inviter,
        created_at=at, expires_at=at + VALID_FOR,
    )  # fmt: skip
    invitation.token_hash = keys.token_hash(invitation.token)
    invitation.save()
    record("invitation.sent", invitation, by=by, at=at, area_path=area.path, role=role)
    outbox.enqueue("send_invitation", invitation_id=str(invitation.id))
    return invitation


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("agency", "area", "invited_by")
    return rows.get(pk=invitation.pk)


@transaction.atomic
def resend(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """A new letter with a new link, valid for seven days; the old link is worth nothing from now on."""
    invitation = _locked(invitation)
    policies.check_change_invitation(by, invitation, at)
    invitation.serial += 1
    invitation.token_hash = keys.token_hash(invitation.token)
    invitation.expires_at = at + VALID_FOR
    invitation.sent_at = invitation.bounced_at = None
    invitation.save(update_fields=["serial", "token_hash", "expires_at", "sent_at", "bounced_at"])
    record("invitation.resent", invitation, by=by, at=at, area_path=invitation.area.path, serial=invitation.serial)
    outbox.enqueue("send_invitation", invitation_id=str(invitation.id))
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Take an invitation back."""
    invitation = _locked(invitation)
    policies.check_change_invitation(by, invitation, at)
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    record("invitation.revoked", invitation, by=by, at=at, area_path=invitation.area.path)
    return invitation


@transaction.atomic
def accept(*, token: str, password_hash: str, by: User | None, at: datetime) -> User:
    """Turn an invitation into a posting, once. Without `by` the invited person gets an account with this password.

    The password is hashed by the caller, before this transaction begins.
    """
    found = Invitation.objects.select_for_update(of=("self",)).select_related("agency", "area", "invited_by")
    invitation = found.filter(token_hash=keys.token_hash(token)).first()
    policies.check_accept(invitation, at)
    assert invitation is not None  # check_accept has refused it otherwise
    policies.check_join(by, User.objects.filter(email=invitation.email).first())
    user = by or _new_user(invitation, password_hash, at)
    if (
        Posting.objects.in_force(at)
        .filter(user=user, role=invitation.role, agency=invitation.agency, area=invitation.area)
        .exists()
    ):
        raise InvalidTransition("Anda sudah memegang peran itu di sana.")
    invitation.accepted_at, invitation.accepted_by_id = at, user.id
    invitation.save(update_fields=["accepted_at", "accepted_by_id"])
    posting = Posting.objects.create(
        user=user, role=invitation.role, agency=invitation.agency, area=invitation.area, starts_at=at,
        created_by_id=invitation.invited_by_id,
    )  # fmt: skip
    record("invitation.accepted", invitation, by=user, at=at, area_path=invitation.area.path)
    record(
        "posting.given",
        posting,
        by=user,
        at=at,
        area_path=invitation.area.path,
        user_id=str(user.id),
        role=posting.role,
    )
    return user


def _new_user(invitation: Invitation, password_hash: str, at: datetime) -> User:
    user = User(email=invitation.email, name=invitation.name, password=password_hash, created_at=at)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:  # two invitations to one address, accepted at the same moment
        raise Denied("Surel ini baru saja mendapat akun. Masuklah dulu, lalu buka lagi tautan undangan.") from error
    return user
