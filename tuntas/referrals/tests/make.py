"""Referrals for tests, prepared through the action."""

from datetime import datetime, timedelta
from typing import Any

from tests.cast import NOW, Cast
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency, PublicContact
from tuntas.agencies.states import ContactChannel
from tuntas.cases.actions import consents
from tuntas.cases.models import Case, Consent, Party
from tuntas.cases.states import ConsentGiver, ConsentScope, LegalBasis, PartyRole
from tuntas.cases.tests.make import make_case, make_party
from tuntas.referrals.actions import sending
from tuntas.referrals.actions.sending import ReferralData
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Item, Need, ReferralKind

ASKED = "Mohon pemeriksaan umum, antar oleh pendamping jam sembilan"


def data(cast: Cast, case: Case, **given: Any) -> ReferralData:
    """What the health office is asked for the first victim, on public duty, unless said otherwise."""
    if "victim" not in given:
        given["victim"] = Party.objects.filter(case=case, role=PartyRole.VICTIM).order_by(
            "ordinal"
        ).first() or make_party(case)
    receiver = given.pop("receiver", "health")
    told: dict[str, Any] = {
        "need": Need.MEDICAL, "receiver": cast.agencies[receiver] if isinstance(receiver, str) else receiver, "shared": ASKED,
        "basis": LegalBasis.PUBLIC_DUTY, "basis_note": "Tugas layanan", "items": (Item.NAME,),
    }  # fmt: skip
    return ReferralData(**(told | given))


def make_referral(
    cast: Cast, *, case: Case | None = None, by: User | None = None, at: datetime = NOW, **given: Any
) -> Referral:
    """One that was sent to the health office by the manager, unless said otherwise."""
    case = case or make_case(cast)
    return sending.prepare(case, data=data(cast, case, **given), by=by or cast.manager, at=at)


def make_transfer(cast: Cast, *, case: Case | None = None, receiver: str | Agency = "police", **given: Any) -> Referral:
    """A case that is offered to somebody else."""
    transfer = {"need": Need.TAKE_OVER, "kind": ReferralKind.TRANSFER, "victim": None, "items": ()}
    return make_referral(cast, case=case, receiver=receiver, **(transfer | given))


def make_consent(cast: Cast, case: Case, victim: Party, *receivers: Agency, **given: Any) -> Consent:
    """The victim agrees that these agencies get her data."""
    return consents.record(
        case, victim=victim, giver=given.pop("giver", ConsentGiver.SELF), scopes=[ConsentScope.SHARING], recipients=receivers,
        by=cast.manager, at=NOW, **given,
    )  # fmt: skip


def without_accounts(cast: Cast, key: str = "health", *, email: str = "resmi@dinkes.contoh.test") -> Agency:
    """An agency whose people have no accounts, with an official address verified a month ago."""
    agency = cast.agencies[key]
    agency.uses_tuntas = False
    agency.save()
    PublicContact.objects.create(
        agency=agency, channel=ContactChannel.EMAIL, value=email, verified_date=NOW.date() - timedelta(days=30)
    )
    return agency
