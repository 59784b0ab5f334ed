"""Refusals about reports offered to another unit or authority."""

from datetime import date, datetime

from django.db.models import QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.agencies.models import Agency
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake import ownership
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.policies.reach import check_within, works_at
from tuntas.intake.policies.triage import grave_rule, weighs
from tuntas.intake.states import ForwardingStatus, Status, check_forwarding_transition, check_transition
from tuntas.obligations.models import Wall


def receivers(report: Report, *, on: date) -> "QuerySet[Agency]":
    """Agencies a report may be offered to: open, not its owner, not behind its wall."""
    return Agency.objects.open_on(on).exclude(pk=report.agency_id).exclude(pk__in=ownership.behind_wall(report.pk))


def check_forward(actor: Actor, report: Report) -> None:
    """Offering a report to somebody else."""
    check_within(
        actor, report, Permission.REPORT_FORWARD, "Laporan hanya diteruskan oleh petugas lembaga yang memegangnya."
    )
    if report.status == Status.FORWARDED:
        raise InvalidTransition("Laporan ini sedang diteruskan. Ambil kembali dulu untuk meneruskan ke lembaga lain.")
    check_transition(report.status, Status.FORWARDED)


def check_receiver(report: Report, receiver: Agency, *, on: date) -> None:
    """The sentence does not say why somebody cannot be chosen."""
    if not receivers(report, on=on).filter(pk=receiver.pk).exists():
        raise Denied("Lembaga ini tidak dapat dipilih untuk laporan ini. Pilih lembaga lain.")


def check_share_identity(actor: Actor, report: Report) -> None:
    """Names are passed on only by somebody who may see them."""
    check_within(
        actor, report, Permission.REPORT_IDENTITY, "Identitas hanya dibagikan oleh petugas yang boleh melihatnya."
    )


def check_draft(actor: Actor, report: Report) -> None:
    """A draft of what is shared is made from the story."""
    check_within(actor, report, Permission.REPORT_READ, "Isi laporan hanya dibaca oleh petugas yang menanganinya.")


def check_acknowledge(actor: Actor, forwarding: Forwarding) -> None:
    """The receiver says that it has arrived."""
    check_receiver_side(actor, forwarding)
    check_forwarding_transition(forwarding.status, ForwardingStatus.ACKNOWLEDGED)


def check_answer(actor: Actor, forwarding: Forwarding, status: ForwardingStatus = ForwardingStatus.ACCEPTED) -> None:
    """The receiver accepts or declines; nobody accepts what they themselves have sent, from another desk of theirs."""
    check_receiver_side(actor, forwarding)
    check_forwarding_transition(forwarding.status, status)
    if status is ForwardingStatus.ACCEPTED and actor.id == forwarding.sent_by_id:
        raise Denied("Terusan diterima oleh orang lain daripada yang mengirimnya.")
    report = forwarding.report
    if status is ForwardingStatus.ACCEPTED and ends_grave(forwarding) and works_at(actor, report.agency_id):
        raise Denied("Perlu orang kedua dari luar unit (kebijakan daerah).", rule=grave_rule(report.ever_types))


def ends_grave(forwarding: Forwarding) -> bool:
    """Whether accepting it ends here what ever was sexual violence or trafficking: the second person is from outside."""
    return not forwarding.receiver.receives_reports and bool(grave_rule(forwarding.report.ever_types))


def check_taken_over(forwarding: Forwarding, *, at: datetime) -> None:
    """With an agency that receives reports it becomes that agency's: somebody there must be able to work on it."""
    hidden = Wall.objects.hidden_users(forwarding.report_id, at=at)
    receiver = forwarding.receiver
    if receiver.receives_reports and not ownership.staffed(at, hidden=hidden, agency=receiver):
        raise Denied("Belum ada petugas penerima laporan di lembaga ini, sehingga laporan belum dapat dipindahkan.")


def check_take_back(actor: Actor, forwarding: Forwarding) -> None:
    """The sender takes back what was not accepted yet."""
    check_within(
        actor,
        forwarding.report,
        Permission.REPORT_FORWARD,
        "Terusan hanya diambil kembali oleh petugas lembaga pengirim.",
    )
    check_forwarding_transition(forwarding.status, ForwardingStatus.WITHDRAWN)


def check_record_answer(
    actor: Actor, forwarding: Forwarding, status: ForwardingStatus = ForwardingStatus.ACKNOWLEDGED
) -> None:
    """An officer of ours writes down what an agency without accounts has said."""
    check_within(
        actor,
        forwarding.report,
        Permission.REPORT_FORWARD,
        "Jawaban penerima hanya dicatat oleh petugas lembaga pengirim.",
    )
    if forwarding.receiver.uses_tuntas:
        raise Denied("Penerima ini menjawab sendiri di Tuntas.")
    check_forwarding_transition(forwarding.status, status)
    ends = status is ForwardingStatus.ACCEPTED and not forwarding.receiver.receives_reports
    # What is grave is not ended by recording it: that is proposed to somebody outside the unit.
    grave = ends_grave(forwarding)
    if ends and not grave and actor.id == forwarding.sent_by_id and weighs(forwarding.report):
        raise Denied(
            "Dengan ini laporan berakhir di sini. Untuk laporan seberat ini penerimaannya dicatat petugas lain, bukan"
            " yang meneruskannya."
        )


def check_receiver_side(actor: Actor, forwarding: Forwarding) -> None:
    """Whoever answers forwardings at the agency it was sent to."""
    if not reaches(
        actor,
        Permission.FORWARDING_ANSWER,
        agency_id=forwarding.receiver_id,
        area_path=forwarding.report.area_path,
    ):
        raise Denied("Terusan ini hanya dijawab oleh petugas lembaga penerima.")
