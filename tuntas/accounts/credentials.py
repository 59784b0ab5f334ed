"""Checking passwords: outside of transactions, in the same time whether the account exists or not."""

from functools import cache

from django.contrib.auth.hashers import check_password, make_password

from tuntas.accounts.models import User


@cache
def _dummy() -> str:
    """A hash of nothing in particular, made with the same cost as a real one."""
    return make_password("tidak ada akun di sini")


def owner_of(email: str, password: str) -> User | None:
    """The person whose e-mail and password these are; None also for closed accounts, without telling which."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None or not user.has_usable_password():
        check_password(password, _dummy())
        return None
    return user if user.check_password(password) else None


def is_own(user: User, password: str) -> bool:
    """Whether somebody who is signed in knows the password of the account."""
    return user.has_usable_password() and user.check_password(password)
