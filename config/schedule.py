"""What runs by itself, and when (times in UTC). The jobs themselves live in `jobs.py` of the app that owns the matter."""

from importlib import import_module
from importlib.util import find_spec

from procrastinate import App

# (app's module, function, cron)
SCHEDULE: list[tuple[str, str, str]] = []


def register(app: App) -> None:
    """Tell the queue about every periodic job; called once when Django has loaded."""
    for module, function, cron in SCHEDULE:
        if find_spec(module):
            app.periodic(cron=cron, periodic_id=function)(getattr(import_module(module), function))
