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
}

LOOKS: frozenset[str] = frozenset()
