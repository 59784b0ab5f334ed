"""What our forms show where nobody wrote anything, and how several things are picked."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from django import forms

import tuntas


def _all_forms() -> Iterator[type[forms.BaseForm]]:
    for module in walk_packages(tuntas.__path__, "tuntas."):
        if ".forms" in module.name and ".tests" not in module.name:
            import_module(module.name)
    waiting = [forms.BaseForm]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        yield from (kind for kind in kinds if kind.__module__.startswith("tuntas."))


def test_no_list_begins_with_dashes() -> None:
    dashes = [
        f"{kind.__module__}.{kind.__name__}.{name}"
        for kind in _all_forms()
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field, forms.ModelChoiceField) and field.empty_label == "---------"
    ]
    assert sorted(set(dashes)) == []


def test_several_are_ticked_and_never_held_with_a_key() -> None:
    held = [
        f"{kind.__module__}.{kind.__name__}.{name}"
        for kind in _all_forms()
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field.widget, forms.SelectMultiple) and not isinstance(field.widget, forms.CheckboxSelectMultiple)
    ]
    assert sorted(set(held)) == []
