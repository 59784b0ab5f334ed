"""Whether a body runs, and why: from facts alone. The sentences are what a camat reads aloud in a meeting."""

from dataclasses import dataclass
from datetime import timedelta

from tuntas.core.marks import length
from tuntas.meetings.members import Came
from tuntas.oversight.acted import Actions
from tuntas.oversight.facts import SMALL, Facts
from tuntas.oversight.moves import AGAIN
from tuntas.oversight.states import Health
from tuntas.oversight.words import day

# Four of five in time is what a group that works reaches with ordinary holidays and illness; a local choice, not law.
IN_TIME = 0.8


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for or against, as a sentence. `good` None: told, and weighs nothing."""

    code: str
    text: str
    good: bool | None = None


@dataclass(frozen=True)
class Verdict:
    """What is said of a body for a quarter."""

    health: Health
    reasons: tuple[Reason, ...]

    @property
    def worst(self) -> str:
        """The sentence a list has room for."""
        ordered = sorted(self.reasons, key=lambda each: {False: 0, True: 1, None: 2}[each.good])
        return ordered[0].text if ordered else ""

    @property
    def more(self) -> int:
        """How many other things are missing."""
        return max(sum(each.good is False for each in self.reasons) - 1, 0)


def judge(facts: Facts) -> Verdict:
    """Derive the state (R34): no meeting and nothing done is not running; anything that is missing makes it weak.

    The number of reports never decides: only whether what was owed on them was done in time, and only downwards.
    """
    reasons = [_met(facts), *_attended(facts), *_minutes(facts), *_acted(facts), *_moved(facts), *_members(facts)]
    reasons += _decree(facts)
    reasons += [*_received(facts), *_dissolved(facts), *_replaced(facts)]
    bad = [each for each in reasons if each.good is False]
    if not facts.meetings_in_window:
        if facts.young:
            health = Health.NEW
        else:
            worked = facts.actions.in_time + facts.actions.late
            health = Health.WEAK if worked else Health.NOT_RUNNING
    else:
        health = Health.WEAK if bad else Health.RUNNING
    return Verdict(health, tuple(reasons))


def _good(code: str, text: str) -> Reason:
    return Reason(code, text, good=True)


def _bad(code: str, text: str) -> Reason:
    return Reason(code, text, good=False)


def _told(code: str, text: str) -> Reason:
    return Reason(code, text)


def _met(facts: Facts) -> Reason:
    months = facts.body.kind.meets_every_months
    if facts.meetings_in_window:
        times = (
            f"{facts.meetings} pertemuan dalam triwulan ini" if facts.meetings else "Belum bertemu dalam triwulan ini"
        )
        last = f", terakhir {day(facts.last_meeting)}" if facts.last_meeting else ""
        return _good("met", f"{times}{last} (sasaran: sekali dalam {months} bulan).")
    if facts.young:
        return _told("young", f"Dibentuk {day(facts.body.founded_date)}; pertemuan pertamanya belum lewat waktu.")
    since = f"sejak {day(facts.window_from)}"
    return _bad("not_met", f"Tidak ada pertemuan dengan daftar hadir {since} (sasaran: sekali dalam {months} bulan).")


def _replaced(facts: Facts) -> list[Reason]:
    """Dissolved and founded anew it is no new body: whoever reads is told."""
    if facts.replaces is None:
        return []
    on, name = facts.replaces
    return [_told("replaces", f"Menggantikan {name}, yang dibubarkan {day(on)}.")]


def _dissolved(facts: Facts) -> list[Reason]:
    on = facts.body.dissolved_date
    return [_told("dissolved", f"Dibubarkan {day(on)}.")] if on and on < facts.span.until else []


def _attended(facts: Facts) -> list[Reason]:
    found = []
    if facts.without_list:
        text = f"{facts.without_list} pertemuan tidak dihitung: kurang dari dua nama di daftar hadirnya."
        found.append(_bad("without_list", text))
    if facts.meetings_in_window and not facts.in_time:
        text = "Semua pertemuannya baru dicatat lebih dari 14 hari setelah berlangsung."
        found.append(_bad("written_late", text))
    elif facts.written_late:
        text = f"{facts.written_late} pertemuan baru dicatat lebih dari 14 hari setelah berlangsung."
        found.append(_told("written_late", text))
    if facts.came is not None and facts.seats:
        found.append(_members_came(facts.came))
    return found + _own_names(facts)


def _own_names(facts: Facts) -> list[Reason]:
    """How many names were written by those who came: a figure, which weighs nothing."""
    found, meetings = [], facts.meetings_in_window
    if facts.own:
        text = f"{facts.own} dari {facts.names} nama di daftar hadir dicatat sendiri oleh pesertanya lewat QR."
        found.append(_told("own_names", text))
    if facts.by_hand:
        where = "S" if facts.by_hand == meetings else f"Di {facts.by_hand} dari {meetings} pertemuan s"
        found.append(_told("by_hand", f"{where}emua nama di daftar hadir ditulis sekretariat, tidak lewat QR."))
    if facts.signed:
        text = f"Daftar hadir bertanda tangan diunggah untuk {facts.signed} dari {meetings} pertemuan."
        found.append(_told("signed", text))
    return found


def _members_came(came: Came) -> Reason:
    """Members count; whoever else was there is named apart and weighs nothing."""
    guests = f"; selain itu {len(came.guests)} lembaga tamu." if came.guests else "."
    if not came.of:
        return _bad("few_came", f"Pada hari pertemuannya belum ada lembaga anggota{guests}")
    if came.of == 1:
        return _bad("one_member", f"Anggotanya hanya satu lembaga; kelompok mempertemukan beberapa lembaga{guests}")
    text = f"Paling banyak {came.members} dari {came.of} lembaga anggota hadir dalam satu pertemuan{guests}"
    return Reason("attended" if came.half else "few_came", text, good=came.half)


def _minutes(facts: Facts) -> list[Reason]:
    if not facts.minutes_late:
        return []
    return [_bad("minutes_late", f"{facts.minutes_late} notulen belum ditetapkan dan lewat tenggat.")]


def _acted(facts: Facts) -> list[Reason]:
    actions = facts.actions
    found = []
    if actions.due:
        enough = actions.in_time >= IN_TIME * actions.due and not actions.overdue
        text = f"{actions.in_time} dari {actions.due} tindak lanjut tepat waktu"
        text += f", {actions.overdue} belum dikerjakan dan lewat tenggat." if actions.overdue else "."
        found.append(Reason("acted" if enough else "late_actions", text, good=enough))
    elif facts.meetings_in_window:
        text = "Tidak ada tindak lanjut yang jatuh tempo dalam triwulan ini"
        if actions.nearest is not None:
            text += f"; {actions.ahead} yang terbuka jatuh tempo kemudian, paling awal {day(actions.nearest)}"
        found.append(_told("nothing_due", f"{text}."))
    return found + _escaped(actions)


def _escaped(actions: Actions) -> list[Reason]:
    """Whoever takes most of what was promised off the table, or moves it away before its day, has not done it."""
    gone = actions.dropped + actions.put_off
    say = _bad if gone > actions.due else _told
    found = []
    if actions.dropped:
        found.append(say("dropped", f"{actions.dropped} tindak lanjut dihentikan oleh ketua pertemuan."))
    if actions.put_off:
        found.append(say("put_off", f"{actions.put_off} tindak lanjut diundur dari triwulan ini sebelum jatuh tempo."))
    return found


def _moved(facts: Facts) -> list[Reason]:
    """A body that only moves its dates is told so: more moved again and again than done, or no meeting but its new days."""
    found, actions, meetings, cancelled = [], facts.moved.actions, facts.moved.meetings, facts.moved.cancelled
    # Moved once and out of the quarter is told already.
    if actions.times > facts.actions.put_off or actions.again:
        text = f"Tenggat {actions.things} tindak lanjut diundur {actions.times} kali dalam triwulan ini."
        found.append(Reason("actions_moved", text, good=False if actions.again > facts.actions.in_time else None))
    said = [f"diundur {meetings.times} kali"] * bool(meetings.times) + [f"dibatalkan {cancelled} kali"] * bool(
        cancelled
    )
    if said:
        only = not facts.meetings and meetings.times + cancelled >= AGAIN
        text = f"Rencana pertemuan {' dan '.join(said)} dalam triwulan ini{', tanpa satu pertemuan pun' * only}."
        found.append(Reason("meetings_moved", text, good=False if only else None))
    return found


def _members(facts: Facts) -> list[Reason]:
    if not facts.seats:
        return [_bad("no_members", "Belum ada lembaga anggota.")]
    found = []
    if not facts.chair:
        found.append(_bad("no_chair", "Tidak ada ketua yang menjabat."))
    empty = facts.seats - facts.held_seats
    if empty * 2 > facts.seats:
        text = f"{empty} dari {facts.seats} kursi tidak ada wakilnya."
        found.append(_bad("empty_seats", text))
    return found


def _decree(facts: Facts) -> list[Reason]:
    if not facts.needs_decree:
        return []
    if not facts.has_decree:
        return [_bad("no_decree", "Tidak ada SK yang berlaku.")]
    until = f" sampai {day(facts.decree_until - timedelta(days=1))}" if facts.decree_until else ""
    return [_good("decree", f"SK berlaku{until}.")]


def _received(facts: Facts) -> list[Reason]:
    """How fast, never how many: few reports are no good mark and many no bad one."""
    intake = facts.intake
    if intake is None or not intake.due:
        return []
    enough = intake.in_time >= IN_TIME * intake.due
    if intake.due < SMALL:
        share = "semua tepat waktu" if intake.in_time == intake.due else "ada yang lewat tenggat"
        text = f"Kewajiban atas laporan yang masuk ke sekretariat: kurang dari {SMALL}, {share}."
    else:
        text = f"{intake.in_time} dari {intake.due} kewajiban atas laporan di sekretariat tepat waktu"
        text += f"; tindak lanjut pertama, nilai tengah {length(intake.median)}." if intake.median else "."
    return [Reason("received" if enough else "slow_reports", text, good=enough)]
