"""Notes, the summary, and the psychologist's sealed notes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post, sign_in
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.audit.models import Event
from tuntas.cases.actions import clinical, notes, parties, team
from tuntas.cases.models import Case, ClinicalNote, ClinicalReader, Note, TeamMember
from tuntas.cases.states import NoteKind, PartyRole, TeamRole
from tuntas.cases.tests.make import make_case
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.versions import version
from tuntas.obligations.actions import climbing
from tuntas.obligations.models import Escalation, Obligation
from tuntas.people.actions.people import PersonData
from tuntas.people.states import Disability

pytestmark = pytest.mark.django_db
SECRET = "Dugaan trauma rahasia"


def psychologist(cast: Cast, case: Case, number: int) -> User:
    user = make_user(f"Psikolog {number}", f"psikolog{number}@contoh.test")
    post(user, Role.PSYCHOLOGIST, cast.unit, cast.city)
    team.add(case, user=user, role=TeamRole.PSYCHOLOGIST, by=cast.manager, at=NOW)
    return user


def test_a_note_is_sealed_and_read_with_an_event(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    url = reverse("cases:note", args=[case.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"kind": "visit", "heard": "yes", "text": "Catatan rahasia"}).status_code == 302
    note = Note.objects.get()
    assert note.heard_alone is True
    assert "rahasia" not in client.get(reverse("cases:detail", args=[case.pk])).content.decode()
    assert "Catatan rahasia" in client.get(reverse("cases:note_open", args=[note.pk])).content.decode()
    assert Event.objects.filter(kind="notes.read", dossier_id=case.pk).count() == 1


def test_r15_what_she_needs_is_known_before_she_is_heard(cast: Cast) -> None:
    case = make_case(cast)
    needs = PersonData(name="Dahlia", disabilities=(Disability.SENSORY,))
    party = parties.add(case, role=PartyRole.VICTIM, data=needs, by=cast.manager, at=NOW)
    with pytest.raises(Denied) as refused:
        notes.write(case, kind=NoteKind.CONTACT, text="x", heard_alone=True, by=cast.manager, at=NOW)
    assert refused.value.rule == "R15"
    notes.write(case, kind=NoteKind.MEETING, text="Rapat tanpa korban", by=cast.manager, at=NOW)
    known = PersonData(name="Dahlia", disabilities=(Disability.SENSORY,), accommodation="Juru bahasa isyarat")
    parties.edit(party, data=known, by=cast.manager, at=NOW)
    notes.write(case, kind=NoteKind.CONTACT, text="x", heard_alone=True, by=cast.manager, at=NOW)


def test_the_summary_for_others(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    url = reverse("cases:summary", args=[case.pk])
    told = {"text": "Perempuan dewasa butuh pendampingan.", "version": version(case.summary)}
    assert client.post(url, told).status_code == 302
    assert "butuh pendampingan" in client.get(url).content.decode()
    assert "butuh pendampingan" in client.get(reverse("cases:story", args=[case.pk])).content.decode()


@pytest.mark.parametrize("who", ["hotline", "head", "leadership", "stranger"])
def test_who_does_not_work_on_it_writes_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        notes.write(make_case(cast), kind=NoteKind.OTHER, text="x", by=getattr(cast, who), at=NOW)


def test_a_sealed_note_has_a_key_of_its_own_and_one_reader(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    author, other = psychologist(cast, case, 1), psychologist(cast, case, 2)
    note = clinical.write(case, text=SECRET, summary="Butuh ruang tenang.", by=author, at=NOW)
    assert note.dossier != case.pk
    assert clinical.read(note, by=author, at=NOW) == SECRET
    for user in (other, cast.manager, cast.supervisor, cast.head):
        with pytest.raises(Denied):
            clinical.read(note, by=user, at=NOW)
    found = ClinicalNote.objects.get()
    found.dossier = case.pk
    with pytest.raises(vault.Tampered):
        vault.box(case.pk).unseal(found, "text")
    assert Note.objects.count() == 1  # the summary, for the team
    sign_in(client, author)
    page = client.post(reverse("cases:clinical_open", args=[note.pk]))
    assert SECRET in page.content.decode()
    assert SECRET not in client.get(reverse("cases:clinical_note", args=[note.pk])).content.decode()
    sign_in(client, other)
    assert client.post(reverse("cases:clinical_open", args=[note.pk])).status_code == 403
    sign_in(client, cast.manager)
    assert client.get(reverse("cases:clinical", args=[case.pk])).status_code == 404


def test_the_author_names_a_colleague(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    author, other = psychologist(cast, case, 1), psychologist(cast, case, 2)
    client.force_login(author)
    assert client.post(reverse("cases:clinical", args=[case.pk]), {"text": SECRET}).status_code == 302
    note = ClinicalNote.objects.get()
    assert client.post(reverse("cases:clinical_note", args=[note.pk]), {"user": str(other.pk)}).status_code == 302
    assert clinical.read(note, by=other, at=NOW) == SECRET
    with pytest.raises(Denied):
        clinical.name_reader(note, user=author, by=other, at=NOW)
    with pytest.raises(Denied):
        clinical.name_reader(note, user=cast.manager, by=author, at=NOW)


def test_two_other_psychologists_recover_it_never_one(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    author, asker, second = (psychologist(cast, case, number) for number in (1, 2, 3))
    note = clinical.write(case, text=SECRET, by=author, at=NOW)
    client.force_login(asker)
    assert client.post(reverse("cases:clinical_ask", args=[note.pk])).status_code == 302
    reader = ClinicalReader.objects.get()
    with pytest.raises(Denied, match="hanya dibaca"):
        clinical.read(note, by=asker, at=NOW)
    assert client.post(reverse("cases:clinical_grant", args=[reader.pk])).status_code == 403
    client.force_login(second)
    assert "Setujui" in client.get(reverse("cases:clinical_note", args=[note.pk])).content.decode()
    assert client.post(reverse("cases:clinical_grant", args=[reader.pk])).status_code == 302
    assert clinical.read(note, by=asker, at=NOW) == SECRET
    with pytest.raises(Denied):
        clinical.read(note, by=second, at=NOW)
    assert Event.objects.filter(kind="clinical_note.recovered", dossier_id=case.pk).count() == 1


def test_a_request_to_recover_is_owed_by_the_second_psychologist_and_climbs(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    author, asker, second = (psychologist(cast, case, number) for number in (1, 2, 3))
    note = clinical.write(case, text=SECRET, by=author, at=NOW)
    reader = clinical.ask(note, by=asker, at=NOW)
    duty = reader.duty
    assert duty is not None
    assert (duty.kind, duty.assignee, duty.agency, duty.settled_at) == ("clinical.decide", second, cast.unit, None)
    page = reverse("cases:clinical_request", args=[reader.pk])
    client.force_login(second)
    assert page in client.get(reverse("obligations:detail", args=[duty.pk])).content.decode()
    assert client.get(page)["Location"] == reverse("cases:clinical_note", args=[note.pk])
    climbing.climb(by=System("tangga"), at=duty.due_at + timedelta(days=1))
    assert {second, cast.head} <= {line.user for line in Escalation.objects.filter(obligation=duty)}
    client.force_login(asker)
    assert client.post(reverse("cases:clinical_refuse", args=[reader.pk])).status_code == 403
    client.force_login(second)
    assert client.post(reverse("cases:clinical_refuse", args=[reader.pk])).status_code == 302
    duty.refresh_from_db()
    assert duty.settled_at is not None
    with pytest.raises(Denied, match="hanya dibaca"):
        clinical.read(note, by=asker, at=NOW)
    client.force_login(asker)
    assert "tidak disetujui Psikolog 3" in client.get(reverse("cases:clinical_note", args=[note.pk])).content.decode()
    again = clinical.ask(note, by=asker, at=NOW)  # an answer is not for ever
    assert again.duty is not None
    clinical.grant(again, by=second, at=NOW)
    assert not Obligation.objects.unsettled().filter(subject_id=reader.pk).exists()
    assert clinical.read(note, by=asker, at=NOW) == SECRET


def test_naming_who_asks_answers_the_request_and_nobody_else_in_the_team_leaves_it_with_the_unit(cast: Cast) -> None:
    case = make_case(cast)
    author, asker = (psychologist(cast, case, number) for number in (1, 2))
    note = clinical.write(case, text=SECRET, by=author, at=NOW)
    first = clinical.ask(note, by=asker, at=NOW).duty
    assert first is not None
    assert first.assignee == author
    clinical.name_reader(note, user=asker, by=author, at=NOW)
    first.refresh_from_db()
    assert first.settled_at is not None
    assert clinical.read(note, by=asker, at=NOW) == SECRET
    other = clinical.write(case, text=SECRET, by=author, at=NOW)
    team.leave(TeamMember.objects.get(case=case, user=author), by=cast.manager, at=NOW)
    waiting = clinical.ask(other, by=asker, at=NOW).duty
    assert waiting is not None
    assert (waiting.assignee, waiting.agency) == (None, cast.unit)
