"""When a step of a guided path is done: by what the records show, where they can show it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.bodies.models import Body, Decree, Holder, Officer, Path, PathStep, Seat, TaskLine
from tuntas.bodies.policies import bodies as policies
from tuntas.bodies.states import Office, PathKind, SeatRole, TaskStatus
from tuntas.bodies.steps import LAST, REVIEW_AFTER, STEPS, StepKind
from tuntas.core.errors import Denied

Check = Callable[[Path, date, date], None]  # path, today, the day on which the step is said to have happened


def check_start(actor: Actor, kind: PathKind, *, body: Body | None, area: Area, agency: Agency, at: datetime) -> None:
    """One path of a kind at a time; a UPTD PPA is formed by a regency, city or province that has none."""
    policies.check_keep(actor, agency)
    if body is not None:
        policies.check_not_dissolved(body)
    if Path.objects.filter(kind=kind, area=area, body=body, is_open=True).exists():
        raise Denied("Jalur ini sudah berjalan. Lanjutkan yang sudah ada.")
    if kind is PathKind.REACTIVATION:
        return
    if area.level not in {Level.PROVINCE, Level.REGENCY}:
        raise Denied("UPTD PPA dibentuk oleh provinsi, kabupaten, atau kota.")
    if not area.path.startswith(agency.area_path):
        raise Denied(f"{agency.short_name} tidak bertugas di {area.full_name}.")
    if _uptd(area.path, agency.today(at)) is not None:
        raise Denied(f"{area.full_name} sudah mempunyai UPTD PPA.")


def check_work(actor: Actor, path: Path) -> None:
    """The agency that carries the path works on it, while it is open."""
    policies.check_keep(actor, path.agency)
    if not path.is_open:
        raise Denied(f"Jalur ini sudah berakhir ({path.get_status_display().lower()}).")


def check_reopen(actor: Actor, path: Path, step: PathStep) -> None:
    """A step that was written down wrongly is done again, while no step that comes after it by law is done."""
    check_work(actor, path)
    if step.done_at is None:
        raise Denied("Langkah ini belum dicatat selesai.")
    for later in path.steps.filter(done_at__isnull=False).order_by("position"):
        kind = STEPS[PathKind(path.kind), later.code]
        if step.code in kind.after:
            raise Denied(f"“{kind.title}” sudah dicatat sesudah langkah ini. Buka lagi langkah itu dulu.")


def check_done(path: Path, step: PathStep, *, done_date: date, document: str, at: datetime) -> None:
    """What a step says has happened."""
    kind = STEPS[PathKind(path.kind), step.code]
    today = path.agency.today(at)
    if step.done_at is not None:
        raise Denied("Langkah ini sudah dicatat selesai.")
    if done_date > today:
        raise Denied("Tanggalnya belum tiba. Catat setelah langkah ini selesai.")
    if kind.document and not document:
        raise Denied(f"Tulis nomor atau nama dokumennya: {kind.document.lower()}.")
    _check_order(path, kind, done_date)
    last = step.code == LAST[PathKind(path.kind)]
    if last:
        _check_none_missing(path, step)
    if check := shows.get(step.code):
        check(path, today, done_date)
    if last:
        _check_still_there(path, today)


def _check_order(path: Path, kind: StepKind, done_date: date) -> None:
    """What the law asks for first has happened first."""
    for before in path.steps.filter(code__in=kind.after).order_by("position"):
        title = STEPS[PathKind(path.kind), before.code].title
        if before.done_date is None:
            raise Denied(f"Menurut hukum langkah ini sesudah “{title}”. Catat dulu langkah itu.")
        if done_date < before.done_date:
            raise Denied(f"“{title}” baru selesai {before.done_date:%d-%m-%Y}; langkah ini tidak dapat sebelum itu.")


def _check_none_missing(path: Path, last: PathStep) -> None:
    missing = path.steps.filter(done_at__isnull=True).exclude(pk=last.pk).order_by("position").first()
    if missing is not None:
        title = STEPS[PathKind(path.kind), missing.code].title
        raise Denied(f"Langkah ini yang terakhir. Selesaikan dulu: {title}.")


def _check_still_there(path: Path, today: date) -> None:
    """What was done months ago may have ended meanwhile: a path does not end well on a decree that has run out."""
    for step in path.steps.filter(done_date__isnull=False, code__in=shows).order_by("position"):
        assert step.done_date is not None  # asked for
        try:
            shows[step.code](path, today, step.done_date)
        except Denied as gone:
            title = STEPS[PathKind(path.kind), step.code].title
            raise Denied(f"Langkah “{title}” tidak terlihat lagi di catatan. {gone.sentence}") from gone


def _members(path: Path, today: date, _on: date) -> None:
    held = Holder.objects.current(today).filter(seat__body=path.body, substitute=False)
    seats = Seat.objects.current(today).filter(pk__in=held.values("seat"))
    roles = list(seats.values_list("role", flat=True))
    if len(roles) < 3:
        raise Denied(f"Baru {len(roles)} kursi yang ada wakilnya. Catat paling sedikit tiga.")
    elected = Officer.objects.current(today).filter(body=path.body, office=Office.CHAIR)
    if not {SeatRole.CHAIR, SeatRole.DAILY_CHAIR} & set(roles) and not elected.exists():
        raise Denied("Belum ada ketua. Catat kursi ketua dan wakilnya.")


def _decree(path: Path, today: date, _on: date) -> None:
    if not Decree.objects.in_force(today).filter(body=path.body, recorded_at__gte=path.started_at).exists():
        raise Denied("Belum ada SK baru yang berlaku hari ini. Catat SK-nya dulu.")


def _contacts(path: Path, today: date, _on: date) -> None:
    agency = path.body.agency if path.body else path.agency
    if not agency.public_contacts.verified(today).exists():
        raise Denied(f"Belum ada kontak {agency.short_name} yang diverifikasi dalam 12 bulan terakhir.")
    if not agency.open_always and not agency.hours.exists():
        raise Denied(f"Jam buka {agency.short_name} belum dicatat.")


def _tasks(path: Path, _today: date, _on: date) -> None:
    if not TaskLine.objects.filter(body=path.body, status=TaskStatus.IN_FORCE).exists():
        raise Denied("Belum ada pembagian tugas yang berlaku. Usulkan, lalu minta lembaganya menjawab.")


def _review(path: Path, today: date, on: date) -> None:
    trained = path.steps.filter(code="training").values_list("done_date", flat=True)[0]
    first = (trained or today) + timedelta(days=REVIEW_AFTER)
    if on < first:
        raise Denied(f"Tinjauan dilakukan {REVIEW_AFTER} hari setelah pelatihan, mulai {first:%d-%m-%Y}.")


def _opening(path: Path, today: date, _on: date) -> None:
    unit = _uptd(path.area_path, today)
    if unit is None:
        raise Denied("UPTD PPA belum tercatat sebagai lembaga di wilayah ini.")
    if not ReceivingUnit.objects.in_force(today).filter(agency=unit).exists():
        raise Denied(f"{unit.short_name} belum menjadi unit penerima laporan.")


def _uptd(path: str, today: date) -> Agency | None:
    rows = Agency.objects.open_on(today).filter(kind=AgencyKind.UPTD_PPA, area_path=path)
    return rows.order_by("name").first()


# Step → what shows it; silent or Denied. Higher apps add what only they know, in ready().
shows: dict[str, Check] = {
    "members": _members,
    "decree": _decree,
    "contacts": _contacts,
    "tasks": _tasks,
    "review": _review,
    "opening": _opening,
}
