"""All open duties of one person to another, in one act: leaving, sick, on leave."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.core.policies import may
from tuntas.notices.actions import outbox
from tuntas.obligations import kinds, policies
from tuntas.obligations.actions._telling import back_to_unit, held
from tuntas.obligations.models import Escalation, HandOver, Obligation, Wall
from tuntas.obligations.states import HandOverReason

NAMED = 5  # duties named in one sentence


class Along(Protocol):
    """Something else that goes from one person to the other."""

    def __call__(self, from_user: User, to_user: User, *, by: Actor, at: datetime) -> None: ...


# What else goes from one person to the other in the same act, said by higher apps in ready().
along: list[Along] = []


@transaction.atomic
def hand_over(*, from_user: User, to_user: User, reason: HandOverReason, by: Actor, at: datetime) -> HandOver:
    """Move every open duty and every open line of the ladder. All or nothing.

    Raises Denied when the receiver may not have one of them: does not work at its agency, cannot open its page, or
    must not know. Of what is behind a wall for whoever hands over, nothing is said: what the receiver may not have goes back to its agency.
    """
    rows = Obligation.objects.select_for_update(of=("self",)).unsettled().filter(assignee=from_user)
    duties = list(rows.select_related("agency__area", "sender", "assignee").order_by("id"))
    policies.check_hand_over(by, from_user, held(to_user), at=at)
    duties = _without_secrets(duties, to_user, by=by, at=at)
    _check_all(duties, to_user, by=by, at=at)
    moved = [duty.pk for duty in duties]
    Obligation.objects.filter(pk__in=moved).update(assignee=to_user, rings_at=None, unheard=False)
    lines = _move_lines(from_user, to_user, at=at)
    for follow in along:
        follow(from_user, to_user, by=by, at=at)
    for duty in duties:
        log.record("duty.handed_over", duty, by=by, at=at, duty_kind=duty.kind, to=str(to_user.pk), reason=str(reason))
    done = HandOver.objects.create(
        from_user=from_user, to_user=to_user, reason=reason, duties=len(moved), by_id=by.id, at=at
    )
    log.record(
        "duties.handed_over", done, by=by, at=at, from_user=str(from_user.pk), to_user=str(to_user.pk), reason=str(reason),
        duties=[str(pk) for pk in moved], lines=lines,
    )  # fmt: skip
    if moved and to_user.pk != by.id:
        outbox.notify([to_user], kind="duty", key=f"handed_over:{done.pk}", by=by, at=at)
    return done


def _without_secrets(duties: list[Obligation], to_user: User, *, by: Actor, at: datetime) -> list[Obligation]:
    """A refusal would tell whoever is kept out that there is something to be kept out of."""
    secret = set(Wall.objects.hidden_dossiers(by)) if by.id else set()
    stuck = [
        duty for duty in duties if duty.dossier_id in secret and not may(policies.check_receive, duty, to_user, at=at)
    ]
    for duty in stuck:
        back_to_unit(duty, by=by, at=at)
    return [duty for duty in duties if duty not in stuck]


def _check_all(duties: list[Obligation], to_user: User, *, by: Actor, at: datetime) -> None:
    """One sentence for all that stand in the way, so that nobody has to find them one by one."""
    roles: dict[UUID, set[str]] = {}
    for agency_id, role in to_user.postings.in_force(at).values_list("agency", "role"):
        roles.setdefault(agency_id, set()).add(role)
    elsewhere = sum(duty.agency_id not in roles for duty in duties)
    if elsewhere:
        raise Denied(
            f"{elsewhere} dari {len(duties)} kewajiban ada pada lembaga tempat penerima tidak bertugas. "
            "Pilih penerima dari lembaga yang sama."
        )
    shut = [duty for duty in duties if not roles[duty.agency_id] & kinds.openers(duty.kind)]
    if shut:
        raise Denied(
            f"{len(shut)} dari {len(duties)} kewajiban punya halaman yang tidak terbuka untuk peran penerima"
            f"{_named(shut, by)}. Pilih penerima lain, atau bagikan dulu kewajiban itu kepada orang lain."
        )
    walls = Wall.objects.filter(dossier_id__in={duty.dossier_id for duty in duties})
    for dossier_id in set(walls.values_list("dossier_id", flat=True)):
        if to_user.pk in Wall.objects.hidden_users(dossier_id, at=at):
            raise Denied("Sebagian kewajiban tidak dapat diberikan kepada orang ini. Pilih penerima lain.")


def _named(duties: list[Obligation], by: Actor) -> str:
    """The first few, of those that whoever hands over may see."""
    seen = set(
        Obligation.objects.visible_to(by).filter(pk__in=[duty.pk for duty in duties]).values_list("pk", flat=True)
    )
    names = [f"{kinds.get(duty.kind).sentence} {duty.label}" for duty in duties if duty.pk in seen][:NAMED]
    return f": {'; '.join(names)}{'; …' if names and len(duties) > len(names) else ''}" if names else ""


def _move_lines(from_user: User, to_user: User, *, at: datetime) -> int:
    """Lines of the ladder on open duties; not those the receiver already has, nor those behind a wall for them."""
    rows = Escalation.objects.select_for_update(of=("self",)).filter(
        user=from_user, obligation__settled_at__isnull=True
    )
    lines = list(rows.select_related("obligation").order_by("id"))
    held = set(
        Escalation.objects.filter(user=to_user, obligation__in={row.obligation_id for row in lines}).values_list(
            "obligation", "step"
        )
    )
    hidden = {
        pk for pk in {row.obligation.dossier_id for row in lines} if to_user.pk in Wall.objects.hidden_users(pk, at=at)
    }
    free = [
        row.pk for row in lines if (row.obligation_id, row.step) not in held and row.obligation.dossier_id not in hidden
    ]
    return Escalation.objects.filter(pk__in=free).update(user=to_user, seen_at=None)
