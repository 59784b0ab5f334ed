from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast
from tuntas.accounts.models import Posting
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.intake import jobs
from tuntas.intake.actions import entries
from tuntas.intake.models import ContactEntry
from tuntas.intake.states import EntryKind
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
PHONE = "0812 3456 7890"


def call(cast: Cast, kind: EntryKind, *, days: float = 0, phone: str = PHONE) -> ContactEntry:
    return entries.add(
        form_id=uuid4(), kind=kind, agency=cast.unit, phone=phone, by=cast.hotline, at=NOW + timedelta(days=days)
    )


@pytest.mark.parametrize("kind", list(EntryKind))
def test_one_request_writes_one_entry(client: Client, cast: Cast, kind: EntryKind) -> None:
    client.force_login(cast.hotline)
    url = reverse("intake:entries")
    form_id = client.get(url).context["form"]["form_id"].value()
    data = {"form_id": form_id, "kind": kind.value, "agency": str(cast.unit.pk)}
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    assert ContactEntry.objects.get().kind == kind


def test_every_kind_has_a_key_of_its_own(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    keys = [key for _, key in client.get(reverse("intake:entries")).context["keys"]]
    assert len(set(keys)) == len(EntryKind)
    assert "n" not in keys


def test_the_number_itself_is_not_kept(cast: Cast) -> None:
    entry = call(cast, EntryKind.SILENT)
    same = call(cast, EntryKind.THANKS, phone="+62 81234567890")
    assert entry.phone_token
    assert bytes(same.phone_token or b"") == bytes(entry.phone_token)
    assert b"3456" not in bytes(entry.phone_token)
    assert call(cast, EntryKind.TEST, phone="anonim").phone_token is None


def test_three_silences_in_a_week_ask_for_a_safety_review(cast: Cast) -> None:
    call(cast, EntryKind.SILENT)
    call(cast, EntryKind.HANG_UP, days=1)
    assert not Obligation.objects.exists()
    third = call(cast, EntryKind.SILENT, days=2)
    duty = Obligation.objects.get()
    assert (duty.kind, duty.subject_id, duty.urgent) == ("entry.safety_review", third.pk, True)
    assert duty.assignee in {cast.manager, cast.supervisor}
    call(cast, EntryKind.SILENT, days=3)
    assert Obligation.objects.count() == 1


def test_silences_far_apart_or_from_others_do_not(cast: Cast) -> None:
    for days in (0, 5, 10):
        call(cast, EntryKind.SILENT, days=days)
    for number in ("081234500001", "081234500002", ""):
        call(cast, EntryKind.SILENT, days=10, phone=number)
    call(cast, EntryKind.PRANK, days=10)
    assert not Obligation.objects.exists()


def test_somebody_asking_where_she_is_alerts_the_manager(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    data = {"form_id": str(uuid4()), "kind": "whereabouts", "agency": str(cast.unit.pk)}
    response = client.post(reverse("intake:entries"), data, follow=True)
    assert "Jangan membenarkan atau menyangkal" in response.content.decode()
    duty = Obligation.objects.get()
    assert duty.assignee in {cast.manager, cast.supervisor}
    assert duty.urgent
    assert duty.next_escalation_at is not None
    assert duty.next_escalation_at <= duty.opened_at


def test_without_a_manager_it_is_the_units(cast: Cast) -> None:
    Posting.objects.filter(user__in=[cast.manager, cast.supervisor]).update(ends_at=NOW)
    call(cast, EntryKind.WHEREABOUTS)
    assert Obligation.objects.get().assignee is None


def test_reviewing_settles_it(client: Client, cast: Cast) -> None:
    entry = call(cast, EntryKind.WHEREABOUTS)
    client.force_login(cast.manager)
    assert "Perlu ditinjau" in client.get(reverse("intake:entry", args=[entry.pk])).content.decode()
    assert client.post(reverse("intake:entry_review", args=[entry.pk])).status_code == 302
    assert not Obligation.objects.unsettled().exists()
    assert Event.objects.filter(kind="entry.reviewed").count() == 1


@pytest.mark.parametrize("who", ["head", "satpol", "leadership", "stranger"])
def test_who_writes_no_entries(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        entries.add(form_id=uuid4(), kind=EntryKind.TEST, agency=cast.unit, by=getattr(cast, who), at=NOW)


def test_nobody_writes_for_another_agency(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    data = {"form_id": str(uuid4()), "kind": "test", "agency": str(cast.agencies["secretariat"].pk)}
    assert client.post(reverse("intake:entries"), data).status_code == 422
    with pytest.raises(Denied):
        entries.add(form_id=uuid4(), kind=EntryKind.TEST, agency=cast.agencies["secretariat"], by=cast.hotline, at=NOW)


def test_tokens_are_forgotten_after_ninety_days(cast: Cast) -> None:
    now = timezone.now()
    old, new = (
        entries.add(
            form_id=uuid4(),
            kind=EntryKind.SILENT,
            agency=cast.unit,
            phone=PHONE,
            by=cast.hotline,
            at=now - timedelta(days=days),
        )
        for days in (91, 89)
    )
    assert jobs.forget() == 1
    assert jobs.forget() == 0
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.phone_token, new.phone_token is None) == (None, False)
