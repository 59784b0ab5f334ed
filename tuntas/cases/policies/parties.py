"""Refusals about the people of a case: writing them down, opening their names, and making a child older."""

from datetime import datetime

from django.db.models import Q

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case, Party, SecrecyNotice, TeamMember
from tuntas.cases.policies.reach import check_known, check_within, check_work
from tuntas.cases.states import PartyRole
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.policies.triage import grave_rule
from tuntas.obligations.models import Wall
from tuntas.people.models import Person
from tuntas.people.policies.people import Turn

NOTICE = (
    "Identitas korban dan saksi dalam perkara perdagangan orang dirahasiakan (UU 21/2007 Pasal 24; dikonfirmasi pejabat"
    " hukum: belum). Baca pemberitahuannya dulu; pembacaan tercatat atas nama Anda."
)


def check_write(actor: Actor, case: Case) -> None:
    """Whoever works on the case, while it moves."""
    check_work(actor, case)
    check_within(
        actor, case, Permission.PERSON_EDIT, "Pihak hanya dicatat oleh manajer kasus dan pendamping kasus ini."
    )


def check_person(actor: Actor, person: Person) -> None:
    """A sheet that is not seen does not exist."""
    if not Person.objects.visible_to(actor, Permission.PERSON_VIEW).filter(pk=person.pk).exists():
        raise Denied("Data orang ini tidak ada dalam jangkauan Anda.")
    if person.merged_into_id is not None:
        raise InvalidTransition("Data ini sudah digabungkan. Pakai data yang dipertahankan.")


def check_party(party: Party, case: Case, *roles: PartyRole) -> None:
    """Of this case, still in it, and in one of these roles."""
    if party.case_id != case.pk or party.removed_at is not None or (roles and party.role not in roles):
        raise InvalidTransition("Pihak ini tidak (lagi) ada dalam kasus ini dengan peran itu.")


def check_identity(actor: Actor, case: Case) -> None:
    """Names are a right of their own; in a trafficking case the secrecy notice comes first (R36)."""
    check_known(actor, case)
    check_within(
        actor,
        case,
        Permission.CASE_IDENTITY,
        "Identitas hanya dibuka oleh manajer, pendamping, dan konselor hukum kasus ini.",
    )
    check_notice(actor, case)


def check_notice(actor: Actor, case: Case) -> None:
    """Only once acknowledged, per person and case."""
    if needs_notice(actor, case):
        raise Denied(NOTICE, rule="R36")


def needs_notice(actor: Actor, case: Case) -> bool:
    """Whether the secrecy notice is still to be read by this person."""
    return case.ever_trafficking and not SecrecyNotice.objects.filter(case=case, user=actor.id).exists()


def check_older(actor: Actor, person: Person, turn: Turn, at: datetime) -> None:  # noqa: ARG001 - as `extend_edit` asks
    """A victim who is or was a child somewhere does not become older by one person's edit (R01, R02)."""
    rows = Party.objects.filter(person=person, role=PartyRole.VICTIM, removed_at__isnull=True).select_related("case")
    for party in rows:
        if party.ever_child or turn.child_before:
            raise Denied(
                "Orang ini tercatat sebagai korban anak. Tanggal lahir yang membuatnya lebih tua diusulkan di kasusnya dan"
                " diputuskan orang kedua.",
                rule=grave_rule(party.case.ever_types),
            )


def seen_through(actor: Actor, permission: Permission) -> Q:  # noqa: ARG001 - the same for each
    """People of the cases on whose team somebody is."""
    if actor.id is None:
        return Q(pk__in=[])
    team = TeamMember.objects.filter(user=actor.id, until__isnull=True).values("case")
    return Q(pk__in=Party.objects.filter(case__in=team, removed_at__isnull=True).values("person"))


def hidden_by(actor: Actor) -> Q:
    """People of cases behind a wall, unless another case that the actor sees has them too."""
    walled = Party.objects.filter(case__in=Wall.objects.hidden_dossiers(actor)).values("person")
    seen = Party.objects.filter(case__in=Case.objects.visible_to(actor).values("pk"), removed_at__isnull=True)
    return Q(pk__in=walled) & ~Q(pk__in=seen.values("person"))
