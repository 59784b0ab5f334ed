"""How far an actor reaches, as a condition for the database. Every `visible_to` starts here."""

from uuid import UUID

from django.db.models import Q

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission

NOTHING = Q(pk__in=[])


def reach(
    actor: Actor, permission: Permission, *, agency: str = "agency", area_path: str = "area_path", assigned: Q = NOTHING
) -> Q:
    """Rows within the actor's reach for one permission.

    `agency` and `area_path` name the row's owning agency and area path; `assigned` says what
    "assigned to the actor" means for the model.
    """
    condition = NOTHING
    for grant in actor.grants(permission):
        if grant.scope is Scope.ASSIGNED:
            condition |= assigned
        elif grant.scope is Scope.UNIT:
            condition |= Q(**{agency: grant.agency_id})
        elif grant.scope is Scope.AGENCY:
            condition |= Q(**{f"{agency}__in": grant.agency_ids})
        else:
            for path in grant.area_paths:
                condition |= Q(**{f"{area_path}__startswith": path})
    return condition


def reaches(
    actor: Actor, permission: Permission, *, agency_id: UUID | None, area_path: str, assigned: bool = False
) -> bool:
    """The same question for one row already loaded."""
    for grant in actor.grants(permission):
        if grant.scope is Scope.ASSIGNED and assigned:
            return True
        if grant.scope is Scope.UNIT and agency_id == grant.agency_id:
            return True
        if grant.scope is Scope.AGENCY and agency_id in grant.agency_ids:
            return True
        if grant.scope is Scope.AREA and area_path.startswith(grant.area_paths):
            return True
    return False


def holds(actor: Actor, permission: Permission) -> bool:
    """Whether the actor has the permission anywhere at all: for menus, never for records."""
    return bool(actor.grants(permission))
