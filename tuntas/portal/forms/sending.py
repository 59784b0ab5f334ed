"""From what was typed to what is received: every page is checked once more, only pages that were asked count."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from tuntas.areas.models import Area
from tuntas.intake.actions.reports import ReceiveData
from tuntas.intake.states import ReporterRole, VictimAge, ViolenceType
from tuntas.portal.forms.answers import Answers, Step
from tuntas.portal.forms.questions import QUESTIONS
from tuntas.portal.forms.steps import HAPPENED, UNKNOWN, YES

Offices = Sequence[tuple[str, str]]


class Incomplete(Exception):
    """A page holds something that its form does not accept, or was never seen. `step` is that page."""

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self.step = step


def bound(answers: Answers, step: Step, offices: Offices = ()) -> forms.Form | None:
    """The form of a page with what was typed; None where the page was passed over. Raises Incomplete."""
    if not answers.answered(step):
        raise Incomplete(step)
    data = answers.data(step)
    if data is None:
        return None
    options: dict[str, Any] = {"offices": offices} if step is Step.HIDDEN else {}
    form = QUESTIONS[step].form(data, **options)
    if not form.is_valid():
        raise Incomplete(step)
    return form


def all_bound(answers: Answers, offices_of: Callable[[Area | None], Offices]) -> dict[Step, forms.Form]:
    """The valid forms of all pages that were asked and not passed over. Raises Incomplete."""
    found: dict[Step, forms.Form] = {}
    for step in answers.path():
        if step not in QUESTIONS:
            continue
        hidden = step is Step.HIDDEN and answers.data(step) is not None
        form = bound(answers, step, offices_of(area_in(found)) if hidden else ())
        if form is not None:
            found[step] = form
    if Step.STORY not in found:
        raise Incomplete(Step.STORY)
    return found


def area_in(found: dict[Step, forms.Form]) -> Area | None:
    """The area that was chosen; None for "Tidak tahu" and where it was passed over."""
    area: Area | None = found[Step.PLACE].cleaned_data["area"] if Step.PLACE in found else None
    return area


def received(forms_: dict[Step, forms.Form]) -> tuple[Area | None, ReceiveData]:
    """What `reports.receive` takes."""

    def get(step: Step, name: str) -> str:
        return str(forms_[step].cleaned_data.get(name) or "") if step in forms_ else ""

    kinds = forms_[Step.STORY].cleaned_data["kinds"]
    age, role = get(Step.WHOM, "age"), get(Step.REPORTER, "role")
    about_oneself = get(Step.WHOM, "whom") == "self"
    contact = get(Step.CONTACT, "contact") == YES and Step.NUMBER in forms_
    offices = forms_[Step.HIDDEN].cleaned_data.get("offices", []) if Step.HIDDEN in forms_ else []
    name = get(Step.NUMBER, "name") if contact else ""
    return area_in(forms_), ReceiveData(
        narrative=_story(forms_),
        place=get(Step.PLACE, "place"),
        since_when=_lines(forms_, Step.SINCE, ("since", "repeated", "note")),
        about_whom=_lines(forms_, Step.WHOM, ("whom", "about")),
        must_not_know=get(Step.HIDDEN, "people"),
        safe_contact=_lines(forms_, Step.MEANS, ("channel", "when", "stranger", "word")) if contact else "",
        victim_safety=_lines(forms_, Step.SAFETY, ("knows", "endangers")),
        reporter_name=name,
        reporter_phone=get(Step.NUMBER, "number") if contact else "",
        danger_now=get(Step.DANGER, "danger") == YES,
        types=tuple(ViolenceType(kind) for kind in kinds if kind != UNKNOWN),
        victim_age=VictimAge("" if age == UNKNOWN else age),
        reporter_role=ReporterRole.VICTIM if about_oneself else ReporterRole("" if role == "unsaid" else role),
        anonymous=not name,
        contact_allowed=contact,
        wall_agencies=tuple(UUID(office) for office in offices),
    )


def _story(forms_: dict[Step, forms.Form]) -> str:
    """The person's own words; where only choices were ticked, these stand for them."""
    data = forms_[Step.STORY].cleaned_data
    words = {str(value): label for value, label in HAPPENED}
    ticked = [words[kind] for kind in data["kinds"]]
    return str(data["story"]) or "Dipilih dari daftar: " + "; ".join(ticked) + "."


def said(form: forms.Form, name: str) -> str:
    """One answer in words: the label of a choice, or the text; empty where nothing was said."""
    value = form.cleaned_data.get(name)
    labels = {str(key): str(label) for key, label in getattr(form.fields.get(name), "choices", ())}
    values = value if isinstance(value, list) else [str(value or "")]
    return "; ".join(labels.get(each) or each for each in values)


def _lines(forms_: dict[Step, forms.Form], step: Step, names: Sequence[str]) -> str:
    """Several answers of a page as lines an officer can read: question, then answer."""
    form = forms_.get(step)
    if form is None:
        return ""
    pairs = [(str(form.fields[name].label), said(form, name)) for name in names]
    return "\n".join(f"{label}{' ' if label.endswith('?') else ': '}{text}" for label, text in pairs if text)
