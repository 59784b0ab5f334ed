"""Agencies and people of the demo, made by their administrator through the actions of the pages."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.actions import invitations
from tuntas.accounts.models import User
from tuntas.agencies.actions import agencies, contacts, duty_contacts, receivers, rota
from tuntas.agencies.models import Agency
from tuntas.areas.actions import homes
from tuntas.areas.models import Area
from tuntas.desk.demo.people import PASSWORD, PEOPLE, Person
from tuntas.desk.demo.places import CITY, PLACES, RECEIVERS, Place

SYSTEM = System("demo")
WEEK = {weekday: [(time(7, 30), time(16, 0))] for weekday in range(1, 6)}


@dataclass
class World:
    """What the lives of the reports need to know."""

    areas: dict[str, Area]
    agencies: dict[str, Agency]
    users: dict[str, User]


def build(*, at: datetime, now: datetime) -> World:
    """Make everything as of `at`; numbers are verified and the rota is made as of `now`."""
    homes.set_homes(codes=[CITY], by=SYSTEM, at=at)
    codes = {CITY, *(place.area for place in PLACES)}
    areas = {area.code: area for area in Area.objects.current().filter(code__in=codes)}
    world = World(areas, {}, {})
    password = make_password(PASSWORD)
    _first(world, password, at=at)
    admin = world.users["admin"]
    for place in PLACES:
        if place.key not in world.agencies:
            world.agencies[place.key] = _agency(world, place, by=admin, at=at)
        _opening(world.agencies[place.key], place, by=admin, at=at, now=now)
    for person in PEOPLE:
        if person.login not in world.users:
            world.users[person.login] = _person(world, person, password, by=admin, at=at)
    for code, key in RECEIVERS.items():
        # After the people have accepted their invitations: a unit receives only where somebody works.
        receivers.set_receiver(areas[code], agency=world.agencies[key], by=admin, at=at + timedelta(minutes=2))
    _rota(world, by=admin, now=now)
    return world


def _first(world: World, password: str, *, at: datetime) -> None:
    """The first agency and its administrator, as `createowner` makes them."""
    place = next(place for place in PLACES if place.key == "city")
    person = next(person for person in PEOPLE if person.login == "admin")
    agency = agencies.found_first(name=place.name, area=world.areas[CITY], by=SYSTEM, at=at)
    invitation = invitations.invite_owner(
        name=person.name, email=person.email, role=Role.SYSTEM_ADMIN, agency=agency, area=agency.area, forced=False, by=SYSTEM, at=at,
    )  # fmt: skip
    token = invitation.token
    world.agencies[place.key] = agency
    world.users[person.login] = invitations.accept(token=token, password_hash=password, by=None, at=at)


def _agency(world: World, place: Place, *, by: User, at: datetime) -> Agency:
    facts: agencies.Facts = {
        "name": place.name,
        "short_name": place.short,
        "kind": place.kind,
        "area": world.areas[place.area],
        "parent": world.agencies.get(place.parent),
        "services": [str(service) for service in place.services],
        "email": "",
        "receives_reports": place.receives,
        "uses_tuntas": True,
        "open_always": place.always,
    }
    return agencies.create(facts=facts, by=by, at=at)


def _opening(agency: Agency, place: Place, *, by: User, at: datetime, now: datetime) -> None:
    hours = {} if place.always else WEEK
    agencies.set_hours(agency, hours=hours, open_always=place.always, by=by, at=at)
    if place.phone:
        contact = contacts.add(
            agency, channel="phone", value=place.phone, note="nomor contoh", emergency=place.emergency, by=by, at=at
        )
        contacts.verify(contact, by=by, at=now - timedelta(days=40))


def _person(world: World, person: Person, password: str, *, by: User, at: datetime) -> User:
    agency, area = world.agencies[person.agency], world.areas[person.area]
    invitation = invitations.invite(
        name=person.name, email=person.email, role=person.role, agency=agency, area=area, by=by, at=at
    )
    token = invitation.token
    return invitations.accept(token=token, password_hash=password, by=None, at=at + timedelta(minutes=1))


def _rota(world: World, *, by: User, now: datetime) -> None:
    """Three people on call at the unit for two weeks, rung in order."""
    unit = world.agencies["unit"]
    evening = now.replace(minute=0, second=0, microsecond=0)
    for order, login in enumerate(("petugas2", "pendamping", "manajer"), start=1):
        user = world.users[login]
        contact = duty_contacts.add(
            unit, name=user.name, position="Piket", phone=f"0800-000-00{order}", user_id=user.id, by=by, at=now
        )
        rota.add(
            unit,
            contact=contact,
            starts_at=evening,
            ends_at=evening + timedelta(hours=24),
            ring_order=order,
            days=14,
            by=by,
            at=now,
        )
