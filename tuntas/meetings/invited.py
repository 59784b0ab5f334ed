"""Which accounts stand behind the invitations of a meeting."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from tuntas.access.permissions import Permission
from tuntas.access.roles import GRANTS, Role
from tuntas.accounts.models import Posting, User
from tuntas.bodies.models import Holder
from tuntas.meetings.models import Invitation, Meeting

ROLES = [role for role in Role if Permission.ACTION_ANSWER in GRANTS[role]]


def people(meeting: Meeting, rows: Iterable[Invitation], *, at: datetime) -> list[User]:
    """Accounts behind seats: those who hold them; where nobody with an account does, those of that institution who answer.

    Only people to whom the page of the meeting opens: whoever was invited without a seat gets the letter.
    """
    day = meeting.agency.today(meeting.starts_at)
    seats = {row.seat_id: row.agency_id for row in rows if row.seat_id}
    held = dict(
        Holder.objects.current(day)
        .filter(seat__in=seats, user__isnull=False)
        .order_by("substitute")
        .values_list("user", "seat")
    )
    without = {agency for seat, agency in seats.items() if agency and seat not in held.values()}
    posted = Posting.objects.in_force(at).filter(agency__in=without, role__in=ROLES).values("user")
    return list(User.objects.filter(Q(pk__in=held) | Q(pk__in=posted), is_active=True).order_by("pk"))
