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
    # elections of officers
    "candidate.added": "{who} mencatat calon pengurus ({office}).",
    "candidate.removed": "{who} menghapus calon pengurus ({office}).",
    "election.cancelled": "{who} membatalkan pemilihan pengurus.",
    "election.changed": "{who} mengubah pemilihan pengurus ({fields}).",
    "election.decided": "{who} menetapkan hasil pemilihan; masa jabatan mulai {since}.",
    "election.failed": "{who} mencatat pemilihan tidak sah: kuorum tidak tercapai.",
    "election.opened": "{who} menyiapkan pemilihan pengurus ({method}) pada {on}.",
    "officer.began": "Pengurus terpilih ({office}) menjabat sejak {since}.",
    "officer.ended": "Masa jabatan pengurus ({office}) berakhir per {on}.",
    # duties matrix
    "task.acceptance_recorded": "{who} mencatat dari surat bahwa lembaga menerima tugas ({step}).",
    "task.accepted": "{who} menerima tugas untuk lembaganya ({step}).",
    "task.declined": "{who} mencatat bahwa lembaga tidak menerima tugas ({step}).",
    "task.ended": "{who} mengakhiri pembagian tugas ({step}).",
    "task.in_force": "{who} memberlakukan pembagian tugas ({step}).",
    "task.proposed": "{who} mengusulkan pembagian tugas ({step}, {profile}).",
    "decree.corrected": "{who} memperbaiki catatan SK ({fields}).",
    "decree.recorded": "{who} mencatat SK, berlaku sejak {since}.",
    "holder.began": "{who} mencatat pemegang kursi sejak {since}.",
    "holder.corrected": "{who} memperbaiki data pemegang kursi ({fields}).",
    "holder.ended": "{who} mencatat pemegang kursi berhenti per {on}.",
    # guided paths
    "path.done": "Jalur selesai: semua langkahnya dicatat.",
    "path.started": "{who} memulai jalur ({path_kind}).",
    "path.step_done": "{who} mencatat satu langkah selesai ({step}).",
    "path.secretariat_moved": "{who} menyerahkan jalur kepada sekretariat yang baru.",
    "path.stopped": "{who} menghentikan jalur.",
    "seat.added": "{who} mencatat kursi lembaga sejak {since}.",
    "seat.corrected": "{who} memperbaiki data kursi ({fields}).",
    "seat.ended": "{who} mengakhiri kursi lembaga per {on}.",
}
