"""What a password may not be, besides short: a common word with ornaments. No rules about which signs it must have."""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

# Of the common passwords of the world few have twelve letters; most people reach the length by adding "123" to one.
# These are the ones from here that the list does not know.
LOCAL = frozenset(
    """
    admin adminadmin administrator alhamdulillah anakku assalamualaikum bahagia bandung bismillah borneo cantik cinta
    dinas garuda ganteng gugustugas indonesia indonesiaraya jakarta kalbar kalimantan kalimantanbarat kantor kasih katasandi
    kecamatan kelurahan keluarga khatulistiwa kotapontianak lupa merahputih merdeka pemkot perempuan perlindungan
    polisi pontianak pontianakkota ramadhan rahasia sandi satgas sayang semangat surabaya terimakasih tuntas uptdppa
    """.split()  # noqa: SIM905
)
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm")


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords) | LOCAL


def is_predictable(password: str) -> bool:
    """A common word, once or several times, with digits and signs around it; few different signs; a row of the keyboard."""
    lowered = password.casefold()
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lowered)
    once = re.sub(r"^(.+?)\1+$", r"\1", re.sub(r"[\W_]+", "", core))
    if len(set(lowered)) < 5 or {core, once, re.sub(r"\d+", "", once)} & _common():
        return True
    steps = sum(any(a + b in row or b + a in row for row in ROWS) for a, b in pairwise(lowered))
    return steps >= len(lowered) - 2


class SimilarValidator(UserAttributeSimilarityValidator):
    """Django's, in a sentence that needs no name of a column."""

    def get_error_message(self) -> str:
        """What it says."""
        return "Kata sandi ini terlalu mirip dengan nama atau surel Anda."


class PredictableValidator:
    """For AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        """Raise ValidationError for a password that is guessed first."""
        if is_predictable(password):
            raise ValidationError(
                "Kata sandi ini terlalu mudah ditebak. Pakailah beberapa kata yang tidak berkaitan.", code="predictable"
            )

    def get_help_text(self) -> str:
        """Shown nowhere: the form explains."""
        return ""
