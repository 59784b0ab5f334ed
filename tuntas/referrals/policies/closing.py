"""What referrals say to the ending of a case."""

from tuntas.cases.models import Case
from tuntas.cases.policies.closing import in_this_life
from tuntas.cases.states import ClosingReason
from tuntas.core.errors import Denied
from tuntas.obligations.models import Obligation
from tuntas.referrals import kinds
from tuntas.referrals.models import Referral
from tuntas.referrals.policies.sending import is_unmet
from tuntas.referrals.states import ReferralKind, Result, Status


def check_nothing_open(case: Case, reason: ClosingReason) -> None:  # noqa: ARG001 - one shape for all closing checks
    """R21: while somebody owes us an answer, or a need was refused and nobody decided what then, the case does not end."""
    count = Referral.objects.filter(case=case, is_open=True).count()
    if count:
        raise Denied(
            f"Masih ada {count} rujukan terbuka. Tunggu jawabannya, atau tarik kembali dengan sadar.", rule="R21"
        )
    unread = Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=kinds.READ_ANSWER.code)
    if any(is_unmet(row) for row in Referral.objects.filter(case=case, pk__in=unread.values("subject_id"))):
        raise Denied(
            "Ada kebutuhan yang tidak terpenuhi dan belum diputuskan. Baca jawaban rujukannya dulu: rujuk lagi, atau tulis"
            " apa yang dilakukan sebagai gantinya.",
            rule="R21",
        )


def is_accepted(case: Case) -> bool:
    """Whether another authority has said that it takes the case, since it was opened the last time."""
    taken = Referral.objects.filter(case=case, kind=ReferralKind.TRANSFER, status=Status.ANSWERED, result=Result.DONE)
    return taken.filter(in_this_life(case, "answered_at")).exists()
