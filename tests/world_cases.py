"""One of everything that hangs on a case, for tests that go to every address."""

from datetime import timedelta
from typing import Any

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.cases.actions import (
    break_glass,
    clinical,
    consents,
    incidents,
    legal,
    notes,
    outreach,
    parties,
    protection,
    screening,
    shelter,
    team,
)
from tuntas.cases.models import Case
from tuntas.cases.states import (
    ConsentGiver,
    ConsentScope,
    LegalActor,
    LegalStep,
    Means,
    NoteKind,
    OutreachWhen,
    PartyRole,
    ProtectionKind,
    TeamRole,
)
from tuntas.cases.tests.make import make_case, make_from_report, make_party
from tuntas.files.tests.make import paper, upload
from tuntas.intake.actions import forwardings, triage
from tuntas.intake.tests.make import make_report

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
        case, step=LegalStep.HEARING, actor=LegalActor.JUDGE, on_date=NOW.date(), hearing_at=NOW - timedelta(days=1), by=by, at=NOW
    )  # fmt: skip
    reported = legal.record(
        case, step=LegalStep.REPORTED, on_date=NOW.date(), number="LP/1", proof_file=upload(paper()), by=by, at=NOW
    )
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
        "reported": {"pk": reported.pk},
        "consent": {"pk": consent.pk},
    }


def core(cast: Cast, case: Case) -> Arguments:
    """A person, an incident, a note and a place in the team; a report before and after; a sealed note of another case."""
    by = cast.manager
    party = make_party(case, PartyRole.WITNESS)
    incident = incidents.add(case, data=incidents.IncidentData(narrative="Uraian"), by=by, at=NOW)
    for reader in (by, cast.supervisor):
        parties.acknowledge(case, by=reader, at=NOW)
    note = notes.write(case, kind=NoteKind.VISIT, text="Catatan", by=by, at=NOW)
    second = make_user("Uji Psikolog Dua", "psikolog.dua@contoh.test")
    post(second, Role.PSYCHOLOGIST, cast.unit, cast.city)
    sealed = make_case(cast)
    for user in (cast.by_role[Role.PSYCHOLOGIST], second):
        team.add(sealed, user=user, role=TeamRole.PSYCHOLOGIST, by=by, at=NOW)
    member = team.add(case, user=cast.supervisor, role=TeamRole.COMPANION, by=by, at=NOW)
    written = clinical.write(sealed, text="Tersegel", by=cast.by_role[Role.PSYCHOLOGIST], at=NOW)
    accepted = make_report(cast)
    triage.accept(accepted, by=by, at=NOW)
    reason = "Korban menelepon malam ini; manajernya tidak terhubung."
    glass = break_glass.open_case(make_case(cast).number, reason=reason, by=cast.by_role[Role.LEGAL_COUNSELLOR], at=NOW)
    assert glass is not None
    told, asked = (make_report(cast) for _ in range(2))
    for report in (told, asked):
        forwardings.send(report, receiver=cast.agencies["kpad"], shared="Mohon dilihat.", by=by, at=NOW)
    outing = outreach.propose(
        asked, when=OutreachWhen.SOON, reason="Terdengar tangis.", by=cast.by_role[Role.KPAD], at=NOW
    )
    return {
        "kpad_report": {"pk": told.pk},
        "outreach_proposal": {"pk": outing.pk},
        "glass": {"pk": glass.pk},
        "party": {"pk": party.pk},
        "incident": {"pk": incident.pk},
        "note": {"pk": note.pk},
        "member": {"pk": member.pk},
        "sealed_case": {"pk": sealed.pk},
        "sealed_note": {"pk": written.pk},
        "sealed_reader": {"pk": clinical.ask(written, by=second, at=NOW).pk},
        "accepted": {"pk": accepted.pk},
        "in_case": {"pk": make_from_report(cast).reports.get().report_id},
    }
