"""What each kind of event about letters means, in one sentence for people; the rest stands in `sentences`."""

LETTERS: dict[str, str] = {
    "letter.issued": "{who} menerbitkan surat nomor urut {sequence} ({letter_kind}).",
    "letter.printed": "{who} mencetak surat.",
    "letter.text_refused": "Surat yang ditulis {who} ditolak: ada {count} NIK atau nomor laporan atau kasus di dalamnya.",
    "letter.voided": "{who} membatalkan surat ({reason}).",
    "letter_batch.chased": "Tujuh hari kerja lewat: {count} tanda terima surat massal ditagih.",
    "letter_batch.drafted": "{who} menyusun surat massal untuk {count} penerima ({letter_kind}).",
    "letter_batch.moved": "{who} mengubah status surat massal ({status}).",
    "letter_batch.numbered": "{count} surat dari satu surat massal mendapat nomor.",
    "letter_batch.printed": "{who} mengunduh berkas cetak surat massal.",
    "letter_batch.reminded": "{who} mengirim pengingat; tanda terima surat massal ditunggu lagi.",
    "letter_batch.resumed": "{who} meneruskan pembuatan surat massal.",
    "letter_batch.revised": "{who} mengubah rancangan surat massal ({count} penerima).",
    "letter_pattern.set": "{who} mengatur pola nomor surat ({pattern}).",
    "letter_receipt.noted": "Tanda terima satu surat masuk ({via}).",
    "letter_receipt.taken_back": "{who} menarik tanda terima yang keliru ({via}).",
    "letter_recipient.addressed": "{who} mengubah alamat surel penerima surat.",
    "letter_recipient.mail_refused": "Surel surat ditolak oleh kantor penerima.",
    "letter_recipient.mailed": "Satu surat terkirim lewat surel.",
    "letterhead.set": "{who} mengatur kop surat (lambang baru: {logo}).",
}
