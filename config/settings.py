"""All settings, in one file; what differs between installations comes from the environment (docs/howto/install.md)."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from config.logs import to_stderr

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """One value of the environment, without blanks around it."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no of the environment: 1 is yes, 0 is no; anything else is refused rather than guessed."""
    value = env(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list of the environment."""
    return [word.strip() for word in env(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's form of a PostgreSQL address; options such as sslmode are passed on."""
    if not url:
        raise ImproperlyConfigured(
            "DATABASE_URL is not set. For trying Tuntas, start it with `python3 dev.py run`; "
            "to run it for real, give it a PostgreSQL database (docs/howto/install.md)."
        )
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    options: dict[str, Any] = {"application_name": "tuntas"}
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    settings: dict[str, Any] = {key: parts.pop(part, "") for key, part in known.items()}
    options |= parts
    if size := env("TUNTAS_POOL_SIZE"):  # set by config/gunicorn.py to the number of threads
        options["pool"] = {"min_size": 1, "max_size": int(size), "timeout": 10}
    return settings | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,  # the pool keeps connections; Django must hand them back after each request
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


# --- What this installation is ---
TUNTAS_TRIAL = flag("TUNTAS_TRIAL")  # set by dev.py only: an embedded database, plain http on this machine
TUNTAS_DEMO = flag("TUNTAS_DEMO")  # synthetic people with published passwords, sign-in without second factor
if TUNTAS_DEMO and not TUNTAS_TRIAL:
    raise ImproperlyConfigured(
        "TUNTAS_DEMO is only for trying Tuntas with `python3 dev.py run`: its people have published passwords and "
        "sign in without a second factor. Remove TUNTAS_DEMO from the environment of this installation."
    )
DEBUG = False  # also for developers: pages of errors show what people typed
TUNTAS_HTTPS = flag("TUNTAS_HTTPS", default=not TUNTAS_TRIAL)
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if TUNTAS_TRIAL else "")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if TUNTAS_HTTPS else []
TUNTAS_BASE_URL = env("TUNTAS_BASE_URL", f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "")
# Addresses of proxies in front, nearest last; only then X-Forwarded-For is believed (sign-in throttle).
TUNTAS_PROXIES = int(env("TUNTAS_PROXIES", "0"))

TUNTAS_KEYRING = env("TUNTAS_KEYRING")  # path of the keyring, see core/keyring.py; never in database or repository


def secret_key() -> str:
    """Django's secret, from the keyring."""
    if not TUNTAS_KEYRING:
        raise ImproperlyConfigured("TUNTAS_KEYRING is not set: the path of the key file (docs/howto/install.md).")
    path = Path(TUNTAS_KEYRING)
    try:
        if path.stat().st_mode & 0o077:
            raise ImproperlyConfigured(f"The key file {path} can be read by others. Set its mode to 0600.")
        return str(json.loads(path.read_text())["django"])
    except OSError as error:
        raise ImproperlyConfigured(f"The key file {path} cannot be read: {error.strerror}.") from error


SECRET_KEY = secret_key()
DATABASES = {"default": database(env("DATABASE_URL"))}
TUNTAS_APP_ROLE = env("TUNTAS_APP_ROLE", "tuntas_app")  # whose rights `manage.py grants` sets
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # of libraries; our own keys come from core.ids

INSTALLED_APPS = [
    # In their order (docs/architecture.md).
    *(f"tuntas.{name}" for name in ("core", "access", "law", "audit", "areas", "agencies", "accounts", "notices")),
    *(
        f"tuntas.{name}"
        for name in ("obligations", "files", "people", "letters", "bodies", "cadres", "intake", "cases", "referrals")
    ),
    *(f"tuntas.{name}" for name in ("meetings", "oversight", "statistics", "portal", "desk")),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth.usersessions shows "ended 3 minutes ago" with it
    "django.contrib.messages",
    "django.contrib.postgres",  # trigram search and indexes with operator classes
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tuntas.core.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tuntas.core.body.BodyLimit",  # before CSRF, which reads the form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tuntas.core.middleware.session_limits",
    "tuntas.core.middleware.request_log",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tuntas.accounts.middleware.SecondFactorMiddleware",  # after messages: it may send people on
    "tuntas.audit.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "tuntas.desk.navigation.staff",
            ],
        },
    },
]

