"""Letters about accounts. Each says that something is to be seen or done, and where; never who or what about.

Arguments are ids; addresses are read when the letter is sent. A letter the server refuses for good is not tried again.
"""

import smtplib
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tuntas.accounts import throttle
from tuntas.accounts.models import Invitation, User

RETRY = RetryStrategy(max_attempts=8, exponential_wait=6)
FOOT = "Surel ini dikirim otomatis; tidak perlu dibalas."
TELL = {
    "new_device": "Akun Anda baru saja dipakai masuk dari perangkat yang belum dikenal.",
    "password_changed": "Kata sandi akun Anda baru saja diganti.",
    "second_factor": "Langkah kedua (kode) akun Anda baru saja diubah.",
    "recovery_code": "Satu kode cadangan akun Anda baru saja dipakai.",
    "closed": "Akun Anda telah ditutup. Jika ini keliru, hubungi lembaga Anda.",
}


def _send(subject: str, lines: list[str], to: str) -> bool:
    """Send one letter; False when the receiver's server says that there is no such mailbox."""
    letter = EmailMessage(subject, "\n\n".join([*lines, FOOT]), to=[to], headers={"Auto-Submitted": "auto-generated"})
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        if all(500 <= code < 600 for code in codes):
            return False
        raise
    return True


@app.task(name="accounts.send_invitation", retry=RETRY)
def send_invitation(invitation_id: str) -> None:
    """The link of an invitation that is still open."""
    at = timezone.now()
    invitation = (
        Invitation.objects.unanswered().filter(pk=invitation_id, expires_at__gt=at, sent_at__isnull=True).first()
    )
    if invitation is None:
        return
    url = settings.TUNTAS_BASE_URL + invitation_path(invitation)
    sent = _send(
        "Undangan membuat akun kerja",
        [
            "Anda diundang membuat akun kerja. Buka tautan ini dalam tujuh hari:",
            url,
            "Tidak menunggu undangan? Abaikan surel ini.",
        ],
        invitation.email,
    )
    field = "sent_at" if sent else "bounced_at"
    Invitation.objects.filter(pk=invitation.pk, serial=invitation.serial).update(**{field: timezone.now()})


def invitation_path(invitation: Invitation) -> str:
    """The address of the page that the letter leads to."""
    return reverse("accounts:open_invitation", args=[invitation.token])


@app.task(name="accounts.send_reset", retry=RETRY)
def send_reset(user_id: str) -> None:
    """The link for a new password. For nobody nothing is sent; the job exists so that asking takes the same time."""
    user = User.objects.filter(pk=UUID(user_id), is_active=True).first() if user_id else None
    if user is None:
        return
    uid = urlsafe_base64_encode(user.id.bytes)
    path = reverse("account_reset_password_from_key", args=[uid, default_token_generator.make_token(user)])
    minutes = settings.PASSWORD_RESET_TIMEOUT // 60
    _send(
        "Kata sandi baru",
        [
            f"Untuk membuat kata sandi baru, buka tautan ini dalam {minutes} menit:",
            settings.TUNTAS_BASE_URL + path,
            "Jika Anda tidak memintanya, abaikan surel ini; kata sandi lama tetap berlaku.",
        ],
        user.email,
    )


@app.task(name="accounts.tell", retry=RETRY)
def tell(user_id: str, what: str) -> None:
    """Tell the owner of an account that something about its security has changed."""
    user = User.objects.filter(pk=UUID(user_id)).first()
    if user is None:
        return
    url = settings.TUNTAS_BASE_URL + reverse("accounts:profile")
    lines = [TELL[what]]
    if user.is_active:
        lines.append(
            f"Jika itu Anda, tidak ada yang perlu dilakukan. Jika bukan, buka halaman ini dan akhiri sesi yang lain: {url}"
        )
    _send("Pemberitahuan keamanan akun", lines, user.email)


@app.task(name="accounts.sweep", queueing_lock="accounts.sweep")
def sweep(timestamp: int) -> None:
    """Forget old failures of sign-in, and withdraw invitations that nobody answered for a month."""
    at = timezone.now()
    throttle.sweep(at)
    Invitation.objects.unanswered().filter(expires_at__lt=at - timedelta(days=30)).update(revoked_at=at)
