"""Minutes, a decision and two follow-up actions of a meeting, for tests that go to every address."""

from typing import Any

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.files.tests.make import paper, upload
from tuntas.meetings.actions import followups, minutes
from tuntas.meetings.models import Meeting
from tuntas.meetings.tests.make_actions import make_action, make_decision


def writing(cast: Cast, held: Meeting) -> dict[str, dict[str, Any]]:
    """Arguments by name: both actions are the social agency's, on one something was reported."""
    minutes.save(held, text="Rapat dibuka camat.", base=0, by=cast.secretariat, at=NOW)
    minutes.save(held, text="Rapat dibuka camat.\nAlur rujukan dibahas.", base=1, by=cast.secretariat, at=NOW)
    decision = make_decision(held)
    action, reported = make_action(cast, meeting=held), make_action(cast, meeting=held, text="Kirim daftar piket")
    followups.report(
        reported, evidence="Surat 12/2026", upload=upload(paper()), by=cast.by_role[Role.AGENCY_MEMBER], at=NOW
    )
    return {"decision": {"pk": decision.pk}, "action": {"pk": action.pk}, "reported_action": {"pk": reported.pk}}
