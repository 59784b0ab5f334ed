"""One of everything that hangs on a case, for tests that go to every address."""

from datetime import timedelta
from typing import Any

from tests.cast import NOW, Cast
from tuntas.cases.actions import consents, legal, protection, screening, shelter
from tuntas.cases.models import Case
from tuntas.cases.states import ConsentGiver, ConsentScope, LegalActor, LegalStep, Means, ProtectionKind
from tuntas.cases.tests.make import make_party

Arguments = dict[str, dict[str, Any]]


def process(cast: Cast, case: Case) -> Arguments:
    """An alert, a protection, a stay, a hearing and a consent."""
    victim, by = make_party(case), cast.manager
    alert = screening.record(
        case, victim=victim, answers=screening.Answers(means=[Means.DEBT], note="Keterangan"), by=by, at=NOW
    )
    row = protection.ask(case, victim=victim, kind=ProtectionKind.LPSK, note="Keadaan", by=by, at=NOW)
    stay = shelter.admit(case, victim=victim, shelter=cast.agencies["shelter"], needs="Obat", by=by, at=NOW)
    hearing = legal.record(
        case, step=LegalStep.HEARING, actor=LegalActor.JUDGE, on_date=NOW.date(), hearing_at=NOW + timedelta(days=9), by=by, at=NOW
    )  # fmt: skip
    consent = consents.record(
        case, victim=victim, giver=ConsentGiver.SELF, scopes=[ConsentScope.SHARING], recipients=[cast.agencies["social"]],
        expires=NOW.date() + timedelta(days=30), by=by, at=NOW,
    )  # fmt: skip
    return {
        "screening": {"pk": alert.pk},
        "protection_step": {"pk": row.pk, "word": "diminta"},
        "stay": {"pk": stay.pk},
        "stay_write": {"pk": stay.pk, "what": "kebutuhan"},
        "hearing": {"pk": hearing.pk},
        "consent": {"pk": consent.pk},
    }
