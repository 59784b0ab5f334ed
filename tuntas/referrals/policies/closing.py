"""What referrals say to the ending of a case."""

from tuntas.cases.models import Case
from tuntas.cases.policies.closing import in_this_life
from tuntas.cases.states import ClosingReason
from tuntas.core.errors import Denied
from tuntas.referrals.models import Referral
from tuntas.referrals.states import ReferralKind, Result, Status


def check_nothing_open(case: Case, reason: ClosingReason) -> None:  # noqa: ARG001 - one shape for all closing checks
    """R21: while somebody owes us an answer, the case does not end; for whatever reason."""
    count = Referral.objects.filter(case=case, is_open=True).count()
    if count:
        raise Denied(
            f"Masih ada {count} rujukan terbuka. Tunggu jawabannya, atau tarik kembali dengan sadar.", rule="R21"
        )


def is_accepted(case: Case) -> bool:
    """Whether another authority has said that it takes the case, since it was opened the last time."""
    taken = Referral.objects.filter(case=case, kind=ReferralKind.TRANSFER, status=Status.ANSWERED, result=Result.DONE)
    return taken.filter(in_this_life(case, "answered_at")).exists()
