"""A SELECT that is written once in a process; afterwards only its values change.

Django writes the text of a query anew each time, and for a row found by its key that costs several times what the
database needs to find it. Where every report passes, the query is written with Django's own means, `Given("name")`
standing for what changes, and kept. Kept is the text only: what is in the tables is read each time.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, Lookup, QuerySet
from django.db.models.query import ModelIterable, get_related_populators  # type: ignore[attr-defined]  # its stubs lack it
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Values = tuple[Any, ...]


class Given(Expression):
    """Stands in a filter for a value that is known only when the query runs. It is bound, never written into the text."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=Field())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # noqa: ARG002  # Django's
        """A place for one value, with itself as what is to be replaced."""
        return "%s", [self]


class Among(Lookup):  # type: ignore[type-arg]  # not subscriptable when it runs
    """`Among(F("path"), Given("paths"))`: like `__in`, for a list whose length may change as well."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """One place for the whole list."""
        left, before = self.process_lhs(compiler, connection)
        right, after = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*before, *after]


class Prepared(Generic[Row]):
    """Rows of a model, with what select_related names, or tuples of values_list (never `flat`), as the query says.

    Values are given as PostgreSQL's driver takes them: ids, text, dates, moments, lists; of an enumeration its `value`.
    """

    def __init__(self, make: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._make = make

    def __call__(self, **given: Any) -> list[Row]:
        """Run it. Raises KeyError for a value that is missing."""
        text, params, build = self._written
        with connection.cursor() as cursor:
            cursor.execute(text, [given[each.name] if isinstance(each, Given) else each for each in params])
            return build(cursor.fetchall())

    def first(self, **given: Any) -> Row | None:
        """The first row, if there is one."""
        return next(iter(self(**given)), None)

    @cached_property
    def _written(self) -> tuple[str, Values, Callable[[list[Values]], list[Any]]]:
        queryset = self._make()
        compiler: Any = queryset.query.get_compiler(queryset.db)
        text, params = compiler.as_sql()
        if compiler.get_converters([column[0] for column in compiler.select]):
            raise TypeError("a column that Django converts cannot be read as the driver gives it")
        whole = issubclass(queryset._iterable_class, ModelIterable)
        return text, tuple(params), _models(compiler, queryset.db) if whole else list


def _models(compiler: Any, using: str) -> Callable[[list[Values]], list[Any]]:
    """What makes instances of rows, as Django's own iterable does."""
    model, fields = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[start:end]]
    populators = get_related_populators(compiler.klass_info, compiler.select, using)

    def build(rows: list[Values]) -> list[Any]:
        found = []
        for row in rows:
            instance = model.from_db(using, names, row[start:end])
            for populator in populators:
                populator.populate(row, instance)
            found.append(instance)
        return found

    return build
