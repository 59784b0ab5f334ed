"""A follow-up action that is carried out along a guided path: forming a UPTD PPA."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.bodies.actions import paths
from tuntas.bodies.models import Path
from tuntas.bodies.states import PathKind
from tuntas.core.policies import may
from tuntas.meetings.actions import _followup, _meeting, followups
from tuntas.meetings.models import FollowUpAction
from tuntas.meetings.policies import followups as policies
from tuntas.meetings.states import ActionStatus

REACHED = "Jalur “{kind}” selesai sampai langkah terakhir; bukti tiap langkah ada di halaman jalur."


@transaction.atomic
def start(action: FollowUpAction, *, by: User, at: datetime) -> FollowUpAction:
    """Begin the path in the regency of the body, or follow the one that is on its way there already. Raises Denied."""
    action = _followup.locked(action)
    policies.check_path(by, action)
    area, kind = policies.regency_of(action), PathKind.UPTD_FORMATION
    running = Path.objects.filter(kind=kind, area=area, body=None, is_open=True).first()
    action.path = running or paths.start(kind=kind, body=None, area=area, agency=action.meeting.agency, by=by, at=at)
    action.save(update_fields=["path"])
    log.record("follow_up.path_linked", action, by=by, at=at, path_kind=str(kind), **_meeting.about(action.meeting))
    return action


@transaction.atomic
def report_reached(path: Path, *, by: User, at: datetime) -> None:
    """A path came to its end: what it was started for is reported, for the chair to look at.

    Where the only person who could close it walked the last step, it stays open: somebody else reports it.
    """
    rows = (
        FollowUpAction.objects.filter(path=path, status=ActionStatus.OPEN)
        .select_related("meeting__chair")
        .order_by("pk")
    )
    for action in rows:
        if may(policies.check_report, by, action, at=at):
            followups.report(action, evidence=REACHED.format(kind=path.get_kind_display()), by=by, at=at)
