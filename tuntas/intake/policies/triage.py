"""Refusals on the way of one report: classify, judge the danger, accept, answer, end, reopen."""

from collections.abc import Collection

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.models import Report
from tuntas.intake.policies.reach import check_within
from tuntas.intake.states import CHILD_AGES, GRAVE_TYPES, OPEN, Risk, Status, ViolenceType, check_transition

SETTLEMENT = {
    "R01": "Laporan ini tidak dapat diakhiri secara kekeluargaan, damai, atau pencabutan laporan (UU 12/2022 Pasal 23;"
    " dikonfirmasi pejabat hukum: belum). Percobaan ini dicatat.",
    "R02": "Perkara perdagangan orang harus tuntas dan tidak dapat diakhiri secara kekeluargaan, damai, atau pencabutan"
    " laporan (UU 21/2007 Pasal 26; dikonfirmasi pejabat hukum: belum). Percobaan ini dicatat.",
    "": "Laporan tidak diakhiri secara kekeluargaan, damai, atau pencabutan laporan (kebijakan daerah). Percobaan ini dicatat.",
}
_TRAFFICKING = {ViolenceType.TRAFFICKING, ViolenceType.EXPLOITATION}


def grave_rule(types: Collection[str]) -> str:
    """R02 for trafficking, R01 for sexual violence, nothing otherwise."""
    if _TRAFFICKING.intersection(types):
        return "R02"
    return "R01" if GRAVE_TYPES.intersection(types) else ""


def weighs(report: Report) -> bool:
    """Whether one person alone must not make it disappear: high danger, a grave class, a harmed child, or not known yet."""
    harmed_child = report.ever_child and bool(set(report.ever_types) - {ViolenceType.OTHER})
    return report.risk == Risk.HIGH or bool(grave_rule(report.ever_types)) or harmed_child or not report.ever_types


def check_triage(actor: Actor, report: Report) -> None:
    """Whoever triages at the unit that owns the report."""
    check_within(
        actor,
        report,
        Permission.REPORT_TRIAGE,
        "Laporan ini hanya ditelaah oleh petugas penerima di lembaga yang memegangnya.",
    )


def check_open(report: Report) -> None:
    """Something only happens to an open report; a closed one is reopened first."""
    if Status(report.status) not in OPEN:
        raise InvalidTransition(f"Laporan ini sudah “{Status(report.status).label}”. Buka kembali dulu jika perlu.")


def check_start(actor: Actor, report: Report) -> None:
    """Taking a new report in hand."""
    check_triage(actor, report)
    if report.status != Status.NEW:
        raise InvalidTransition("Laporan ini sudah mulai ditelaah.")


def check_classify(actor: Actor, report: Report) -> None:
    """Kinds of violence and rough age of the victim."""
    check_triage(actor, report)
    check_open(report)


def check_no_class_lost(report: Report, types: Collection[str], victim_age: str) -> None:
    """Sexual violence, trafficking and child are classes that one person does not take away."""
    rule = grave_rule(report.types)
    if GRAVE_TYPES.intersection(report.types).difference(types):
        raise Denied("Kelas kekerasan seksual atau TPPO tidak dihapus oleh satu orang. Ajukan usulan.", rule=rule)
    if removes_child(report, victim_age):
        raise Denied("Kelas anak tidak dihapus oleh satu orang. Ajukan usulan.", rule=rule)


def removes_child(report: Report, victim_age: str) -> bool:
    """Whether a child would no longer be held to be one."""
    ages: Collection[str] = {str(age) for age in CHILD_AGES}
    return report.victim_age in ages and victim_age not in ages


def check_assess(actor: Actor, report: Report) -> None:
    """Anyone who sees an open report may judge, and so raise, the danger."""
    check_within(actor, report, Permission.REPORT_VIEW, "Laporan ini tidak ada dalam jangkauan Anda.")
    check_open(report)


def check_accept(actor: Actor, report: Report) -> None:
    """Keeping it for a case."""
    check_triage(actor, report)
    if report.status == Status.FORWARDED:
        raise InvalidTransition("Laporan ini sedang diteruskan. Ambil kembali dulu, lalu terima.")
    check_transition(report.status, Status.ACCEPTED)


