"""Two more ways through a case: danger at home with its clocks; forced labour of an adult, taken over in another province."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast, make_agency, make_user, post
from tests.functional import steps
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.cases.actions import decisions, risk
from tuntas.cases.models import Case, Proposal, Protection, Screening
from tuntas.cases.states import Context, ProtectionKind, ProtectionStatus, ScreeningStatus, Status
from tuntas.cases.tests.endings import closable
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.intake.states import ViolenceType
from tuntas.obligations.models import Obligation
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Status as ReferralStatus
from tuntas.referrals.tests.make import make_transfer

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]
ADULT_LABOUR = (("acts", "recruit"), ("acts", "transport"), ("means", "debt"), ("purposes", "forced_labour"))


def test_danger_at_home_and_the_clocks_of_protection(live: Live, browser_page: MakePage, cast: Cast) -> None:
    case = make_case(cast, contexts=(Context.DOMESTIC,), at=timezone.now())
    make_party(case)
    page = steps.staff(browser_page, live, cast.manager)
    page.goto(live.url(reverse("cases:risk", args=[case.pk])))
    page.locator("input[value=strangling]").check()
    page.get_by_role("main").get_by_role("button", name=re.compile("Simpan|Catat")).first.click()
    row = Protection.objects.get(case=case)
    assert (row.kind, row.status) == (ProtectionKind.POLICE_DOMESTIC, ProtectionStatus.TO_REQUEST)
    page.goto(live.url(reverse("obligations:mine")))
    expect(page.get_by_role("link", name=re.compile(f"Mintakan pelindungan {case.number}")).first).to_be_visible()
    _step(page, live, row, "Sudah dimintakan", {})
    today = timezone.localdate()
    # Nine days is more than the law gives the police: what was typed stays, with a sentence.
    dates = {"starts": today.isoformat(), "ends": (today + timedelta(days=9)).isoformat()}
    _step(page, live, row, "Diberikan", dates)
    expect(page.get_by_role("main")).to_contain_text("7 hari")
    page.locator("input[name=ends]").fill((today + timedelta(days=6)).isoformat())
    steps.press(page, "Simpan")
    row.refresh_from_db()
    assert row.status == ProtectionStatus.GRANTED
    court = Protection.objects.get(case=case, kind=ProtectionKind.COURT_ORDER)
    assert court.follows == row
    duty = Obligation.objects.get(subject_id=court.pk, settled_at=None)
    assert duty.due_at - timezone.now() <= timedelta(hours=24)
    watch = Obligation.objects.get(subject_id=row.pk, settled_at=None)
    assert (watch.kind, watch.next_escalation_at) == ("protection.expires", watch.due_at - timedelta(hours=48))


def _step(page: Page, live: Live, row: Protection, label: str, typed: dict[str, str]) -> None:
    page.goto(live.url(reverse("cases:protection", args=[row.case_id])))
    page.locator(f"#b-{row.pk}").get_by_role("link", name=label, exact=True).click()
    for name, value in typed.items():
        page.locator(f"input[name={name}]").fill(value)
    steps.press(page, "Simpan")


def test_forced_labour_is_taken_over_in_another_province(live: Live, browser_page: MakePage, cast: Cast) -> None:
    case = closable(cast, types=(ViolenceType.PHYSICAL,), at=timezone.now())
    page = steps.staff(browser_page, live, cast.manager)
    the_adult_is_screened(page, live, case)
    theirs = the_unit_of_another_province()
    row = make_transfer(
        cast, case=_now(case), receiver=theirs.postings.get().agency, secrecy_read=True, at=timezone.now()
    )
    until_it_is_taken_it_stays_ours(cast, case)
    desk = steps.staff(browser_page, live, theirs, width=360, height=740)
    desk.goto(live.url(reverse("referrals:detail", args=[row.pk])))
    steps.press(desk, "Konfirmasi terima")
    steps.press(desk, "Ambil alih")
    steps.told(desk, "Pelimpahan diterima")
    row.refresh_from_db()
    assert row.status == ReferralStatus.ANSWERED
    it_ends_here_by_somebody_outside(page, live, cast, case)


def the_adult_is_screened(page: Page, live: Live, case: Case) -> None:
    page.goto(live.url(reverse("cases:screening", args=[case.pk])))
    for name, value in ADULT_LABOUR:
        page.locator(f"input[name={name}][value={value}]").check()
    page.locator("input[name=crosses_region]").check()
    steps.press(page, "Simpan penapisan")
    row = Screening.objects.get(case=case)
    assert row.status == ScreeningStatus.SUSPECTED  # all three: no review decides it away
    page.goto(live.url(reverse("cases:screening_review", args=[row.pk])))
    for who in ("LPSK", "Gugus Tugas"):
        expect(page.get_by_role("main")).to_contain_text(who)


def the_unit_of_another_province() -> User:
    there = Area.objects.current().get(code="32.73")
    unit = make_agency("UPTD PPA Kota Bandung", AgencyKind.UPTD_PPA, there, receives=True)
    user = make_user("Uji Manajer Sana", "manajer.sana@contoh.test")
    post(user, Role.CASE_MANAGER, unit, there)
    return user


def until_it_is_taken_it_stays_ours(cast: Cast, case: Case) -> None:
    assert Referral.objects.get(case=case).is_open
    now = _now(case)
    assert now.is_open
    assert now.agency == cast.unit


def it_ends_here_by_somebody_outside(page: Page, live: Live, cast: Cast, case: Case) -> None:
    risk.assess(_now(case), items=(), by=cast.manager, at=timezone.now())
    page.goto(live.url(reverse("cases:close", args=[case.pk])))
    page.get_by_label("Dilimpahkan dan diterima").check()
    page.get_by_label("Ringkasan dan alasan").fill("Ditangani di tempat tinggalnya.")
    page.get_by_role("group", name=re.compile("didengar sendirian")).get_by_label("Ya").check()
    page.get_by_label("Tujuan dalam rencana sudah ditinjau").check()
    page.get_by_label("Korban sendiri sudah diberi tahu").check()
    steps.press(page, "Usulkan terminasi")
    proposal = Proposal.objects.get(case=case)
    assert proposal.outside
    decisions.approve(proposal, by=cast.leadership, at=timezone.now())
    assert Status(_now(case).status) is Status.FOLLOW_UP
    assert open_kinds(case) >= {"case.follow_up"}


def _now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)
