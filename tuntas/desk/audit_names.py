"""What the values that stand in events are called. An event keeps a short name; people read these words."""

# Names of data. A new name gets its word here; a test compares.
NAMES = {
    "account": "Berakun", "act": "Cara", "activity_kind": "Kegiatan", "help_kind": "Bantuan", "task_status": "Keadaan tugas",
    "about": "Tentang", "actor": "Pejabat yang memutuskan", "added": "Ditambahkan", "after": "Menjadi", "agencies": "Lembaga",
    "always": "Buka terus", "area": "Bidang", "area_known": "Wilayah diketahui", "assessment": "Asesmen", "basis": "Dasar",
    "before": "Semula", "body": "Kelompok", "by_phone": "Dengan nomor telepon", "channel": "Saluran", "child": "Anak",
    "closing_reason": "Alasan terminasi", "code": "Kode", "codes": "Kode wilayah", "companions": "Yang ikut",
    "complete_date": "Lengkap pada", "contact": "Kontak", "contexts": "Konteks", "count": "Jumlah",
    "decided": "Yang dipakai", "found": "Yang ditemukan", "year": "Tahun",
    "danger_checked": "Bahaya diperiksa", "decision": "Keputusan", "done": "Selesai", "due_at": "Tenggat", "duplicate": "Kasus ganda",
    "duties": "Kewajiban", "duty_kind": "Kewajiban", "edition": "Edisi", "ended": "Diakhiri", "error": "Kesalahan program",
    "existing": "Sudah ada", "export": "Ekspor", "failures": "Kali gagal", "file": "Berkas", "fields": "Bidang isian",
    "filters": "Saringan", "follows": "Lanjutan dari", "forced": "Dipaksakan", "forwarding": "Terusan", "from_user": "Dari",
    "giver": "Pemberi persetujuan", "good": "Tanda tangan sah", "heard_alone": "Didengar sendirian",
    "hours": "Jam", "identity": "Dengan identitas",
    "incidents": "Kejadian", "institution": "Lembaga", "into": "Menjadi wilayah", "item": "Butir rencana", "items": "Butir",
    "justified": "Beralasan", "kind": "Jenis", "known_device": "Perangkat dikenal", "late": "Terlambat", "left": "Sisa",
    "letter_kind": "Jenis surat", "level": "Tingkat", "lines": "Baris", "listed": "Tercantum", "logo": "Lambang baru", "manager": "Manajer",
    "media_type": "Jenis berkas", "meeting_kind": "Jenis rapat", "merged": "Data yang digabungkan", "moved": "Bergeser", "name": "Nama",
    "named": "Disebut namanya", "names": "Nama kunci", "need": "Kebutuhan", "new_violence": "Kekerasan baru",
    "note_kind": "Jenis catatan", "notes": "Catatan",
    "notice_kind": "Jenis pemberitahuan", "number": "Nomor", "numbered": "Bernomor surat", "of": "Jenis", "offer": "Pelimpahan",
    "on": "Per tanggal", "order": "Urutan panggilan", "other": "Data lain", "out_of": "Dari wilayah", "outcome": "Hasil",
    "outside": "Orang kedua dari luar unit", "page": "Halaman", "party": "Pihak", "path_kind": "Jalur",
    "pattern": "Pola",
    "plan": "Rencana", "position": "Urutan", "possible_penetration": "Kemungkinan penetrasi", "proposal": "Usulan",
    "proposal_kind": "Jenis usulan", "proposals": "Usulan", "purpose": "Keperluan", "reached": "Terhubung",
    "readable": "Dapat dibaca pelapor", "reason": "Alasan", "reasons": "Alasan", "receiver": "Penerima", "receives": "Menerima laporan",
    "recurrence": "Keberulangan", "replaced": "Diganti", "report": "Laporan", "restitution": "Restitusi", "result": "Hasil",
    "risk": "Risiko", "role": "Peran", "rows": "Baris", "rt": "RT", "rule": "Aturan", "rw": "RW", "safe": "Aman",
    "safe_way": "Cara aman", "scopes": "Lingkup persetujuan", "seat": "Kursi", "since": "Sejak", "substitute": "Pengganti",
    "niks": "NIK yang ditemukan", "secrecy_notice": "Pemberitahuan kerahasiaan", "sequence": "Nomor urut", "serial": "Undangan ke-",
    "service": "Layanan", "service_kind": "Jenis layanan", "sheets": "Lembar data", "shift": "Giliran", "shifts": "Giliran",
    "shown": "Ditampilkan", "size": "Ukuran", "source": "Asal", "starts_at": "Mulai", "status": "Status", "step": "Langkah",
    "stretches": "Jam buka", "times": "Kali", "to": "Kepada", "to_user": "Kepada", "types": "Jenis kekerasan",
    "unheard": "Belum didengar", "until": "Sampai", "urgent": "Mendesak", "user": "Pengguna", "user_id": "Pengguna",
    "users": "Pengguna", "verified": "Dipastikan", "victim": "Korban", "victim_age": "Usia korban", "violence_again": "Terjadi lagi",
    "format": "Bentuk berkas", "method": "Cara", "office": "Jabatan", "profile": "Untuk siapa",
    "paper": "Dokumen", "via": "Cara", "wants": "Rincian", "way": "Lewat", "what": "Yang dipulihkan", "who_opened": "Yang membuka",
    "with_police": "Dengan polisi", "with_victim": "Bersama korban", "working_days": "Hari kerja", "wrong": "Kode keliru",
}  # fmt: skip

