"""The certificate of somebody who was trained: a number of the register, once; her name is unsealed for the print alone.

What letters print about no person is stored as it is printed; a cadre's name lies sealed, so what is stored holds her
code. Printed from the register the line for the name is empty; printed here her name stands on it, which is a look.
"""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cadres.actions import reading
from tuntas.cadres.models import Cohort, Trainee
from tuntas.cadres.policies import registry
from tuntas.cadres.policies import training as policies
from tuntas.core.errors import InvalidTransition
from tuntas.letters import press
from tuntas.letters.actions import papers, printing
from tuntas.letters.models import Letter
from tuntas.letters.papers import Certificate
from tuntas.letters.policies.letters import check_issue_open, check_print

LINE = "." * 60
MOST = 300  # certificates at once; a print of so many takes some seconds


@transaction.atomic
def certify(trainee: Trainee, *, by: User, at: datetime) -> Letter:
    """Take the next number of the agency that trains. Twice is refused, also at once: the letter has the trainee's id."""
    cohort = trainee.cohort
    policies.check_edit(by, cohort)
    check_issue_open(by, cohort.agency)
    policies.check_certify(trainee, today=cohort.agency.today(at))
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


def certify_all(cohort: Cohort, *, by: User, at: datetime) -> int:
    """Of everybody who was there on every day and has none yet, each in a transaction of its own; returns how many are new."""
    policies.check_edit(by, cohort)
    check_issue_open(by, cohort.agency)
    policies.check_over(cohort, today=cohort.agency.today(at))
    rows = cohort.trainees.trained().filter(letter=None).select_related("cohort__agency__area", "cadre").order_by("id")
    new = 0
    for row in rows[:MOST]:
        with suppress(InvalidTransition):  # somebody else has just taken it
            certify(row, by=by, at=at)
            new += 1
    return new


def all_with_names(cohort: Cohort, *, by: User, at: datetime) -> bytes:
    """Every certificate of a cohort in one PDF, each with its name, for whoever trains and keeps their lines.

    Of cadres whose line another agency keeps, and of voided certificates, there is no page. Each name is a look, and each
    print is recorded, before anything is printed; nothing is kept. Raises Denied, press.PressFailed.
    """
    policies.check_edit(by, cohort)
    rows = cohort.trainees.filter(letter__voided_at=None, letter__isnull=False, cadre__agency=cohort.agency)
    rows = rows.select_related("letter__agency", "cadre__agency").order_by("letter__sequence", "letter_id")
    orders = []
    with transaction.atomic():
        for row in rows[:MOST]:
            check_print(by, policies.certificate_of(row))
            name, _contact = reading.who(row.cadre, by=by, at=at)
            once = {"holder": name, "holder_code": row.cadre.label}
            orders.append(printing.order(policies.certificate_of(row), once=once, by=by, at=at))
    policies.check_any(orders)
    return b"".join(press.join(press.many(orders)))


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
