"""What a row of the table of addresses is (`tests/access_table.py`)."""

from dataclasses import dataclass, field

from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

ALL = frozenset(R)
NOBODY: frozenset[R] = frozenset()


@dataclass(frozen=True)
class Row:
    """`answers`: code → roles. `others`: code of all roles not named. `stranger`: without posting; None: as others.

    `anonymous`: not signed in. `shared`: the object is public knowledge, other regencies get what `others` says.
    """

    answers: dict[int, frozenset[R]] = field(default_factory=dict)
    others: int = 404
    stranger: int | None = None
    anonymous: int = 302
    arg: str = ""
    method: str = "get"
    shared: bool = False

    def expected(self, role: R) -> int:
        """The code for one role."""
        return next((code for code, roles in self.answers.items() if role in roles), self.others)


def public(code: int = 200, method: str = "get", arg: str = "") -> Row:
    """The same for everybody, signed in or not."""
    return Row(others=code, anonymous=code, method=method, arg=arg, shared=True)


def everyone(code: int = 200, method: str = "get") -> Row:
    """Any member of staff, also one without posting."""
    return Row(others=code, method=method)


def own(answers: dict[int, frozenset[R]], arg: str, method: str = "get") -> Row:
    """An object of the unit: those named see it, for everybody else it does not exist."""
    return Row(answers=answers, arg=arg, method=method)


def setting(allowed: frozenset[R], arg: str = "", method: str = "get", code: int = 200, stranger: int = 403) -> Row:
    """Something everybody may know of and only some may change."""
    return Row(answers={code: allowed}, others=403, arg=arg, method=method, stranger=stranger, shared=True)