# Fields of forms and sheets, where an event says which were changed or shown.
FIELDS = {
    "accommodation": "kebutuhan khusus", "address": "alamat", "aliases": "nama lain", "area": "wilayah", "birth_date": "tanggal lahir",
    "birth_place": "tempat lahir", "birth_year": "tahun lahir", "birth_year_estimated": "tahun lahir perkiraan",
    "code_word": "kata sandi", "disabilities": "disabilitas", "education": "pendidikan", "email": "surel",
    "guardian_contact": "kontak wali", "guardian_name": "nama wali", "kind": "jenis", "marital": "status perkawinan",
    "mother_name": "nama ibu", "name": "nama", "nik": "NIK", "note": "catatan", "open_always": "buka terus", "parent": "lembaga induk",
    "phone": "telepon", "receives_reports": "menerima laporan", "reported_person_name": "nama terlapor",
    "reporter_name": "nama pelapor", "reporter_phone": "telepon pelapor", "safe_channel": "cara menghubungi yang aman",
    "safe_contact": "cara menghubungi yang aman", "safe_hours": "jam aman", "say_to_others": "yang dikatakan kepada orang lain",
    "school": "sekolah", "school_operator": "penyelenggara sekolah", "services": "layanan", "sex": "jenis kelamin",
    "short_name": "nama singkat", "uses_tuntas": "memakai Tuntas", "victim_name": "nama korban", "work": "pekerjaan",
}  # fmt: skip

# Fields of bodies, by what the event is about.
OF_BODIES = {
    "body": {"agency": "sekretariat", "founded_date": "tanggal dibentuk", "kind": "jenis", "name": "nama", "parent": "kelompok induk"},
    "body_kind": {
        "levels": "tingkat", "meets_every_months": "jarak pertemuan", "name": "nama", "needs_decree": "memerlukan SK",
        "sub": "bagian dari kelompok lain",
    },
    "decree": {
        "dated": "tanggal SK", "file": "berkas", "from_date": "mulai berlaku", "number": "nomor", "signer_name": "penanda tangan",
        "signer_position": "jabatan penanda tangan", "to_date": "akhir berlaku",
    },
    "election": {
        "eligible": "yang berhak memilih", "held_date": "tanggal pemilihan", "method": "cara", "quorum": "kuorum",
    },
    "holder": {"name": "nama", "phone": "telepon", "user_id": "akun"},
    "seat": {"agency": "lembaga", "institution": "lembaga", "position": "jabatan", "role": "kedudukan"},
}  # fmt: skip

# Fields of cadres.
OF_CADRES = {
    "cadre": {
        "agency": "lembaga pengampu", "area": "wilayah", "contact": "kontak", "from_date": "kader sejak", "name": "nama", "user": "akun",
    }
}  # fmt: skip

