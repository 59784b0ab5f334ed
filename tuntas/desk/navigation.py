"""What stands at the head of every staff page: who one is, where one can go, whether the worker is alive."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.obligations.models import Heartbeat


@dataclass(frozen=True)
class Place:
    """One entry of the navigation: shown to whoever holds one of the permissions anywhere.

    Not to who holds one of `found_with`: they find the page on the list that it opens.
    """

    label: str
    url_name: str
    needs: tuple[Permission, ...] = ()
    found_with: tuple[Permission, ...] = ()


CASES = (Permission.CASE_VIEW, Permission.CASE_BREAK_GLASS)
PLACES = (
    Place("Kewajiban saya", "obligations:mine"),
    Place("Laporan", "intake:list", (Permission.REPORT_VIEW,)),
    Place("Kasus", "cases:list", CASES),
    Place("Penampungan", "cases:shelters", (Permission.SHELTER_VIEW,)),
    Place("Laporan baru", "intake:new", (Permission.REPORT_CREATE,), found_with=(Permission.REPORT_APPROVE,)),
    Place("Catatan kontak", "intake:entries", (Permission.CONTACT_ENTRY_ADD,), found_with=(Permission.REPORT_APPROVE,)),
    Place("Terusan", "intake:forwardings", (Permission.FORWARDING_VIEW,)),
    Place("Usulan penjangkauan", "cases:outreach_proposals", (Permission.OUTREACH_PROPOSE,)),
    Place("Rujukan masuk", "referrals:received", (Permission.REFERRAL_ANSWER,)),
    Place("Halaman kader", "cadres:mine", (Permission.CADRE_LOG,)),
    Place("Kader", "cadres:list", (Permission.CADRE_VIEW,)),
    Place("Angkatan kader", "cadres:cohorts", (Permission.CADRE_FIGURES,), found_with=(Permission.CADRE_VIEW,)),
    Place("Kelompok", "bodies:list", (Permission.BODY_VIEW, Permission.ACTION_ANSWER)),
    Place("Usulan", "intake:proposals", (Permission.REPORT_APPROVE,), found_with=(Permission.REPORT_VIEW,)),
    Place("Usulan kasus", "cases:proposals", (Permission.CASE_APPROVE,), found_with=CASES),
    Place("Pertemuan", "meetings:list", (Permission.MEETING_VIEW, Permission.ACTION_ANSWER)),
    Place("Surat", "letters:list", (Permission.LETTER_VIEW,)),
    Place("Pengawasan", "oversight:home", (Permission.RUNNING_VIEW,)),
    Place("Angka", "statistics:home", (Permission.STATISTICS_VIEW,)),
    Place("Terlambat", "obligations:late", (Permission.LATE_VIEW,)),
    Place("Audit", "desk:audit", (Permission.AUDIT_VIEW,)),
    Place(
        "Pengaturan",
        "desk:settings",
        (
            Permission.USER_VIEW,
            Permission.AREA_EDIT,
            Permission.AGENCY_EDIT,
            Permission.ROTA_EDIT,
            Permission.CLOCK_EDIT,
            Permission.HOLIDAY_EDIT,
        ),
    ),
)
SETTINGS = (
    Place("Pengguna dan penugasan", "accounts:list", (Permission.USER_VIEW,)),
    Place("Serah terima kewajiban", "obligations:hand_over", (Permission.DUTY_HAND_OVER,)),
    Place(
        "Lembaga, jam buka, kontak, piket",
        "agencies:list",
        (Permission.AGENCY_EDIT, Permission.ROTA_EDIT, Permission.AGENCY_VERIFY_CONTACT),
    ),
    Place("Unit penerima per wilayah", "agencies:receivers", (Permission.AGENCY_EDIT,)),
    Place("Wilayah, RW dan RT", "areas:list", (Permission.AREA_EDIT,)),
    Place("Jumlah penduduk", "areas:population", (Permission.AREA_EDIT,)),
    Place("Jenis kelompok", "bodies:kinds", (Permission.BODY_KIND_EDIT,)),
    Place("Pola nomor surat", "letters:patterns", (Permission.LETTER_PATTERN_EDIT,)),
    Place("Tenggat dan jenjang", "obligations:clocks", (Permission.CLOCK_EDIT,)),
    Place("Hari libur", "obligations:holidays", (Permission.HOLIDAY_EDIT,)),
)
# At the foot of every page: looked up, not worked with.
RULES = Place(
    "Aturan",
    "desk:rules",
    (Permission.CASE_VIEW, Permission.REPORT_VIEW, Permission.LATE_VIEW, Permission.AUDIT_VIEW),
)
# Who should hear that the worker is silent: people who answer for a unit or for the system.
HEADS = (Role.SUPERVISOR, Role.UNIT_HEAD, Role.LEADERSHIP, Role.SYSTEM_ADMIN)


def places_for(user: User, places: tuple[Place, ...]) -> list[Place]:
    """The places a person may enter at all."""

    def one_of(permissions: tuple[Permission, ...]) -> bool:
        return any(holds(user, permission) for permission in permissions)

    return [place for place in places if (not place.needs or one_of(place.needs)) and not one_of(place.found_with)]


def _url(place: Place) -> str:
    return reverse(place.url_name)


def set_at(user: User) -> list[str]:
    """Where there is something to set, for who sees the settings in the navigation."""
    if reverse("desk:settings") not in map(_url, places_for(user, PLACES)):
        return []
    return [_url(place) for place in places_for(user, SETTINGS)]


def items(user: User, here: str) -> list[dict[str, object]]:
    """The entries; what can be set stands below the settings, wherever its address lies."""
    shown = [(place.label, _url(place)) for place in places_for(user, PLACES)]
    leads = {url: url for _, url in shown} | dict.fromkeys(set_at(user), reverse("desk:settings"))
    nearest = leads.get(max((url for url in leads if here.startswith(url)), key=len, default=""), "")
    return [{"label": label, "url": url, "current": url == nearest, "count": 0} for label, url in shown]


def staff(request: HttpRequest) -> dict[str, object]:
    """Context of staff pages; lazy, so that public pages pay nothing for it."""

    def places() -> list[dict[str, object]]:
        return items(request.user, request.path) if isinstance(request.user, User) else []

    def settings() -> str:
        return (
            reverse("desk:settings") if isinstance(request.user, User) and request.path in set_at(request.user) else ""
        )

    def rules() -> str:
        return reverse(RULES.url_name) if isinstance(request.user, User) and places_for(request.user, (RULES,)) else ""

    def posting() -> str:
        if not isinstance(request.user, User):
            return ""
        return " · ".join(
            f"{row.get_role_display()}, {row.agency.short_name}" for row in request.user.current_postings[:2]
        )

    def silent() -> str:
        if not isinstance(request.user, User) or not request.user.has_role(*HEADS):
            return ""
        return Heartbeat.objects.silent(timezone.now())

    return {
        "nav_items": SimpleLazyObject(places),
        "person_name": SimpleLazyObject(lambda: request.user.name if isinstance(request.user, User) else ""),
        "person_posting": SimpleLazyObject(posting),
        "home_url": SimpleLazyObject(lambda: reverse("desk:home")),
        "search_url": SimpleLazyObject(lambda: reverse("desk:search")),
        "rules_url": SimpleLazyObject(rules),
        "settings_url": SimpleLazyObject(settings),
        "profile_url": SimpleLazyObject(lambda: reverse("accounts:profile")),
        "sign_out_url": SimpleLazyObject(lambda: reverse("account_logout")),
        "worker_silent": SimpleLazyObject(silent),
    }
