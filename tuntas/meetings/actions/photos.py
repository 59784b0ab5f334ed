"""Pictures of a meeting: sealed with the key of its own dossier, which is made with the first."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tuntas.accounts.models import User
from tuntas.files.actions import files
from tuntas.files.states import Purpose, RemovalReason
from tuntas.meetings.actions import _meeting, _text
from tuntas.meetings.models import Meeting, MeetingPhoto
from tuntas.meetings.policies import photos as policies


def add(meeting: Meeting, *, upload: UploadedFile, caption: str = "", by: User, at: datetime) -> MeetingPhoto:
    """One picture. Raises Denied when it is refused or there are enough, Mentioned when its caption names a party."""
    policies.check_add(by, meeting)
    _text.look(meeting, {"caption": caption}, by=by, at=at)
    return _added(meeting, upload, caption, by=by, at=at)


@transaction.atomic
def _added(meeting: Meeting, upload: UploadedFile, caption: str, *, by: User, at: datetime) -> MeetingPhoto:
    meeting = _meeting.locked(meeting)
    policies.check_add(by, meeting, MeetingPhoto.objects.filter(meeting=meeting, file__removed_at=None).count())
    dossier = _meeting.dossier(meeting, at=at)
    file = files.store(upload=upload, dossier_id=dossier, purpose=Purpose.MEETING_PHOTO, by=by, at=at)
    return MeetingPhoto.objects.create(meeting=meeting, file=file, caption=caption.strip())


@transaction.atomic
def remove(photo: MeetingPhoto, *, reason: RemovalReason, by: User, at: datetime) -> None:
    """Its content is deleted at once; that it was there stays."""
    meeting = _meeting.locked(photo.meeting)
    policies.check_remove(by, meeting)
    files.remove(photo.file, reason=reason, by=by, at=at)
