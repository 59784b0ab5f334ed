"""Where log lines go, and through what."""

from typing import Any


def to_stderr(level: str) -> dict[str, Any]:
    """Everything to standard error, one masked line for each event; libraries from their warnings on."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"masked": {"()": "tuntas.core.logs.Masked"}},
        "formatters": {"line": {"()": "tuntas.core.logs.Line"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["masked"], "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "procrastinate": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
