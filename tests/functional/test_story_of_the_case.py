"""The story of the hotel goes on: a girl of fifteen, three offices that answer, and an ending that nobody can arrange."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.functional import steps
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.audit.models import Event
from tuntas.cases.actions import parties, proposals
from tuntas.cases.models import Case, Party, Proposal, Screening
from tuntas.cases.states import LegalBasis, PartyRole, ScreeningStatus, Status
from tuntas.intake.actions import triage
from tuntas.intake.models import Report
from tuntas.intake.states import Channel, VictimAge, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.people.actions.people import PersonData
from tuntas.people.states import SchoolOperator
from tuntas.referrals.actions import sending
from tuntas.referrals.actions.sending import ReferralData
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Need
from tuntas.referrals.states import Status as ReferralStatus

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]
COUNT = (
    "addEventListener('pointerdown', () => { sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1 }, true)"
)
OFFICES = (
    (Need.POLICE_REPORT, "police", Role.POLICE_PPA),
    (Need.URGENT_HEALTH, "health", Role.HEALTH_OFFICER),
    (Need.SCHOOL_RETURN, "education", Role.SCHOOL_CONTACT),
)


class Street:
    """Where the story happens: everybody has a browser of their own."""

    def __init__(self, live: Live, make_page: MakePage, cast: Cast) -> None:
        self.live, self.make_page, self.cast = live, make_page, cast
        self.report = _accepted(cast)
        self.case: Case = None  # type: ignore[assignment]  # opened in the first part

    def desk(self, user: User, **options: int) -> Page:
        """The home of a member of staff, opened now."""
        return steps.staff(self.make_page, self.live, user, **options)

    def go(self, page: Page, name: str) -> None:
        """A page of the case."""
        page.goto(self.live.url(reverse(name, args=[self.case.pk])))


def _accepted(cast: Cast) -> Report:
    at = timezone.now() - timedelta(hours=3)
    report = make_report(
        cast, channel=Channel.PHONE, by=cast.hotline, agency=cast.unit, at=at, narrative="Anak di kamar 207.",
        types=(ViolenceType.EXPLOITATION,), victim_age=VictimAge.CHILD_13_17,
    )  # fmt: skip
    triage.accept(report, by=cast.manager, at=at + timedelta(hours=1))
    return Report.objects.get(pk=report.pk)


def test_a_girl_of_fifteen_is_settled_away_by_nobody(live: Live, browser_page: MakePage, cast: Cast) -> None:
    street = Street(live, browser_page, cast)
    the_manager_opens_the_case(street)
    the_child_rule_makes_it_trafficking(street)
    three_offices_answer_in_five_clicks(street)
    kekeluargaan_is_refused(street)
    four_detours_are_refused_to_the_own_supervisor(street)
    somebody_outside_decides(street)
    the_rulebook_shows_the_refusals(street)


def the_manager_opens_the_case(street: Street) -> None:
    page = street.desk(street.cast.manager)
    page.goto(street.live.url(reverse("intake:detail", args=[street.report.pk])))
    page.get_by_role("main").get_by_role("link", name="Buka kasus", exact=True).first.click()
    steps.press(page, "Buka kasus")
    expect(page.get_by_role("heading", name=re.compile(r"^K\d\d-"))).to_be_visible()
    street.case = Case.objects.get(reports__report=street.report)
    assert street.case.ever_child
    fifteen = date(timezone.localdate().year - 15, 1, 15)
    girl = PersonData(name="Melati Contohwati", birth_date=fifteen, school_operator=SchoolOperator.REGENCY)
    parties.add(street.case, role=PartyRole.VICTIM, data=girl, by=street.cast.manager, at=timezone.now())
    suspect = PersonData(name="Anton Contohadi", birth_year=1985, birth_year_estimated=True)
    parties.add(street.case, role=PartyRole.REPORTED_PERSON, data=suspect, by=street.cast.manager, at=timezone.now())


def the_child_rule_makes_it_trafficking(street: Street) -> None:
    page = street.desk(street.cast.manager)
    street.go(page, "cases:screening")
    for name, value in (("acts", "harbour"), ("purposes", "prostitution"), ("said_yes", "true")):
        page.locator(f"input[name={name}][value={value}]").check()
    steps.press(page, "Simpan penapisan")
    row = Screening.objects.get(case=street.case)
    assert row.status in {ScreeningStatus.ALERT, ScreeningStatus.SUSPECTED}  # no means, and although she "wanted to"
    street.case.refresh_from_db()
    assert street.case.ever_trafficking


def three_offices_answer_in_five_clicks(street: Street) -> None:
    victim = Party.objects.get(case=street.case, role=PartyRole.VICTIM)
    parties.acknowledge(street.case, by=street.cast.manager, at=timezone.now())
    for need, key, role in OFFICES:
        data = ReferralData(
            need=need, receiver=street.cast.agencies[key], shared="Satu anak perempuan perlu dilayani.", victim=victim,
            basis=LegalBasis.PUBLIC_DUTY, basis_note="Pelindungan anak.", secrecy_read=True, school_level="lower_secondary",
            school_operator=SchoolOperator.REGENCY,
        )  # fmt: skip
        row = sending.prepare(street.case, data=data, by=street.cast.manager, at=timezone.now())
        if row.status == ReferralStatus.WAITING:  # a school, until it is known that the suspect does not work there
            sending.confirm_school(row, by=street.cast.manager, at=timezone.now())
        _answer(street, row, street.cast.by_role[role])


def _answer(street: Street, row: Referral, who: User) -> None:
    page = street.desk(who, width=360, height=740)
    page.add_init_script(COUNT)
    page.goto(street.live.url(reverse("obligations:mine")))
    page.get_by_role("link", name=re.compile(f"Buka Konfirmasi terima rujukan.* {row.case.number}")).first.click()
    steps.press(page, "Konfirmasi terima")
    steps.press(page, "Terima, kami kerjakan")
    page.get_by_label("Sudah diberikan").check()
    page.get_by_label("Keterangan hasil").fill("Sudah dilayani")
    steps.press(page, "Kirim jawaban")
    steps.told(page, "Jawaban terkirim")
    assert int(page.evaluate("sessionStorage.clicks")) <= 5
    row.refresh_from_db()
    assert row.status == ReferralStatus.ANSWERED


def kekeluargaan_is_refused(street: Street) -> None:
    page = street.desk(street.cast.manager)
    for words in ("Diselesaikan secara kekeluargaan", "Perdamaian para pihak", "Laporan dicabut"):
        street.go(page, "cases:close")
        page.get_by_label(words).check()
        page.get_by_label("Ringkasan dan alasan").fill("Kedua keluarga sepakat.")
        page.get_by_role("group", name=re.compile("didengar sendirian")).get_by_label("Ya").check()
        steps.press(page, "Usulkan terminasi")
        expect(page.get_by_role("main")).to_contain_text(re.compile("UU 21/2007 Pasal 26|UU 12/2022 Pasal 23"))
    street.case.refresh_from_db()
    assert Status(street.case.status) is Status.ASSESSMENT
    assert not Proposal.objects.filter(case=street.case).exists()


def four_detours_are_refused_to_the_own_supervisor(street: Street) -> None:
    victim = Party.objects.get(case=street.case, role=PartyRole.VICTIM)
    suspect = Party.objects.get(case=street.case, role=PartyRole.REPORTED_PERSON)
    told = {"reason": "Katanya tidak apa-apa.", "heard_alone": True, "by": street.cast.manager, "at": timezone.now()}
    made = [
        proposals.propose_reclassify(street.case, types=[ViolenceType.PHYSICAL], **told),  # type: ignore[arg-type]
        proposals.propose_adult(street.case, party=victim, birth_date=date(2005, 1, 1), **told),  # type: ignore[arg-type]
        proposals.propose_remove_suspect(street.case, party=suspect, **told),  # type: ignore[arg-type]
    ]
    page = street.desk(street.cast.supervisor)
    for proposal in made:
        page.goto(street.live.url(reverse("cases:proposal", args=[proposal.pk])))
        expect(page.get_by_text("dari luar unit").first).to_be_visible()
        expect(page.get_by_role("button", name="Setujui", exact=True)).to_have_attribute("aria-disabled", "true")
    # The fourth: saying that it was not proven. What is owed about the police stands in its way before any second person does.
    manager = street.desk(street.cast.manager)
    street.go(manager, "cases:close")
    manager.get_by_label("Tidak terbukti setelah penelaahan").check()
    manager.get_by_label("Ringkasan dan alasan").fill("Tidak ada bukti.")
    manager.get_by_role("group", name=re.compile("didengar sendirian")).get_by_label("Ya").check()
    steps.press(manager, "Usulkan terminasi")
    expect(manager.get_by_role("main")).to_contain_text("Urusan laporan polisi pada kasus ini masih berjalan")
    street.case.refresh_from_db()
    assert Status(street.case.status) is Status.ASSESSMENT


def somebody_outside_decides(street: Street) -> None:
    """The proposals lie with the dinas above; it says no to each, and the case stays what it was."""
    page = street.desk(street.cast.leadership)
    for proposal in Proposal.objects.filter(case=street.case).order_by("pk"):
        assert proposal.outside
        page.goto(street.live.url(reverse("cases:proposal", args=[proposal.pk])))
        page.get_by_label("Catatan").fill("Kelas dan pihak tetap.")
        steps.press(page, "Tolak")
    street.case.refresh_from_db()
    assert ViolenceType.TRAFFICKING in street.case.types
    assert not Proposal.objects.filter(case=street.case, is_open=True).exists()


def the_rulebook_shows_the_refusals(street: Street) -> None:
    refused = Event.objects.filter(kind="refused", data__rule__in=["R01", "R02"]).count()
    assert refused >= 3
    page = street.desk(street.cast.auditor)  # everybody else is told in steps of five
    page.get_by_role("link", name="Aturan", exact=True).click()
    page.wait_for_load_state()  # a table that is still coming has another last cell
    expect(page.get_by_role("heading", name="Aturan yang dijaga Tuntas")).to_be_visible()
    rows = [page.locator(f"#{rule} td").last for rule in ("R01", "R02")]
    assert sum(int(row.inner_text().split()[-1]) for row in rows) == refused
