"""The answers on their way: which questions are asked, in which order, and what was typed so far. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID, uuid4

from django.http import QueryDict

from tuntas.portal.sealed import Purpose, seal

Typed = dict[str, list[str]]
UNKNOWN, SKIPPED = "tidak_tahu", "lewati"
PASSED = "_"  # under this name a step keeps that it was passed over, and how


class Step(StrEnum):
    """The pages of the form, in their order."""

    DANGER = "bahaya"
    CALLS = "telepon"
    STORY = "cerita"
    PLACE = "tempat"
    WHOM = "siapa"
    SINCE = "sejak"
    REPORTER = "pelapor"
    SAFETY = "keamanan"
    HIDDEN = "rahasia"
    CONTACT = "kontak"
    MEANS = "cara"
    NUMBER = "nomor"
    SUMMARY = "ringkasan"


# Pages that belong to the question before them and share its number.
WITH_THE_ONE_BEFORE = frozenset({Step.CALLS, Step.SAFETY, Step.MEANS, Step.NUMBER})


@dataclass
class Answers:
    """One report being written. `form_id` is drawn once: however often it is sent, it makes one report.

    `typed` holds what was typed, by step and field, as it was typed. `checking`: the person has come from the
    summary to change one answer, and goes back there.
    """

    form_id: UUID = field(default_factory=uuid4)
    step: Step = Step.DANGER
    checking: bool = False
    typed: dict[str, Typed] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """From what `pack` made."""
        return cls(form_id=UUID(data["f"]), step=Step(data["s"]), checking=data["c"], typed=data["a"])

    def pack(self) -> dict[str, Any]:
        """For the sealed field."""
        return {"f": self.form_id.hex, "s": self.step, "c": self.checking, "a": self.typed}

    def sealed(self, *, at: datetime) -> str:
        """The hidden field of the page that shows `step`."""
        return seal(Purpose.REPORT, self.pack(), at=at)

    def first(self, step: Step, name: str) -> str:
        """One typed value, or an empty string."""
        return (self.typed.get(step, {}).get(name) or [""])[0]

    def passed(self, step: Step) -> str:
        """How a step was passed over: tidak_tahu, lewati, or empty."""
        return self.first(step, PASSED)

    def answered(self, step: Step) -> bool:
        """Whether the person has been past this step."""
        return step in self.typed

    def data(self, step: Step) -> QueryDict | None:
        """What was typed on a step, as a form takes it; None where nothing was."""
        if not self.answered(step) or self.passed(step):
            return None
        data = QueryDict(mutable=True)
        for name, values in self.typed[step].items():
            data.setlist(name, values)
        return data

    @property
    def about_oneself(self) -> bool:
        """Whether the person reports what happened to her or him: then nobody asks again who reports."""
        return self.first(Step.WHOM, "whom") == "self"

    def path(self) -> list[Step]:
        """The steps that these answers make necessary."""
        steps = list(Step)
        if self.first(Step.DANGER, "danger") != "yes":
            steps.remove(Step.CALLS)
        if self.about_oneself:
            steps.remove(Step.REPORTER)
            steps.remove(Step.SAFETY)
        if self.first(Step.CONTACT, "contact") != "yes":
            steps.remove(Step.MEANS)
            steps.remove(Step.NUMBER)
        return steps

    def after(self) -> Step:
        """Where to go on from here: to the summary when that is where the person came from and nothing is open."""
        path = self.path()
        if self.checking:
            return next((step for step in path if not self.answered(step)), Step.SUMMARY)
        return path[path.index(self.step) + 1]

    def before(self) -> Step | None:
        """The page before this one, the summary for who came from there; none before the first."""
        path = self.path()
        if self.checking and all(self.answered(step) for step in path if step is not Step.SUMMARY):
            return Step.SUMMARY if self.step is not Step.SUMMARY else path[-2]
        at = path.index(self.step) if self.step in path else 0
        return path[at - 1] if at else None

    def position(self) -> tuple[int, int]:
        """Which of how many: pages that belong together count once, and so does the summary."""
        numbered = [step for step in self.path() if step not in WITH_THE_ONE_BEFORE]
        path = self.path()
        so_far = path[: path.index(self.step) + 1] if self.step in path else path[:1]
        return sum(step in numbered for step in so_far), len(numbered)
