"""What these tests share: a real password, codes of the app, letters sent through the queue, buckets in the past."""

import re
from datetime import timedelta
from email.message import EmailMessage
from functools import cache
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.cast import PASSWORD, TOTP_SECRET
from tuntas.accounts.models import SignInBucket, User
from tuntas.audit.models import Event


@cache
def password_hash() -> str:
    return make_password(PASSWORD)


def give_password(user: User) -> User:
    user.password = password_hash()
    user.save(update_fields=["password"])
    return user


def code_now(secret: str = TOTP_SECRET, *, steps: int = 0) -> str:
    """What the app shows now, or some steps of 30 seconds later."""
    step = int(timezone.now().timestamp()) // 30 + steps
    return str(format_hotp_value(hotp_value(secret, step)))


def wrong_code() -> str:
    """Six digits that no step near now has."""
    near = {code_now(steps=steps) for steps in range(-3, 4)}
    return next(
        code
        for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
        if code not in near
    )


def run_jobs() -> list[tuple[str, dict[str, Any]]]:
    """Do what accounts have put into the queue, as the worker would, and take it out."""
    done = []
    for job in ProcrastinateJob.objects.filter(status="todo", task_name__startswith="accounts.").order_by("id"):
        app.tasks[job.task_name].func(**job.args)
        done.append((job.task_name, job.args))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.id])
    return done


def link_in(message: EmailMessage) -> str:
    """The path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.get_content())
    assert found
    return found[1]


def events(kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=kind).order_by("seq"))


def sign_in_by_form(client: Client, user: User, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/masuk/", {"email": user.email, "password": password, **more})


def make_past(hours: float) -> None:
    """As if all that is in the buckets had happened so much earlier."""
    for bucket in SignInBucket.objects.all():
        bucket.updated_at -= timedelta(hours=hours)
        bucket.blocked_until = bucket.blocked_until and bucket.blocked_until - timedelta(hours=hours)
        bucket.save()
