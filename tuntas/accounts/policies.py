"""Who may invite, give and end postings, close and reopen accounts."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.tokens import default_token_generator

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.accounts.models import Invitation, Posting, Restoration, User
from tuntas.accounts.states import RECEIVING_ROLES, InvitationStatus, Restored
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.areas.models import Area
from tuntas.core.errors import Denied, InvalidTransition

FRESH_FOR = timedelta(minutes=15)

_OF_THE_WHOLE_AREA = frozenset(
    {Role.UNIT_HEAD, Role.LEADERSHIP, Role.TASK_FORCE_SECRETARIAT, Role.KPAD, Role.AUDITOR, Role.SYSTEM_ADMIN}
)
# Who gives which roles. A head staffs the own unit, but names neither a second head nor anyone above.
GIVES: dict[str, frozenset[Role]] = {
    Role.UNIT_HEAD: frozenset(Role) - _OF_THE_WHOLE_AREA,
    Role.SYSTEM_ADMIN: frozenset(Role),
}

# Higher apps add a check in their `ready()`: called with the person and the agencies where the person stays posted,
# it raises Denied while something there is still in that person's hands ("Serahkan dulu kewajibannya …").
leaving_checks: list[Callable[[User, frozenset[UUID]], None]] = []


def roles_given_by(actor: Actor) -> list[Role]:
    """The roles that some posting of the actor may give, in the order of the table of roles."""
    given = {role for grant in actor.grants(Permission.USER_EDIT) for role in GIVES.get(grant.role, ())}
    return [role for role in Role if role in given]


def check_manage(actor: Actor, *, role: str, agency: Agency, area: Area) -> None:
    """Whether this role at this agency for this area is the actor's to give and to take away."""
    for grant in actor.grants(Permission.USER_EDIT):
        of_area = grant.scope is Scope.AREA and agency.area_path.startswith(grant.area_paths)
        within = of_area or (grant.scope is Scope.UNIT and agency.id == grant.agency_id)
        if within and area.path.startswith(grant.area_paths) and role in GIVES.get(grant.role, ()):
            return
    raise Denied("Peran ini di lembaga dan wilayah ini di luar jangkauan Anda.")


def check_give(actor: Actor, *, role: str, agency: Agency, area: Area, at: datetime, to: User | None = None) -> None:
    """Whether the actor may give a posting to a person, or invite somebody to it."""
    check_manage(actor, role=role, agency=agency, area=area)
    if to is not None and to.id == actor.id:
        raise Denied("Tidak seorang pun memberi peran kepada dirinya sendiri. Mintalah kepada admin lain.")
    if to is not None and not to.is_active:
        raise Denied("Akun ini ditutup. Bukalah kembali lebih dulu, dengan persetujuan orang kedua.")
    if not agency.uses_tuntas or (agency.closed_date and agency.closed_date <= at.date()):
        raise Denied("Lembaga ini tidak memakai Tuntas, jadi tidak ada penugasan di sana.")
    if not area.path.startswith(agency.area_path):
        raise Denied("Wilayah tugas harus berada di dalam wilayah lembaganya.")
    if to is not None and Posting.objects.in_force(at).filter(user=to, role=role, agency=agency, area=area).exists():
        raise InvalidTransition("Orang ini sudah memegang peran itu di sana.")


def check_answerable(invitation: Invitation, at: datetime) -> None:
    """Whether an invitation can still be sent again or revoked."""
    if invitation.accepted_at or invitation.revoked_at:
        raise InvalidTransition(f"Undangan ini sudah {invitation.status(at).label.lower()}.")


def check_change_invitation(actor: Actor, invitation: Invitation, at: datetime) -> None:
    """Whether the actor may send an invitation again or revoke it."""
    check_manage(actor, role=invitation.role, agency=invitation.agency, area=invitation.area)
    check_answerable(invitation, at)


def check_accept(invitation: Invitation | None, at: datetime) -> None:
    """Whether an invitation is still worth a posting; also when whoever sent it may no longer give that role."""
    if invitation is None:
        raise Denied("Tautan undangan ini tidak berlaku. Mintalah undangan baru kepada yang mengundang Anda.")
    status = invitation.status(at)
    if status is InvitationStatus.ACCEPTED:
        raise InvalidTransition("Undangan ini sudah dipakai. Silakan masuk dengan surel dan kata sandi Anda.")
    if status is InvitationStatus.REVOKED:
        raise InvalidTransition("Undangan ini sudah dicabut. Hubungi yang mengundang Anda.")
    if status is InvitationStatus.EXPIRED:
        raise InvalidTransition(
            "Undangan ini sudah lewat tujuh hari. Mintalah undangan baru kepada yang mengundang Anda."
        )
    if invitation.invited_by is None:
        return
    try:
        check_give(invitation.invited_by, role=invitation.role, agency=invitation.agency, area=invitation.area, at=at)
    except Denied as error:
        raise Denied("Undangan ini tidak berlaku lagi. Mintalah undangan baru kepada lembaga Anda.") from error


def check_join(user: User | None, existing: User | None) -> None:
    """Who may take an invitation to an address: the holder of its account, or anyone with the link if there is none."""
    if existing is not None and not existing.is_active:
        raise Denied("Akun dengan surel ini ditutup. Hubungi admin lembaga Anda.")
    if existing is not None and user is None:
        raise Denied("Surel ini sudah punya akun. Masuklah dulu, lalu buka lagi tautan undangan.")
    if user is not None and (existing is None or existing.id != user.id):
        raise Denied("Undangan ini untuk surel lain. Keluarlah dulu, lalu buka lagi tautan undangan.")


