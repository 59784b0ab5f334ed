"""Text as the public types it: any script, any emoji, but nothing that a reader cannot see."""

import re
from typing import Any, TypeVar

from django import forms

# These turn the direction of what follows: a name or number could be made to read as another.
TURNING = r"\u202a-\u202e\u2066-\u2069\u200e\u200f"
CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # but tab and new line
HALVES = r"\ud800-\udfff"
UNSEEN = re.compile(f"[{CONTROL}{HALVES}{TURNING}]")

Thing = TypeVar("Thing")


def visible(text: str) -> str:
    """The text without control characters, signs that turn its direction, and halves of characters."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Quick(forms.Field):
    """A field whose choices, messages and checks are declared once and never changed: all forms share them.

    Every page checks all answers so far, and copying the fields costs more than checking them. What a form may
    change (the field itself, its widget, the widget's attributes) is its own; other choices are assigned, not edited.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> "Quick":
        own = _twin(self)
        own.widget = _twin(self.widget)
        own.widget.attrs = dict(self.widget.attrs)
        memo[id(self)] = own
        return own


def _twin(one: Thing) -> Thing:
    """Another of the same class that holds the same."""
    other = type(one).__new__(type(one))
    other.__dict__.update(one.__dict__)
    return other


class Text(Quick, forms.CharField):
    """One line. What is too long is refused with a sentence and kept on the page."""

    def __init__(self, *, longest: int = 300, required: bool = False, **options: Any) -> None:
        options.setdefault("error_messages", {}).setdefault(
            "max_length", "Terlalu panjang: %(show_value)d huruf, paling banyak %(limit_value)d. Pendekkan sedikit."
        )
        # Our own limit stands in the message; an attribute maxlength would cut off what is pasted, silently.
        super().__init__(required=required, max_length=longest, **options)

    def to_python(self, value: Any) -> str:
        """Cleaned of what cannot be seen."""
        return str(super().to_python(visible(value) if isinstance(value, str) else value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength, see above."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class LongText(Text):
    """Several lines."""

    def __init__(self, *, longest: int = 20_000, rows: int = 7, **options: Any) -> None:
        super().__init__(longest=longest, widget=forms.Textarea(attrs={"rows": rows}), **options)


class Choose(Quick, forms.ChoiceField):
    """One of a few, as radio buttons. `hints`: a line under a choice; `apart`: choices after "atau"."""

    def __init__(
        self,
        *,
        choices: Any,
        missing: str = "",
        hints: dict[str, str] | None = None,
        apart: tuple[str, ...] = (),
        **options: Any,
    ) -> None:
        messages = {"required": missing, "invalid_choice": missing or "Pilihan ini tidak ada. Pilih salah satu."}
        super().__init__(
            choices=choices, widget=forms.RadioSelect, required=bool(missing), error_messages=messages, **options
        )
        self.choice_hints = hints or {}
        self.choices_apart = apart


class ChooseMany(Quick, forms.MultipleChoiceField):
    """Several of a few, as checkboxes."""

    def __init__(self, *, choices: Any = (), hints: dict[str, str] | None = None, **options: Any) -> None:
        messages = {"invalid_choice": "Pilihan ini tidak ada. Pilih dari daftar.", "invalid_list": "Pilih dari daftar."}
        super().__init__(
            choices=choices, widget=forms.CheckboxSelectMultiple, required=False, error_messages=messages, **options
        )
        self.choice_hints = hints or {}
