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
    errors = [str(error) for error in bound.errors]
    described = " ".join(
        name for name, there in ((f"{base}-hint", hint_text), (f"{base}-error", errors)) if there
    )
    listed = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    many = isinstance(widget, forms.CheckboxSelectMultiple)
    return {
        "label": bound.label if label is None else label,
        "hint": hint_text,
        "hint_id": f"{base}-hint",
        "error_id": f"{base}-error",
        "errors": errors,
        "described_by": described,
        "id": base,
        "name": bound.html_name,
        "size": size,
        "heading": heading,
        "inline": inline,
        "small": small,
        "optional": optional,
        "fieldset": listed or isinstance(widget, forms.MultiWidget),
        "kind": "checkboxes" if many else "radios",
        "type": "checkbox" if many else "radio",
        "choices": _groups(bound) if listed else None,
        "single": isinstance(widget, forms.CheckboxInput),
        "control": "" if listed else _control(bound, described, bool(errors), width),
    }


def target(bound: BoundField) -> str:
    """The id that a link in the error summary jumps to: the control, or the first choice."""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        for group in _groups(bound):
            for choice in group["items"]:
                return str(choice["id"])
    if isinstance(bound.field.widget, forms.MultiWidget):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)


def _control(bound: BoundField, described: str, wrong: bool, width: int | None) -> SafeString:
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


def _groups(bound: BoundField) -> list[Context]:
    """Choices by optgroup; a choice may have a hint (`field.choice_hints`) or stand after "atau"."""
    hints: Mapping[str, str] = getattr(bound.field, "choice_hints", {})
    apart: Iterable[str] = getattr(bound.field, "choices_apart", ())
    groups: list[Context] = []
    for sub in bound.subwidgets:
        data = sub.data
        group = str(data.get("group") or "")
        if not groups or groups[-1]["label"] != group:
            groups.append({"label": group, "items": []})
        value = str(data["value"])
        groups[-1]["items"].append(
            {
                "id": data["attrs"].get("id") or f"{bound.html_name}_{data['index']}",
                "value": value,
                "label": data["label"],
                "checked": bool(data["selected"]),
                "disabled": bool(data["attrs"].get("disabled")),
                "hint": hints.get(value, ""),
                "divider": value in apart,
            }
        )
    return groups
