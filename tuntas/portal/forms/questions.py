"""Which form stands on which page, and which ways on it has besides the button."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from tuntas.areas.widgets import AreaField
from tuntas.portal.forms import place, steps
from tuntas.portal.forms.answers import PASSED, SKIPPED, UNKNOWN, Step, Typed

# More than any field takes; what is beyond is refused with the text still on the page, not cut off.
LONGEST_KEPT = 60_000


@dataclass(frozen=True)
class Question:
    """One page: its form, its name in the summary, and whether it may be passed over, and how."""

    form: type[forms.Form]
    name: str = ""
    passes: tuple[str, ...] = (SKIPPED,)


QUESTIONS: dict[Step, Question] = {
    Step.DANGER: Question(steps.Danger, "Bahaya sekarang"),
    Step.CALLS: Question(steps.Calls, passes=()),
    Step.STORY: Question(steps.Story, "Yang terjadi", passes=()),
    Step.PLACE: Question(place.Place, "Tempat"),
    Step.WHOM: Question(steps.Whom, "Yang mengalami", passes=(SKIPPED, UNKNOWN)),
    Step.SINCE: Question(steps.Since, "Waktu", passes=(SKIPPED, UNKNOWN)),
    Step.REPORTER: Question(steps.Reporter, "Pelapor"),
    Step.SAFETY: Question(steps.Safety, "Keamanannya", passes=(SKIPPED, UNKNOWN)),
    Step.HIDDEN: Question(steps.Hidden, "Tidak boleh tahu"),
    Step.CONTACT: Question(steps.Contact, "Menghubungi Anda"),
    Step.MEANS: Question(steps.Means, "Caranya"),
    Step.NUMBER: Question(steps.Number, "Nomor atau alamat"),
}


def typed_on(form: type[forms.BaseForm], data: QueryDict) -> Typed:
    """What was typed into the fields of this page, as it was typed. Needs no database."""
    names = [name for name in data if name in form.base_fields]  # type: ignore[attr-defined]
    for name, field in form.base_fields.items():  # type: ignore[attr-defined]
        if isinstance(field, AreaField):  # one field, several controls
            names += [each for each in data if each.startswith(f"{name}-") and each != f"{name}-langkah"]
    return {name: data.getlist(name) for name in names}


def initial(form: forms.BaseForm, data: QueryDict) -> dict[str, Any]:
    """The same, for a page that is shown again without complaints."""
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in form.fields.items()}


def too_much(typed: Typed) -> bool:
    """Whether it is more than a page can carry on."""
    return sum(len(value) for values in typed.values() for value in values) > LONGEST_KEPT


def passed(how: str) -> Typed:
    """A page that was passed over."""
    return {PASSED: [how]}