# What a record is called, by the model's label.
RECORDS = {
    "statistics.factcursor": "Fakta di balik angka", "statistics.figurefile": "Berkas angka",
    "accounts.invitation": "Undangan", "accounts.posting": "Penugasan", "accounts.restoration": "Pemulihan akun",
    "accounts.user": "Akun", "agencies.agency": "Lembaga", "agencies.dutycontact": "Kontak piket",
    "agencies.oncallshift": "Giliran piket", "agencies.publiccontact": "Kontak publik", "agencies.receivingunit": "Unit penerima",
    "areas.area": "Wilayah", "areas.boundarysource": "Berkas batas wilayah", "areas.populationsource": "Jumlah penduduk",
    "statistics.priorsource": "Angka sebelum sistem", "statistics.release": "Rilis angka",
    "statistics.silencecheck": "Pemeriksaan wilayah sunyi",
    "areas.homearea": "Wilayah kerja", "bodies.path": "Jalur", "meetings.decision": "Keputusan pertemuan",
    "meetings.followupaction": "Tindak lanjut", "backup": "Cadangan", "bodies.body": "Kelompok", "bodies.bodykind": "Jenis kelompok",
    "bodies.candidate": "Calon pengurus", "bodies.decree": "SK", "bodies.election": "Pemilihan pengurus",
    "bodies.officer": "Pengurus", "bodies.taskline": "Pembagian tugas",
    "bodies.holder": "Pemegang kursi", "bodies.seat": "Kursi", "cadres.activity": "Kegiatan kader", "cadres.cadre": "Kader",
    "cadres.call": "Panggilan dukungan", "cadres.detection": "Deteksi dini", "cadres.help": "Permintaan bantuan kader",
    "cadres.cohort": "Angkatan kader", "cadres.import": "Impor register kader", "cadres.task": "Tugas kader",
    "cadres.visit": "Kunjungan kader", "cases.assessment": "Asesmen",
    "cases.breakglass": "Akses darurat", "cases.case": "Kasus", "cases.clinicalnote": "Catatan psikolog",
    "cases.clinicalrequest": "Permintaan catatan psikolog", "cases.consent": "Persetujuan", "cases.contactattempt": "Upaya menghubungi",
    "cases.followup": "Tindak lanjut", "cases.incident": "Kejadian", "cases.legalevent": "Proses hukum", "cases.mediation": "Mediasi",
    "cases.note": "Catatan kasus", "cases.party": "Pihak", "cases.plan": "Rencana", "cases.planitem": "Butir rencana",
    "cases.outreachproposal": "Usulan penjangkauan", "cases.pressure": "Tekanan", "cases.proposal": "Usulan kasus",
    "cases.protection": "Pelindungan", "cases.relationship": "Hubungan", "cases.safetyplan": "Rencana keselamatan",
    "cases.screening": "Penapisan TPPO", "cases.service": "Layanan", "cases.shelterstay": "Penampungan",
    "cases.teammember": "Anggota tim", "core.keys": "Kunci", "files.file": "Berkas", "intake.codethrottle": "Hitungan kode keliru",
    "intake.contactentry": "Catatan kontak", "intake.export": "Ekspor", "intake.forwarding": "Terusan", "intake.message": "Pesan",
    "intake.proposal": "Usulan", "intake.report": "Laporan", "meetings.agendaitem": "Agenda pertemuan",
    "meetings.attendance": "Kehadiran", "meetings.invitation": "Undangan pertemuan", "letters.batch": "Surat massal",
    "letters.delivery": "Penerima surat", "letters.letter": "Surat", "letters.letterhead": "Kop surat",
    "letters.numberpattern": "Pola nomor surat", "meetings.meeting": "Rapat", "notices.notice": "Pemberitahuan",
    "obligations.clockoverride": "Tenggat", "obligations.holiday": "Hari libur", "obligations.obligation": "Kewajiban",
    "obligations.wall": "Pembatas akses", "people.merge": "Penggabungan data orang", "people.person": "Data orang",
    "people.tokenfrequency": "Penanda nama", "referrals.link": "Tautan sekali pakai", "referrals.referral": "Rujukan",
}  # fmt: skip

# Fields of letters about no person concerned.
OF_LETTERS = {
    "about": "tentang", "above": "baris atas", "address": "alamat", "agenda": "agenda", "basis": "dasar", "considering": "menimbang",
    "contacts": "nomor yang dapat dihubungi", "decides": "memutuskan", "enclosure": "lampiran", "event": "acara",
    "first_number": "nomor surat pertama", "group": "kelompok kerja", "holder": "nama pemegang", "hours": "jam", "letterhead": "kop surat",
    "name": "nama lembaga", "note": "tambahan", "officers": "yang ditugaskan", "place": "tempat", "recipient": "kepada",
    "recipients": "penerima", "result": "hasil", "secretariat": "sekretariat", "signatory_name": "penanda tangan",
    "signatory_rank": "pangkat penanda tangan", "subject": "hal", "task": "tugas", "topics": "materi", "training": "pelatihan",
    "whole": "seluruh surat", "file_name": "nama berkas",
}  # fmt: skip