# --- Language and time ---
LANGUAGE_CODE = "id"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # pages show the zone of the area, see areas.zones

# --- Sign-in ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "tuntas.accounts.password_rules.SimilarValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "tuntas.accounts.password_rules.PredictableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "tuntas.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "tuntas.accounts.adapter.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # by invitation only; the adapter closes sign-up
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation proves the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if TUNTAS_HTTPS else "http"
# Our own throttle (a cookie of known devices) guards sign-in: allauth's would let anyone lock out anyone.
ACCOUNT_RATE_LIMITS = False
PASSWORD_RESET_TIMEOUT = 3600
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tuntas"
MFA_TOTP_TOLERANCE = 1  # cheap phones' clocks are off by half a minute
MFA_RECOVERY_CODES_SHOW_ONCE = True

# --- Sessions and cookies ---
SESSION_ENGINE = "django.contrib.sessions.backends.db"
TUNTAS_SESSION_IDLE = timedelta(minutes=int(env("SESSION_IDLE_MINUTES", "30")))
TUNTAS_SESSION_ABSOLUTE = timedelta(hours=int(env("SESSION_ABSOLUTE_HOURS", "12")))
SESSION_COOKIE_AGE = int(TUNTAS_SESSION_ABSOLUTE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-sesi" if TUNTAS_HTTPS else "sesi"
SESSION_COOKIE_SECURE = TUNTAS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if TUNTAS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = TUNTAS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # nothing readable in a cookie

# --- Headers ---
SECURE_SSL_REDIRECT = TUNTAS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked on the machine itself, behind the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TUNTAS_PROXIES else None
SECURE_HSTS_SECONDS = int(env("HSTS_SECONDS", "31536000" if TUNTAS_HTTPS else "0"))
SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = flag("HSTS_PRELOAD")
# Nothing to other sites. "no-referrer" would also make browsers send "Origin: null" with our own forms, which Django refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],  # data: for the QR code of the second factor
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- The way out of public pages: somewhere that nobody wonders about ---
PORTAL_EXIT_URL = env("PORTAL_EXIT_URL", "https://www.bmkg.go.id/cuaca")

# --- Files ---
STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576  # of a form without its files
TUNTAS_BODY = 1_048_576  # of a whole request; pages that take a file say so themselves (core/body.py)
TUNTAS_UPLOAD = 10 * 1_048_576  # of one file
TUNTAS_UPLOAD_BODY = TUNTAS_UPLOAD + TUNTAS_BODY  # of a request to such a page: the file and the form around it
# What is uploaded stays in memory until it is sealed: it never lies readable on a disk, not even for a moment.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = TUNTAS_UPLOAD_BODY
TUNTAS_UPLOADS = int(env("UPLOADS_GB", "20")) * 1_073_741_824  # all files together; beyond it reports still go in

# --- Cache: shared by all processes, in the database; holds rate limits, never personal data ---
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

# --- Mail: content-free, see notices ---
# The demo's addresses do not exist: without a mail server of its own it sends nothing.
_QUIET = TUNTAS_DEMO and not env("EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'dummy' if _QUIET else 'smtp'}.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_USE_SSL = flag("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "tuntas@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Jobs, duties, letters signed with a certificate (docs/howto/install.md) ---
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "config.schedule.register"
TUNTAS_RING_MINUTES = 5  # between two calls of an on-call list, and before one is made for an urgent duty nobody took
TUNTAS_SIGNING_CERTIFICATE, TUNTAS_SIGNING_PASSPHRASE = env("SIGNING_CERTIFICATE"), env("SIGNING_PASSPHRASE_FILE")
TUNTAS_SIGNING_ROOTS, TUNTAS_SIGNING_SERVICE = env("SIGNING_ROOTS"), env("SIGNING_SERVICE")
TUNTAS_SIGNING_SERVICE_LOGIN = env("SIGNING_SERVICE_LOGIN_FILE")  # two lines: user, password

# --- Logs: every line passes the filter that masks NIK, phone numbers and the like ---
LOGGING = to_stderr(env("LOG_LEVEL", "INFO"))
