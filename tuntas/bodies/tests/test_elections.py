"""Elections of officers: prepared, counted with witnesses; the result is a term of office, and terms never overlap."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, post, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.audit.models import Event
from tuntas.bodies.actions import bodies, elections
from tuntas.bodies.actions.elections import CandidateData, ElectionData, Tally
from tuntas.bodies.models import Body, Election, Officer
from tuntas.bodies.states import ElectionMethod, ElectionStatus, Office
from tuntas.bodies.tests.make import make_body
from tuntas.core.errors import Denied
from tuntas.obligations.models import Obligation
from tuntas.people.actions.mentions import Mentioned
from tuntas.people.tests.make import make_person

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
CHAIRS = (CandidateData(Office.CHAIR, "Uji Satu", "PKK"), CandidateData(Office.CHAIR, "Uji Dua", "LPM"))
ONE = (CandidateData(Office.CHAIR, "Uji Satu", "PKK"), CandidateData(Office.SECRETARY, "Uji Tiga", "UPTD PPA"))
HELD = ElectionData(TODAY, ElectionMethod.PAPER_BALLOT, eligible=20, quorum=11)
TOLD: dict[str, Any] = {"witnesses": ("Saksi A", "Saksi B"), "minutes": "Berjalan tertib.", "keeps_from": TODAY}


def prepare(cast: Cast, body: Body, candidates: tuple[CandidateData, ...] = CHAIRS, **told: Any) -> Election:
    return elections.prepare(body, data=replace(HELD, **told), candidates=candidates, by=cast.secretariat, at=NOW)


def count(election: Election, *votes: int, present: int = 15, **told: Any) -> Tally:
    rows = election.candidates.order_by("office", "-name")
    given = {row.pk: number for row, number in zip(rows, votes, strict=False)}
    return Tally(present=present, votes=given, **(TOLD | told))


def acclaim(cast: Cast, body: Body, **told: Any) -> Election:
    election = prepare(cast, body, ONE, method=ElectionMethod.ACCLAMATION)
    return elections.decide(election, tally=Tally(15, **(TOLD | told)), by=cast.secretariat, at=NOW)


def test_the_result_becomes_the_term_of_office(cast: Cast) -> None:
    body = make_body(cast)
    election = prepare(cast, body)
    assert election.duty is not None
    assert (election.duty.label, election.duty.agency, election.duty.kind) == (
        body.name,
        body.agency,
        "body.decide_election",
    )
    tally = count(election, 9, 5, keeps_to=date(2029, 11, 23), blanks={Office.CHAIR: 1})
    election = elections.decide(election, tally=tally, by=cast.secretariat, at=NOW)
    assert (election.status, election.duty, election.blank_votes) == (ElectionStatus.DECIDED, None, 1)
    officer = Officer.objects.get(body=body)
    assert (officer.name, officer.institution, officer.election) == ("Uji Satu", "PKK", election)
    assert (officer.from_date, officer.last_day) == (TODAY, date(2029, 11, 22))
    assert not Obligation.objects.unsettled().filter(subject_id=election.pk).exists()
    kinds = set(Event.objects.filter(kind__startswith="election.").values_list("kind", flat=True))
    assert kinds == {"election.opened", "election.decided"}
    with pytest.raises(Denied, match="sudah berakhir"):
        elections.cancel(election, reason="x", by=cast.secretariat, at=NOW)


def test_below_the_quorum_it_failed_and_is_held_again(cast: Cast) -> None:
    body = make_body(cast)
    failed = elections.decide(prepare(cast, body), tally=Tally(present=10), by=cast.secretariat, at=NOW)
    assert (failed.status, failed.duty, Officer.objects.count()) == (ElectionStatus.FAILED, None, 0)
    again = prepare(cast, body)
    elections.decide(again, tally=count(again, 9, 5, present=11 + 4), by=cast.secretariat, at=NOW)
    assert Officer.objects.get().name == "Uji Satu"


@pytest.mark.parametrize(
    ("votes", "told", "said"),
    [
        ((7, 7), {}, "Adakan putaran kedua"),
        ((9, 7), {}, "16 suara, padahal yang hadir 15"),
        ((9, 5), {"blanks": {Office.CHAIR: 2}}, "16 suara"),
        ((9, 5), {"witnesses": ("Saksi A",)}, "dua saksi"),
        ((9, 5), {"witnesses": ("Saksi A", "uji dua")}, "uji dua adalah calon"),
        ((9, 5), {"minutes": " "}, "berita acara"),
        ((9, 5), {"keeps_from": None}, "Mulai masa jabatan belum diisi"),
        ((9, 5), {"keeps_from": TODAY - DAY}, "pada hari pemilihan"),
        ((9, 5), {"keeps_to": TODAY}, "Hari terakhir"),
        ((9, 5), {"present": 21}, "Hadir 21, padahal yang berhak memilih 20"),
        ((9,), {}, "belum diisi"),
    ],
)
def test_a_count_that_cannot_be_is_refused_and_nothing_is_kept(
    cast: Cast, votes: tuple[int, ...], told: dict[str, Any], said: str
) -> None:
    election = prepare(cast, make_body(cast))
    with pytest.raises(Denied, match=said):
        elections.decide(election, tally=count(election, *votes, **told), by=cast.secretariat, at=NOW)
    election.refresh_from_db()
    assert (election.status, election.present, Officer.objects.count()) == (ElectionStatus.OPEN, None, 0)
    assert not election.candidates.filter(votes__isnull=False).exists()


def test_a_tie_is_decided_by_a_second_round(cast: Cast) -> None:
    election = prepare(cast, make_body(cast))
    with pytest.raises(Denied, match="putaran kedua"):
        elections.decide(election, tally=count(election, 7, 7), by=cast.secretariat, at=NOW)
    elections.decide(election, tally=count(election, 6, 8), by=cast.secretariat, at=NOW)
    assert Officer.objects.get().name == "Uji Dua"


def test_by_acclamation_the_officers_before_end_when_the_new_begin(cast: Cast) -> None:
    body = make_body(cast)
    acclaim(cast, body)
    later = TODAY + 30 * DAY
    acclaim(cast, body, keeps_from=later, keeps_to=later + 365 * DAY)
    terms = Officer.objects.filter(body=body, office=Office.CHAIR).order_by("from_date")
    assert [(row.from_date, row.to_date) for row in terms] == [(TODAY, later), (later, later + 365 * DAY)]
    assert Officer.objects.current(later).filter(body=body).count() == 2  # chair and secretary, one each
    with pytest.raises(Denied, match="Uji Satu sudah tercatat sebagai ketua mulai"):
        acclaim(cast, body, keeps_from=TODAY + DAY)
    other = make_body(cast, name="Pokja lain")
    acclaim(cast, other, keeps_from=TODAY + DAY)  # another body's offices are its own


def test_the_database_refuses_two_in_one_office(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    body = make_body(cast)
    acclaim(cast, body)
    monkeypatch.setattr("tuntas.bodies.policies.elections.check_free", lambda *_, **__: None)
    monkeypatch.setattr("tuntas.bodies.querysets.CurrentQuerySet.overlapping", lambda self, *_: self.none())
    with pytest.raises(Denied, match="Muat ulang halaman ini"):  # as when somebody else was quicker
        acclaim(cast, body)


def test_it_changes_while_it_is_open(cast: Cast) -> None:
    body = make_body(cast)
    election = prepare(cast, body, ())
    with pytest.raises(Denied, match="Belum ada calon"):
        elections.decide(election, tally=Tally(15), by=cast.secretariat, at=NOW)
    with pytest.raises(Denied, match="Masih ada pemilihan"):
        prepare(cast, body)
    with pytest.raises(Denied, match="Kuorum 21 lebih banyak"):
        elections.change(election, data=replace(HELD, quorum=21), by=cast.secretariat, at=NOW)
    before = election.duty
    assert before is not None
    later = replace(HELD, held_date=TODAY + 7 * DAY)
    election = elections.change(election, data=later, by=cast.secretariat, at=NOW)
    assert election.duty is not None
    assert election.duty.due_at > before.due_at
    who = elections.stand(election, data=CHAIRS[0], by=cast.secretariat, at=NOW)
    with pytest.raises(Denied, match="sudah tercatat untuk jabatan ini"):
        elections.stand(election, data=replace(CHAIRS[0], name="uji satu"), by=cast.secretariat, at=NOW)
    with pytest.raises(Denied, match="Pemilihan diadakan 30-11-2026"):
        elections.decide(election, tally=Tally(15), by=cast.secretariat, at=NOW)
    elections.step_back(who, by=cast.secretariat, at=NOW)
    assert not election.candidates.exists()
    with pytest.raises(Denied, match="sekretariatnya"):
        elections.stand(election, data=CHAIRS[0], by=cast.head, at=NOW)
    with pytest.raises(Denied, match="Masih ada pemilihan"):
        bodies.dissolve(body, on=TODAY, by=cast.secretariat, at=NOW)
    gone = elections.cancel(election, reason="Ditunda", by=cast.secretariat, at=NOW)
    assert (gone.status, gone.cancel_reason, gone.duty) == (ElectionStatus.CANCELLED, "Ditunda", None)


def test_the_pages(cast: Cast, client: Client) -> None:
    sign_in(client, cast.secretariat)
    body = make_body(cast)
    page = reverse("bodies:election_new", args=[body.pk])
    plan = {"held_date": "2026-11-20", "method": "paper_ballot", "eligible": "20", "quorum": "30"}
    refused = client.post(page, plan)
    assert (refused.status_code, "Kuorum 30 lebih banyak" in refused.content.decode()) == (422, True)
    assert client.post(page, plan | {"quorum": "11"}).status_code == 302
    election = Election.objects.get()
    for name in ("Uji Satu", "Uji Dua"):
        stand = {"office": "chair", "name": name, "institution": "PKK"}
        assert client.post(reverse("bodies:candidate_new", args=[election.pk]), stand).status_code == 302
    result = reverse("bodies:election_decide", args=[election.pk])
    one, two = election.candidates.order_by("-name")
    text = client.get(result).content.decode()
    assert "Ketua: suara untuk Uji Satu (PKK)" in text
    assert "kuorum 11" in text
    given = {
        "present": "15", f"votes_{one.pk.hex}": "7", f"votes_{two.pk.hex}": "7", "blank_chair": "1", "witnesses": "Saksi A\nSaksi B",
        "minutes": "Tertib.", "keeps_from": "2026-11-20", "keeps_last": "2029-11-19",
    }  # fmt: skip
    tie = client.post(result, given)
    assert (tie.status_code, "putaran kedua" in tie.content.decode()) == (422, True)
    assert client.post(result, {"present": "3"}).status_code == 302
    text = client.get(reverse("bodies:election", args=[election.pk])).content.decode()
    assert "Hadir 3 dari 20" in text
    assert f"?lagi={election.pk}" in text
    assert client.post(f"{page}?lagi={election.pk}", plan | {"quorum": "11"}).status_code == 302
    again = Election.objects.get(status="open")
    one, two = again.candidates.order_by("-name")
    given |= {f"votes_{one.pk.hex}": "8", f"votes_{two.pk.hex}": "6"}
    assert client.post(reverse("bodies:election_decide", args=[again.pk]), given).status_code == 302
    for name, key in (("election", again.pk), ("officers", body.pk), ("detail", body.pk)):
        text = client.get(reverse(f"bodies:{name}", args=[key])).content.decode()
        assert "Uji Satu" in text
        assert "19 November 2029" in text or "19 Nov 2029" in text or "19-11-2029" in text


def test_the_minutes_name_no_party(cast: Cast, client: Client) -> None:
    post(cast.head, Role.CASE_MANAGER, cast.unit, cast.city)  # only names that the writer may read are refused
    head = User.objects.get(pk=cast.head.pk)
    body = make_body(cast, agency=cast.unit, by=head)
    make_person(cast, name="Sri Wulandari")
    names = [CandidateData(Office.CHAIR, name, "LPM") for name in ("Uji Satu", "Uji Dua")]
    election = elections.prepare(body, data=HELD, candidates=names, by=head, at=NOW)
    tally = count(election, 9, 5, minutes="Sri Wulandari menyampaikan keberatan, NIK 6171014107900001.")
    with pytest.raises(Mentioned):
        elections.decide(election, tally=tally, by=head, at=NOW)
    election.refresh_from_db()
    assert (election.status, election.minutes) == (ElectionStatus.OPEN, "")
    assert Event.objects.filter(kind="text.refused", subject_id=election.pk).exists()
    with pytest.raises(Mentioned):
        elections.cancel(election, reason="NIK 6171014107900001", by=head, at=NOW)
    sign_in(client, cast.head)
    answer = client.post(
        reverse("bodies:election_decide", args=[election.pk]), {"present": "3", "minutes": "6171014107900001"}
    )
    assert answer.status_code == 422
    assert "terbaca sebagai NIK" in answer.content.decode()
    # Somebody who stands may have the name of a party: whoever writes says whom they mean.
    elections.stand(election, data=CandidateData(Office.CHAIR, "Sri Wulandari", "PKK"), by=head, at=NOW)
    votes = {row.pk: {"Uji Satu": 9}.get(row.name, 1) for row in election.candidates.all()}
    tally = Tally(15, votes, **(TOLD | {"minutes": "Calon Sri Wulandari hadir."}))
    with pytest.raises(Mentioned) as refused:
        elections.decide(election, tally=tally, by=head, at=NOW)
    assert refused.value.may_confirm
    election = elections.decide(election, tally=tally, confirmed=True, by=head, at=NOW)
    assert election.status == ElectionStatus.DECIDED
