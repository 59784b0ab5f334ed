"""What runs by itself, and when (times in UTC). The jobs lie in `jobs.py` of the app that owns the matter."""

from importlib import import_module

from procrastinate import App

# Each line: module, function, cron.
SCHEDULE: list[tuple[str, str, str]] = [
    ("tuntas.core.jobs", "retry_stalled", "* * * * *"),
    ("tuntas.core.jobs", "clean_up", "20 18 * * *"),
    ("tuntas.accounts.jobs", "sweep", "40 18 * * *"),
    ("tuntas.audit.jobs", "seal", "* * * * *"),
    ("tuntas.obligations.jobs", "climb", "* * * * *"),
    ("tuntas.obligations.jobs", "after_leaving", "50 * * * *"),
    ("tuntas.obligations.jobs", "recount", "*/5 * * * *"),
    ("tuntas.obligations.jobs", "recount_nightly", "15 17 * * *"),
    ("tuntas.notices.jobs", "send", "* * * * *"),
    ("tuntas.intake.jobs", "forget", "40 18 * * *"),
    ("tuntas.files.jobs", "sweep", "45 18 * * *"),
    ("tuntas.people.jobs", "count_tokens", "50 18 * * *"),
    ("tuntas.people.jobs", "tell_of_mentions", "*/5 * * * *"),
    ("tuntas.cases.jobs", "end_protections", "*/10 * * * *"),
    ("tuntas.cases.jobs", "end_break_glass", "*/10 * * * *"),
    ("tuntas.cases.jobs", "replace_managers", "25 * * * *"),
    ("tuntas.bodies.jobs", "watch_decrees", "10 * * * *"),
    ("tuntas.cadres.jobs", "watch_silence", "25 22 * * *"),
    ("tuntas.cadres.jobs", "watch_refreshers", "35 22 * * *"),
    ("tuntas.cadres.jobs", "forget_imports", "45 22 * * *"),
    ("tuntas.cadres.jobs", "watch_returns", "*/5 * * * *"),
    ("tuntas.meetings.jobs", "remind", "35 * * * *"),
    ("tuntas.meetings.jobs", "replace_chairs", "55 * * * *"),
    ("tuntas.statistics.jobs", "suggest_checks", "30 19 5 * *"),
    ("tuntas.statistics.jobs", "close_quarter", "10 19 * * *"),
    ("tuntas.statistics.jobs", "take_facts", "* * * * *"),
    ("tuntas.statistics.jobs", "forget_files", "55 18 * * *"),
    ("tuntas.letters.jobs", "chase", "*/10 * * * *"),
    ("tuntas.desk.jobs", "mail_seal", "0 23 * * *"),
]


def register(app: App) -> None:
    """Tell the queue about every periodic job; called once when Django has loaded."""
    for module, function, cron in SCHEDULE:
        app.periodic(cron=cron, periodic_id=function)(getattr(import_module(module), function))
