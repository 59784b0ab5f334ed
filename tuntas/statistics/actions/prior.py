"""Years before the system: taking a published table, and taking it back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.statistics import prior_plan
from tuntas.statistics.models import PriorCount, PriorSource
from tuntas.statistics.policies import prior as policies


@dataclass(frozen=True)
class PriorData:
    """What a person says about a table. `when`: its period, if no column tells; `published`: totals that the text gives."""

    title: str
    definition: str
    source: str
    area: Area | None = None
    when: str = ""
    published: Mapping[str, int] = field(default_factory=dict)
    file_name: str = ""
    decided: str = ""
    reason: str = ""


@transaction.atomic
def load(*, raw: bytes, data: PriorData, by: Actor, at: datetime) -> PriorSource:
    """Keep the numbers as they stand; where total and rows differ, only with a decision. Raises Denied."""
    policies.check_import(by, data.area)
    policies.check_named(data.title, data.definition, data.source)
    plan = prior_plan.make(raw, area=data.area, when=data.when, published=dict(data.published))
    policies.check_decided(plan, data.decided, data.reason)
    file_hash = hashlib.sha256(b"\n".join(raw.removeprefix(b"\xef\xbb\xbf").split())).hexdigest()
    if PriorSource.objects.filter(file_hash=file_hash, area=data.area).exists():
        raise Denied("Tabel ini sudah diimpor untuk wilayah itu. Tarik kembali yang lama bila ingin menggantinya.")
    differing = bool(plan.differences)
    source = PriorSource.objects.create(
        area=data.area, title=data.title, definition=data.definition, source=data.source, file_name=data.file_name[:120],
        file_hash=file_hash, published={unit.value: total for unit, total in plan.table.totals.items()},
        differences=plan.differences, decided=data.decided if differing else "", reason=data.reason if differing else "",
        imported_at=at, imported_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    PriorCount.objects.bulk_create(
        PriorCount(
            source=source, area=area, label=line.label or line.code, unit=unit, first_day=line.span.first,
            last_day=line.span.last, count=count,
        )
        for line, area in plan.areas.items() for unit, count in line.counts.items()
    )  # fmt: skip
    log.record(
        "prior_counts.loaded",
        source,
        by=by,
        at=at,
        lines=len(plan.table.lines),
        decided=source.decided,
        area_path=_path(source),
    )
    return source


@transaction.atomic
def take_back(source: PriorSource, *, by: Actor, at: datetime) -> None:
    """As if it had never come; that it did stays in the log."""
    policies.check_import(by, source.area)
    log.record("prior_counts.taken_back", source, by=by, at=at, lines=source.counts.count(), area_path=_path(source))
    source.delete()


def _path(source: PriorSource) -> str:
    return source.area.path if source.area else ""
