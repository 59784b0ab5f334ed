"""Sheets of people, and a merge that waits, for tests that go to every address."""

from typing import Any
from uuid import UUID

from tests.cast import NOW, Cast
from tuntas.people.actions import merges
from tuntas.people.models import Mention
from tuntas.people.tests.make import make_person


def people(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name. The merge is about two other sheets than those that are compared."""
    one, two, kept, merged = (make_person(cast) for _ in range(4))
    merge = merges.propose(kept=kept, merged=merged, reason="Ibu dan tanggal lahir sama.", by=cast.manager, at=NOW)
    mention = Mention.objects.create(
        person=one, agency=cast.agencies["secretariat"], subject_type="meetings.meeting", subject_id=UUID(int=1),
        label="Rapat koordinasi 23-11-2026", day=NOW.date(), found_at=NOW,
    )  # fmt: skip
    return {
        "mention": {"pk": mention.pk},
        "sheet": {"pk": one.pk},
        "two_sheets": {"pk": one.pk, "other": two.pk},
        "merge": {"pk": merge.pk},
    }
