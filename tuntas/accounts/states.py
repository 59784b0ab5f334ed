"""What becomes of invitations and closed accounts; which roles receive reports."""

from django.db.models import TextChoices

from tuntas.access.roles import Role

# Who takes in what comes to a receiving unit. One of them must be there as long as the unit receives.
RECEIVING_ROLES = frozenset({Role.HOTLINE_OFFICER, Role.SECRETARIAT_ADMIN, Role.CASE_MANAGER, Role.SUPERVISOR})


class InvitationStatus(TextChoices):
    """Read from the dates of an invitation; not stored."""

    OPEN = "open", "Menunggu"
    BOUNCED = "bounced", "Surel ditolak"
    EXPIRED = "expired", "Kedaluwarsa"
    ACCEPTED = "accepted", "Diterima"
    REVOKED = "revoked", "Dicabut"


class Restored(TextChoices):
    """What two persons give back."""

    ACCOUNT = "account", "Buka kembali akun"
    SECOND_FACTOR = "second_factor", "Lepas langkah kedua"
