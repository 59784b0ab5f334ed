"""What each kind of event about meetings means, in one sentence for people; the rest stands in `sentences`."""

MEETINGS: dict[str, str] = {
    # planning, holding, calling off
    "meeting.changed": "{who} mengubah rencana pertemuan (waktu berubah: {moved}).",
    "meeting.moved": "{who} mengubah status pertemuan ({status}).",
    "meeting.planned": "{who} merencanakan pertemuan ({meeting_kind}).",
}
