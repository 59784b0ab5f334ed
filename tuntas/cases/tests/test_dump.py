"""Whoever steals database, queue, mail and logs finds nobody of any case, and nothing that was told."""

import logging
from datetime import date
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, make_user, post
from tests.invariants.test_dump import _dump, _found
from tests.mail import Mailbox
from tuntas.access.roles import Role
from tuntas.cases.actions import clinical, incidents, notes, opening, parties, team
from tuntas.cases.actions.opening import CaseData
from tuntas.cases.models import Case
from tuntas.cases.states import NoteKind, PartyRole, TeamRole
from tuntas.intake.actions import triage
from tuntas.intake.states import ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.notices import jobs
from tuntas.people.actions.people import PersonData

TOLD = {
    "narrative": "dipukul memakai payung bambu jingga", "summary": "butuh tempat aman dekat dermaga nila",
    "incident": "di gudang kopra sebelah menara lonceng", "place": "gudang kopra blok Zamrud",
    "note": "ditemui di warung lontong merak", "clinical": "mimpi buruk tentang kereta beledu", "for_team": "perlu ruang tanpa cermin",
    "names": "Xanthia Wulandari Quraisyin", "suspect": "Zulkarnaen Hadiwirya", "alias": "Mbak Xixi", "mother": "Sutijah Wiryorejo",
    "phone": "081377788899", "address": "Jalan Nusa Indah Kencana 88", "school": "SMP Tunas Zamrud", "code": "melati-jingga-tujuh",
    "others": "katakan dari arisan kelurahan", "aid": "kursi roda lipat ungu", "reported": "Yohanita Pelaporwati",
}  # fmt: skip
NEEDLES = [
    *TOLD.values(),
    "Xanthia",
    "Quraisyin",
    "Zulkarnaen",
    "Hadiwirya",
    "Wiryorejo",
    "+6281377788899",
    "2013-07-09",
]


@pytest.mark.django_db(transaction=True)
def test_nobody_of_a_case_is_in_database_queue_mail_or_log(
    smtp: Mailbox, cast: Cast, owner_connection: "psycopg.Connection[Any]", client: Client
) -> None:
    stream = StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    root.addHandler(handler)
    before, root.level = root.level, logging.DEBUG
    try:
        case = _live_through(cast)
        client.force_login(cast.manager)
        for name in ("detail", "parties", "story", "incidents", "team"):
            assert client.get(reverse(f"cases:{name}", args=[case.pk])).status_code == 200
        owner_connection.execute("UPDATE notices_notice SET next_attempt_at = next_attempt_at - interval '9 days'")
        jobs.send()
    finally:
        root.removeHandler(handler)
        root.level = before
    dump = _dump(owner_connection)
    assert _found(dump, [cast.hotline.name])  # a search that finds nothing proves nothing
    assert _found(dump, NEEDLES) == set()
    assert smtp.messages
    assert [needle for needle in (*NEEDLES, case.number) if needle in smtp.texts()] == []
    assert [needle for needle in NEEDLES if needle in stream.getvalue()] == []


def _live_through(cast: Cast) -> Case:
    """One case through every act of this part that takes words."""
    at, by = timezone.now(), cast.manager
    report = make_report(cast, at=at, reporter_name=TOLD["reported"], anonymous=False, narrative=TOLD["narrative"])
    triage.accept(report, by=by, at=at)
    case = opening.open_from_report(report, data=CaseData(summary=TOLD["summary"]), by=by, at=at)
    incidents.classify(case, types=[ViolenceType.SEXUAL], by=by, at=at)
    data = incidents.IncidentData(narrative=TOLD["incident"], place=TOLD["place"], on_date=at.date())
    incidents.add(case, data=data, by=by, at=at)
    victim = PersonData(
        name=TOLD["names"], aliases=TOLD["alias"], birth_date=date(2013, 7, 9), phone=TOLD["phone"], address=TOLD["address"],
        mother_name=TOLD["mother"], school=TOLD["school"], code_word=TOLD["code"], say_to_others=TOLD["others"],
        accommodation=TOLD["aid"],
    )  # fmt: skip
    parties.add(case, role=PartyRole.VICTIM, data=victim, by=by, at=at)
    parties.add(case, role=PartyRole.REPORTED_PERSON, data=PersonData(name=TOLD["suspect"]), by=by, at=at)
    parties.identities(case, by=by, at=at)
    notes.write(case, kind=NoteKind.VISIT, text=TOLD["note"], by=by, at=at)
    notes.summarise(case, text=TOLD["summary"], by=by, at=at)
    user = make_user("Psikolog Uji Coba", "psikolog.uji@contoh.test")
    post(user, Role.PSYCHOLOGIST, cast.unit, cast.city)
    team.add(case, user=user, role=TeamRole.PSYCHOLOGIST, by=by, at=at)
    note = clinical.write(case, text=TOLD["clinical"], summary=TOLD["for_team"], by=user, at=at)
    assert clinical.read(note, by=user, at=at) == TOLD["clinical"]
    return case
