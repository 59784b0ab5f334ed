"""The rows of cadres in the table of addresses. The cadre of the world is kept by the unit, and is the cast's own."""

from tests.access_rows import Row, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

KEEPS = frozenset({R.UNIT_HEAD})
OWN = frozenset({R.CADRE})
LOOK = frozenset({R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT})  # lines without names
SEE = KEEPS | OWN | LOOK
EDITORS = frozenset({R.SECRETARIAT_ADMIN, R.UNIT_HEAD})


def _kept(arg: str) -> Row:
    """A page of the agency that keeps the line; whoever else sees her is told whose she is."""
    return own({200: KEEPS, 403: SEE - KEEPS}, arg)


def _mine() -> Row:
    """The cadre's own, with no object in the address."""
    return Row({200: OWN}, others=404)


NUMBERS = EDITORS | LOOK | {R.KPAD, R.DATA_OFFICER}


def _trained(arg: str = "cohort") -> Row:
    """A page of the agency that trains; whoever reads figures is told whose it is."""
    return own({200: KEEPS, 403: READ - KEEPS}, arg)


# Those whose area is the city of the cast: the secretariat looks after a district alone.
READ = KEEPS | LOOK | {R.KPAD, R.DATA_OFFICER}
CADRES: dict[str, Row] = {
    "cadres:cohorts": Row({200: NUMBERS}, others=403),
    "cadres:villages": Row({200: NUMBERS}, others=403),
    "cadres:cohort_new": Row({200: EDITORS}, others=403, stranger=404),
    "cadres:cohort": own({200: READ}, "cohort"),
    "cadres:session_new": _trained(),
    "cadres:join": _trained(),
    "cadres:results": _trained(),
    "cadres:refreshed": _trained(),
    "cadres:certificate": own({403: READ}, "trainee", "post"),  # none was issued
    "cadres:certificates": own({403: READ}, "cohort", "post"),  # none was issued
    "cadres:certify_all": own({302: KEEPS, 403: READ - KEEPS}, "cohort", "post"),
    "cadres:certify": own({403: READ}, "trainee", "post"),  # she was not there on every day
    "cadres:import_new": Row({200: EDITORS}, others=403, stranger=404),
    "cadres:import": own({200: KEEPS}, "cadre_import"),
    "cadres:list": Row({200: EDITORS | LOOK}, others=403),
    "cadres:new": Row({200: EDITORS}, others=403, stranger=404),
    "cadres:mine": _mine(),
    "cadres:mine_log": _mine(),
    "cadres:mine_visit": _mine(),
    "cadres:mine_help": _mine(),
    "cadres:activity": own({200: SEE}, "cadre_activity"),
    "cadres:retract": own({302: KEEPS | OWN, 403: LOOK}, "cadre_activity", "post"),
    "cadres:detection": own({200: SEE}, "detection"),
    "cadres:detection_close": own({302: KEEPS, 403: SEE - KEEPS}, "detection", "post"),
    "cadres:visit": own({200: SEE}, "visit"),
    "cadres:call": own({200: KEEPS, 403: LOOK}, "call"),  # about another cadre
    "cadres:help": own({200: KEEPS | OWN, 403: LOOK}, "help"),
    "cadres:task": own({200: KEEPS | OWN}, "cadre_task"),
    "cadres:detail": own({200: SEE}, "cadre"),
    "cadres:edit": _kept("cadre"),
    "cadres:leave": _kept("cadre"),
    "cadres:back": _kept("cadre"),
    "cadres:left": _kept("cadre"),
    "cadres:log": _kept("cadre"),
    "desk:detection_report": own({302: KEEPS | OWN, 403: LOOK}, "detection", "post"),
}
