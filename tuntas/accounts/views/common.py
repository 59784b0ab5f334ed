"""What the pages of accounts share: who asks, where to go next, proving who one is."""

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from tuntas.accounts import credentials, devices, throttle
from tuntas.accounts.actions import second_factors, sign_ins
from tuntas.accounts.models import User

WRONG = "Surel atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."
WRONG_PASSWORD = "Kata sandi ini tidak cocok."  # noqa: S105 - a sentence
WRONG_CODE = "Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu ketik lagi."


def next_url(request: HttpRequest, default: str = "desk:home") -> str:
    """Where the person was going, if that is an address of ours: a word alone is none, and a page's name neither."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else reverse(default)


def owner_by_password(request: HttpRequest, form: Form) -> User | None:
    """The person whose e-mail and password were typed; otherwise the form says why not, the same for known and unknown."""
    email, at = form.cleaned_data["email"].strip().lower(), timezone.now()
    try:
        attempt = throttle.begin("password", email, devices.known(request, email), at=at)
    except throttle.Throttled as wait:
        form.add_error(None, f"{wait.sentence} Atau buat kata sandi baru lewat surel.")
        return None
    user = credentials.owner_of(email, form.cleaned_data["password"])
    if user is None:
        known = User.objects.filter(email=email).first()
        sign_ins.fail(known, step="password", failures=attempt.failures, by=sign_ins.VISITOR, at=at)
        form.add_error(None, WRONG)
        return None
    throttle.clear(attempt, at=at)
    return user


def proves_password(request: HttpRequest, form: Form, user: User, field: str) -> bool:
    """Whether somebody signed in typed the password of the account; otherwise the form says why not."""
    at = timezone.now()
    try:
        attempt = throttle.begin("password", user.email, devices.known(request, user.email), at=at)
    except throttle.Throttled as wait:
        form.add_error(field, wait.sentence)
        return False
    if not credentials.is_own(user, form.cleaned_data[field]):
        sign_ins.fail(user, step="password", failures=attempt.failures, by=user, at=at)
        form.add_error(field, WRONG_PASSWORD)
        return False
    throttle.clear(attempt, at=at)
    return True


def proves_code(request: HttpRequest, form: Form, user: User) -> str:
    """Spend the typed code: its kind, or "" and the form says why not."""
    at = timezone.now()
    try:
        attempt = throttle.begin("code", str(user.id), devices.known(request, user.email), at=at)
    except throttle.Throttled as wait:
        form.add_error("code", wait.sentence)
        return ""
    kind = second_factors.use(user, code=form.cleaned_data["code"], by=user, at=at)
    if not kind:
        sign_ins.fail(user, step="code", failures=attempt.failures, by=user, at=at)
        form.add_error("code", WRONG_CODE)
        return ""
    throttle.clear(attempt, at=at)
    return kind
