"""What becomes of a notice."""

from django.db.models import TextChoices


class Delivery(TextChoices):
    """One notice, one e-mail."""

    WAITING = "waiting", "Menunggu"
    SENT = "sent", "Terkirim"
    FAILED = "failed", "Gagal"
    BOUNCED = "bounced", "Ditolak server penerima"
    SKIPPED = "skipped", "Tidak dikirim"
