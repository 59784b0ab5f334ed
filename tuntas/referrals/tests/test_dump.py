"""Whoever steals database, queue, mail and logs finds neither who was referred nor what was asked or answered."""

import logging
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.invariants.test_dump import _dump, _found
from tests.mail import Mailbox
from tuntas.cases.tests.make import make_case, make_party
from tuntas.letters.actions import printing
from tuntas.letters.models import Letter
from tuntas.referrals import jobs, secrets
from tuntas.referrals.actions import answers, links
from tuntas.referrals.actions.answers import Answer, Slip
from tuntas.referrals.models import Link
from tuntas.referrals.states import AnsweredBy, Item, Result, Status
from tuntas.referrals.tests.make import make_referral, without_accounts

NEEDLES = (
    "Xaveria Kumala", "periksa memar di punggung", "alasan darurat gang kelor", "kontrol balik jahitan", "rontgen bersih",
    "dokter Wiryawati", "Petugas Zubaidah", "Kasi Rekam Medik",
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_nobody_who_was_referred_is_in_database_queue_mail_or_log(
    smtp: Mailbox, cast: Cast, owner_connection: "psycopg.Connection[Any]"
) -> None:
    stream, at = StringIO(), timezone.now()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    root.addHandler(handler)
    before, root.level = root.level, logging.DEBUG
    try:
        code = _live_through(cast)
    finally:
        root.removeHandler(handler)
        root.level = before
    token = secrets.token_of(Link.objects.latest("made_at"))
    dump = _dump(owner_connection)
    assert _found(dump, [cast.hotline.name])  # a search that finds nothing proves nothing
    assert _found(dump, [*NEEDLES, code, token]) == set()
    assert len(smtp.messages) >= 1
    assert [needle for needle in (*NEEDLES, code) if needle in smtp.texts() + stream.getvalue()] == []
    assert token not in stream.getvalue()
    assert Letter.objects.filter(issued_at__gte=at).count() == 2


def _live_through(cast: Cast) -> str:
    """Two referrals: one answered by link, one on paper; returns the code that was told by telephone."""
    at = timezone.now()
    case = make_case(cast, at=at)
    given: dict[str, Any] = {
        "victim": make_party(case, name=NEEDLES[0]), "shared": NEEDLES[1], "basis_note": NEEDLES[2], "items": tuple(Item),
        "receiver": without_accounts(cast),
    }  # fmt: skip
    first, second = (make_referral(cast, case=case, at=at, **given) for _ in range(2))
    assert first.letter is not None
    printing.pdf(first.letter, by=cast.manager, at=at)
    made = links.make(first, by=cast.manager, at=at)
    jobs.mail_link(link_id=str(made.link.pk))
    door = reverse("referrals:link", args=[secrets.token_of(made.link)])
    Client().post(door, {"name": NEEDLES[6], "position": NEEDLES[7], "code": made.code})
    answer = Answer(Result.DONE, at.date(), NEEDLES[4], NEEDLES[3])
    slip = Slip(Status.ANSWERED, NEEDLES[5], AnsweredBy.SLIP, answer)
    answers.record_slip(second, slip=slip, by=cast.manager, at=at)
    return made.code
