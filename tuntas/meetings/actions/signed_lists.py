"""The printed list that those who came signed: kept as evidence, sealed with the key of the meeting's own dossier."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.files.actions import files
from tuntas.files.states import Purpose, RemovalReason
from tuntas.meetings.actions import _meeting
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies import signed_lists as policies


@transaction.atomic
def attach(meeting: Meeting, *, upload: UploadedFile, by: User, at: datetime) -> Meeting:
    """Keep it; one that was there before is deleted. Raises Denied when the file is refused."""
    meeting = _meeting.locked(meeting)
    policies.check_attach(by, meeting)
    before = meeting.signed_list
    meeting.signed_list = files.store(
        upload=upload, dossier_id=_meeting.dossier(meeting, at=at), purpose=Purpose.SIGNED_LIST, agency=meeting.agency,
        area_path=meeting.area_path, by=by, at=at,
    )  # fmt: skip
    meeting.save(update_fields=["signed_list"])
    if before is not None:
        files.remove(before, reason=RemovalReason.REPLACED, by=by, at=at)
    log.record("meeting.signed_list_added", meeting, by=by, at=at, dossier_id=meeting.pk)
    return meeting


@transaction.atomic
def remove(meeting: Meeting, *, reason: RemovalReason, by: User, at: datetime) -> Meeting:
    """Its content is deleted at once."""
    meeting = _meeting.locked(meeting)
    policies.check_remove(by, meeting)
    file, meeting.signed_list = meeting.signed_list, None
    meeting.save(update_fields=["signed_list"])
    assert file is not None  # asked above
    files.remove(file, reason=reason, by=by, at=at)
    log.record("meeting.signed_list_removed", meeting, by=by, at=at, dossier_id=meeting.pk, reason=str(reason))
    return meeting
