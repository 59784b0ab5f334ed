"""Asking a policy instead of obeying it."""

from collections.abc import Callable

from tuntas.core.errors import Denied


def refusal(check: Callable[..., None], *args: object, **kwargs: object) -> str:
    """The sentence with which the policy would refuse, or an empty string. Counts nothing."""
    try:
        check(*args, **kwargs)
    except Denied as error:
        return error.sentence
    return ""


def may(check: Callable[..., None], *args: object, **kwargs: object) -> bool:
    """Whether the policy would let this pass: `may(policies.check_take, actor, duty)`."""
    return not refusal(check, *args, **kwargs)
