"""What each kind of event about bodies means, in one sentence for people; the rest stands in `sentences`."""

BODIES: dict[str, str] = {
    # bodies, their decrees, seats and holders, the kinds of bodies
    "body.dissolved": "{who} mencatat pembubaran kelompok per {on}.",
    "body.edited": "{who} mengubah data kelompok ({fields}).",
    "body.founded": "{who} mencatat kelompok baru ({kind}).",
    "body.put_off": "Perpanjangan SK satu kelompok tidak dapat diperiksa ({error}); dicoba lagi pada pemeriksaan berikutnya.",
    "body_kind.added": "{who} menambah jenis kelompok {code}.",
    "body_kind.edited": "{who} mengubah jenis kelompok {code} ({fields}).",
    "body_kind.removed": "{who} menghapus jenis kelompok {code}.",
    "decree.corrected": "{who} memperbaiki catatan SK ({fields}).",
    "decree.recorded": "{who} mencatat SK, berlaku sejak {since}.",
    "holder.began": "{who} mencatat pemegang kursi sejak {since}.",
    "holder.corrected": "{who} memperbaiki data pemegang kursi ({fields}).",
    "holder.ended": "{who} mencatat pemegang kursi berhenti per {on}.",
    # guided paths
    "path.done": "Jalur selesai: semua langkahnya dicatat.",
    "path.started": "{who} memulai jalur ({path_kind}).",
    "path.step_done": "{who} mencatat satu langkah selesai ({step}).",
    "path.stopped": "{who} menghentikan jalur.",
    "seat.added": "{who} mencatat kursi lembaga sejak {since}.",
    "seat.corrected": "{who} memperbaiki data kursi ({fields}).",
    "seat.ended": "{who} mengakhiri kursi lembaga per {on}.",
}
