"""How an agency writes its numbers while nobody has said."""

from tuntas.agencies.models import Agency
from tuntas.letters import numbers
from tuntas.letters.models import NumberPattern


def default_pattern(agency: Agency) -> NumberPattern:
    """What holds while nobody has set a pattern; not saved."""
    return NumberPattern(
        agency=agency, pattern=numbers.DEFAULT, classification=numbers.DEFAULT_CLASSIFICATION,
        unit_code=numbers.unit_code_for(agency.kind, agency.short_name),
    )  # fmt: skip
