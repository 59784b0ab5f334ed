"""Asking a policy instead of obeying it."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from django.db.models import TextChoices

from tuntas.core.errors import Denied, InvalidTransition

State = TypeVar("State", bound=TextChoices)


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


def check_step(steps: Mapping[State, Collection[State]], current: str, new: State, sentence: str) -> None:
    """A state leads only where its table says.

    `sentence` may name both: {old} and {new} as labels, {was} as the old one within a sentence. Raises InvalidTransition.
    """
    old = type(new)(current)
    if new not in steps[old]:
        raise InvalidTransition(sentence.format(old=old.label, new=new.label, was=str(old.label).lower()))
