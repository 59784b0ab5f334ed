"""Who acts. `accounts.User` fulfils this; jobs act as a `System`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from tuntas.access.permissions import Permission


class Scope(StrEnum):
    """How far a permission reaches, narrowest first."""

    ASSIGNED = "assigned"
    UNIT = "unit"
    AGENCY = "agency"
    AREA = "area"


@dataclass(frozen=True)
class Grant:
    """One permission as one posting gives it.

    `agency_ids`: the posting's agency and all below it. `area_paths`: the posting's area and its
    predecessors, each with a closing dot.
    """

    scope: Scope
    role: str
    agency_id: UUID
    agency_ids: tuple[UUID, ...]
    area_paths: tuple[str, ...]


class Actor(Protocol):
    """A person or the system, as actions and policies see it."""

    @property
    def id(self) -> UUID | None:
        """Identity, or nothing for the system."""

    @property
    def name(self) -> str:
        """As written into the audit log."""

    @property
    def walled_agency_ids(self) -> frozenset[UUID]:
        """Agencies whose wall keeps this actor out: where posted, and everything above."""

    def grants(self, permission: Permission) -> tuple[Grant, ...]:
        """What the actor's postings of this moment give for one permission."""


@dataclass(frozen=True)
class System:
    """A job or command. Holds no grants: it sees nothing through `visible_to`."""

    name: str
    id: None = None
    walled_agency_ids: frozenset[UUID] = frozenset()

    def grants(self, permission: Permission) -> tuple[Grant, ...]:  # noqa: ARG002 - as every actor is asked
        """Nothing: jobs call actions that ask no permission."""
        return ()


@dataclass(frozen=True)
class Reporter:
    """Someone who reports or returns with number and code. The audit log keeps no more than this word."""

    name: str = "pelapor"
    id: None = None
    walled_agency_ids: frozenset[UUID] = frozenset()

    def grants(self, permission: Permission) -> tuple[Grant, ...]:  # noqa: ARG002 - as every actor is asked
        """Nothing: the portal asks by number and code, never by permission."""
        return ()
