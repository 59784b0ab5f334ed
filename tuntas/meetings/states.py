"""What meetings, attendance and follow-up actions can be."""

from django.db.models import TextChoices

from tuntas.core.policies import check_step


class MeetingKind(TextChoices):
    """What people come together for."""

    COORDINATION = "coordination", "Rapat koordinasi"
    FGD = "fgd", "FGD"
    OUTREACH_EDUCATION = "outreach_education", "Sosialisasi"
    TRAINING = "training", "Pelatihan"
    ELECTION = "election", "Pemilihan pengurus"
    FOLLOW_UP = "follow_up", "Rapat tindak lanjut"


class Topic(TextChoices):
    """What a sosialisasi is about."""

    CHILD_RIGHTS = "child_rights", "Hak anak"
    REPORTING = "reporting", "Cara dan tempat melapor"
    TRAFFICKING = "trafficking", "Perdagangan orang (TPPO)"
    ONLINE_EXPLOITATION = "online_exploitation", "Eksploitasi anak di internet"
    DOMESTIC_VIOLENCE = "domestic_violence", "Kekerasan dalam rumah tangga"
    SEXUAL_VIOLENCE = "sexual_violence", "Kekerasan seksual"


class MeetingStatus(TextChoices):
    """PLANNED and HELD are open and have a keeping duty: hold it or call it off; write and settle the minutes."""

    PLANNED = "planned", "Direncanakan"
    HELD = "held", "Sudah berlangsung, notulen belum ditetapkan"
    CLOSED = "closed", "Notulen ditetapkan"
    CANCELLED = "cancelled", "Dibatalkan"


PRESENT = 2  # a meeting of fewer is no meeting; one without a list of who came was not shown to have been
OPEN_MEETINGS = frozenset({MeetingStatus.PLANNED, MeetingStatus.HELD})
HAPPENED = frozenset({MeetingStatus.HELD, MeetingStatus.CLOSED})
MEETING_TRANSITIONS: dict[MeetingStatus, set[MeetingStatus]] = {
    MeetingStatus.PLANNED: {MeetingStatus.HELD, MeetingStatus.CANCELLED},
    MeetingStatus.HELD: {MeetingStatus.CLOSED},
    MeetingStatus.CLOSED: set(),
    MeetingStatus.CANCELLED: set(),
}


def check_meeting_transition(current: str, new: MeetingStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(MEETING_TRANSITIONS, current, new, "Pertemuan berstatus “{old}” tidak dapat menjadi “{new}”.")


class ActionStatus(TextChoices):
    """A follow-up action. OPEN is owed by its institution, REPORTED waits for the chair: both have a keeping duty."""

    OPEN = "open", "Dikerjakan"
    REPORTED = "reported", "Dilaporkan selesai, menunggu ketua pertemuan"
    CLOSED = "closed", "Selesai"
    DROPPED = "dropped", "Dihentikan oleh ketua pertemuan"


OPEN_ACTIONS = frozenset({ActionStatus.OPEN, ActionStatus.REPORTED})
ACTION_TRANSITIONS: dict[ActionStatus, set[ActionStatus]] = {
    ActionStatus.OPEN: {ActionStatus.REPORTED, ActionStatus.DROPPED},
    ActionStatus.REPORTED: {ActionStatus.OPEN, ActionStatus.CLOSED, ActionStatus.DROPPED},
    ActionStatus.CLOSED: set(),
    ActionStatus.DROPPED: set(),
}


def check_action_transition(current: str, new: ActionStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(ACTION_TRANSITIONS, current, new, "Tindak lanjut berstatus “{old}” tidak dapat menjadi “{new}”.")


class Via(TextChoices):
    """How somebody's presence was noted: by themselves with the code of the room, or by the secretariat."""

    ROOM = "room", "Lewat QR di ruangan"
    FIXED = "fixed", "Lewat QR, kode tetap"
    HAND = "hand", "Ditulis sekretariat"
    LIST = "list", "Ditulis sekretariat dari kertas"
    QR = "qr", "Lewat QR, tanpa kode ruangan"  # written down before there was a code of the room


BY_SECRETARIAT = frozenset({Via.HAND, Via.LIST})


class Sex(TextChoices):
    """For the counts of a meeting; nobody has to say."""

    FEMALE = "female", "Perempuan"
    MALE = "male", "Laki-laki"
    NOT_SAID = "not_said", "Tidak disebutkan"


class Paper(TextChoices):
    """What is printed of a meeting; the value stands in its address."""

    TO_SIGN = "daftar-hadir-kosong", "Daftar hadir untuk ditandatangani"
    PRESENT = "daftar-hadir", "Daftar hadir yang terisi"
    MINUTES = "notulen", "Notulen"
    OFFICIAL_RECORD = "berita-acara", "Berita acara"
