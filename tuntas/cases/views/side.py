"""The side navigation of a case: its sections in five groups, with what is late or due today marked in words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from tuntas.access.permissions import Permission
from tuntas.cases import kinds
from tuntas.obligations import kinds as obligation_kinds
from tuntas.obligations.models import Obligation

# Groups of sections: name of the address, words, and the permission that shows it.
GROUPS: tuple[tuple[str, tuple[tuple[str, str, Permission], ...]], ...] = (
    ("Ringkasan", (("detail", "Lini masa", Permission.CASE_VIEW), ("story", "Uraian", Permission.CASE_READ))),
    ("Orang dan kejadian", (
        ("parties", "Pihak", Permission.CASE_VIEW),
        ("incidents", "Kejadian", Permission.CASE_READ),
        ("screening", "Penapisan TPPO", Permission.CASE_READ),
        ("consents", "Persetujuan", Permission.CASE_READ),
    )),
    ("Keselamatan dan hukum", (
        ("risk", "Risiko", Permission.CASE_VIEW),
        ("protection", "Pelindungan", Permission.CASE_READ),
        ("legal", "Proses hukum", Permission.CASE_READ),
    )),
    ("Rencana dan layanan", (
        ("plan", "Asesmen dan rencana", Permission.CASE_READ),
        ("services", "Layanan", Permission.CASE_READ),
        ("referrals", "Rujukan", Permission.CASE_VIEW),
        ("cadre_tasks", "Tugas kader", Permission.CASE_WORK),
        ("clinical", "Catatan psikolog", Permission.CASE_CLINICAL),
    )),
    ("Pengelolaan kasus", (
        ("team", "Tim", Permission.CASE_VIEW),
        ("wall", "Pembatas akses", Permission.CASE_WALL),
        ("access", "Siapa melihat", Permission.CASE_VIEW),
        ("simfoni", "SIMFONI", Permission.SIMFONI_VIEW),
        ("close", "Terminasi", Permission.CASE_MANAGE),
    )),
)  # fmt: skip
# In which section a duty is done, by the page of its kind; those that keep the case itself stand under what they ask for.
PAGES = {
    "cases:risk": "risk", "cases:service": "services", "cases:plan_item": "plan", "cases:legal": "legal",
    "cases:protection": "protection", "cases:shelter": "protection", "cases:consents": "consents",
    "cases:screening_review": "screening", "cases:wall": "wall", "cases:break_glass": "access", "cases:clinical_request": "clinical",
    "cases:follow_up": "close", "referrals:detail": "referrals",
}  # fmt: skip
KINDS = {
    kinds.ASSESS.code: "plan",
    kinds.ASSESS_HIGH.code: "plan",
    kinds.PLAN.code: "plan",
}


@dataclass(frozen=True)
class Section:
    """One page of a case."""

    label: str
    url: str
    current: bool
    late: int = 0
    today: int = 0

    @property
    def due(self) -> str:
        """What is to be said beside it; most often nothing."""
        return f"{self.late} terlambat" if self.late else "hari ini" if self.today else ""


@dataclass(frozen=True)
class Group:
    """Sections that belong together."""

    title: str
    sections: tuple[Section, ...]

    @property
    def current(self) -> bool:
        """Whether one is in it now."""
        return any(section.current for section in self.sections)


@dataclass(frozen=True)
class Side:
    """All groups that somebody sees."""

    groups: tuple[Group, ...]

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    @property
    def here(self) -> Group | None:
        """The group in which one is."""
        return next((group for group in self.groups if group.current), None)

    @property
    def others(self) -> list[Group]:
        """All other groups."""
        return [group for group in self.groups if not group.current]

    @property
    def due(self) -> str:
        """What the others hold that is late, else what is due today."""
        found = [section for group in self.others for section in group.sections]
        late = sum(section.late for section in found)
        return (
            f"{late} terlambat" if late else "ada tenggat hari ini" if any(section.today for section in found) else ""
        )


def side(
    case_id: object,
    here: str,
    *,
    shown: Collection[Permission],
    owed: Collection[Obligation],
    at: datetime,
    zone: ZoneInfo,
) -> Side:
    """The groups with what may be seen. `owed`: duties of this case that this person sees. Asks the database nothing."""
    late, today = _counts(owed, at, zone)
    groups = []
    for title, sections in GROUPS:
        rows = tuple(
            Section(label, _url(name, case_id), name == here, late.get(name, 0), today.get(name, 0))
            for name, label, permission in sections
            if name == "detail" or permission in shown
        )
        if rows:
            groups.append(Group(title, rows))
    return Side(tuple(groups))


def permissions() -> frozenset[Permission]:
    """What decides which sections somebody sees."""
    return frozenset(permission for _, sections in GROUPS for _, _, permission in sections)


def _counts(owed: Collection[Obligation], at: datetime, zone: ZoneInfo) -> tuple[dict[str, int], dict[str, int]]:
    late: dict[str, int] = {}
    today: dict[str, int] = {}
    for duty in owed:
        name = _section_of(duty)
        if duty.due_at < at:
            late[name] = late.get(name, 0) + 1
        elif duty.due_at.astimezone(zone).date() == at.astimezone(zone).date():
            today[name] = today.get(name, 0) + 1
    return late, today


def _section_of(duty: Obligation) -> str:
    kind = obligation_kinds.find(duty.kind)
    return KINDS.get(duty.kind) or PAGES.get(kind.url_name if kind else "", "detail")


def _url(name: str, case_id: object) -> str:
    """The address of a section; referrals are another app's."""
    return reverse("referrals:of_case" if name == "referrals" else f"cases:{name}", args=[case_id])
