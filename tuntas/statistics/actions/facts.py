"""Making all facts anew."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.statistics.facts import keeping


def rebuild(*, by: Actor, at: datetime) -> int:
    """From the dossiers as they are; returns how many cases. Recorded when it is done. Raises sealing.StillWriting."""
    count = keeping.rebuild(at=at)
    log.record("facts.rebuilt", None, by=by, at=at, subject_type="statistics.factcursor", count=count)
    return count
