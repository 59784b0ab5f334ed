"""The form: one question per page, one address for all of them, nothing kept until it is sent.

Every page carries the sealed answers and says in them which page it is, so that pages can be opened, sent and sent
again in any order: the browser's own Back shows an older page with what had been answered by then.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from tuntas.areas.widgets import redraw
from tuntas.portal.forms.answers import Answers, Step
from tuntas.portal.forms.questions import QUESTIONS, initial, passed, too_much, typed_on
from tuntas.portal.forms.sending import Incomplete
from tuntas.portal.sealed import Expired, Purpose, Unreadable, unseal
from tuntas.portal.views import around, receipt, summary
from tuntas.portal.views.doors import TooLarge, kept, public, too_large, typed

CHANGE = "ubah-"


@public
def report(request: HttpRequest) -> HttpResponse:
    """The form, from its first question to its receipt."""
    at = timezone.now()
    if request.method != "POST":
        return show(request, Answers(), at)
    try:
        data = typed(request)
    except TooLarge:
        return too_large(request)
    if "bukti" in data:
        return kept(request, data, lambda: receipt.after(request, data, at))
    try:
        answers = Answers.read(unseal(Purpose.REPORT, data.get("isi", ""), at=at))
    except Expired as old:
        answers = with_typed(Answers.read(old.data), data)
        return kept(request, data, lambda: expired(request, answers, at))
    except Unreadable:
        return lost(request, data, at)
    return kept(request, data, lambda: turn(request, answers, data, at))


def turn(request: HttpRequest, answers: Answers, data: QueryDict, at: datetime) -> HttpResponse:
    """One page came back: keep what was typed, and show the page that follows."""
    button = data.get("tombol", "")
    if answers.step is Step.SUMMARY:
        return from_summary(request, answers, data, at)
    if button == "lanjutkan":  # from the page that says it was open for long
        return show(request, answers, at)
    form = form_of(answers, at, data)
    if redraw(form) or too_much(typed_on(type(form), data)):
        return show(request, answers, at, form)
    if button == "kembali" and answers.before():
        return back(request, answers, form, data, at)
    return forward(request, answers, form, data, at)


def back(request: HttpRequest, answers: Answers, form: forms.Form, data: QueryDict, at: datetime) -> HttpResponse:
    """The page before, with what was typed on this one; what is not right yet is kept too, but not for the summary."""
    before, written = answers.before() or answers.step, typed_on(type(form), data)
    if any(any(values) for values in written.values()) and (before is not Step.SUMMARY or form.is_valid()):
        answers.typed[answers.step] = written
    return show_step(request, answers, before, at)


def forward(request: HttpRequest, answers: Answers, form: forms.Form, data: QueryDict, at: datetime) -> HttpResponse:
    """The page that follows, or this one again with what is missing."""
    button = data.get("tombol", "")
    if button in QUESTIONS[answers.step].passes:
        answers.typed[answers.step] = passed(button)
        return show_step(request, answers, answers.after(), at)
    answers.typed[answers.step] = typed_on(type(form), data)
    if not form.is_valid():
        return show(request, answers, at, form)
    return show_step(request, answers, answers.after(), at)


def from_summary(request: HttpRequest, answers: Answers, data: QueryDict, at: datetime) -> HttpResponse:
    """Send, change one answer, or go back."""
    button = data.get("tombol", "")
    if button == "kirim":
        try:
            return receipt.send(request, answers, at, quiet=bool(data.get("tanpa_kode")))
        except Incomplete as gap:
            return complain(request, answers, gap.step, at)
    if button.startswith(CHANGE) and button.removeprefix(CHANGE) in {step.value for step in QUESTIONS}:
        answers.checking = True
        return show_step(request, answers, Step(button.removeprefix(CHANGE)), at)
    before = answers.before()
    if button == "kembali" and before:
        answers.checking = False
        return show_step(request, answers, before, at)
    return show(request, answers, at)


def show_step(request: HttpRequest, answers: Answers, step: Step, at: datetime) -> HttpResponse:
    """Another page of the same form."""
    answers.step = step
    return show(request, answers, at)


def complain(request: HttpRequest, answers: Answers, step: Step, at: datetime) -> HttpResponse:
    """The page that still lacks something, with the sentence that says what."""
    answers.step, answers.checking = step, True
    data = answers.data(step)
    return show(request, answers, at, form_of(answers, at, data) if data is not None else None)


def show(request: HttpRequest, answers: Answers, at: datetime, form: forms.Form | None = None) -> HttpResponse:
    """The page of `answers.step`: as typed before, or with the complaints of `form`."""
    if answers.step is Step.SUMMARY:
        try:
            rows = summary.rows(answers, at)
        except Incomplete as gap:
            return complain(request, answers, gap.step, at)
        context: dict[str, Any] = {"rows": rows}
    else:
        form = form or form_of(answers, at)
        context = {"form": form, "question": QUESTIONS[answers.step], **beside(answers.step, at)}
    number, total = answers.position()
    context |= {
        "answers": answers,
        "sealed": answers.sealed(at=at),
        "number": number,
        "total": total,
        "back": answers.before() is not None,
    }
    return render(request, f"portal/steps/{answers.step.value}.html", context)


def form_of(answers: Answers, at: datetime, data: QueryDict | None = None) -> forms.Form:
    """The form of the page, with `data`, or as it was typed before."""
    options: dict[str, Any] = {}
    if answers.step is Step.HIDDEN:
        options["offices"] = around.offices(summary.area_of(answers), at.date())
    make = QUESTIONS[answers.step].form
    if data is not None:
        return make(data, **options)
    before = answers.data(answers.step)
    return make(initial=initial(make(**options), before) if before is not None else None, **options)


def beside(step: Step, at: datetime) -> dict[str, object]:
    """What a page shows besides its question."""
    if step is Step.CALLS:
        return {"numbers": around.emergency_numbers(at.date())}
    if step is Step.STORY:
        return {"duty": around.on_duty(at)}
    return {}


def with_typed(answers: Answers, data: QueryDict) -> Answers:
    """The answers with what stood on the page that was sent too late."""
    if answers.step in QUESTIONS:
        fields = typed_on(QUESTIONS[answers.step].form, data)
        if fields and not too_much(fields):
            answers.typed[answers.step] = fields
    return answers


def expired(request: HttpRequest, answers: Answers, at: datetime) -> HttpResponse:
    """Open for longer than a day: nothing is lost, the person decides. What has been sent is not shown again."""
    if receipt.sent(answers.form_id):
        return render(request, "portal/sent_before.html")
    return render(request, "portal/expired.html", {"sealed": answers.sealed(at=at)})


def lost(request: HttpRequest, data: QueryDict, at: datetime) -> HttpResponse:
    """What the page carried cannot be read; what stood on the page itself is kept in a new form."""
    answers = Answers()
    for step, question in QUESTIONS.items():
        fields = typed_on(question.form, data)
        if any(any(values) for values in fields.values()) and not too_much(fields):
            answers.typed[step] = fields
    context = {"sealed": answers.sealed(at=at), "kept": bool(answers.typed)}
    return render(request, "portal/lost.html", context, status=400)
