"""The second factor: an app that makes codes (TOTP), and recovery codes for the day the phone is gone."""

from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts import keys, outbox
from tuntas.accounts.actions import sessions
from tuntas.accounts.factors import codes_left, has
from tuntas.accounts.models import User
from tuntas.audit.log import record
from tuntas.core.errors import Denied, InvalidTransition

PERIOD = 30
TOLERANCE = 1  # steps before and after: cheap phones' clocks are off by half a minute


def _step(secret: str, code: str, at: datetime) -> int | None:
    now = int(at.timestamp()) // PERIOD
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


@transaction.atomic
def activate(user: User, *, secret: str, code: str, session_key: str, by: User, at: datetime) -> list[str]:
    """Begin to ask this account for codes of an app; returns ten recovery codes, to be shown once.

    Raises Denied when the code is wrong: then the app does not hold the secret, and nothing changes.
    """
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if has(user):
        raise InvalidTransition("Langkah kedua sudah aktif.")
    step = _step(secret, code, at)
    if step is None:
        raise Denied("Kode ini tidak cocok. Periksa jam di ponsel Anda, lalu ketik kode yang sedang tampil.")
    # The step is kept, so that the code just typed is not good a second time.
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": keys.seal(secret), "step": step}
    )
    record("second_factor.activated", user, by=by, at=at)
    # Whoever knows only the password may sit in an older session, waiting for the factor to be set.
    sessions.end_all(user, but=session_key, by=by, at=at)
    outbox.enqueue("tell", user_id=str(user.id), what="second_factor")
    return _fresh_codes(user)


@transaction.atomic
def remove(user: User, *, by: Actor, at: datetime) -> None:
    """Take the second factor off; at the next step the person must set up a new one."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    if not deleted:
        raise InvalidTransition("Langkah kedua tidak aktif.")
    record("second_factor.removed", user, by=by, at=at)
    outbox.enqueue("tell", user_id=str(user.id), what="second_factor")


@transaction.atomic
def renew_codes(user: User, *, by: User, at: datetime) -> list[str]:
    """Ten new recovery codes, to be shown once; the old ones are worth nothing."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not has(user):
        raise InvalidTransition("Aktifkan langkah kedua lebih dulu.")
    codes = _fresh_codes(user)
    record("second_factor.codes_renewed", user, by=by, at=at)
    outbox.enqueue("tell", user_id=str(user.id), what="second_factor")
    return codes


def _fresh_codes(user: User) -> list[str]:
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes


@transaction.atomic
def use(user: User, *, code: str, by: Actor, at: datetime) -> str:
    """Spend a code: which kind it was ("totp", "recovery_codes"), or "" if it is wrong or was used before."""
    rows = Authenticator.objects.select_for_update(of=("self",)).filter(user=user)
    found = {row.type: row for row in rows}
    totp = found.get(Authenticator.Type.TOTP)
    if totp is None:
        return ""
    step = _step(keys.unseal(totp.data["secret"]), code, at)
    if step is not None and step > totp.data.get("step", 0):
        totp.data["step"] = step
        totp.last_used_at = at
        totp.save(update_fields=["data", "last_used_at"])
        return str(Authenticator.Type.TOTP)
    codes = found.get(Authenticator.Type.RECOVERY_CODES)
    if codes is not None and RecoveryCodes(codes).validate_code(code):
        record("second_factor.recovery_code_used", user, by=by, at=at, left=codes_left(user))
        outbox.enqueue("tell", user_id=str(user.id), what="recovery_code")
        return str(Authenticator.Type.RECOVERY_CODES)
    return ""
