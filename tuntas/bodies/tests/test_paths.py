"""Guided paths: bringing a body back to life, forming a UPTD PPA; what the records show is checked, not believed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency, PublicContact, ReceivingUnit
from tuntas.agencies.states import AgencyKind, ContactChannel
from tuntas.bodies import steps
from tuntas.bodies.actions import paths
from tuntas.bodies.models import Body, Decree, Holder, Officer, Path, Seat, TaskLine
from tuntas.bodies.policies import paths as policies
from tuntas.bodies.states import Office, PathKind, PathStatus, Profile, SeatRole, Step, TaskStatus
from tuntas.bodies.tests.make import make_body
from tuntas.core.errors import Denied
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def begin(cast: Cast, body: Body, at: datetime = NOW) -> Path:
    return paths.start(
        kind=PathKind.REACTIVATION, body=body, area=body.area, agency=body.agency, by=cast.secretariat, at=at
    )


def finish(path: Path, code: str, *, by: Any, at: datetime = NOW, document: str = "") -> Path:
    return paths.finish(
        path.steps.get(code=code), done_date=path.agency.today(at), document=document, evidence="tercatat", by=by, at=at
    )


def refused(path: Path, code: str, sentence: str, *, by: Any, at: datetime = NOW, document: str = "") -> None:
    with pytest.raises(Denied, match=sentence):
        finish(path, code, by=by, at=at, document=document)


def seat_three(body: Body) -> None:
    """Camat in the chair, and two others."""
    today = NOW.date()
    for at, name in enumerate(("Camat", "PKK", "Puskesmas")):
        role = SeatRole.MEMBER if at else SeatRole.CHAIR
        seat = Seat.objects.create(body=body, institution=name, position="Ketua", role=role, from_date=today)
        Holder.objects.create(seat=seat, name=f"Wakil {name}", from_date=today)


def agree(body: Body, agency: Agency, *, by: User) -> None:
    """One line of the duties matrix in force."""
    TaskLine.objects.create(
        body=body, area_path=body.area_path, agency=agency, profile=Profile.SEXUAL, step=Step.POLICE_REPORT,
        what="Menerima laporan", status=TaskStatus.IN_FORCE, proposed_by=by, proposed_at=NOW, accepted_name="Kapolresta",
        accepted_letter="B/1", accepted_date=NOW.date(), in_force_at=NOW,
    )  # fmt: skip


def test_a_body_is_brought_back_step_by_step(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(policies.shows, "training", raising=False)
    body, by, today = make_body(cast), cast.secretariat, NOW.date()
    path = begin(cast, body)
    assert path.duty
    assert path.duty.label == f"Tetapkan lembaga anggota dan wakilnya · {body.name}"

    refused(path, "members", "Baru 0 kursi", by=by)
    seat_three(body)
    path = finish(path, "members", by=by)
    assert path.duty is not None
    assert path.duty.label.startswith("Terbitkan SK baru")

    old: dict[str, Any] = {"body": body, "signer_name": "Camat", "signer_position": "Camat", "recorded_by": by}
    decree = Decree.objects.create(
        number="1", dated=today, from_date=today - 400 * DAY, to_date=today + DAY, recorded_at=NOW - DAY, **old
    )
    refused(path, "decree", "Belum ada SK baru", by=by)  # that one was there before
    Decree.objects.filter(pk=decree.pk).update(recorded_at=NOW + timedelta(minutes=1))
    finish(path, "decree", by=by)

    PublicContact.objects.filter(agency=body.agency).delete()
    refused(path, "contacts", "yang diverifikasi", by=by)
    PublicContact.objects.create(agency=body.agency, channel=ContactChannel.PHONE, value="0561-1", verified_date=today)
    finish(path, "contacts", by=by)

    refused(path, "tasks", "Belum ada pembagian tugas", by=by)
    agree(body, cast.agencies["police"], by=by)
    finish(path, "tasks", by=by)
    refused(path, "review", "Langkah ini yang terakhir", by=by)
    path = finish(path, "training", by=by)
    assert path.steps.get(code="review").due_date == path.agency.today(NOW) + 90 * DAY
    refused(path, "review", "90 hari setelah pelatihan", by=by, at=NOW + 60 * DAY)
    refused(path, "review", "“Terbitkan SK baru” tidak terlihat lagi di catatan", by=by, at=NOW + 91 * DAY)
    Decree.objects.filter(pk=decree.pk).update(to_date=today + 400 * DAY)
    path = finish(path, "review", by=by, at=NOW + 91 * DAY)
    assert (path.status, path.duty) == (PathStatus.DONE, None)
    assert not Obligation.objects.unsettled().filter(subject_id=path.pk).exists()


def test_one_at_a_time_and_only_by_its_secretariat(cast: Cast) -> None:
    body = make_body(cast)
    begin(cast, body)
    with pytest.raises(Denied, match="sudah berjalan"):
        begin(cast, body)
    with pytest.raises(Denied, match="sekretariatnya"):
        paths.start(
            kind=PathKind.REACTIVATION,
            body=make_body(cast, name="Lain"),
            area=body.area,
            agency=body.agency,
            by=cast.head,
            at=NOW,
        )


def test_it_is_stopped_with_a_reason(cast: Cast) -> None:
    path = paths.stop(begin(cast, make_body(cast)), reason="Digabung", by=cast.secretariat, at=NOW)
    assert (path.status, path.stop_reason, path.duty) == (PathStatus.STOPPED, "Digabung", None)
    refused(path, "members", "sudah berakhir", by=cast.secretariat)


def test_a_uptd_ppa_is_formed_where_there_is_none(cast: Cast) -> None:
    by, secretariat = cast.by_role[Role.TASK_FORCE_SECRETARIAT], cast.agencies["task_force"]
    told: dict[str, Any] = {"kind": PathKind.UPTD_FORMATION, "body": None, "agency": secretariat, "by": by, "at": NOW}
    with pytest.raises(Denied, match="sudah mempunyai UPTD PPA"):
        paths.start(area=cast.city, **told)
    with pytest.raises(Denied, match="oleh provinsi, kabupaten, atau kota"):
        paths.start(area=cast.district, **told)
    unit = cast.unit
    type(unit).objects.filter(pk=unit.pk).update(kind=AgencyKind.P2TP2A)
    path = paths.start(area=cast.city, **told)
    assert [step.code for step in path.steps.order_by("position")] == [step.code for step in steps.UPTD_FORMATION]
    refused(path, "minister", "Tulis nomor atau nama dokumennya", by=by)
    for code in ("study", "minister", "consultation", "regulation", "staff"):
        path = finish(path, code, by=by, document="12/2026")
    refused(path, "opening", "belum tercatat sebagai lembaga", by=by)
    type(unit).objects.filter(pk=unit.pk).update(kind=AgencyKind.UPTD_PPA)
    receiving = ReceivingUnit.objects.filter(agency=unit)
    receiving.update(to_date=NOW.date())
    refused(path, "opening", "belum menjadi unit penerima", by=by)
    receiving.update(to_date=None)
    assert finish(path, "opening", by=by).status == PathStatus.DONE


def test_a_step_happens_before_it_is_written_down(cast: Cast) -> None:
    path = begin(cast, make_body(cast))
    with pytest.raises(Denied, match="belum tiba"):
        paths.finish(
            path.steps.get(code="members"),
            done_date=date(2027, 1, 1),
            document="",
            evidence="",
            by=cast.secretariat,
            at=NOW,
        )


def test_the_pages(client: Client, cast: Cast) -> None:
    body = make_body(cast)
    client.force_login(cast.secretariat)
    assert "Mulai mengaktifkan kembali" in client.get(reverse("bodies:paths", args=[body.pk])).content.decode()
    answer = client.post(reverse("bodies:reactivate", args=[body.pk]), follow=True)
    path = Path.objects.get(body=body)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("bodies:path", args=[path.pk])
    assert "Tinjau setelah 90 hari" in page
    step = path.steps.get(code="members")
    answer = client.post(reverse("bodies:path_step", args=[step.pk]), {"done_date": "2026-11-01", "evidence": "rapat"})
    assert answer.status_code == 422
    assert "Baru 0 kursi" in answer.content.decode()
    assert "rapat" in answer.content.decode()
    client.post(reverse("bodies:path_stop", args=[path.pk]), {"reason": "Digabung"})
    path.refresh_from_db()
    assert path.status == PathStatus.STOPPED
    assert body.name in client.get(reverse("bodies:all_paths")).content.decode()
    client.force_login(cast.elsewhere[Role.SECRETARIAT_ADMIN])
    assert client.get(reverse("bodies:path", args=[path.pk])).status_code == 404
    assert client.post(reverse("bodies:path_step", args=[step.pk])).status_code == 404


def test_the_last_step_is_refused_while_what_was_done_is_not_there_any_more(cast: Cast) -> None:
    body, by = make_body(cast), cast.secretariat
    path = begin(cast, body)
    seat_three(body)
    path.steps.exclude(code="review").update(done_at=NOW, done_by=by, done_date=NOW.date())
    later = NOW + 91 * DAY
    Holder.objects.filter(seat__body=path.body).update(to_date=later.date())
    refused(path, "review", "wakilnya” tidak terlihat lagi di catatan. Baru 0 kursi", by=by, at=later)


def test_the_regulation_comes_after_the_minister_and_the_consultation(cast: Cast) -> None:
    by, secretariat = cast.by_role[Role.TASK_FORCE_SECRETARIAT], cast.agencies["task_force"]
    type(cast.unit).objects.filter(pk=cast.unit.pk).update(kind=AgencyKind.P2TP2A)
    path = paths.start(kind=PathKind.UPTD_FORMATION, body=None, area=cast.city, agency=secretariat, by=by, at=NOW)
    refused(path, "regulation", "sesudah “Pertimbangan teknis Menteri PPPA”", by=by, document="1/2026")
    for code in ("minister", "consultation"):
        finish(path, code, by=by, document="12/2026")
    with pytest.raises(Denied, match="tidak dapat sebelum itu"):
        paths.finish(
            path.steps.get(code="regulation"),
            done_date=NOW.date() - 5 * DAY,
            document="1/2026",
            evidence="",
            by=by,
            at=NOW,
        )
    finish(path, "regulation", by=by, document="1/2026")


def test_a_chair_who_was_elected_is_a_chair(cast: Cast) -> None:
    body = make_body(cast)
    seat_three(body)
    Seat.objects.filter(body=body).update(role=SeatRole.MEMBER)
    path = begin(cast, body)
    refused(path, "members", "Belum ada ketua", by=cast.secretariat)
    Officer.objects.create(body=body, office=Office.CHAIR, name="Ketua Contoh", institution="PKK", from_date=NOW.date())
    finish(path, "members", by=cast.secretariat)


def test_what_is_written_about_a_path_names_no_party(client: Client, cast: Cast) -> None:
    body = make_body(cast)
    path = begin(cast, body)
    seat_three(body)
    client.force_login(cast.secretariat)
    typed = {"done_date": f"{NOW:%Y-%m-%d}", "evidence": "Korban 6171015203110001"}
    answer = client.post(reverse("bodies:path_step", args=[path.steps.get(code="members").pk]), typed)
    assert answer.status_code == 422
    assert "terbaca sebagai NIK" in answer.content.decode()
    answer = client.post(reverse("bodies:path_stop", args=[path.pk]), {"reason": "Korban 6171015203110001"})
    assert "terbaca sebagai NIK" in answer.content.decode()
    path.refresh_from_db()
    assert path.status == PathStatus.OPEN


def test_a_step_is_done_again_before_those_that_follow(cast: Cast, client: Client) -> None:
    """Written down wrongly, it is owed once more; what the law puts after it is opened first."""
    by, secretariat = cast.by_role[Role.TASK_FORCE_SECRETARIAT], cast.agencies["task_force"]
    type(cast.unit).objects.filter(pk=cast.unit.pk).update(kind=AgencyKind.P2TP2A)
    path = paths.start(kind=PathKind.UPTD_FORMATION, body=None, area=cast.city, agency=secretariat, by=by, at=NOW)
    for code in ("study", "minister", "consultation", "regulation"):
        path = finish(path, code, by=by, document="12/2026")
    minister = path.steps.get(code="minister")
    with pytest.raises(Denied, match="Buka lagi langkah itu dulu"):
        paths.reopen(minister, by=by, at=NOW)
    with pytest.raises(Denied):
        paths.reopen(minister, by=cast.secretariat, at=NOW)
    paths.reopen(path.steps.get(code="regulation"), by=by, at=NOW)
    client.force_login(by)
    assert client.post(reverse("bodies:path_step_reopen", args=[minister.pk])).status_code == 302
    minister.refresh_from_db()
    assert (minister.done_at, minister.done_by, minister.done_date, minister.document) == (None, None, None, "")
    duty = Obligation.objects.unsettled().get(subject_id=path.pk)
    assert duty.label.startswith("Pertimbangan teknis Menteri PPPA")
    assert path.steps.filter(done_at__isnull=False).count() == 2
    with pytest.raises(Denied, match="belum dicatat selesai"):
        paths.reopen(minister, by=by, at=NOW)
