import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from tests.cast import Cast
from tests.mail import Mailbox
from tuntas.access.roles import Role
from tuntas.accounts import jobs
from tuntas.accounts.actions import invitations
from tuntas.accounts.models import Invitation


@pytest.mark.parametrize("what", sorted(jobs.TELL))
def test_each_letter_goes_to_the_owner_and_names_nobody(cast: Cast, smtp: Mailbox, what: str) -> None:
    jobs.tell(str(cast.hotline.id), what)
    (letter,) = smtp.messages
    assert letter["To"] == cast.hotline.email
    for word in (cast.hotline.name, cast.unit.name, cast.unit.short_name):
        assert word not in letter.as_string()


def test_a_server_that_is_down_is_tried_again_and_a_missing_mailbox_not(
    cast: Cast, smtp: Mailbox, settings: Settings
) -> None:
    smtp.refuse.add(cast.hotline.email)
    jobs.tell(str(cast.hotline.id), "new_device")
    settings.EMAIL_PORT = 1
    with pytest.raises(OSError, match="refused"):
        jobs.tell(str(cast.hotline.id), "new_device")
    assert app.tasks["accounts.tell"].retry_strategy is not None


def test_the_queue_holds_ids_only(cast: Cast) -> None:
    invitations.invite(
        name="Orang Baru", email="baru@contoh.test", role=Role.CADRE, agency=cast.unit, area=cast.city,
        by=cast.head, at=timezone.now(),
    )  # fmt: skip
    (job,) = ProcrastinateJob.objects.filter(task_name__startswith="accounts.")
    assert list(job.args) == ["invitation_id"]


def test_every_queued_letter_has_its_job() -> None:
    for name in ("send_invitation", "send_reset", "tell", "sweep"):
        assert f"accounts.{name}" in app.tasks


def test_nothing_is_sent_for_nobody(db: None, smtp: Mailbox) -> None:
    jobs.send_reset("")
    jobs.send_reset("01a203cf-fbc9-77e2-a04c-e9d4f4847360")
    jobs.tell("01a203cf-fbc9-77e2-a04c-e9d4f4847360", "closed")
    jobs.send_invitation("01a203cf-fbc9-77e2-a04c-e9d4f4847360")
    assert smtp.messages == []


def test_sweeping_withdraws_what_nobody_answered(cast: Cast) -> None:
    long_ago = timezone.now().replace(year=2020)
    for email, at in (("lama@contoh.test", long_ago), ("baru@contoh.test", timezone.now())):
        invitations.invite(
            name="X", email=email, role=Role.CADRE, agency=cast.unit, area=cast.city, by=cast.head, at=at
        )
    jobs.sweep(0)
    assert [row.email for row in Invitation.objects.unanswered()] == ["baru@contoh.test"]
