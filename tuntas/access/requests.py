"""Requests of people who are signed in, as views see them."""

from uuid import UUID

from django.http import Http404, HttpRequest

from tuntas.access.actors import Actor


class StaffRequest(HttpRequest):
    """LoginRequiredMiddleware lets nobody through who is not an Actor."""

    user: Actor  # type: ignore[assignment]  # Django's own type knows no Actor
    row_id: UUID  # what a view marked with `core.once` makes has this id


def only_posted(request: StaffRequest) -> None:
    """For pages that belong to no record: without a posting of this moment there is nothing here.

    Raises Http404.
    """
    if not request.user.walled_agency_ids:
        raise Http404
