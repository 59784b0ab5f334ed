"""Batches for tests: a kelurahan with two RW and three RT below the secretariat's kecamatan."""

from typing import Any

from tests.cast import NOW, Cast
from tuntas.areas.actions import neighbourhoods
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.letters import jobs, papers
from tuntas.letters.actions import batches
from tuntas.letters.actions.batches import BatchData
from tuntas.letters.models import Batch
from tuntas.letters.states import Nature, Way

NOTIFICATION = papers.Notification(
    subject="Pemberitahuan layanan pengaduan",
    secretariat="Sekretariat Pokja Pontianak Selatan",
    address="Jalan Contoh 1",
    hours="Senin sampai Jumat, 08.00 sampai 16.00",
    contacts=("Telepon 0561-000002",),
    group="Pokja Pencegahan Kekerasan",
)
ALL = (Level.VILLAGE, Level.RW, Level.RT)


def neighbourhood(cast: Cast) -> list[Area]:
    """RW 01 with RT 01 and 02, RW 02 with RT 01."""
    doing: dict[str, Any] = {"by": cast.sysadmin, "at": NOW}
    one, two = (neighbourhoods.add(cast.south_village, level=Level.RW, number=n, **doing) for n in (1, 2))
    rts = [neighbourhoods.add(rw, level=Level.RT, number=n, **doing) for rw, n in ((one, 1), (one, 2), (two, 1))]
    return [one, two, *rts]


def make_draft(cast: Cast, **given: Any) -> Batch:
    """To every kelurahan of the kecamatan, unless said otherwise."""
    data = BatchData(
        given.pop("paper", NOTIFICATION), given.pop("scope", cast.district), tuple(given.pop("levels", (Level.VILLAGE,))),
        given.pop("nature", Nature.ORDINARY),
    )  # fmt: skip
    doing: dict[str, Any] = {"agency": cast.agencies["secretariat"], "by": cast.secretariat, "at": NOW} | given
    return batches.draft(data, **doing)


def make_ordered(cast: Cast, **given: Any) -> Batch:
    """Checked, and waiting for the worker."""
    batch = make_draft(cast, **given)
    batches.check(batch, by=cast.secretariat, at=NOW)
    return batches.order(batch, by=cast.secretariat, at=NOW)


def make_made(cast: Cast, **given: Any) -> Batch:
    """With numbers, and printed."""
    batch = make_ordered(cast, **given)
    jobs.make(batch_id=str(batch.pk))
    return Batch.objects.get(pk=batch.pk)


def make_sent(cast: Cast, *, way: Way = Way.HAND, by_mail: bool = False, **given: Any) -> Batch:
    """On its way."""
    return batches.send(make_made(cast, **given), way=way, by_mail=by_mail, by=cast.secretariat, at=NOW)
