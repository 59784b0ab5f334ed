"""What the field component needs to know about a bound form field.

Kept apart from the tags so that a page without a template (an API error, a test) can ask the same.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

Context = dict[str, Any]

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.ClearableFileInput, "govuk-file-upload"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Widget, "govuk-input"),
)


def context(
    bound: BoundField,
    *,
    label: str | None = None,
    hint: str | None = None,
    size: str = "s",
    heading: bool = False,
    width: int | None = None,
    inline: bool = False,
    small: bool = False,
    optional: bool = False,
) -> Context:
    """Everything `components/field.html` shows, with no markup but the control itself."""
    widget = bound.field.widget
    base = bound.id_for_label or bound.auto_id or bound.html_name
    hint_text = bound.help_text if hint is None else hint
    wrong = errors(bound)
    described = " ".join(name for name, there in ((f"{base}-hint", hint_text), (f"{base}-error", wrong)) if there)
    listed = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return _shape(widget, listed=listed) | {
        "label": bound.label if label is None else label,
        "hint": hint_text,
        "hint_id": f"{base}-hint",
        "error_id": f"{base}-error",
        "errors": wrong,
        "described_by": described,
        "id": base,
        "name": bound.html_name,
        "size": size,
        "heading": heading,
        "inline": inline,
        "small": small,
        "optional": optional,
        "choices": _groups(bound, inline=inline) if listed else None,
        "control": "" if listed else _control(bound, described, width, wrong=bool(wrong)),
    }


def _shape(widget: forms.Widget, *, listed: bool) -> Context:
    """Which kind of control it is."""
    many = isinstance(widget, forms.CheckboxSelectMultiple)
    return {
        "fieldset": listed or bool(getattr(widget, "use_fieldset", False)),
        "kind": "checkboxes" if many else "radios",
        "type": "checkbox" if many else "radio",
        "single": isinstance(widget, forms.CheckboxInput),
    }


def errors(bound: BoundField) -> list[str]:
    """What is wrong with this field, in sentences that name it: a summary is read away from the field."""
    plain = str(forms.Field.default_error_messages["required"])
    said = []
    for text in (str(each) for each in bound.errors):
        if text != plain:
            said.append(text)
        elif str(bound.label).endswith("?"):
            said.append(f"Belum dijawab: {bound.label}")
        else:
            chosen = isinstance(bound.field.widget, forms.widgets.ChoiceWidget | forms.CheckboxInput | forms.FileInput)
            said.append(f"{bound.label} belum {'dipilih' if chosen else 'diisi'}.")
    return said


def target(bound: BoundField) -> str:
    """The id that a link in the error summary jumps to: the control, or the first choice."""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        for group in _groups(bound):
            for choice in group["items"]:
                return str(choice["id"])
    if isinstance(bound.field.widget, forms.MultiWidget):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)


def _control(bound: BoundField, described: str, width: int | None, *, wrong: bool) -> SafeString:
    widget = bound.field.widget
    name = next(name for kind, name in CLASSES if isinstance(widget, kind))
    classes = [name, str(widget.attrs.get("class", ""))]
    if wrong and name != "govuk-checkboxes__input":
        classes.append(f"{name}--error")
    if width:
        classes.append(f"govuk-input--width-{width}")
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if described:
        attrs["aria-describedby"] = described
    if wrong:
        attrs["aria-invalid"] = "true"
    if isinstance(widget, forms.TextInput):
        # The browser must not offer what somebody else typed on this phone.
        attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", "off"))
    if isinstance(widget, forms.Textarea):
        attrs.setdefault("rows", widget.attrs.get("rows", 6))
    return bound.as_widget(attrs=attrs)


def _groups(bound: BoundField, *, inline: bool = False) -> list[Context]:
    """Choices by optgroup; a choice may have a hint (`field.choice_hints`) or stand after "atau"."""
    hints: Mapping[str, str] = getattr(bound.field, "choice_hints", {})
    apart: Iterable[str] = () if inline else getattr(bound.field, "choices_apart", ())
    widget = bound.field.widget
    attrs = bound.build_widget_attrs({"id": bound.auto_id or f"id_{bound.html_name}"}, widget)
    shown = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]["optgroups"]
    return [
        {
            "label": str(name or ""),
            "items": [
                {
                    "id": option["attrs"]["id"],
                    "value": str(option["value"]),
                    "label": option["label"],
                    "checked": bool(option["selected"]),
                    "disabled": bool(option["attrs"].get("disabled")),
                    "hint": hints.get(str(option["value"]), ""),
                    "divider": str(option["value"]) in apart,
                }
                for option in options
            ],
        }
        for name, options, _ in shown
    ]
