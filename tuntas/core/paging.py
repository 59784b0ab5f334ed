"""Lists by key, never by offset: page 1,000 costs what page 1 costs."""

import base64
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

SIZE = 50
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows to show, and the key after which the next page begins; empty on the last one."""

    rows: list[Row]
    after: str


def page(rows: "QuerySet[Row]", *order: str, after: str = "", size: int = SIZE) -> Page[Row]:
    """Up to `size` rows in the order of these fields, each ascending, or descending with a minus before its name.

    The last field must tell any two rows apart; none may be null. A key that cannot be read is the first page.
    """
    rows = rows.order_by(*order)
    names = [name.removeprefix("-") for name in order]
    if (values := _read(after, rows.model, names)) is not None:
        rows = rows.filter(_beyond(order, names, values))
    found = list(rows[: size + 1])
    return Page(found[:size], _write(found[size - 1], names) if len(found) > size else "")


def _beyond(order: tuple[str, ...], names: list[str], values: list[Any]) -> Q:
    """(a, b) > (x, y), said so that an index on the first field serves it: a >= x and (a > x or b > y)."""
    condition = Q()
    for at in reversed(range(len(names))):
        side = "lt" if order[at].startswith("-") else "gt"
        further = Q(**{f"{names[at]}__{side}": values[at]})
        condition = further if not condition else Q(**{f"{names[at]}__{side}e": values[at]}) & (further | condition)
    return condition


def _write(row: Model, names: list[str]) -> str:
    values = [_field(type(row), name).value_to_string(row) for name in names]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(key: str, model: type[Model], names: list[str]) -> list[Any] | None:
    if not key or len(key) > 1000:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        if (
            not isinstance(values, list)
            or len(values) != len(names)
            or not all(isinstance(value, str) for value in values)
        ):
            return None
        if any("\x00" in value for value in values):
            return None
        return [_field(model, name).to_python(value) for name, value in zip(names, values, strict=True)]
    except (ValueError, ValidationError):
        return None


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{name} is not a column of {model._meta.label}")
    return field
