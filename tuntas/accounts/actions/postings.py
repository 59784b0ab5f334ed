"""Postings: give, end."""

from datetime import datetime

from django.db import IntegrityError, transaction

from tuntas.accounts import policies
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit.log import record
from tuntas.core.errors import InvalidTransition


@transaction.atomic
def give(user: User, *, role: str, agency: Agency, area: Area, by: User, at: datetime) -> Posting:
    """Give a person a role at an agency for an area, from now on."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    policies.check_give(by, role=role, agency=agency, area=area, at=at, to=user)
    try:
        with transaction.atomic():
            posting = Posting.objects.create(
                user=user, role=role, agency=agency, area=area, starts_at=at, created_by_id=by.id
            )
    except IntegrityError as error:  # a posting that begins later is in the way
        raise InvalidTransition("Orang ini sudah memegang peran itu di sana.") from error
    record("posting.given", posting, by=by, at=at, area_path=area.path, user_id=str(user.id), role=role)
    return posting


@transaction.atomic
def end(posting: Posting, *, by: User, at: datetime) -> Posting:
    """End a posting: what it gave is gone at the person's next request."""
    # The agency's row is held, so that its last two receivers cannot both be let go at the same moment.
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.agency_id)
    # And the person's, so that nobody is given anything between our look and the end.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.user_id)
    rows = Posting.objects.select_for_update(of=("self",)).select_related("user", "agency", "area")
    posting = rows.get(pk=posting.pk)
    policies.check_end(by, posting, at)
    posting.ends_at = max(at, posting.starts_at)
    posting.save(update_fields=["ends_at"])
    record(
        "posting.ended",
        posting,
        by=by,
        at=at,
        area_path=posting.area.path,
        user_id=str(posting.user_id),
        role=posting.role,
    )
    return posting
