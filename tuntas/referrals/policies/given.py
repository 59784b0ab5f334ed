"""Refusals of answers that say too little, whoever gives them."""

from datetime import date, timedelta
from typing import TypeVar

from tuntas.core.errors import Denied
from tuntas.referrals.models import Referral
from tuntas.referrals.states import AnsweredBy, DeclineReason, Result, Status
from tuntas.referrals.states import check_transition as check_step

T = TypeVar("T")
# What lies further ahead is no answer to a need of now.
LATEST = timedelta(days=90)
# It may have begun on a call, before the letter; not long before.
BEFORE = timedelta(days=30)


def check_answer(result: Result, result_date: date | None, text: str, *, since: date, on: date) -> None:
    """Done and scheduled have their day, about when it was asked for (`since`); what was not possible has its reason."""
    if result in {Result.DONE, Result.PARTLY}:
        if result_date is not None and result_date < since - BEFORE:
            raise Denied("Tanggal layanan jauh sebelum rujukan ini dibuat. Periksa tanggalnya.", rule="R20")
        if result_date is None or result_date > on:
            raise Denied("Isi tanggal layanan diberikan: hari ini atau sebelumnya.", rule="R20")
    elif result is Result.SCHEDULED:
        if result_date is None or result_date < on:
            raise Denied("Isi tanggal layanan dijadwalkan: hari ini atau sesudahnya.", rule="R20")
        if result_date > on + LATEST:
            raise Denied(
                "Jadwal paling jauh 90 hari. Bila lebih lama, jawab “tidak dapat diberikan” dengan alasannya, supaya pengirim"
                " mencari jalan lain.",
                rule="R20",
            )
    elif not text.strip():
        raise Denied(
            "Tuliskan apa yang membuatnya tidak dapat diberikan, supaya pengirim mencari jalan lain.", rule="R20"
        )


def check_slip(way: AnsweredBy, answerer: str) -> None:
    """Who said it, in which position; and only ways by which an officer of ours has heard it."""
    if way not in {AnsweredBy.SLIP, AnsweredBy.PHONE}:
        raise Denied("Pilih bagaimana jawaban diterima: slip kertas atau telepon.")
    if not answerer.strip():
        raise Denied("Tuliskan siapa yang menjawab dan jabatannya.")


def decline_reason(value: str) -> DeclineReason:
    """The reason of a refusal. Raises Denied when there is none."""
    if value not in DeclineReason.values:
        raise Denied("Pilih alasan tidak menerima.")
    return DeclineReason(value)


def present(value: T | None) -> T:
    """The answer. Raises Denied when there is none."""
    if value is None:
        raise Denied("Hasilnya belum diisi.")
    return value


def check_transition(referral: Referral, status: Status) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(referral.status, status)
