"""The rows of bodies in the table of addresses. The body of the world is kept by the district's secretariat; police has a seat."""

from tests.access_rows import Row, everyone, own, setting
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

KEEPS = frozenset({R.SECRETARIAT_ADMIN})
LOOKS_AFTER = frozenset({R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT})
SEATED = frozenset({R.POLICE_PPA})
SEE = KEEPS | LOOKS_AFTER | SEATED
ONLY_SEE = SEE - KEEPS
HEADS_OF_UNIT = frozenset({R.UNIT_HEAD, R.LEADERSHIP})
FOUND = frozenset({R.SECRETARIAT_ADMIN, R.UNIT_HEAD, R.TASK_FORCE_SECRETARIAT})
ADMIN = frozenset({R.SYSTEM_ADMIN})


def _kept(arg: str) -> Row:
    """A page of the secretariat; whoever else sees the body is told whose it is."""
    return own({200: KEEPS, 403: ONLY_SEE}, arg)


BODIES: dict[str, Row] = {
    "bodies:list": everyone(),  # whatever is within reach: for most nothing
    "bodies:new": Row({200: FOUND}, others=403, stranger=404),
    "bodies:detail": own({200: SEE}, "body"),
    "bodies:edit": _kept("body"),
    "bodies:dissolve": _kept("body"),
    "bodies:decrees": own({200: SEE}, "body"),
    "bodies:decree_new": _kept("body"),
    "bodies:decree": _kept("decree"),
    "bodies:decree_file": own({200: SEE}, "decree"),
    "bodies:members": own({200: SEE}, "body"),
    "bodies:seat_new": _kept("body"),
    "bodies:seat": _kept("seat"),
    "bodies:seat_end": _kept("seat"),
    "bodies:holder_new": _kept("seat"),
    "bodies:holder": _kept("holder"),
    "bodies:holder_end": _kept("holder"),
    "bodies:secretariat": own({200: SEE}, "body"),
    "bodies:officers": own({200: SEE}, "body"),
    "bodies:election_new": own({200: KEEPS, 403: LOOKS_AFTER}, "body_with_officers"),
    "bodies:election": own({200: SEE}, "election"),
    "bodies:election_edit": _kept("election"),
    "bodies:candidate_new": _kept("election"),
    "bodies:candidate_remove": own({302: KEEPS, 403: ONLY_SEE}, "candidate", "post"),
    "bodies:election_decide": _kept("election"),
    "bodies:election_cancel": _kept("election"),
    "bodies:election_annul": own({200: KEEPS, 403: LOOKS_AFTER}, "decided_election"),
    "bodies:officer_leave": own({200: KEEPS, 403: LOOKS_AFTER}, "officer"),
    "bodies:tasks": own({200: SEE}, "body"),
    "bodies:task_new": _kept("body"),
    "bodies:task": own({200: SEE}, "task"),
    # Nobody at the police may accept in Tuntas: the secretariat writes it down. The unit has a head, and leadership above.
    "bodies:task_accept": own({200: HEADS_OF_UNIT, 403: SEE - HEADS_OF_UNIT}, "task_unit"),
    "bodies:task_decline": _kept("task"),
    "bodies:task_enforce": own({302: KEEPS, 403: ONLY_SEE}, "task_accepted", "post"),
    "bodies:task_end": own({302: KEEPS, 403: ONLY_SEE}, "task", "post"),
    "bodies:all_paths": Row(others=200, stranger=404),
    "bodies:form_uptd": Row({200: FOUND}, others=403, stranger=404),
    "bodies:paths": own({200: SEE}, "body"),
    "bodies:reactivate": own({403: SEE}, "body", "post"),  # one runs already
    "bodies:path": own({200: SEE}, "path"),
    "bodies:path_step": _kept("path_step"),
    "bodies:path_step_reopen": own({302: KEEPS, 403: ONLY_SEE}, "path_step_done", "post"),
    "bodies:path_stop": _kept("path"),
    "bodies:kinds": setting(ADMIN),
    "bodies:kind_new": setting(ADMIN),
    "bodies:kind": setting(ADMIN, "body_kind"),
    "bodies:kind_remove": setting(ADMIN, "body_kind", "post", 302),
}
