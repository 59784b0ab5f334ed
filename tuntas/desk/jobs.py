"""What the desk does by the clock."""

from django.core.mail import EmailMessage
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tuntas.access.roles import Role
from tuntas.accounts.models import Posting
from tuntas.audit.presenters import newest_seal

SUBJECT = "Segel harian catatan peristiwa"
TEXT = """Simpan surel ini. Dengannya dapat dibuktikan bahwa catatan peristiwa tidak dipotong:
manage.py audit verify --against BERKAS

{seal}"""


@app.task(retry=RetryStrategy(max_attempts=10, exponential_wait=5), queueing_lock="desk.mail_seal")
def mail_seal(timestamp: int = 0) -> int:
    """Send the newest seal to every auditor, whose copies lie outside this database; returns how many."""
    seal = newest_seal()
    if not seal:
        return 0
    posted = Posting.objects.in_force(timezone.now()).filter(role=Role.AUDITOR, user__is_active=True)
    addresses = sorted(set(posted.values_list("user__email", flat=True)))
    for address in addresses:  # one letter each: auditors need not know of one another
        EmailMessage(SUBJECT, TEXT.format(seal=seal), to=[address]).send()
    return len(addresses)
