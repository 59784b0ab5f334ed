"""Reading the minutes: what holds, and how two revisions differ, line by line."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from tuntas.meetings.models import Meeting, MinutesRevision


@dataclass(frozen=True)
class Line:
    """One line of a comparison: in both, only in the first, only in the second."""

    kind: str  # "same", "gone", "new"
    text: str


def latest(meeting: Meeting) -> MinutesRevision | None:
    """The revision that holds."""
    return MinutesRevision.objects.filter(meeting=meeting).select_related("by").order_by("-number").first()


def compared(one: str, two: str) -> list[Line]:
    """What left and what came, in reading order."""
    before, after = one.splitlines(), two.splitlines()
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Line("same", text) for text in before[a:b]]
        else:
            found += [Line("gone", text) for text in before[a:b]] + [Line("new", text) for text in after[c:d]]
    return found
