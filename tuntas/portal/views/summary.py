"""Checking the answers before they are sent."""

from dataclasses import dataclass
from datetime import datetime

from django.forms import Form

from tuntas.areas.models import Area
from tuntas.portal.forms.answers import UNKNOWN, Answers, Step
from tuntas.portal.forms.fields import Text
from tuntas.portal.forms.place import shown
from tuntas.portal.forms.questions import QUESTIONS
from tuntas.portal.forms.sending import Incomplete, all_bound, bound, said
from tuntas.portal.forms.steps import YES_NO_UNKNOWN
from tuntas.portal.views import around

YES_OR_NO = {label for _, label in YES_NO_UNKNOWN}


@dataclass(frozen=True)
class Row:
    """One answer: its name, its lines, and the page where it can be changed."""

    step: Step
    name: str
    lines: list[str]


def rows(answers: Answers, at: datetime) -> list[Row]:
    """All answers in the order of the pages. Raises Incomplete."""
    forms = checked(answers, at)
    found = []
    for step in answers.path():
        if step not in QUESTIONS or not QUESTIONS[step].name:
            continue
        if step not in forms:
            lines = ["Tidak tahu" if answers.passed(step) == UNKNOWN else "Dilewati"]
        else:
            form = forms[step]
            lines = [shown(form.cleaned_data["area"])] if step is Step.PLACE else []
            lines += [_line(form, name) for name in form.fields if name != "area"]
        found.append(Row(step, QUESTIONS[step].name, [line for line in lines if line] or ["Tidak diisi"]))
    return found


def _line(form: Form, name: str) -> str:
    """An answer that says something by itself; a bare yes or no, and further words of one's own, with the question."""
    text, label = said(form, name), str(form.fields[name].label)
    own_words = isinstance(form.fields[name], Text) and name != next(iter(form.fields))
    alone = len(form.fields) == 1 or not (text in YES_OR_NO or own_words)
    return text if alone or not text else f"{label}{' ' if label.endswith('?') else ': '}{text}"


def checked(answers: Answers, at: datetime) -> dict[Step, Form]:
    """The forms of all pages, each valid. Raises Incomplete."""
    return all_bound(answers, lambda area: around.offices(area, at.date()))


def area_of(answers: Answers) -> Area | None:
    """The area as far as it has been given."""
    try:
        form = bound(answers, Step.PLACE)
    except Incomplete:
        return None
    return form.cleaned_data["area"] if form else None
