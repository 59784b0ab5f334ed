"""One letter about no person concerned, written on its typed paper: looked through, numbered, with its QR code."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.letters import papers
from tuntas.letters.actions import _text, letters
from tuntas.letters.models import Letter
from tuntas.letters.states import Nature


def issue(
    paper: papers.Paper,
    *,
    agency: Agency,
    recipient: str,
    nature: Nature = Nature.ORDINARY,
    letter_id: UUID | None = None,
    confirmed: bool = False,
    by: User,
    at: datetime,
) -> Letter:
    """Take the next number of the agency for this paper. The caller asked who may.

    For a certificate: `issue(Certificate(subject="Sertifikat pelatihan", holder=…, training=…, …), agency=…,
    recipient="Peserta pelatihan", …)`; `letter.number` is its number, `printing.pdf` its PDF. `recipient` names no
    person: the register is read by many. Refuses NIK, numbers of reports and cases, and names of parties; who stands in
    it by office (`papers.IN_OFFICE`) and is named like a party passes once the writer has `confirmed` who is meant. Looks
    before it locks, so call it outside of what must not wait. Raises _text.Refused.
    """
    label = f"{paper.kind.label} {agency.today(at):%d-%m-%Y}"
    texts = [*_text.around(agency), *papers.texts(paper), ("recipient", recipient)]
    officials = (*papers.in_office(paper), *_text.signatory(agency))
    _text.look(
        texts, agency=agency, label=label, officials=officials, confirmed=confirmed, by=by, at=at
    )  # fmt: skip
    return _issue(paper, agency, recipient, nature, letter_id, by=by, at=at)


@transaction.atomic
def _issue(
    paper: papers.Paper,
    agency: Agency,
    recipient: str,
    nature: Nature,
    letter_id: UUID | None,
    *,
    by: User,
    at: datetime,
) -> Letter:
    return letters.issue(
        agency=agency, kind=paper.kind, nature=nature, subject_line=papers.subject_line(paper, nature), recipient=recipient,
        fields=papers.as_fields(paper), dossier_id=None, letter_id=letter_id, by=by, at=at,
    )  # fmt: skip
