"""The rows of bodies in the table of addresses. The body of the world is kept by the district's secretariat; police has a seat."""

from tests.access_rows import Row, everyone, own
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

KEEPS = frozenset({R.SECRETARIAT_ADMIN})
LOOKS_AFTER = frozenset({R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT})
SEATED = frozenset({R.POLICE_PPA})
SEE = KEEPS | LOOKS_AFTER | SEATED
ONLY_SEE = SEE - KEEPS

BODIES: dict[str, Row] = {
    "bodies:list": everyone(),  # whatever is within reach: for most nothing
    "bodies:detail": own({200: SEE}, "body"),
}
