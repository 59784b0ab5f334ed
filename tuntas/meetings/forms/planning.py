"""Forms of planning: the plan itself, calling off, recording as held."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet

from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.bodies.models import Body, Election
from tuntas.core.form_fields import date_field, text_field, time_field
from tuntas.core.ids import uuid7
from tuntas.meetings.actions.meetings import MeetingData
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.meetings import TEACHES
from tuntas.meetings.states import MeetingKind, Topic


def villages_of(body: Body) -> "QuerySet[Area]":
    """Kelurahan and desa in the area of a body, by code: those of one kecamatan stand together."""
    return (
        Area.objects.current()
        .below(body.area_path)
        .filter(level=Level.VILLAGE)
        .select_related("parent")
        .order_by("code")
    )


class _Chairs(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class _Elections(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.held_date:%d-%m-%Y}, {obj.get_method_display()}"


class Villages(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """Kelurahan by tick; where there are several kecamatan, each says in which it lies."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "invalid_choice": "Salah satu kelurahan itu tidak ada lagi. Pilih lagi.",
            "invalid_pk_value": "Pilih lagi.",
        }
        super().__init__(Area.objects.none(), required=False, error_messages=messages, **kwargs)
        self.many = False

    def offer(self, body: Body) -> None:
        """Those of a body."""
        self.queryset = villages_of(body)
        self.many = len({area.parent_id for area in self.queryset}) > 1

    def label_from_instance(self, obj: Any) -> str:
        """The name, and where it lies."""
        return f"{obj.name} (Kec. {obj.parent.name})" if self.many and obj.parent else str(obj.name)


class Plan(forms.Form):
    """What, when, where, led by whom; for a sosialisasi also about what and for which kelurahan."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    kind = forms.ChoiceField(label="Jenis pertemuan", choices=MeetingKind.choices)
    title = text_field("Judul", max_length=200, help_text="Singkat, tanpa nama korban atau cerita kasus.")
    day = date_field("Tanggal")
    starts = time_field("Mulai pukul")
    ends = time_field("Selesai pukul")
    last_day = date_field("Tanggal selesai", required=False, help_text="Hanya bila lebih dari satu hari.")
    place = text_field("Tempat", max_length=200)
    chair = _Chairs(
        label="Ketua pertemuan", queryset=User.objects.none(), empty_label="Pilih ketua",
        help_text="Yang menutup tindak lanjut nanti: camat, kepala lembaga, atau sekretariat Gugus Tugas.",
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label="Topik", choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple, help_text="Untuk sosialisasi."
    )  # fmt: skip
    areas = Villages(label="Kelurahan atau desa yang dijangkau", help_text="Untuk sosialisasi dan pelatihan.")
    election = _Elections(
        label="Pemilihan", queryset=Election.objects.none(), required=False, empty_label="Tidak ada",
        help_text="Untuk pertemuan pemilihan pengurus.",
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, chairs: list[User], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        people = User.objects.filter(pk__in=[user.pk for user in chairs]).order_by("name", "pk")
        for name, rows in (("chair", people), ("election", body.elections.order_by("-held_date", "pk"))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        areas = self.fields["areas"]
        assert isinstance(areas, Villages)
        areas.offer(body)
        self.has_election = body.elections.exists()

    def clean(self) -> dict[str, Any]:
        """The end lies after the beginning."""
        given: dict[str, Any] = super().clean() or {}
        if {"day", "starts", "ends"} <= given.keys() and self._moments(given)[1] <= self._moments(given)[0]:
            self.add_error("ends", "Jam selesai harus sesudah jam mulai.")
        return given

    def data_for(self) -> MeetingData:
        """As the action takes it."""
        given = self.cleaned_data
        kind, (starts_at, ends_at) = MeetingKind(given["kind"]), self._moments(given)
        return MeetingData(
            kind=kind, title=given["title"], place=given["place"], starts_at=starts_at, ends_at=ends_at, chair=given["chair"],
            topics=tuple(Topic(value) for value in given["topics"]) if kind in TEACHES else (),
            areas=tuple(given["areas"]) if kind in TEACHES else (),
            election=given.get("election") if kind is MeetingKind.ELECTION else None,
        )  # fmt: skip

    def _moments(self, given: dict[str, Any]) -> tuple[datetime, datetime]:
        last = given.get("last_day") or given["day"]
        return self._at(given["day"], given["starts"]), self._at(last, given["ends"])

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone)


def initial_of(meeting: Meeting, zone: ZoneInfo) -> dict[str, Any]:
    """What the form of changing begins with."""
    starts, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    return {
        "kind": meeting.kind, "title": meeting.title, "place": meeting.place, "chair": meeting.chair_id, "topics": meeting.topics,
        "day": starts.date(), "starts": starts.time(), "ends": ends.time(), "election": meeting.election_id,
        "last_day": ends.date() if ends.date() != starts.date() else None,
        "areas": list(meeting.covered.values_list("area", flat=True)),
    }  # fmt: skip


class Cancel(forms.Form):
    """Why it does not take place."""

    reason = text_field("Mengapa dibatalkan", max_length=200, help_text="Dibaca oleh yang diundang.")


class Hold(forms.Form):
    """That it took place; for a sosialisasi or training, which kelurahan were really reached."""

    areas = Villages(label="Kelurahan atau desa yang benar-benar dijangkau")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_areas = MeetingKind(meeting.kind) in TEACHES
        if not self.has_areas:
            del self.fields["areas"]
            return
        areas = self.fields["areas"]
        assert isinstance(areas, Villages)
        areas.offer(meeting.body)
        self.initial.setdefault("areas", list(meeting.covered.values_list("area", flat=True)))
