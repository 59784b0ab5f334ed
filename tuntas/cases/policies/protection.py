"""Refusals about protection: who asks, how long it may last, when it is no longer needed."""

from datetime import date, timedelta

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case, Protection
from tuntas.cases.policies import reach
from tuntas.cases.states import ProtectionKind, ProtectionStatus, check_protection_transition
from tuntas.core.errors import Denied, InvalidTransition

# How long each may last from its first day. LPSK decides its own time.
LONGEST = {
    ProtectionKind.POLICE_DOMESTIC: (timedelta(days=7), "7 hari", "UU 23/2004 Pasal 16", "R05"),
    ProtectionKind.POLICE_SEXUAL: (timedelta(days=14), "14 hari", "UU 12/2022 Pasal 42", "R06"),
    ProtectionKind.COURT_ORDER: (timedelta(days=366), "1 tahun", "UU 23/2004 Pasal 32", "R05"),
    ProtectionKind.COURT_RESTRICTION: (timedelta(days=184), "6 bulan", "UU 12/2022 Pasal 45", "R07"),
}
# A protection begins about when it is decided, and no office gives one for longer.
AROUND, FARTHEST = timedelta(days=31), timedelta(days=1100)
# Which can be given once more, and how long one more time is. What the police gave is followed by a court or LPSK.
EXTENDABLE = {ProtectionKind.COURT_ORDER, ProtectionKind.COURT_RESTRICTION, ProtectionKind.LPSK}
TWICE = {ProtectionKind.COURT_RESTRICTION: (timedelta(days=368), "6 bulan + 6 bulan", "UU 12/2022 Pasal 45", "R07")}


def check_ask(actor: Actor, case: Case) -> None:
    """Whoever works on the case asks for protection and writes down what came of it."""
    reach.check_work(actor, case)


def check_step(protection: Protection, status: ProtectionStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_protection_transition(protection.status, status)


def check_dates(protection: Protection, starts: date, ends: date, *, decided: date) -> None:
    """The end lies after the beginning and within what the law allows; a clear sentence says which.

    A slip in the year would let the clock of the end sleep, so the first day lies near the day of the decision.
    """
    if abs(starts - decided) > AROUND or ends - starts > FARTHEST:
        raise Denied("Hari pertama atau terakhir terlalu jauh dari hari keputusannya. Periksa tahunnya.", rule="R07")
    if ends < starts:
        raise Denied("Hari terakhir tidak boleh sebelum hari pertama.", rule="R07")
    found = LONGEST.get(ProtectionKind(protection.kind))
    if found and ends - starts > found[0]:
        _, words, article, rule = found
        raise Denied(
            f"{protection.get_kind_display()} berlaku paling lama {words} ({article}). Periksa tanggal pada suratnya.",
            rule=rule,
        )


def check_extendable(protection: Protection) -> None:
    """What the police gave is not extended: a court or LPSK comes next."""
    if protection.status != ProtectionStatus.GRANTED:
        raise InvalidTransition("Hanya pelindungan yang sedang berlaku yang dapat diperpanjang.")
    kind = ProtectionKind(protection.kind)
    if kind not in EXTENDABLE:
        _, words, article, rule = LONGEST[kind]
        raise Denied(
            f"Pelindungan kepolisian tidak diperpanjang: paling lama {words} ({article})."
            " Lanjutkan dengan perintah pengadilan atau LPSK.",
            rule=rule,
        )


def check_extend(protection: Protection, ends: date, *, until: date) -> None:
    """A court's order or restriction, or LPSK's protection, can be given once more, within bounds."""
    check_extendable(protection)
    kind = ProtectionKind(protection.kind)
    if ends <= until:
        raise Denied("Tanggal berakhir yang baru harus sesudah yang sekarang.", rule="R07")
    if ends - until > FARTHEST:
        raise Denied("Hari terakhir yang baru terlalu jauh. Periksa tahunnya.", rule="R07")
    longest = LONGEST.get(kind)
    if longest and ends - until > longest[0]:
        raise Denied(f"Sekali perpanjangan paling lama {longest[1]} ({longest[2]}).", rule=longest[3])
    whole = TWICE.get(kind)
    if whole and protection.starts_date and ends - protection.starts_date > whole[0]:
        raise Denied(f"Seluruhnya paling lama {whole[1]} ({whole[2]}).", rule=whole[3])


def check_drop(actor: Actor, case: Case, protection: Protection) -> None:
    """Saying that a protection is not needed is for the manager or the supervisor, with a reason."""
    reach.check_within(
        actor, case, Permission.CASE_MANAGE,
        "Hanya manajer kasus atau supervisor yang menyatakan pelindungan tidak diperlukan.",
    )  # fmt: skip
    reach.check_known(actor, case)
    check_step(protection, ProtectionStatus.NOT_NEEDED)


def check_danger_over(case: Case, protection: Protection) -> None:
    """What the police must give in immediate danger is not waved away while the danger is said to be there (R05)."""
    if protection.kind == ProtectionKind.POLICE_DOMESTIC and case.danger_now:
        raise Denied(
            "Kasus ini masih tercatat dalam bahaya sekarang. Pelindungan kepolisian tetap dimintakan (UU 23/2004 Pasal 16).",
            rule="R05",
        )
