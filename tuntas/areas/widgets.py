"""Choosing an area without JavaScript: by selects within the home areas, or by name among all areas.

Nothing is stored between steps: what was chosen travels in the form's own fields. In a view:

    form = Where(request.POST or None)
    if request.method == "POST" and not redraw(form) and form.is_valid():
        area = form.cleaned_data["area"]          # an Area, or None for "Tidak tahu"

`redraw` is true when a button of the picker was pressed ("Pilih", "Cari"): the page is then shown again as typed,
without complaints. Draw the field with `{% field form.area %}`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from tuntas.areas.models import Area, HomeArea
from tuntas.areas.search import LIMIT, LONGEST, Found, search
from tuntas.areas.states import Level, paths_up

__all__ = ["AreaField", "AreaPicker", "Found", "Select", "StaffAreaField", "choices_for", "redraw", "search"]

CHOOSABLE = (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
WORDS = {Level.REGENCY: "kabupaten/kota", Level.DISTRICT: "kecamatan", Level.VILLAGE: "kelurahan/desa"}
PATH = re.compile(r"\d{2}\.[0-9a-z.]{0,38}")
NOWHERE = "?"
STEP = "-langkah"
UNKNOWN = "-tidak-tahu"
MISSING = "Wilayah belum dipilih. Pilih satu, atau tekan “Tidak tahu”."


@dataclass(frozen=True)
class Typed:
    """What the form holds: a path per level, the words looked for, the result ticked, whether "Tidak tahu" was pressed."""

    chosen: Mapping[int, str] = field(default_factory=dict)
    text: str = ""
    found: str = ""
    unknown: bool = False

    @property
    def deepest(self) -> str:
        """The narrowest path chosen by selects; what does not lie in the choice above it no longer counts."""
        path = ""
        for level in sorted(self.chosen):
            if self.chosen[level].startswith(path):
                path = self.chosen[level] or path
        return path


@dataclass(frozen=True)
class Select:
    """One drop-down: its level, its word, what can be chosen, what is."""

    level: int
    word: str
    groups: list[tuple[str, list[tuple[str, str]]]]
    chosen: str
    above: str = ""  # stands for "I do not know which one": the path of the area around
    above_label: str = ""
    unsure: bool = False
    id: str = ""

    @property
    def opens(self) -> bool:
        """Whether another drop-down follows once something is chosen here."""
        return self.level < Level.VILLAGE


def choices_for(home_paths: Sequence[str], chosen: str = "") -> list[Select]:
    """The drop-downs to show: one for each level from the home areas down to the one below what is chosen. One query."""
    if not home_paths:
        return []
    opened = [*home_paths, *(up for up in paths_up(chosen) if chosen and up.startswith(tuple(home_paths)))]
    rows = (
        Area.objects.current()
        .filter(parent__path__in=opened, level__lte=Level.VILLAGE)
        .select_related("parent")
        .order_by("code")
    )
    by_level: dict[int, list[Area]] = {}
    for row in rows:
        by_level.setdefault(row.level, []).append(row)
    return [_select(level, by_level[level], chosen) for level in sorted(by_level)]


def _select(level: int, areas: list[Area], chosen: str) -> Select:
    groups: dict[str, list[tuple[str, str]]] = {}
    parents = {area.parent_id for area in areas}
    for area in areas:
        group = area.parent.full_name if area.parent and len(parents) > 1 else ""
        groups.setdefault(group, []).append((area.path, area.full_name if level == Level.REGENCY else area.name))
    parent = areas[0].parent
    # Only below what was chosen: "somewhere in the home area" is what "Tidak tahu" says for all.
    unsure = parent is not None and bool(chosen) and chosen.startswith(parent.path)
    return Select(
        level=level,
        word=WORDS[Level(level)],
        groups=list(groups.items()),
        chosen=next((up for up in paths_up(chosen) if _depth(up) == level), "") if chosen else "",
        above=parent.path if parent and unsure else "",
        above_label=parent.full_name if parent and unsure else "",
    )


def _path(value: object) -> str:
    """A path as we write it; anything else becomes one that no area has."""
    text = str(value or "")
    return text if not text or PATH.fullmatch(text) else NOWHERE


def _depth(path: str) -> int:
    return path.count(".")


class AreaPicker(forms.Widget):
    """Draws the picker; reads what was typed. `public` shows the selects of the home areas before the search."""

    template_name = "areas/picker.html"
    use_fieldset = True

    def __init__(self, *, public: bool, unknown: bool) -> None:
        self.public = public
        self.unknown = unknown
        super().__init__()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:  # noqa: ARG002  # Django's
        """From the fields of the form; nothing here is trusted before `AreaField.clean`."""
        return Typed(
            chosen={level: _path(data.get(f"{name}-{level.value}")) for level in CHOOSABLE},
            text=str(data.get(f"{name}-cari", "")).replace("\x00", "").strip(),
            found=_path(data.get(f"{name}-hasil")),
            unknown=bool(data.get(f"{name}{UNKNOWN}")),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        """A picker is in every form that shows it, even with nothing chosen."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The first control."""
        return id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The drop-downs and the results as they stand, with five queries at most."""
        context = super().get_context(name, value, attrs)
        homes = HomeArea.objects.paths()
        typed = value if isinstance(value, Typed) else _typed(_path(value), homes, public=self.public)
        results = search(typed.text, first=homes, limit=LIMIT) if typed.text else []
        if typed.found and not any(result.path == typed.found for result in results):
            results = _one(typed.found) + results
        attributes = context["widget"]["attrs"]
        first = attributes.get("id", name)
        selects = choices_for(homes, _within(typed.deepest, homes)) if self.public else []
        context["picker"] = {
            "name": name,
            "described": attributes.get("aria-describedby", ""),
            "wrong": attributes.get("aria-invalid", ""),
            "selects": [
                replace(
                    each, id=f"{first}_{each.level}" if at else first, unsure=each.above == typed.chosen.get(each.level)
                )
                for at, each in enumerate(selects)
            ],
            "search_id": f"{first}-cari" if selects else first,
            "public": self.public,
            "unknown": self.unknown,
            "typed": typed,
            "results": results,
            "nothing": bool(typed.text) and not results,
            "longest": LONGEST,
        }
        return context


def _within(path: str, homes: Sequence[str]) -> str:
    return path if path.startswith(tuple(homes)) and homes else ""


def _typed(path: str, homes: Sequence[str], *, public: bool) -> Typed:
    """What someone would have typed to choose this path."""
    if not path:
        return Typed()
    if not public or not _within(path, homes):
        return Typed(found=path)
    levels = {level.value: up for level, up in zip(Level, paths_up(path), strict=False) if level in CHOOSABLE}
    return Typed(chosen=levels)


def _one(path: str) -> list[Found]:
    area = Area.at(path)
    return [Found(area, Area.objects.labels([area.path])[area.path])] if area else []


class AreaField(forms.Field):
    """The public picker. Cleans to an Area, or None for "Tidak tahu" (and for nothing, where not required).

    Any area may be chosen by name; by selects those of the home areas, down to the village or, with "tidak tahu
    kelurahannya", the district. `initial` is a path; `missing` says what to do on this page where nothing was chosen.
    """

    public = True

    def __init__(
        self, *, unknown: bool = True, deepest: Level = Level.VILLAGE, missing: str = MISSING, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", AreaPicker(public=self.public, unknown=unknown))
        self.deepest, self.missing = deepest, missing
        super().__init__(**kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002
        """As typed."""
        return data

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares paths."""
        return bool(isinstance(data, Typed) and str(initial or "") != (data.found or data.deepest))

    def clean(self, value: Any) -> Area | None:
        """Raises ValidationError with a sentence that says what to do next."""
        typed = value if isinstance(value, Typed) else Typed(found=_path(value))
        if typed.unknown:
            return None
        path = typed.found or typed.deepest
        if not path and (typed.text or self.required):
            raise ValidationError(self._nothing_chosen(typed))
        if not path:
            return None
        area = Area.at(path)
        if area is None:
            raise ValidationError("Wilayah itu tidak ada dalam daftar. Pilih lagi.")
        if not typed.found and area.level < self.deepest and not self._known_only_so_far(typed):
            raise ValidationError(_missing(Level(area.level + 1)))
        return area

    def _nothing_chosen(self, typed: Typed) -> str:
        if typed.text:
            return "Pilih satu dari hasil pencarian di bawah nama yang diketik."
        return self.missing

    def _known_only_so_far(self, typed: Typed) -> bool:
        """The choice "tidak tahu yang mana" repeats the path of the district in the select of the village."""
        path = typed.deepest
        return any(level > _depth(path) and chosen == path for level, chosen in typed.chosen.items())


class StaffAreaField(AreaField):
    """The picker of staff pages: one search field whose results come while typing (htmx) or by a button."""

    public = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(unknown=False, **kwargs)

    def _nothing_chosen(self, typed: Typed) -> str:
        if typed.text:
            return super()._nothing_chosen(typed)
        return "Wilayah belum dipilih. Ketik namanya, lalu pilih dari hasilnya."


def _missing(level: Level) -> str:
    word = WORDS[level].capitalize()
    return f"{word} belum dipilih. Pilih satu, atau “Tidak tahu yang mana” di akhir daftarnya."


def redraw(form: forms.BaseForm) -> bool:
    """Whether a button of a picker was pressed. The form then shows what was typed and complains about nothing."""
    pressed = any(
        form.data.get(form.add_prefix(name) + STEP) for name, each in form.fields.items() if isinstance(each, AreaField)
    )
    if pressed:
        form._errors = ErrorDict(renderer=form.renderer)  # type: ignore[attr-defined]  # what `errors` looks at before it validates
    return bool(pressed)
