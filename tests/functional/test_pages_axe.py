"""Every address with a page, seen in a browser by those who may: axe, 320 px, no foreign request, no complaint of the browser."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from tests import cast as people
from tests.access_table import ROWS
from tests.cast import Cast
from tests.functional import steps
from tests.functional.inspection import BOTH, Inspector
from tests.live import Live
from tests.world import World
from tuntas.access.actors import Actor, Reporter, System
from tuntas.access.roles import Role
from tuntas.accounts.actions import invitations
from tuntas.accounts.models import User
from tuntas.accounts.tests.helpers import give_password
from tuntas.intake.actions import answers, endings, forwardings, messages, reports, risk, triage, walls
from tuntas.intake.models import Report
from tuntas.intake.states import Channel, ViolenceType
from tuntas.obligations.actions import climbing
from tuntas.obligations.models import Wall

MakePage = Callable[..., Page]
Owner = psycopg.Connection[Any]

# Each page is opened by the first two of these who may, and what stands in their navigation by all of them.
VISITORS = (
    Role.HOTLINE_OFFICER,
    Role.SUPERVISOR,
    Role.UNIT_HEAD,
    Role.LEADERSHIP,
    Role.SYSTEM_ADMIN,
    Role.AUDITOR,
    Role.SECRETARIAT_ADMIN,
    Role.SHELTER_OFFICER,
    Role.PSYCHOLOGIST,
    Role.CADRE,
)

# Addresses that are not opened by the tour of a role, and why.
ELSEWHERE = {
    "portal:exit": "leads to a page that is not ours",
    "portal:poster": "leads to the form",
    "portal:poster_slash": "leads to the form",
    "portal:robots": "for machines",
    "obligations:healthz": "for machines",
    "desk:home": "leads to the duties",
    "cases:of_report": "leads to the case",
    "areas:suggest": "a fragment of a page: test_pages_htmx.py",
    "account_login": "test_signing_in",
    "mfa_authenticate": "test_signing_in",
    "account_reset_password_from_key": "test_with_an_invitation",
    "accounts:open_invitation": "test_with_an_invitation",
    "accounts:accept": "test_with_an_invitation",
    "account_reauthenticate": "test_own_account",
    "account_change_password": "test_own_account",
    "mfa_activate_totp": "tuntas/accounts/tests/test_pages_in_a_browser.py, from an invitation on",
    "mfa_deactivate_totp": "test_own_account",
    "mfa_generate_recovery_codes": "test_own_account",
    "usersessions_list": "test_own_account",
    "obligations:late_agency": "test_pages_that_need_a_past",
    "obligations:postpone": "test_pages_that_need_a_past",
    "intake:receipt": "test_pages_that_need_a_past",
    "intake:lift": "test_pages_that_need_a_past",
    "intake:place": "test_pages_that_need_a_past",
    "cases:plan_made": "leads to the plan",
    "cases:proof_file": "a download",
    "cases:legal_file": "a download",
    "bodies:decree_file": "a download",
    "oversight:report": "a download",
    "cases:clinical_request": "leads to the note",
    "meetings:action_file": "a download",
    "meetings:signed_list": "a download",
    "letters:signed_copy": "a download",
    "letters:batch_progress": "leads to the batch",
    "letters:batch_scan": "a download",
    "letters:batch_send": "test_pages_axe_more.py",
    "letters:batch_sign_progress": "leads to the signing of the batch",
    "statistics:prior_load": "test_pages_axe_more.py",
    "meetings:photo": "a picture; shown on meetings:photos",
    "cases:outreach_proposals": "test_pages_of_the_receiver_of_a_forwarding",
    "cases:outreach_propose": "test_pages_of_the_receiver_of_a_forwarding",
}
OWN = (
    "account_reauthenticate", "account_change_password", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "usersessions_list",
)  # fmt: skip


def may_open(name: str) -> list[Role]:
    """The visitors who may open an address, in their order."""
    return [role for role in VISITORS if ROWS[name].expected(role) == 200]


def test_every_address_is_opened_or_said_why_not() -> None:
    pages = {name for name, row in ROWS.items() if row.method == "get"}
    assert sorted(name for name in pages - ELSEWHERE.keys() if not may_open(name)) == []
    assert sorted(ELSEWHERE.keys() - ROWS.keys()) == []


def tour(role: Role, live: Live, world: World, browser_page: MakePage) -> None:
    """Every page that this role is one of the first two to open, what stands in its navigation, and where the links lead."""
    inspector = Inspector(steps.staff(browser_page, live, world.cast.by_role[role]), live.base)
    for name, row in ROWS.items():
        first_two = may_open(name)[:2]
        if row.method == "get" and name not in ELSEWHERE and role in first_two:
            path = reverse(name, kwargs=world.arguments(row.arg) if row.arg else None)
            # Of two visitors one has axe look at the page on a desk, the other on a phone.
            widths = BOTH if len(first_two) == 1 else (BOTH[first_two.index(role)],)
            inspector.look(path, axe=widths)
    inspector.look_around()
    inspector.follow_links()
    assert inspector.wrong == []


@pytest.mark.parametrize("role", VISITORS[::2])  # the others: test_pages_axe_more.py, so that both cores have some
def test_pages_of(role: Role, live: Live, world: World, browser_page: MakePage) -> None:
    tour(role, live, world, browser_page)


def test_own_account(live: Live, cast: Cast, browser_page: MakePage) -> None:
    inspector = Inspector(steps.staff(browser_page, live, cast.head), live.base)
    for name in OWN:
        inspector.look(reverse(name))
    assert inspector.wrong == []


def test_signing_in(live: Live, cast: Cast, browser_page: MakePage) -> None:
    give_password(cast.head)
    page = browser_page()
    inspector = Inspector(page, live.base)
    for path in ("/masuk/", "/masuk/lupa/", "/masuk/lupa/terkirim/"):
        inspector.look(path)
    page.goto(live.url("/masuk/"))
    page.get_by_role("main").locator("[type=submit]").click()
    inspector.inspect("signing in with nothing")
    page.fill("[name=email]", cast.head.email)
    page.fill("[name=password]", people.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/masuk/kode/")
    inspector.inspect("second step")
    assert inspector.wrong == []


def test_with_an_invitation(live: Live, cast: Cast, browser_page: MakePage) -> None:
    at = timezone.now()
    invitation = invitations.invite(
        name="Orang Baru", email="baru@contoh.test", role=Role.CASE_MANAGER, agency=cast.unit, area=cast.city,
        by=cast.sysadmin, at=at,
    )  # fmt: skip
    inspector = Inspector(browser_page(), live.base)
    inspector.look(reverse("accounts:open_invitation", args=[invitation.token]))
    inspector.look(reverse("account_reset_password_from_key", args=["tidak-ada", "tidak-ada"]), status=410)
    with_account = Inspector(steps.staff(browser_page, live, cast.head), live.base)
    with_account.look(reverse("accounts:accept"), status=409)
    assert inspector.wrong + with_account.wrong == []


def test_pages_that_need_a_past(live: Live, cast: Cast, browser_page: MakePage, owner_connection: Owner) -> None:
    past = _Past(cast)
    inspector = Inspector(steps.staff(browser_page, live, cast.supervisor), live.base)
    for path in past.paths():
        inspector.look(path)
    steps.hours_pass(owner_connection, 24 * 9)
    climbing.climb(by=System("worker"), at=timezone.now())
    for user in (
        cast.head,
        cast.leadership,
        cast.by_role[Role.TASK_FORCE_SECRETARIAT],
        cast.by_role[Role.DATA_OFFICER],
    ):
        other = Inspector(steps.staff(browser_page, live, user), live.base)
        other.look_around()
        other.look(reverse("obligations:mine"), axe=())
        if user is not cast.by_role[Role.DATA_OFFICER]:
            other.look(reverse("obligations:late_agency", args=[cast.unit.pk]), axe=())
        if user is cast.by_role[Role.TASK_FORCE_SECRETARIAT]:
            other.look(reverse("intake:place", args=[past.unplaced.pk]))
        other.follow_links()
        inspector.wrong += other.wrong
    for name in ("mine", "climbed", "unit", "late"):
        inspector.look(reverse(f"obligations:{name}"))
    inspector.look(reverse("obligations:late_agency", args=[cast.unit.pk]))
    inspector.look(reverse("obligations:detail", args=[past.duty(past.accepted)]))
    inspector.follow_links()
    assert inspector.wrong == []


def test_pages_of_the_receiver_of_a_forwarding(live: Live, cast: Cast, world: World, browser_page: MakePage) -> None:
    for user in (cast.satpol, cast.satpol_head):
        inspector = Inspector(steps.staff(browser_page, live, user), live.base)
        for name in ("obligations:mine", "intake:forwardings", "desk:search", "desk:rules"):
            inspector.look(reverse(name))
        inspector.look(reverse("intake:forwarding", args=[world.forwarding.pk]))
        inspector.follow_links()
        assert inspector.wrong == []
    commissioner = Inspector(steps.staff(browser_page, live, cast.by_role[Role.KPAD]), live.base)
    for name, arg in (("propose", "kpad_report"), ("proposal", "outreach_proposal"), ("proposals", "")):
        commissioner.look(reverse(f"cases:outreach_{name}", kwargs=world.arguments(arg) if arg else None))
    commissioner.follow_links()
    assert commissioner.wrong == []


class _Past:
    """Reports to which something has happened."""

    def __init__(self, cast: Cast) -> None:
        self.at = at = timezone.now()
        self.cast, by = cast, cast.supervisor
        self.taken = self._receive(by=by)
        self.accepted = self._receive(by=Reporter())
        triage.accept(self.accepted, by=by, at=at)
        messages.from_reporter(self.accepted, form_id=uuid4(), text="Apakah ada kabar?", by=Reporter(), at=at)
        messages.from_office(self.accepted, form_id=uuid4(), text="Sedang kami tindak lanjuti.", by=by, at=at)
        self.ended = self._receive(by=by)
        risk.assess(self.ended, items=(), by=by, at=at)
        endings.end_as_non_case(self.ended, note="Salah catat.", by=by, at=at)
        self.walled = self._receive(by=Reporter())
        walls.keep_out(self.walled, users=[cast.manager], by=by, at=at)
        self.unplaced = self._receive(by=Reporter())
        walls.keep_out(self.unplaced, agencies=[cast.dinas, cast.agencies["secretariat"]], by=by, at=at)
        self.declined = self._receive(by=Reporter())
        forwarding = forwardings.send(
            self.declined, receiver=cast.agencies["satpol"], shared="Mohon dicek.", by=by, at=at
        )
        answers.decline(forwarding, reason="Bukan wilayah kami.", by=cast.satpol, at=at)
        self.forwarding = forwarding

    def _receive(self, *, by: Actor) -> Report:
        """A report from the public, or written down by the unit."""
        told = reports.ReceiveData(
            narrative="Cerita",
            place="Wisma Contoh",
            victim_name="Mawar",
            reporter_phone="081234500021",
            types=(ViolenceType.OTHER,),
        )
        ours = isinstance(by, User)
        given = reports.receive(
            form_id=uuid4(), channel=Channel.PHONE if ours else Channel.WEB, area=self.cast.village, answers=told,
            agency=self.cast.unit if ours else None, by=by, at=self.at,
        )  # fmt: skip
        return Report.objects.get(pk=given.report_id)

    @staticmethod
    def duty(report: Report) -> UUID:
        """What is owed about a report now."""
        found = Report.objects.get(pk=report.pk).duty_id
        assert found is not None
        return found

    def paths(self) -> list[str]:
        """Pages that show it."""
        wall = Wall.objects.get(dossier_id=self.walled.pk)
        ones: list[tuple[str, UUID]] = [
            ("intake:receipt", self.taken.pk),
            ("intake:detail", self.accepted.pk),
            ("intake:messages", self.accepted.pk),
            ("intake:detail", self.ended.pk),
            ("intake:story", self.ended.pk),
            ("intake:wall", self.walled.pk),
            ("intake:detail", self.declined.pk),
            ("intake:forwarding", self.forwarding.pk),
            ("obligations:postpone", self.duty(self.accepted)),
        ]
        return [
            *(reverse(name, args=[pk]) for name, pk in ones),
            reverse("intake:lift", args=[self.walled.pk, wall.pk]),
            reverse("intake:list"),
            f"{reverse('intake:list')}?q={self.taken.number}",
            f"{reverse('desk:search')}?q=Wisma",
        ]
