"""The rows of letters in the table of addresses. The batches of the world belong to the secretariat of Pontianak Selatan."""

from tests.access_rows import Row, everyone, own, public, setting
from tuntas.access.roles import Role as R  # noqa: N817 - a table is read across, not down

ISSUERS = frozenset({R.CASE_MANAGER, R.SUPERVISOR, R.UNIT_HEAD})
VOIDERS = frozenset({R.SUPERVISOR, R.UNIT_HEAD})
ADMIN = frozenset({R.SYSTEM_ADMIN})
SENDS = frozenset(
    {R.SECRETARIAT_ADMIN, R.UNIT_HEAD, R.LEADERSHIP, R.TASK_FORCE_SECRETARIAT}
)  # each for their own agency
CALLS = frozenset({R.SECRETARIAT_ADMIN})  # works at the secretariat that sends
HEADS = frozenset({R.UNIT_HEAD, R.LEADERSHIP, R.SYSTEM_ADMIN})  # answer for the unit, or for the system


def sends(code: int = 200, arg: str = "") -> Row:
    """What whoever sends letters may do for their own agency."""
    return Row({code: SENDS}, others=403, arg=arg, stranger=403)


LETTERS = {
    "letters:list": everyone(),
    "letters:detail": own({200: ISSUERS}, "letter"),
    "letters:print": own({200: ISSUERS}, "letter", "post"),
    "letters:void": own({200: VOIDERS, 403: ISSUERS - VOIDERS}, "letter"),
    "letters:patterns": setting(ADMIN),
    "letters:pattern": setting(ADMIN, "unit"),
    "letters:letterhead": setting(HEADS, "unit"),
    "letters:new": sends(arg="paper_kind"),
    "letters:batches": everyone(),
    "letters:batch_new": sends(arg="batch_kind"),
    "letters:batch": own({200: CALLS}, "batch"),
    "letters:batch_progress": own({302: CALLS}, "batch"),
    "letters:batch_change": own({200: CALLS}, "batch"),
    "letters:batch_step": own({302: CALLS}, "batch_step", "post"),
    "letters:batch_send": own({409: CALLS}, "batch"),  # not made yet
    "letters:batch_print": own({200: CALLS}, "sent_batch", "post"),
    "letters:batch_close": own({200: CALLS}, "sent_batch"),
    "letters:batch_remind": own({200: CALLS}, "sent_batch"),
    "letters:batch_sign": own({200: CALLS}, "sent_batch"),
    "letters:batch_sign_progress": own({302: CALLS}, "sent_batch"),
    "letters:batch_sign_certificate": own({403: CALLS}, "sent_batch", "post"),  # it went out
    "letters:batch_sign_resume": own({403: CALLS}, "sent_batch", "post"),  # nothing runs
    "letters:batch_sign_withdraw": own({302: CALLS}, "sent_batch", "post"),
    "letters:batch_signed": own({403: CALLS}, "sent_batch", "post"),  # signed by hand
    "letters:batch_scan": own({200: CALLS}, "batch_scan"),
    "letters:coverage": own({200: CALLS}, "sent_batch"),
    "letters:delivery": own({200: CALLS}, "delivery"),
    "letters:receipt_take_back": own({403: CALLS}, "delivery", "post"),  # there is none
    "letters:delivery_email": own({403: CALLS}, "delivery", "post"),  # it went out
    "letters:signed": own({200: ISSUERS}, "letter"),
    "letters:sign": own({403: ISSUERS}, "letter", "post"),  # no certificate is installed
    "letters:signed_copy": own({200: CALLS}, "signed_copy"),
    "letters:genuine": public(arg="letter_code"),
    "letters:received": public(arg="letter_link"),
}
