"""How a unit writes its numbers, set by the system administrator."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.letters import numbers
from tuntas.letters.models import NumberPattern
from tuntas.letters.policies import letters as policies


@transaction.atomic
def change(
    agency: Agency,
    *,
    pattern: str,
    classification: str,
    unit_code: str,
    signatory_title: str = "",
    by: User,
    at: datetime,
) -> NumberPattern:
    """For letters issued from now on; numbers that exist stay as they are, and the counting goes on."""
    policies.check_pattern_edit(by, agency)
    numbers.check_pattern(pattern)
    for code in (classification, unit_code):
        numbers.check_code(code)
    row, _ = NumberPattern.objects.select_for_update(of=("self",)).get_or_create(
        agency=agency, defaults={"unit_code": unit_code}
    )
    row.pattern, row.classification, row.unit_code = pattern, classification, unit_code
    row.signatory_title = signatory_title
    row.save()
    log.record(
        "letter_pattern.set", row, by=by, at=at, agency_id=agency.pk, area_path=agency.area_path, pattern=pattern
    )
    return row
