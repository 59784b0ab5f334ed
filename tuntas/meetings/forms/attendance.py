"""Forms of presence: on one's own phone, and by the secretariat."""

from typing import Any

from django import forms

from tuntas.bodies.models import Seat
from tuntas.core.form_fields import text_field
from tuntas.core.ids import uuid7
from tuntas.meetings import room
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.models import Attendance, Invitation, Meeting
from tuntas.meetings.states import Sex, Via

LIST = "lembaga-diundang"


class Here(forms.Form):
    """Name and institution; the rest may stay empty."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = text_field("Nama", max_length=150)
    institution = text_field("Lembaga", max_length=150)
    position = text_field("Jabatan", max_length=150, required=False)
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex.choices[::-1], required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].widget.attrs["list"] = LIST
        invited = Invitation.objects.filter(meeting=meeting).values_list("institution", flat=True)
        seated = Seat.objects.current(meeting.agency.today(meeting.starts_at)).filter(body=meeting.body_id)
        self.institutions = sorted({*invited, *seated.values_list("institution", flat=True)})

    @property
    def person(self) -> Person:
        """As the action takes it."""
        given = self.cleaned_data
        return Person(given["name"], given["institution"], given["position"], Sex(given["sex"] or Sex.NOT_SAID))


class AtTheDoor(Here):
    """On one's own phone, with the code of the room: carried by the picture that was scanned, or typed."""

    room = forms.CharField(label="Kode ruangan (6 angka)", max_length=30, required=False)

    @property
    def carried(self) -> str:
        """The code that came with the picture: nobody has to type it."""
        given = self["room"].value() or ""
        return given if isinstance(given, str) and room.from_picture(given) else ""

    @property
    def code(self) -> str:
        """As the action takes it."""
        return room.tidy(self.cleaned_data["room"])


class Recorded(Here):
    """By the secretariat: also where it was read."""

    via = forms.ChoiceField(
        label="Dari mana", choices=[(Via.HAND, Via.HAND.label), (Via.LIST, Via.LIST.label)], widget=forms.RadioSelect,
        initial=Via.HAND,
    )  # fmt: skip


class Corrected(Here):
    """What was written down, to be put right."""

    def __init__(self, *args: Any, row: Attendance, **kwargs: Any) -> None:
        told = {"name": row.name, "institution": row.institution, "position": row.position, "sex": row.sex}
        super().__init__(*args, meeting=row.meeting, initial=told, **kwargs)
