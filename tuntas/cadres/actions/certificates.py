"""The certificate of somebody who was trained: a number of the register, once; her name is unsealed for the print alone.

What letters print about no person is stored as it is printed; a cadre's name lies sealed, so what is stored holds her
code. Printed from the register the line for the name is empty; printed here her name stands on it, which is a look.
"""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cadres.actions import reading
from tuntas.cadres.models import Trainee
from tuntas.cadres.policies import registry
from tuntas.cadres.policies import training as policies
from tuntas.letters.actions import papers, printing
from tuntas.letters.models import Letter
from tuntas.letters.papers import Certificate
from tuntas.letters.policies.letters import check_issue_open, check_print

LINE = "." * 60


@transaction.atomic
def certify(trainee: Trainee, *, by: User, at: datetime) -> Letter:
    """Take the next number of the agency that trains. Twice is refused, also at once: the letter has the trainee's id."""
    cohort = trainee.cohort
    policies.check_edit(by, cohort)
    check_issue_open(by, cohort.agency)
    policies.check_certify(trainee)
    days = list(cohort.days.order_by("date").values_list("date", flat=True))
    paper = Certificate(
        subject="Sertifikat pelatihan", holder=f"{LINE} ({trainee.cadre.label})", training=f"{cohort.name} {cohort.year}",
        from_day=days[0], to_day=days[-1], topics=tuple(cohort.sessions.order_by("position").values_list("topic", flat=True)),
    )  # fmt: skip
    letter = papers.issue(  # no name of a person stands in it but that of whoever signs: nothing to ask about
        paper, agency=cohort.agency, recipient="Peserta pelatihan", letter_id=trainee.pk, confirmed=True, by=by, at=at
    )
    row = Trainee.objects.select_for_update(of=("self",)).get(pk=trainee.pk)
    row.letter = letter
    row.save(update_fields=["letter"])
    log.record("cohort.certified", cohort, by=by, at=at, number=letter.number)
    return letter


def with_name(trainee: Trainee, *, by: User, at: datetime) -> bytes:
    """The certificate as PDF with her name on it, for whoever trains and keeps her line. Each is a look, and recorded.

    Not in one transaction with anything: nothing is changed. Raises Denied, vault.Erased, press.PressFailed.
    """
    policies.check_edit(by, trainee.cohort)
    letter = policies.certificate_of(trainee)
    check_print(by, letter)
    registry.check_edit(by, trainee.cadre)
    name, _contact = reading.who(trainee.cadre, by=by, at=at)
    return printing.pdf(letter, once={"holder": name, "holder_code": trainee.cadre.label}, by=by, at=at)
