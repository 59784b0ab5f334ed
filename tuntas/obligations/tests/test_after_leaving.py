"""Whoever leaves takes no duty along: whatever its kind, the ladder reaches somebody who is there, up to the last chair."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_agency, make_user, post
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.states import AgencyKind
from tuntas.audit.models import Event
from tuntas.notices.models import Notice
from tuntas.obligations import jobs, kinds, ladders
from tuntas.obligations.actions import after_leaving, climbing, walls
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Escalation, Obligation
from tuntas.obligations.states import Rung, Side
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]
DAY = timedelta(days=1)


def leaves(user: User, *, closed: bool = False) -> None:
    if closed:
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        Posting.objects.filter(user=user).update(ends_at=NOW)


def heard(duty: Obligation) -> set[User]:
    """Who is there, has it on the desk and may see it."""
    people = User.objects.filter(pk__in=Escalation.objects.filter(obligation=duty).values("user"), is_active=True)
    return {user for user in people if Obligation.objects.visible_to(user).filter(pk=duty.pk).exists()}


def test_of_every_kind_whoever_was_told_may_leave_before_the_next_step(cast: Cast, open_duty: Opened) -> None:
    last = cast.by_role[Role.TASK_FORCE_SECRETARIAT]
    # Kinds that climb in the same way and open to the same roles are alike in this: one of each is taken through.
    alike = {(kind.ladder, kinds.openers(kind.code) & ladders.WORKERS): kind for kind in kinds.all_kinds()}
    assert len(kinds.all_kinds()) > 60
    for number, kind in enumerate(alike.values()):
        with transaction.atomic():
            sender = cast.unit if any(step.side is Side.SENDER for step in kind.ladder) else None
            duty = open_duty(kind=kind, assignee=cast.manager, sender=sender)
            leaves(cast.manager, closed=bool(number % 2))
            for step in kind.ladder:
                climbing.climb(by=BY, at=duty.due_at + step.after)
                after_leaving.tell_again(by=BY, at=duty.due_at + max(step.after, DAY))
                duty.refresh_from_db()
                told = heard(duty)
                assert told or step.after < timedelta(0), (kind.code, step)
                for user in told - {last}:
                    leaves(user, closed=bool(number % 2))
            after_leaving.tell_again(by=BY, at=duty.due_at + 30 * DAY)
            assert heard(duty), kind.code
            transaction.set_rollback(True)


def test_a_duty_of_somebody_whose_posting_ran_out_is_the_unit_s_again(cast: Cast, open_duty: Opened) -> None:
    duty, kept = open_duty(assignee=cast.hotline), open_duty(assignee=cast.manager)
    leaves(cast.hotline)
    assert after_leaving.give_back(by=BY, at=NOW) == 1
    duty.refresh_from_db()
    kept.refresh_from_db()
    assert (duty.assignee, kept.assignee) == (None, cast.manager)
    assert Event.objects.get(kind="duty.holder_left").data["before"] == str(cast.hotline.pk)
    assert Notice.objects.filter(about_id=duty.pk, user=cast.manager).exists()
    assert after_leaving.give_back(by=BY, at=NOW) == 0


def test_who_moved_to_another_agency_has_nothing_of_the_one_before(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline)
    leaves(cast.hotline)
    post(cast.hotline, Role.HOTLINE_OFFICER, cast.agencies["satpol"], cast.city)
    assert after_leaving.give_back(by=BY, at=NOW) == 1
    duty.refresh_from_db()
    assert duty.assignee is None


def test_the_job_does_both_and_what_is_on_living_desks_stays(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline, at=NOW - 30 * DAY)
    climbing.climb(by=BY, at=NOW)
    lines = Escalation.objects.count()
    assert after_leaving.tell_again(by=BY, at=NOW) == 0
    Posting.objects.filter(user__in=Escalation.objects.values("user")).update(ends_at=NOW - DAY)
    later = make_user("Uji Kepala Baru", "kepala.baru@contoh.test")
    post(later, Role.UNIT_HEAD, cast.unit, cast.city)
    assert jobs.after_leaving() == 2
    assert Escalation.objects.count() == lines + 1
    assert heard(duty) == {later}
    assert jobs.after_leaving() == 0


def test_the_ladder_goes_past_an_empty_parent_to_who_is_above_it(cast: Cast, open_duty: Opened) -> None:
    province = make_agency("Dinas Provinsi Contoh", AgencyKind.AGENCY_WOMEN_CHILD, cast.city)
    type(cast.dinas).objects.filter(pk=cast.dinas.pk).update(parent=province)
    above = make_user("Uji Kepala Provinsi", "provinsi@contoh.test")
    post(above, Role.LEADERSHIP, province, cast.city)
    duty = open_duty()
    leaves(cast.leadership)
    climbing.climb(by=BY, at=duty.due_at + 3 * DAY)
    assert above in {line.user for line in Escalation.objects.filter(obligation=duty, rung=Rung.AGENCY_HEAD)}


def test_whose_work_has_become_another_hears_of_it_with_the_colleagues(
    cast: Cast, open_duty: Opened, declare: Callable[..., Kind]
) -> None:
    duty = open_duty(kind=declare(url_name="intake:triage"), assignee=cast.auditor)
    climbing.climb(by=BY, at=duty.due_at)
    assert {cast.auditor, cast.hotline} <= {line.user for line in Escalation.objects.filter(obligation=duty, step=0)}


def test_where_no_chair_is_taken_whoever_gives_out_postings_is_told_that_there_is_one_to_fill(
    client: Client, cast: Cast, open_duty: Opened
) -> None:
    Posting.objects.exclude(user=cast.sysadmin).update(ends_at=NOW)
    duty = open_duty(label="26-7777-7777")
    climbing.climb(by=BY, at=duty.due_at)
    climbing.climb(by=BY, at=duty.due_at + timedelta(hours=1))
    told = Notice.objects.get(kind="unheard")
    assert (told.user, told.about_id, told.dossier_id) == (cast.sysadmin, None, None)
    client.force_login(cast.sysadmin)
    page = client.get(reverse("obligations:mine")).content.decode()
    assert cast.unit.name in page
    assert "26-7777-7777" not in page
    later = make_user("Uji Kepala Baru", "kepala.baru@contoh.test")
    post(later, Role.UNIT_HEAD, cast.unit, cast.city)
    assert after_leaving.tell_again(by=BY, at=duty.due_at + 2 * DAY) == 1
    assert "Tugaskan seseorang" not in client.get(reverse("obligations:mine")).content.decode()


def test_telling_again_passes_no_wall(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(dossier_id=cast.village.pk)
    climbing.climb(by=BY, at=duty.due_at)
    for line in Escalation.objects.select_related("user"):
        leaves(line.user)
    walls.add(duty.dossier_id, users=[cast.head], by=BY, at=NOW)
    after_leaving.tell_again(by=BY, at=duty.due_at + DAY)
    assert cast.head not in heard(duty)
    assert heard(duty) == {cast.leadership}
    assert Escalation.objects.aggregate(step=Max("step"))["step"] <= len(kinds.get(duty.kind).ladder)
