"""What each kind of event about meetings means, in one sentence for people; the rest stands in `sentences`."""

MEETINGS: dict[str, str] = {
    # agenda, invitations, who came
    "agenda.added": "{who} menambah agenda pertemuan.",
    "agenda.moved": "{who} mengubah urutan agenda pertemuan.",
    "agenda.removed": "{who} menghapus agenda pertemuan.",
    "attendance.corrected": "{who} memperbaiki daftar hadir pertemuan.",
    "attendance.noted": "{who} mencatat kehadiran di pertemuan ({via}).",
    "attendance.removed": "{who} menghapus satu nama dari daftar hadir pertemuan ({via}).",
    "invitation_list.filled": "{who} mengundang {count} lembaga dari daftar anggota.",
    "meeting_invitation.added": "{who} menambah undangan pertemuan.",
    "meeting_invitation.issued": "{who} menerbitkan surat undangan untuk {count} undangan.",
    "meeting_invitation.removed": "{who} menghapus undangan pertemuan.",
    "meeting_invitation.sent": "{who} menandai {count} undangan terkirim.",
    "meeting.room_code_changes": "{who} membuat kode ruangan pertemuan berganti lagi.",
    "meeting.room_code_fixed": "{who} menetapkan kode ruangan pertemuan menjadi kode tetap.",
    "meeting.printed": "{who} mencetak dokumen pertemuan ({paper}).",
    # planning, holding, calling off
    "meeting.changed": "{who} mengubah rencana pertemuan (waktu berubah: {moved}).",
    "meeting.chair_replaced": "{who} mengganti ketua pertemuan yang tidak bertugas lagi di sekretariatnya.",
    "meeting.moved": "{who} mengubah status pertemuan ({status}).",
    "meeting.secretariat_moved": "{who} menyerahkan pertemuan kepada sekretariat kelompok yang baru.",
    "meeting.signed_list_added": "{who} mengunggah daftar hadir bertanda tangan.",
    "meeting.signed_list_removed": "{who} menghapus daftar hadir bertanda tangan ({reason}).",
    "meeting.planned": "{who} merencanakan pertemuan ({meeting_kind}).",
    # minutes, decisions, what follows from them
    "decision.added": "{who} mencatat keputusan {number}.",
    "decision.edited": "{who} memperbaiki keputusan {number} (pertemuan: {status}).",
    "follow_up.changed": "{who} mengubah tindak lanjut ({fields}).",
    "follow_up.moved": "{who} mengubah status tindak lanjut ({status}).",
    "follow_up.path_linked": "{who} menghubungkan tindak lanjut dengan jalur ({path_kind}).",
    "meeting.put_off": "Pengingat satu pertemuan tidak dapat dikirim ({error}); dicoba lagi pada putaran berikutnya.",
    "meeting.reminded": "{who} mengingatkan {count} lembaga tentang tindak lanjutnya.",
    "minutes.proposed": "{who} mengirim notulen kepada ketua pertemuan.",
    "minutes.saved": "{who} menyimpan notulen (revisi {number}).",
    "minutes.settled": "{who} menetapkan notulen (revisi {number}).",
}
