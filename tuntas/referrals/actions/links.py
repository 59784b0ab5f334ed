"""The one-time link of an agency without accounts: made, mailed, opened with a code told by telephone, answered, revoked."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from tuntas.access.actors import Actor, System
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.policies import children
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.intake import throttle
from tuntas.referrals import secrets
from tuntas.referrals.actions import _referral, answers
from tuntas.referrals.actions.answers import Slip
from tuntas.referrals.identity import as_known_now
from tuntas.referrals.models import Link, Referral
from tuntas.referrals.policies import links as policies
from tuntas.referrals.policies.answering import check_not_expired
from tuntas.referrals.policies.sending import grave_secrecy
from tuntas.referrals.states import AnsweredBy, Status, check_transition

LASTS = timedelta(days=7)
JOB = "tuntas.referrals.jobs.mail_link"
# Whoever holds mail, code and device of the agency; the name they give is sealed with the referral.
RECIPIENT = System("penerima lewat tautan")
FREE_PER_SOURCE = 10  # an office opens several letters, and mistypes
WAIT = "Dari jaringan Anda beberapa kali dicoba kode yang tidak berlaku. Tunggu {seconds} detik, lalu coba lagi."
INVALID = "Tautan atau kode ini tidak berlaku. Telepon petugas yang menghubungi lembaga Anda."


@dataclass(frozen=True)
class Made:
    """A new link, with the code that is shown this once."""

    link: Link
    code: str


@dataclass(frozen=True)
class Entered:
    """A link that was opened; `device` is what the browser must show from now on."""

    link: Link
    device: str


@transaction.atomic
def make(referral: Referral, *, by: User, at: datetime) -> Made:
    """A new link to the agency's official address; one made before ends. The code is told by telephone, never written."""
    referral = _referral.locked(referral, by=by)
    on = referral.case.agency.today(at)
    policies.check_make(by, referral, on=on)
    referral.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    link = Link(
        referral=referral,
        sent_to=policies.official_address(referral, on=on),
        made_at=at,
        made_by=by,
        expires_at=at + LASTS,
    )
    code = secrets.new_code()
    link.token_hash, link.code_hash = secrets.hash_token(secrets.token_of(link)), secrets.hash_code(link, code)
    link.save(force_insert=True)
    app.configure_task(JOB).defer(link_id=str(link.pk))
    _record("referral_link.made", link, by=by, at=at)
    return Made(link, code)


@transaction.atomic
def mailed(link: Link, *, by: Actor, at: datetime) -> Link:
    """The mail server took the letter."""
    link = _locked(link)
    link.mailed_at = link.mailed_at or at
    link.save(update_fields=["mailed_at"])
    _record("referral_link.mailed", link, by=by, at=at)
    return link


@transaction.atomic
def revoke(link: Link, *, by: User, at: datetime) -> Link:
    """It leads nowhere from this moment."""
    link = _locked(link)
    policies.check_revoke(by, link)
    link.revoked_at = at
    link.save(update_fields=["revoked_at"])
    _record("referral_link.revoked", link, by=by, at=at)
    return link


@transaction.atomic
def enter(
    token: str,
    *,
    code: str,
    name: str,
    position: str,
    device: str,
    source: str = "",
    by: System = RECIPIENT,
    at: datetime,
) -> Entered | None:
    """Name, position and code: opens the referral and acknowledges it. None, and counted, when anything is wrong.

    No exception, so that the count of a wrong code is kept. `source` is where it comes from, if known: after several
    that were wrong, whichever the link, the next one waits. Raises Denied while it does.
    """
    key = throttle.source_key("referral-link", source)
    wrong = throttle.check(key, WAIT, at=at) if source else None
    entered = _entered(token, code, name, position, device, by=by, at=at)
    if entered is None and source:
        throttle.count(key, wrong, free=FREE_PER_SOURCE, at=at)
    return entered


def _entered(
    token: str, code: str, name: str, position: str, device: str, *, by: System, at: datetime
) -> Entered | None:
    found = Link.objects.filter(token_hash=secrets.hash_token(token)).first()
    if found is None:
        return None
    link = _locked(found)
    if not policies.holds(link, at=at):
        return None
    if not secrets.same(link.code_hash, secrets.hash_code(link, code)):
        _wrong(link, by=by, at=at)
        return None
    if link.device_hash is not None and not secrets.same(link.device_hash, secrets.hash_device(link, device)):
        _record("referral_link.other_device", link, by=by, at=at)
        return None
    device = device if link.device_hash is not None else secrets.new_device()
    link.device_hash, link.opened_at = secrets.hash_device(link, device), link.opened_at or at
    vault.box(link.dossier_id, writing=True).seal(link, opener_name=name, opener_position=position)
    link.save(update_fields=["device_hash", "opened_at", "opener_name", "opener_position"])
    _record("referral_link.opened", link, by=by, at=at)
    if link.referral.status == Status.SENT:
        slip = Slip(Status.ACKNOWLEDGED, f"{name}, {position}", AnsweredBy.LINK)
        answers.apply(link.referral, slip=slip, by=by, at=at)
    return Entered(link, device)


@transaction.atomic
def answer(link: Link, *, device: str, slip: Slip, by: System = RECIPIENT, at: datetime) -> Referral:
    """What the agency answers on its device. Raises Denied when the link does not hold any more."""
    link = _current(link, device=device, at=at)
    check_transition(link.referral.status, slip.status)
    box = vault.box(link.dossier_id)
    who = f"{box.unseal(link, 'opener_name')}, {box.unseal(link, 'opener_position')}"
    return answers.apply(link.referral, slip=replace(slip, answerer=who), by=by, at=at)


@transaction.atomic
def content(link: Link, *, device: str, by: System = RECIPIENT, at: datetime) -> dict[str, str]:
    """What was asked, the identity that was shared, and who opened it, for the watermark; recorded. Raises Denied, Erased."""
    link = _current(link, device=device, at=at)
    referral, box = link.referral, vault.box(link.dossier_id)
    check_not_expired(referral, on=referral.case.agency.today(at))
    _record("referral_link.read", link, by=by, at=at)
    return {
        "shared": children.without_children(referral.case, box.unseal(referral, "shared")),
        "identity": as_known_now(referral, box.unseal(referral, "identity")),
        "name": box.unseal(link, "opener_name"),
        "position": box.unseal(link, "opener_position"),
    }


def _current(link: Link, *, device: str, at: datetime) -> Link:
    """A link that still holds, locked, on the device that opened it. Raises Denied."""
    link = _locked(link)
    if not policies.holds(link, at=at) or not secrets.same(link.device_hash, secrets.hash_device(link, device)):
        raise Denied(INVALID)
    return link


def _locked(link: Link) -> Link:
    """Case, referral, link: in the order of everybody else."""
    referral = _referral.locked(link.referral, by=RECIPIENT)
    found = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    found.referral = referral
    return found


def _wrong(link: Link, *, by: System, at: datetime) -> None:
    """A wrong code counts; the fifth ends the link, and our duty to ask goes on."""
    link.wrong_codes += 1
    if link.wrong_codes >= policies.MOST_WRONG:
        link.revoked_at = at
    link.save(update_fields=["wrong_codes", "revoked_at"])
    _record("referral_link.wrong_code", link, by=by, at=at)


def _record(kind: str, link: Link, *, by: Actor, at: datetime) -> None:
    case = link.referral.case
    log.record(
        kind, link, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        receiver=link.referral.receiver_id, wrong=link.wrong_codes, secrecy_notice=grave_secrecy(case),
    )  # fmt: skip