def check_answer(actor: Actor, report: Report) -> None:
    """Ending with information: not where the danger is high or unknown, nor where the class is grave."""
    check_triage(actor, report)
    _check_not_forwarded(report)
    check_transition(report.status, Status.ANSWERED)
    check_judged(report)
    if report.risk == Risk.HIGH:
        raise Denied(
            "Laporan berisiko TINGGI tidak diakhiri dengan jawaban. Terima untuk kasus atau teruskan.", rule="R16"
        )
    if rule := grave_rule(report.ever_types):
        raise Denied(
            "Laporan yang pernah digolongkan kekerasan seksual atau TPPO tidak diakhiri dengan jawaban saja."
            " Terima untuk kasus atau teruskan.",
            rule=rule,
        )
    _check_no_harmed_child(report)


def check_judged(report: Report) -> None:
    """No ending before somebody has looked at the danger and said what it is: what has no class has no weight either."""
    if report.risk == Risk.UNKNOWN:
        raise Denied("Nilai risikonya dulu: isi daftar periksa bahaya, walau tidak ada yang tercentang.")
    if not report.ever_types:
        raise Denied("Golongkan dulu apa yang terjadi. Bila bukan kekerasan, pilih “Lainnya”.")


def _check_no_harmed_child(report: Report) -> None:
    """Violence against a child is not for one person to end, whatever its kind."""
    if report.ever_child and set(report.ever_types) - {ViolenceType.OTHER}:
        raise Denied(
            "Laporan kekerasan terhadap anak tidak diakhiri oleh satu orang. Terima untuk kasus, teruskan, atau ajukan"
            " usulan."
        )


def check_non_case(actor: Actor, report: Report) -> None:
    """One person may end as *no report* only what an officer wrote down by mistake, and nothing grave."""
    check_triage(actor, report)
    _check_not_forwarded(report)
    check_transition(report.status, Status.NON_CASE)
    if report.received_by_id is None:
        raise Denied("Laporan yang dikirim warga tidak diakhiri sebagai “bukan pengaduan”. Ajukan “tidak terbukti”.")
    if report.risk == Risk.HIGH or report.danger_now:
        raise Denied("Laporan berisiko TINGGI tidak diakhiri sebagai “bukan pengaduan”.", rule="R16")
    if rule := grave_rule(report.ever_types):
        raise Denied("Laporan kekerasan seksual atau TPPO tidak diakhiri sebagai “bukan pengaduan”.", rule=rule)
    check_judged(report)
    _check_no_harmed_child(report)


def check_settlement(actor: Actor, report: Report) -> None:
    """There is no such ending; asking for it is always refused, and so counted, with the article where there is one."""
    check_triage(actor, report)
    rule = grave_rule(report.ever_types)
    raise Denied(SETTLEMENT[rule], rule=rule)


def check_reopen(actor: Actor, report: Report) -> None:
    """Any ending but a case can be opened again; and what was accepted can be looked at once more."""
    check_triage(actor, report)
    if report.status == Status.IN_CASE:
        raise InvalidTransition("Laporan ini sudah menjadi kasus; kasusnya yang dibuka kembali.")
    if Status(report.status) in OPEN and report.status != Status.ACCEPTED:
        raise InvalidTransition("Laporan ini masih terbuka.")
    check_transition(report.status, Status.TRIAGE)


def check_hand_to_case(actor: Actor, report: Report) -> None:
    """Only what was accepted becomes a case, by whoever runs cases at the agency that holds it."""
    check_triage(actor, report)
    check_within(
        actor, report, Permission.CASE_OPEN, "Kasus hanya dibuka oleh manajer kasus atau supervisor di lembaga ini."
    )
    check_transition(report.status, Status.IN_CASE)


def _check_not_forwarded(report: Report) -> None:
    if report.status == Status.FORWARDED:
        raise InvalidTransition("Laporan ini sedang diteruskan. Tunggu jawaban atau ambil kembali dulu.")


def check_end(actor: Actor, report: Report) -> None:
    """Any ending at all; each has its own refusals besides."""
    check_triage(actor, report)
    check_open(report)
    _check_not_forwarded(report)
    if report.status == Status.ACCEPTED:
        raise InvalidTransition("Laporan ini sudah diterima untuk kasus. Telaah lagi dulu bila ternyata bukan.")
