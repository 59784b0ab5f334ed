"""Who may read the event log."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.core.errors import Denied


def check_view(actor: Actor) -> None:
    """Raises Denied. Which events are shown is the query set's to say."""
    if not holds(actor, Permission.AUDIT_VIEW):
        raise Denied("Catatan peristiwa dibaca oleh auditor dan pejabat pelindungan data.")
