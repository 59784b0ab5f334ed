"""What may refuse a change of a cohort, or an import."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.cadres.models import Cadre, Cohort, Import, Trainee
from tuntas.cadres.policies import registry
from tuntas.cadres.states import CallStatus, ImportStatus
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.letters.models import Letter
from tuntas.letters.states import LetterStatus

MOST_DAYS = 14


def check_edit(actor: Actor, cohort: Cohort) -> None:
    """Only the agency that trains. Raises Denied."""
    registry.check_keep(actor, cohort.agency)


def check_days(days: Collection[date], *, year: int) -> None:
    """Some days, all of the cohort's year. Raises Denied."""
    if not 1 <= len(days) <= MOST_DAYS:
        raise Denied(f"Pelatihan berlangsung 1 sampai {MOST_DAYS} hari.")
    if any(day.year != year for day in days):
        raise Denied("Hari pelatihan tidak berada di tahun angkatan itu.")


def check_name(cohort: Cohort) -> None:
    """One name in a year. Raises Denied."""
    if Cohort.objects.filter(agency=cohort.agency, name=cohort.name, year=cohort.year).exclude(pk=cohort.pk).exists():
        raise Denied("Angkatan dengan nama dan tahun itu sudah ada.")


def check_join(cohort: Cohort, cadre: Cadre) -> None:
    """Of the area in which the agency trains, once. Raises Denied."""
    if not cadre.area_path.startswith(cohort.area_path):
        raise Denied("Kader ini bertugas di luar wilayah angkatan.")
    if Trainee.objects.filter(cohort=cohort, cadre=cadre).exists():
        raise Denied("Kader ini sudah tercatat di angkatan ini.")


def check_over(cohort: Cohort, *, today: date) -> None:
    """Nobody is certified before the last day of the training. Raises Denied."""
    last = cohort.days.order_by("-date").values_list("date", flat=True).first()
    if last is None or last > today:
        raise Denied("Sertifikat diterbitkan setelah hari pelatihan yang terakhir.")


def check_came(days: Collection[date], *, today: date) -> None:
    """Nobody was there on a day that has not come. Raises Denied."""
    if any(day > today for day in days):
        raise Denied("Kehadiran dicatat pada hari pelatihan atau sesudahnya.")


def check_still_certified(row: Trainee, came: Collection[UUID]) -> None:
    """Who holds a certificate that counts was there; whoever finds otherwise voids it first. Raises Denied."""
    held = row.letter is not None and row.letter.status == LetterStatus.ISSUED
    if held and row.attended.exclude(day__in=came).exists():
        raise Denied("Sertifikat peserta ini sudah diterbitkan. Batalkan suratnya dulu, baru kehadirannya diubah.")


def check_any(found: Collection[object]) -> None:
    """Something to print. Raises Denied."""
    if not found:
        raise Denied("Belum ada sertifikat angkatan ini yang dapat dicetak.")


def check_certify(trainee: Trainee, *, today: date) -> None:
    """Who was trained, once, when the training is over. Raises Denied."""
    check_over(trainee.cohort, today=today)
    if trainee.letter_id is not None:
        raise InvalidTransition("Sertifikat peserta ini sudah diterbitkan.")
    if not Trainee.objects.filter(pk=trainee.pk).trained().exists():
        raise Denied("Sertifikat diterbitkan bagi peserta yang hadir pada setiap hari pelatihan.")


def certificate_of(trainee: Trainee) -> Letter:
    """The certificate that was issued. Raises Denied."""
    if trainee.letter is None:
        raise Denied("Sertifikat peserta ini belum diterbitkan.")
    return trainee.letter


def check_refreshed(cohort: Cohort, on: date, *, today: date) -> None:
    """Held, and not before the training. Raises Denied."""
    first = cohort.days.order_by("date").values_list("date", flat=True).first()
    if on > today:
        raise Denied("Tanggal penyegaran belum tiba.")
    if first is not None and on <= first:
        raise Denied("Penyegaran dilakukan sesudah pelatihan.")


def check_file_new(agency_id: UUID, sha256: bytes) -> None:
    """Nobody imports a file twice. Raises Denied."""
    before = Import.objects.filter(agency=agency_id, sha256=sha256, status=ImportStatus.APPLIED).first()
    if before is not None and before.applied_at is not None:
        raise Denied(f"Berkas yang sama sudah diimpor pada {before.applied_at:%d-%m-%Y}.")


def check_apply(found: Import) -> None:
    """Read, and nothing wrong in it: a register is taken over whole or not at all. Raises Denied."""
    if found.status == ImportStatus.READ and found.wrong:
        raise Denied(f"Ada {found.wrong} baris yang perlu diperbaiki. Perbaiki berkasnya, lalu unggah lagi.")


def check_undo(found: Import) -> None:
    """While nothing depends on what came in. Raises Denied, and says what keeps it."""
    if found.status != ImportStatus.APPLIED:
        raise InvalidTransition("Hanya impor yang sudah dilakukan dapat dibatalkan.")
    cadres, joined = Cadre.objects.filter(source=found), Trainee.objects.filter(source=found)
    kept = {
        "mempunyai kegiatan": cadres.filter(activities__isnull=False),
        "mempunyai cuti": cadres.filter(leaves__isnull=False),
        "sudah dihubungi": cadres.filter(calls__isnull=False).exclude(calls__status=CallStatus.OPEN),
        "mempunyai kunjungan, permintaan bantuan, atau tugas": cadres.filter(visits__isnull=False)
        | cadres.filter(helps__isnull=False)
        | cadres.filter(tasks__isnull=False),
        "mempunyai akun": cadres.filter(user__isnull=False),
        "sudah dicatat berhenti": cadres.filter(left_date__isnull=False),
        "mengikuti angkatan lain": cadres.filter(trainings__isnull=False).exclude(trainings__source=found),
        "mempunyai kehadiran atau nilai": joined.filter(attended__isnull=False)
        | joined.filter(pre_score__isnull=False)
        | joined.filter(post_score__isnull=False)
        | joined.filter(letter__isnull=False),
    }
    said = [f"{number} kader {what}" for what, rows in kept.items() if (number := rows.distinct().count())]
    if said:
        raise Denied(f"Impor ini tidak dapat dibatalkan lagi: {'; '.join(said)}.")
