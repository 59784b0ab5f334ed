"""What each kind of event means, in one sentence for people: the whole list of what is kept.

A new kind is recorded by an action and gets its line here; a test compares the two. {who} is the actor,
other names are keys of the event's data. LOOKS are those by which somebody saw personal data.
"""

SENTENCES: dict[str, str] = {
    # audit
    "refused": "{who} mencoba sesuatu yang ditolak ({page}).",
    # core: keys and backups, by commands
    "keys.rotated": "{who} membuat kunci pembungkus baru ({to}).",
    "keys.rewrapped": "{who} membungkus ulang {count} kunci berkas.",
    "keys.dropped": "{who} menghapus kunci pembungkus lama ({names}).",
    "dossier.reencrypted": "{who} mengenkripsi ulang satu berkas ({rows} baris).",
    "backup.made": "{who} membuat cadangan.",
    "backup.restored": "{who} memulihkan basis data dari cadangan.",
    # intake: reports and what belongs to them
    "entries.forgotten": "{who} mengosongkan penanda nomor pada {count} catatan kontak.",
    "entry.added": "{who} membuat catatan kontak ({kind}).",
    "entry.reviewed": "{who} meninjau catatan kontak ({kind}).",
    "forwarding.acknowledged": "{who} mengonfirmasi terima terusan.",
    "forwarding.ended": "{who} mengakhiri terusan ({status}).",
    "forwarding.read": "{who} membaca isi terusan.",
    "forwarding.sent": "{who} meneruskan laporan (dengan identitas: {identity}).",
    "message.received": "{who} menambah pesan.",
    "message.sent": "{who} menulis pesan untuk pelapor.",
    "messages.opened": "{who} membuka {count} pesan.",
    "messages.read": "{who} menandai {count} pesan pelapor sudah dibaca.",
    "messages.read_by_reporter": "{who} membaca {count} pesan petugas.",
    "proposal.decided": "{who} menutup usulan {kind} ({status}).",
    "proposal.made": "{who} mengusulkan {kind} (orang kedua dari luar unit: {outside}).",
    "proposals.read": "{who} membaca alasan usulan.",
    "report.accepted": "{who} menerima laporan untuk kasus.",
    "report.answered": "{who} mengakhiri laporan dengan jawaban.",
    "report.class_lowered": "{who} menyetujui penghapusan kelas (semula {before}).",
    "report.classified": "{who} menggolongkan laporan ({types}; usia {victim_age}).",
    "report.code_declined": "{who} tidak menginginkan kode.",
    "report.compared": "{who} membandingkan laporan dengan yang mungkin serupa.",
    "report.contact_withdrawn": "{who} menarik persetujuan dihubungi.",
    "report.detail_chosen": "{who} memilih rincian halaman status ({wants}).",
    "report.ended": "{who} menyetujui akhir laporan ({status}).",
    "report.ended_as_non_case": "{who} mengakhiri laporan sebagai bukan pengaduan.",
    "report.erased": "{who} menghapus isi laporan ({reason}); lengkap pada {complete_date}.",
    "report.exported": "{who} mengekspor daftar laporan ({count} baris).",
    "report.handed_to_case": "{who} membuka kasus dari laporan.",
    "report.identity_shown": "{who} melihat identitas ({fields}).",
    "report.looked_up": "{who} mencari laporan serupa ({shown} ditampilkan).",
    "report.moved": "Laporan berpindah lembaga oleh {who}.",
    "report.opened_by_reporter": "{who} membuka halaman status.",
    "report.passed_on": "Laporan dilimpahkan setelah diterima; dicatat oleh {who}.",
    "report.read": "{who} membaca isi laporan.",
    "report.receipt_shown": "{who} melihat lagi nomor dan kode.",
    "report.received": "{who} mengirim atau mencatat laporan ({channel}).",
    "report.reopened": "{who} membuka kembali laporan (semula {before}).",
    "report.risk_assessed": "{who} menilai risiko ({before} menjadi {level}).",
    "report.risk_lowered": "{who} menyetujui penurunan risiko ({before} menjadi {level}).",
    "report.safety_decided": "{who} mencatat keputusan keselamatan ({decision}).",
    "report.triage_started": "{who} mulai menelaah laporan.",
    "report.wall_not_needed": "{who} mencatat bahwa pembatas akses tidak diperlukan.",
    "report.walled": "{who} memasang pembatas akses.",
    "throttle.cleared": "{who} menghapus {count} hitungan kode keliru.",
}

LOOKS: frozenset[str] = frozenset(
    {
        "forwarding.read", "messages.opened", "proposals.read", "report.identity_shown", "report.read", "report.receipt_shown",
    }
)  # fmt: skip
