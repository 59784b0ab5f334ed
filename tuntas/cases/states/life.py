"""The life of a case, how it may end, and what needs two persons."""

from django.db.models import TextChoices

from tuntas.core.policies import check_step

__all__ = [
    "CLOSED_STATES",
    "DETOURS",
    "MOVING",
    "OPEN",
    "PROPOSAL_TRANSITIONS",
    "REFUSED_REASONS",
    "TRANSITIONS",
    "ClosingReason",
    "ProposalKind",
    "ProposalStatus",
    "Status",
    "check_proposal_transition",
    "check_transition",
]


class Status(TextChoices):
    """States of a case. All but CLOSED have a keeping duty; `closed_at` is set in FOLLOW_UP and CLOSED."""

    ASSESSMENT = "assessment", "Asesmen"
    PLANNING = "planning", "Rencana"
    INTERVENTION = "intervention", "Intervensi"
    MONITORING = "monitoring", "Pemantauan"
    LEGAL_WATCH = "legal_watch", "Proses hukum dipantau"
    CLOSURE_PROPOSED = "closure_proposed", "Usul terminasi"
    FOLLOW_UP = "follow_up", "Pascaterminasi"
    CLOSED = "closed", "Ditutup"
    REOPENED = "reopened", "Dibuka kembali"


# Work is going on; the order of the steps is the rule, danger may skip to INTERVENTION.
MOVING = frozenset({
    Status.ASSESSMENT, Status.PLANNING, Status.INTERVENTION, Status.MONITORING, Status.LEGAL_WATCH, Status.REOPENED,
})  # fmt: skip
OPEN = frozenset(Status) - {Status.CLOSED}
CLOSED_STATES = frozenset({Status.FOLLOW_UP, Status.CLOSED})

TRANSITIONS: dict[Status, set[Status]] = {
    Status.ASSESSMENT: {Status.PLANNING, Status.INTERVENTION, Status.LEGAL_WATCH, Status.CLOSURE_PROPOSED},
    Status.PLANNING: {Status.INTERVENTION, Status.ASSESSMENT, Status.LEGAL_WATCH, Status.CLOSURE_PROPOSED},
    Status.INTERVENTION: {
        Status.ASSESSMENT, Status.PLANNING, Status.MONITORING, Status.LEGAL_WATCH, Status.CLOSURE_PROPOSED,
    },
    Status.MONITORING: {Status.INTERVENTION, Status.PLANNING, Status.LEGAL_WATCH, Status.CLOSURE_PROPOSED},
    Status.LEGAL_WATCH: {Status.INTERVENTION, Status.MONITORING, Status.CLOSURE_PROPOSED},
    # Approved: FOLLOW_UP or CLOSED. Rejected or withdrawn: back to where it was.
    Status.CLOSURE_PROPOSED: {
        Status.FOLLOW_UP, Status.CLOSED, Status.ASSESSMENT, Status.PLANNING, Status.INTERVENTION, Status.MONITORING,
        Status.LEGAL_WATCH, Status.REOPENED,
    },
    Status.FOLLOW_UP: {Status.CLOSED, Status.REOPENED},
    Status.CLOSED: {Status.REOPENED},
    Status.REOPENED: {Status.ASSESSMENT, Status.PLANNING, Status.INTERVENTION, Status.LEGAL_WATCH, Status.CLOSURE_PROPOSED},
}  # fmt: skip


def check_transition(current: str, new: Status) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(TRANSITIONS, current, new, "Kasus berstatus “{old}” tidak dapat menjadi “{new}”.")


class ClosingReason(TextChoices):
    """Why a case ends. The last three exist only so that each attempt is refused and counted."""

    GOALS_REACHED = "goals_reached", "Tujuan tercapai"
    VERDICT_AND_RECOVERY = "verdict_and_recovery", "Putusan berkekuatan tetap dan pemulihan selesai"
    TRANSFER_ACCEPTED = "transfer_accepted", "Dilimpahkan dan diterima"
    VICTIM_REQUEST = "victim_request", "Permintaan korban"
    UNREACHABLE = "unreachable", "Tidak dapat dihubungi"
    DIED = "died", "Korban meninggal"
    NOT_OURS = "not_ours", "Bukan kewenangan, sudah diarahkan"
    DUPLICATE = "duplicate", "Ganda dengan kasus lain"
    NOT_PROVEN = "not_proven", "Tidak terbukti setelah penelaahan"
    MEDIATED = "mediated", "Mediasi selesai"
    FAMILY_SETTLEMENT = "family_settlement", "Diselesaikan secara kekeluargaan"
    PEACE = "peace", "Perdamaian para pihak"
    WITHDRAWN = "withdrawn", "Laporan dicabut"


REFUSED_REASONS = frozenset({ClosingReason.FAMILY_SETTLEMENT, ClosingReason.PEACE, ClosingReason.WITHDRAWN})
# Endings by which a case could be made to disappear: the second person is outside the unit where it ever was grave.
DETOURS = frozenset(
    {ClosingReason.UNREACHABLE, ClosingReason.NOT_OURS, ClosingReason.DUPLICATE, ClosingReason.NOT_PROVEN}
)


class ProposalKind(TextChoices):
    """What one person proposes and another decides."""

    CLOSE = "close", "Akhiri kasus"
    RECLASSIFY = "reclassify", "Hapus golongan kekerasan seksual atau TPPO"
    ADULT_BIRTH_DATE = "adult_birth_date", "Jadikan tanggal lahir korban anak menjadi dewasa"
    REMOVE_SUSPECT = "remove_suspect", "Hapus terlapor dari kasus"
    LOWER_RISK = "lower_risk", "Turunkan risiko"
    LIFT_WALL = "lift_wall", "Cabut pembatas akses"
    MEDIATE = "mediate", "Buka mediasi"
    NO_COMPLAINT = "no_complaint", "Catat keputusan korban untuk tidak mengadu"


class ProposalStatus(TextChoices):
    """Pending proposals are open and have a keeping duty."""

    PENDING = "pending", "Menunggu orang kedua"
    APPROVED = "approved", "Disetujui"
    REJECTED = "rejected", "Ditolak"
    WITHDRAWN = "withdrawn", "Ditarik"


PROPOSAL_TRANSITIONS: dict[ProposalStatus, set[ProposalStatus]] = {
    ProposalStatus.PENDING: {ProposalStatus.APPROVED, ProposalStatus.REJECTED, ProposalStatus.WITHDRAWN},
    ProposalStatus.APPROVED: set(),
    ProposalStatus.REJECTED: set(),
    ProposalStatus.WITHDRAWN: set(),
}


def check_proposal_transition(current: str, new: ProposalStatus) -> None:
    """Raises InvalidTransition when the proposal has already ended."""
    check_step(PROPOSAL_TRANSITIONS, current, new, "Usulan ini sudah “{was}”.")
