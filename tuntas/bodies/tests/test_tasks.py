"""The duties matrix: proposed, accepted by the institution's head or from its letter, in force; gaps and overlaps."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_agency, post, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.bodies import expected
from tuntas.bodies.actions import bodies, tasks
from tuntas.bodies.actions.tasks import Acceptance, TaskData
from tuntas.bodies.models import Body, TaskLine
from tuntas.bodies.states import Profile, Step, TaskStatus
from tuntas.bodies.tests.make import make_body
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.models import Obligation
from tuntas.people.actions.mentions import Mentioned
from tuntas.people.states import Education, SchoolOperator

TODAY = date(2026, 11, 23)
LETTER = Acceptance("Uji Kadis", "Kepala Dinas", "400/12/2026", TODAY)
DAY = timedelta(days=1)


def head_of(cast: Cast, key: str, role: Role = Role.LEADERSHIP) -> User:
    """Somebody who heads an agency of the cast."""
    user = cast.stranger
    post(user, role, cast.agencies[key], cast.city)
    return user


def propose(cast: Cast, body: Body, key: str = "police", **told: Any) -> TaskLine:
    data = TaskData(cast.agencies[key], Profile.SEXUAL, Step.POLICE_REPORT, "Menerima laporan", 72)
    return tasks.propose(body, data=replace(data, **told), by=cast.secretariat, at=NOW)


def in_force(cast: Cast, body: Body, key: str = "police", **told: Any) -> TaskLine:
    line = propose(cast, body, key, **told)
    line = tasks.accept(line, given=LETTER, by=cast.secretariat, at=NOW)
    return tasks.enforce(line, by=cast.secretariat, at=NOW)


def test_the_head_accepts_and_the_secretariat_puts_it_in_force(cast: Cast) -> None:
    body, head = make_body(cast), head_of(cast, "police")
    line = propose(cast, body)
    assert line.duty is not None
    assert (line.duty.kind, line.duty.agency, line.duty.sender) == (
        "body.accept_task",
        cast.agencies["police"],
        body.agency,
    )
    with pytest.raises(Denied, match="dijawab oleh kepala Polresta"):
        tasks.accept(line, given=LETTER, by=cast.secretariat, at=NOW)
    with pytest.raises(Denied, match="dijawab oleh kepala"):
        tasks.accept(line, given=LETTER, by=cast.leadership, at=NOW)  # of another agency
    with pytest.raises(InvalidTransition):
        tasks.enforce(line, by=cast.secretariat, at=NOW)
    with pytest.raises(Denied, match="belum tiba"):
        tasks.accept(line, given=replace(LETTER, on=TODAY + DAY), by=head, at=NOW)
    line = tasks.accept(line, given=LETTER, by=head, at=NOW)
    assert (line.status, line.accepted_by, line.recorded_by) == (TaskStatus.ACCEPTED, head, None)
    assert line.duty is not None
    assert (line.duty.kind, line.duty.agency) == ("body.enforce_task", body.agency)
    with pytest.raises(Denied, match="sekretariatnya"):
        tasks.enforce(line, by=head, at=NOW)
    line = tasks.enforce(line, by=cast.secretariat, at=NOW)
    assert (line.status, line.in_force_at, line.duty) == (TaskStatus.IN_FORCE, NOW, None)
    assert not Obligation.objects.unsettled().filter(subject_id=line.pk).exists()
    line = tasks.end(line, by=cast.secretariat, at=NOW)
    assert (line.status, line.ended_at) == (TaskStatus.ENDED, NOW)


def test_leadership_above_accepts_for_a_unit_below(cast: Cast) -> None:
    line = propose(cast, make_body(cast), "unit", step=Step.PSYCHOLOGY)
    assert tasks.accept(line, given=LETTER, by=cast.leadership, at=NOW).accepted_by == cast.leadership


def test_of_an_institution_without_accounts_the_letter_is_written_down(cast: Cast) -> None:
    body = make_body(cast)
    line = propose(cast, body)  # nobody at the police may accept in Tuntas
    assert line.duty is not None
    assert (line.duty.kind, line.duty.agency) == ("body.record_task", body.agency)
    with pytest.raises(Denied, match="sekretariatnya"):
        tasks.accept(line, given=LETTER, by=cast.head, at=NOW)
    line = tasks.accept(line, given=LETTER, by=cast.secretariat, at=NOW)
    assert (line.accepted_by, line.recorded_by, line.accepted_letter) == (None, cast.secretariat, "400/12/2026")
    cast.unit.uses_tuntas = False
    cast.unit.save()
    other = tasks.decline(propose(cast, body, "unit", step=Step.SHELTER), note="Penuh", by=cast.secretariat, at=NOW)
    assert (other.status, other.decline_note, other.duty) == (TaskStatus.DECLINED, "Penuh", None)
    assert other.recorded_by == cast.secretariat


def test_the_head_declines_with_a_reason_and_it_can_be_asked_again(cast: Cast) -> None:
    body, head = make_body(cast), head_of(cast, "police")
    line = propose(cast, body)
    with pytest.raises(Denied, match="sudah ada"):
        propose(cast, body)
    line = tasks.decline(line, note="Bukan kewenangan", by=head, at=NOW)
    with pytest.raises(InvalidTransition):
        tasks.accept(line, given=LETTER, by=head, at=NOW)
    assert propose(cast, body).status == TaskStatus.PROPOSED


def test_what_waits_keeps_a_body_from_being_dissolved_and_what_holds_ends_with_it(cast: Cast) -> None:
    body = make_body(cast)
    line = in_force(cast, body)
    waiting = propose(cast, body, "health", step=Step.FORENSIC)
    with pytest.raises(Denied, match="usulan pembagian tugas"):
        bodies.dissolve(body, on=TODAY, by=cast.secretariat, at=NOW)
    tasks.end(waiting, by=cast.secretariat, at=NOW)
    bodies.dissolve(body, on=TODAY, by=cast.secretariat, at=NOW)
    line.refresh_from_db()
    assert (line.status, list(TaskLine.objects.in_force(TODAY))) == (TaskStatus.ENDED, [])


@pytest.mark.parametrize(
    ("key", "told", "said"),
    [
        ("education", {}, "Pilih penyelenggara"),
        ("education", {"school_operator": SchoolOperator.RELIGIOUS}, "Kementerian Agama"),
        ("education", {"school_operator": SchoolOperator.PROVINCE}, "dinas pendidikan provinsi"),
        ("health", {"school_operator": SchoolOperator.REGENCY}, "dinas pendidikan"),
        (
            "education",
            {"school_operator": SchoolOperator.REGENCY, "school_level": Education.UPPER_SECONDARY},
            "dibina provinsi",
        ),
        ("education", {"school_operator": SchoolOperator.REGENCY, "profile": Profile.TRAFFICKING}, "korban anak"),
        ("police", {"step": Step.POLICE_REPORT, "school_operator": SchoolOperator.REGENCY}, "hanya untuk langkah"),
    ],
)
def test_schools_belong_to_who_runs_them(cast: Cast, key: str, told: dict[str, Any], said: str) -> None:
    school = {"step": Step.SCHOOL_RETURN, "profile": Profile.SCHOOL_AGE}
    with pytest.raises(Denied, match=said):
        propose(cast, make_body(cast), key, **(school | told))


def test_only_institutions_of_the_area_are_asked(cast: Cast) -> None:
    far = make_agency("Polres Kubu Raya", AgencyKind.POLICE, cast.other_city)
    with pytest.raises(Denied, match="tidak bertugas di"):
        propose(cast, make_body(cast), agency=far)


def test_gaps_close_one_by_one_also_by_bodies_above(cast: Cast) -> None:
    body = make_body(cast)

    def open_gaps(area: Area) -> set[tuple[str, str, str]]:
        rows = TaskLine.objects.in_force(TODAY).covering(area.path).select_related("agency")
        return {(each.step, each.operator, each.level) for each in expected.gaps(rows)}

    everything = open_gaps(cast.district)
    assert len(everything) == len(expected.EXPECTED)
    in_force(cast, body)
    assert everything - open_gaps(cast.district) == {("police_report", "", "")}
    assert open_gaps(cast.city) == everything  # a line of the kecamatan is none of the city
    assert open_gaps(cast.south_village) == open_gaps(cast.district)
    school = {"step": Step.SCHOOL_RETURN, "profile": Profile.SCHOOL_AGE, "school_operator": SchoolOperator.REGENCY}
    in_force(cast, body, "education", school_level=Education.PRIMARY, **school)
    assert ("school_return", "regency", "primary") not in open_gaps(cast.district)
    assert ("school_return", "regency", "lower_secondary") in open_gaps(cast.district)
    province = make_agency("Disdikbud Kalbar", AgencyKind.AGENCY_EDUCATION, Area.objects.get(code="61", valid_to=None))
    in_force(cast, body, agency=province, **(school | {"school_operator": SchoolOperator.PROVINCE}))
    assert ("school_return", "province", "upper_secondary") not in open_gaps(cast.district)
    # Coordination of trafficking covers the migrant; a closed agency does nothing any more.
    line = in_force(cast, body, "task_force", step=Step.MIGRATION, profile=Profile.TRAFFICKING)
    assert ("migration", "", "") not in open_gaps(cast.district)
    Agency.objects.filter(pk=line.agency_id).update(closed_date=TODAY)
    assert ("migration", "", "") in open_gaps(cast.district)


def test_the_pages(cast: Cast, client: Client) -> None:
    body, head = make_body(cast), head_of(cast, "education")
    sign_in(client, cast.secretariat)
    page = reverse("bodies:tasks", args=[body.pk])
    text = client.get(page).content.decode()
    assert "Belum ada yang menangani" in text
    assert "UU 12/2022 Pasal 41 (R04)" in text
    given = {
        "agency": str(cast.agencies["education"].pk), "step": "school_return", "profile": "school_age", "what": "Pindah sekolah",
        "within_hours": "48",
    }  # fmt: skip
    new = reverse("bodies:task_new", args=[body.pk])
    assert (
        'value="regency" selected' in client.get(f"{new}?step=school_return&school_operator=regency").content.decode()
    )
    assert client.post(new, given).status_code == 422
    assert client.post(new, given | {"school_operator": "regency"}).status_code == 302
    line = TaskLine.objects.get()
    assert "Diusulkan" in client.get(page).content.decode()

    sign_in(client, head)
    assert client.get(reverse("bodies:task", args=[line.pk])).status_code == 200
    accept = {"name": "Uji Kadis", "position": "Kepala", "letter": "400/1", "on": "2026-11-20"}
    assert client.post(reverse("bodies:task_accept", args=[line.pk]), accept | {"on": "2099-01-01"}).status_code == 422
    assert client.post(reverse("bodies:task_accept", args=[line.pk]), accept).status_code == 302
    assert client.post(reverse("bodies:task_enforce", args=[line.pk])).status_code == 403

    sign_in(client, cast.secretariat)
    assert client.post(reverse("bodies:task_enforce", args=[line.pk])).status_code == 302
    text = client.get(page).content.decode()
    assert "Berlaku" in text
    assert "Uji Kadis" in client.get(reverse("bodies:task", args=[line.pk])).content.decode()
    assert "1 berlaku" in client.get(reverse("bodies:detail", args=[body.pk])).content.decode()
    assert client.post(reverse("bodies:task_end", args=[line.pk])).status_code == 302
    sign_in(client, cast.elsewhere[Role.SECRETARIAT_ADMIN])
    assert client.get(reverse("bodies:task", args=[line.pk])).status_code == 404


def test_a_head_who_does_not_see_the_body_sees_the_line_and_nothing_to_go_on_to(cast: Cast, client: Client) -> None:
    body, user = make_body(cast), cast.stranger
    post(user, Role.UNIT_HEAD, cast.agencies["police"], cast.village)  # its area is another kecamatan
    line = propose(cast, body)
    sign_in(client, user)
    answer = client.get(reverse("bodies:task", args=[line.pk]))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Terima tugas ini" in text
    assert str(body.pk) not in text
    assert client.get(reverse("bodies:tasks", args=[body.pk])).status_code == 404


def test_what_is_written_holds_no_nik(cast: Cast, client: Client) -> None:
    body = make_body(cast)
    with pytest.raises(Mentioned):
        propose(cast, body, what="Mendampingi 6171014107900001")
    assert not body.task_lines.exists()
    line = propose(cast, body)
    sign_in(client, cast.secretariat)
    answer = client.post(reverse("bodies:task_decline", args=[line.pk]), {"note": "NIK 6171014107900001"})
    assert answer.status_code == 422
    assert "terbaca sebagai NIK" in answer.content.decode()


def test_an_institution_that_closed_takes_nothing_on_any_more(cast: Cast) -> None:
    body = make_body(cast)
    asked, accepted = propose(cast, body), propose(cast, body, step=Step.FORENSIC)
    accepted = tasks.accept(accepted, given=LETTER, by=cast.secretariat, at=NOW)
    Agency.objects.filter(pk=asked.agency_id).update(closed_date=TODAY)
    with pytest.raises(Denied, match="sudah ditutup"):
        tasks.accept(asked, given=LETTER, by=cast.secretariat, at=NOW)
    with pytest.raises(Denied, match="sudah ditutup"):
        tasks.enforce(accepted, by=cast.secretariat, at=NOW)
    for line in (asked, accepted):
        assert tasks.end(line, by=cast.secretariat, at=NOW).status == TaskStatus.ENDED


def test_a_gap_says_who_was_asked_already(cast: Cast, client: Client) -> None:
    body = make_body(cast)
    sign_in(client, cast.secretariat)
    page = reverse("bodies:tasks", args=[body.pk])
    assert "Sudah diusulkan" not in client.get(page).content.decode()
    line = propose(cast, body)
    text = client.get(page).content.decode()
    assert text.count("Sudah diusulkan kepada") == 1
    assert f"step={Step.POLICE_REPORT}" not in text  # nobody is invited to ask twice
    tasks.end(line, by=cast.secretariat, at=NOW)
    assert "Sudah diusulkan" not in client.get(page).content.decode()