def check_end(actor: Actor, posting: Posting, at: datetime) -> None:
    """Whether a posting may be ended: not one's own, not the last receiver's, nothing left in hand."""
    if posting.user_id == actor.id:
        raise Denied("Penugasan Anda sendiri diakhiri oleh orang lain. Mintalah kepada kepala unit atau admin.")
    check_manage(actor, role=posting.role, agency=posting.agency, area=posting.area)
    if posting.ends_at is not None and posting.ends_at <= at:
        raise InvalidTransition("Penugasan ini sudah berakhir.")
    remaining = list(Posting.objects.in_force(at).filter(user=posting.user_id).exclude(pk=posting.pk))
    check_successor([posting], without=[posting.pk], at=at)
    _check_leaving(posting.user, remaining)


def check_successor(postings: Collection[Posting], *, without: Collection[UUID], at: datetime) -> None:
    """A unit that receives for an area keeps at least one person who takes in reports.

    The callers hold the row of each agency, so that two cannot leave at the same moment.
    """
    for posting in postings:
        if posting.role not in RECEIVING_ROLES:
            continue
        if not ReceivingUnit.objects.in_force(at.date()).filter(agency=posting.agency_id).exists():
            continue
        others = Posting.objects.in_force(at).filter(
            agency=posting.agency_id, role__in=RECEIVING_ROLES, user__is_active=True
        )
        if not others.exclude(pk__in=without).exists():
            raise Denied(
                f"Orang ini penerima laporan terakhir di {posting.agency}. "
                "Tunjuk dulu penggantinya, agar laporan dari wilayah itu tetap diterima."
            )


def check_staffed(agency: Agency, at: datetime) -> None:
    """Agencies ask before one begins to receive: somebody there must take in reports."""
    people = Posting.objects.in_force(at).filter(agency=agency, role__in=RECEIVING_ROLES, user__is_active=True)
    if not people.exists():
        raise Denied(f"Belum ada petugas yang menerima laporan di {agency.name}. Undang petugasnya lebih dahulu.")


def check_nobody_posted(agency: Agency, at: datetime) -> None:
    """Agencies ask before one closes: whoever is posted there would keep rights at a closed door."""
    count = Posting.objects.in_force(at).filter(agency=agency).count()
    if count:
        raise Denied(f"Masih ada {count} penugasan di {agency.name}. Akhiri penugasan itu lebih dahulu.")


def _check_leaving(user: User, remaining: Collection[Posting]) -> None:
    agencies = frozenset(posting.agency_id for posting in remaining)
    for check in leaving_checks:
        check(user, agencies)


def check_manage_account(actor: Actor, user: User, at: datetime) -> None:
    """Whether somebody else's account is the actor's to close: all that the person holds must be within reach."""
    if user.id == actor.id:
        raise Denied("Akun Anda sendiri diurus oleh orang lain. Mintalah kepada kepala unit atau admin.")
    held = list(Posting.objects.in_force(at).filter(user=user).select_related("agency", "area"))
    held = held or list(user.postings.select_related("agency", "area").order_by("-starts_at")[:1])
    if not held:
        raise Denied("Orang ini belum pernah punya penugasan dalam jangkauan Anda.")
    for posting in held:
        try:
            check_manage(actor, role=posting.role, agency=posting.agency, area=posting.area)
        except Denied as error:
            sentence = "Orang ini juga bertugas di luar jangkauan Anda. Akhiri saja penugasannya di tempat Anda."
            raise Denied(sentence) from error


def check_deactivate(actor: Actor, user: User, at: datetime) -> None:
    """Whether an account may be closed."""
    check_manage_account(actor, user, at)
    if not user.is_active:
        raise InvalidTransition("Akun ini sudah ditutup.")
    held = list(Posting.objects.in_force(at).filter(user=user).select_related("agency"))
    check_successor(held, without=[posting.pk for posting in held], at=at)
    _check_leaving(user, [])


def check_require_new_password(actor: Actor, user: User, at: datetime) -> None:
    """Whether the actor may end all sessions of an account and make its password worthless."""
    check_manage_account(actor, user, at)
    if not user.is_active:
        raise InvalidTransition("Akun ini sudah ditutup.")


def check_propose_restoration(actor: Actor, user: User, kind: str, at: datetime) -> None:
    """Whether the first of two persons may ask for it."""
    check_manage_account(actor, user, at)
    if kind == Restored.ACCOUNT and user.is_active:
        raise InvalidTransition("Akun ini tidak ditutup.")
    if kind == Restored.SECOND_FACTOR and not user.is_active:
        raise InvalidTransition("Akun ini ditutup. Bukalah kembali lebih dulu.")
    if user.restorations.filter(kind=kind, decided_at__isnull=True).exists():
        raise InvalidTransition("Permintaan yang sama sudah menunggu orang kedua.")


def check_decide_restoration(actor: Actor, restoration: Restoration, at: datetime) -> None:
    """Whether the actor may be the second person."""
    if restoration.decided_at is not None:
        raise InvalidTransition("Permintaan ini sudah diputuskan.")
    if restoration.proposed_by_id == actor.id:
        raise Denied("Perlu orang kedua: yang meminta tidak dapat menyetujui sendiri.")
    check_manage_account(actor, restoration.user, at)


def check_fresh(last_auth_at: datetime | None, at: datetime) -> None:
    """Before identities are shown or exported: whoever sits there has lately shown who they are."""
    if last_auth_at is None or at - last_auth_at > FRESH_FOR:
        raise Denied("Sebelum melanjutkan, buktikan sekali lagi bahwa ini Anda.")


def check_reset(user: User | None, token: str) -> None:
    """Whether a link from a letter is still good: once, for an hour, not for a closed account."""
    if user is None or not user.is_active or not default_token_generator.check_token(user, token):
        raise Denied("Tautan ini tidak berlaku lagi. Mintalah tautan baru.")
