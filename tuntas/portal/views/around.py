"""What the public may know about agencies: numbers that were verified, whether somebody is there now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from tuntas.agencies.models import Agency, PublicContact, ReceivingUnit
from tuntas.agencies.states import ContactChannel, Service, Weekday
from tuntas.areas.models import Area, HomeArea
from tuntas.obligations.models import Holiday

MOST = 40
AHEAD = 22  # days; `Agency.opening` looks no further
KINDS_FIRST = ("uptd_ppa", "p2tp2a", "agency_women_child", "district_secretariat", "police")


@dataclass(frozen=True)
class Contact:
    """One way to reach an agency, as shown; `link` is empty for an address."""

    word: str
    value: str
    note: str
    link: str


@dataclass(frozen=True)
class Open:
    """Whether an agency is open now, in a sentence."""

    now: bool
    text: str


@dataclass(frozen=True)
class Nearby:
    """One agency on the page of services."""

    agency: Agency
    services: list[str]
    contacts: list[Contact]
    open: Open | None


def contact(row: PublicContact) -> Contact:
    """With a link that a phone understands."""
    digits = "".join(sign for sign in row.value if sign.isdigit() or sign == "+")
    international = "62" + digits[1:] if digits.startswith("0") else digits.lstrip("+")
    links = {
        ContactChannel.PHONE: f"tel:{digits}",
        ContactChannel.WHATSAPP: f"https://wa.me/{international}",
        ContactChannel.EMAIL: f"mailto:{row.value}",
    }
    return Contact(row.get_channel_display(), row.value, row.note, links.get(ContactChannel(row.channel), ""))


def emergency_numbers(on: date) -> list[tuple[str, Contact]]:
    """Telephone numbers for danger in the home areas, each with its agency. Only verified ones."""
    homes = HomeArea.objects.paths()
    rows = PublicContact.objects.verified(on).filter(
        _inside(homes, "agency__area_path"), emergency=True, channel=ContactChannel.PHONE
    )
    rows = (
        rows.filter(agency__in=Agency.objects.open_on(on))
        .select_related("agency")
        .order_by("agency__area_path", "value")
    )
    return [(row.agency.name, contact(row)) for row in rows[:6]]


def on_duty(at: datetime) -> tuple[str, Open | None] | None:
    """Which unit reads first, and whether somebody is there now; None where there is no such unit."""
    homes = HomeArea.objects.paths()
    row = ReceivingUnit.objects.nearest(homes[0], on=at.date()) if homes else None
    if row is None:
        return None
    agency = with_hours(Agency.objects.filter(pk=row.agency_id)).get()
    return agency.name, opening(agency, at, holidays_around(at))


def offices(area: Area | None, on: date) -> list[tuple[str, str]]:
    """Agencies of an area, of those around it and in it, as choices; of the home areas where it is unknown."""
    return [(str(agency.pk), agency.name) for agency in _ranked(_of(area, on))]


def nearby(area: Area, at: datetime) -> list[Nearby]:
    """Agencies for an area with at least one verified number or address, those that receive first."""
    verified = Prefetch(
        "public_contacts", PublicContact.objects.verified(at.date()).order_by("-emergency", "channel", "value")
    )
    agencies = with_hours(_of(area, at.date())).prefetch_related(verified)
    holidays = holidays_around(at)
    words = dict(Service.choices)
    return [
        Nearby(
            agency,
            [str(words[service]) for service in agency.services if service in words],
            [contact(row) for row in agency.public_contacts.all()],
            opening(agency, at, holidays),
        )
        for agency in _ranked(agencies)
        if agency.public_contacts.all()
    ]


def with_hours(agencies: QuerySet[Agency]) -> QuerySet[Agency]:
    """With what `opening` looks at."""
    return agencies.select_related("area").prefetch_related("hours")


def holidays_around(at: datetime) -> frozenset[date]:
    """Holidays of the next days, as far as `opening` looks."""
    days = (at.date() - timedelta(days=1), at.date() + timedelta(days=AHEAD + 1))
    return frozenset(Holiday.objects.filter(counts=True, date__range=days).values_list("date", flat=True))


def opening(agency: Agency, at: datetime, holidays: frozenset[date]) -> Open | None:
    """Open or closed at a moment, in a sentence; None where its hours are not known."""
    state = agency.opening(at, holidays=holidays)
    if state is None:
        return None
    if state.until is None:
        return Open(now=state.is_open, text="Buka siang dan malam." if state.is_open else "Tutup sekarang.")
    until = state.until.astimezone(agency.zone)
    days = (until.date() - at.astimezone(agency.zone).date()).days
    when = ("hari ini", "besok")[days] if days < 2 else f"hari {Weekday(until.isoweekday()).label}"
    if days > 6:
        when = f"tanggal {until:%d-%m-%Y}"
    if state.is_open:
        return Open(now=True, text=f"Buka sekarang, sampai {f'{when} ' if days else ''}jam {until:%H.%M}.")
    return Open(now=False, text=f"Tutup sekarang. Buka {when} jam {until:%H.%M}.")


def _of(area: Area | None, on: date) -> QuerySet[Agency]:
    there = Agency.objects.open_on(on)
    if area is None:
        return there.filter(_inside(HomeArea.objects.paths(), "area_path"))
    return there.around(area.path)


def _inside(paths: Iterable[str], field: str) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def _ranked(agencies: Iterable[Agency]) -> list[Agency]:
    """Those that people need first, then by name."""
    order = {kind: place for place, kind in enumerate(KINDS_FIRST)}
    return sorted(agencies, key=lambda agency: (order.get(agency.kind, len(order)), agency.name))[:MOST]
