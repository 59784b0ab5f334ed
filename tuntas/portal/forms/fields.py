"""Text as the public types it: any script, any emoji, but nothing that a reader cannot see."""

import unicodedata
from typing import Any

from django import forms

# These turn the direction of what follows: a name or number could be made to read as another.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def visible(text: str) -> str:
    """The text without control characters, signs that turn its direction, and halves of characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign
        for sign in text
        if sign in "\n\t" or (sign not in TURNING and unicodedata.category(sign) not in {"Cc", "Cs"})
    )


class Text(forms.CharField):
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


class Choose(forms.ChoiceField):
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


class ChooseMany(forms.MultipleChoiceField):
    """Several of a few, as checkboxes."""

    def __init__(self, *, choices: Any = (), hints: dict[str, str] | None = None, **options: Any) -> None:
        messages = {"invalid_choice": "Pilihan ini tidak ada. Pilih dari daftar.", "invalid_list": "Pilih dari daftar."}
        super().__init__(
            choices=choices, widget=forms.CheckboxSelectMultiple, required=False, error_messages=messages, **options
        )
        self.choice_hints = hints or {}
