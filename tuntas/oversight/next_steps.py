"""What is said of a body, each thing that is missing with the page on which it is put right."""

from collections.abc import Iterator

from django.urls import reverse

from tuntas.bodies.models import Body
from tuntas.oversight.states import Health
from tuntas.oversight.verdict import Reason, Verdict

_MEETINGS = ("meetings:of_body", "Pertemuan kelompok ini")
_MEMBERS = ("bodies:members", "Anggota")
# Code of a reason → page of the body, in words.
_PAGES = {
    "not_met": _MEETINGS, "without_list": _MEETINGS, "few_came": _MEETINGS, "minutes_late": _MEETINGS, "written_late": _MEETINGS,
    "meetings_moved": _MEETINGS, "one_member": _MEMBERS, "no_members": _MEMBERS,
    "no_chair": _MEMBERS, "empty_seats": _MEMBERS, "no_decree": ("bodies:decrees", "SK"),
}  # fmt: skip


def said(verdict: Verdict, body: Body, *, links: bool) -> Iterator[tuple[Reason, str, str]]:
    """Each reason, with address and words of a page. `links`: the reader sees the body, and the quarter is not over."""
    for reason in verdict.reasons:
        yield (reason, *(_page(reason, body) if links else ("", "")))


def revival(verdict: Verdict, body: Body, *, links: bool) -> str:
    """Where a body that does not run is brought back step by step; empty for all others."""
    return reverse("bodies:paths", args=[body.pk]) if links and verdict.health is Health.NOT_RUNNING else ""


def _page(reason: Reason, body: Body) -> tuple[str, str]:
    if reason.good is not False:
        return "", ""
    if reason.code == "late_actions":
        return f"{reverse('meetings:actions')}?kelompok={body.pk}&status=late", "Tindak lanjut yang lewat tenggat"
    if reason.code == "actions_moved":
        return f"{reverse('meetings:actions')}?kelompok={body.pk}", "Tindak lanjut kelompok ini"
    name, words = _PAGES.get(reason.code, ("", ""))
    return (reverse(name, args=[body.pk]), words) if name else ("", "")
