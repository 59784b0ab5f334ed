#!/usr/bin/env python3
"""One door for every task: python3 dev.py run | test | check | fix | bench | faults | pictures | manage (see --help).

Needs only Python 3.11 or newer with venv; the first command makes everything else.
"""

import argparse
import os
import subprocess
import sys
import time

BEGAN = float(os.environ.setdefault("TUNTAS_BEGAN", str(time.monotonic())))

from devtools import venv  # noqa: E402 - the clock starts first
from devtools.places import MANAGE, PYTHON, ROOT, Stop, say  # noqa: E402


def parser() -> argparse.ArgumentParser:
    """What can be asked on the command line."""
    top = argparse.ArgumentParser(prog="dev.py", description="One door for every task.")
    tasks = top.add_subparsers(dest="task", required=True, metavar="TASK")
    run = tasks.add_parser("run", help="the whole program on this machine, for trying, with demo data")
    run.add_argument("--empty", action="store_true", help="without demo data, in a database of its own")
    check = tasks.add_parser(
        "check", help="format, lint, types, order of apps, templates, migrations, documents, built files"
    )
    check.add_argument("--assets", action="store_true", help="only: are the committed css and js those that are built?")
    fix = tasks.add_parser("fix", help="formats and regenerates")
    fix.add_argument("--locks", action="store_true", help="make the locks anew from pyproject.toml (needs uv)")
    tasks.add_parser(
        "pictures", help="the pictures of docs/pictures, taken anew from the demo in a throw-away database"
    )
    for name, text in (
        ("test", "all tests, on a throw-away database; arguments go to pytest"),
        ("bench", "measures, and prints figures with their bars [--scale N] [--json]"),
        ("faults", "kills and breaks the running system under load [--rounds N]"),
        ("manage", "a command of manage.py on the database of `run`, while that runs"),
    ):
        tasks.add_parser(name, help=text, add_help=False)
    return top


def main(arguments: list[str]) -> int:
    """Do one task; returns what the shell gets."""
    options, rest = parser().parse_known_args(arguments)
    if rest and options.task in {"run", "check", "fix", "pictures"}:
        parser().error(f"unknown: {' '.join(rest)}")
    venv.ensure(venv.RUN if options.task in {"run", "manage"} else venv.TEST)
    venv.enter(arguments)
    if options.task == "run":
        from devtools.run import run

        run(empty=options.empty, began=BEGAN)
        return 0
    if options.task in {"check", "fix"}:
        from devtools import check

        if options.task == "check":
            return check.assets() if options.assets else check.check()
        return check.relock() if options.locks else check.fix()
    if options.task == "pictures":
        from devtools.pictures import pictures

        pictures()
        return 0
    if options.task == "manage":
        return manage(rest)
    return tests(rest) if options.task == "test" else measure(options.task, rest)


def tests(arguments: list[str]) -> int:
    """Run pytest on a throw-away server, or on the one that TUNTAS_TEST_DSN names."""
    from devtools import scratch, system

    # The same run again goes the same way; another number here finds what leans on luck (tests/shuffle.py).
    environment = {"PYTHONHASHSEED": "0"} | dict(os.environ)
    if browser := system.chromium():
        environment["CHROMIUM"] = browser
    else:
        say("No Chromium here: browser tests are skipped.")
    if all(argument.startswith("--") for argument in arguments):  # all tests: on all cores
        # One file, one process: what a file shares is made once, and two processes never wait for each other's locks.
        # In the order of tests/order.py: the long files begin, the many short ones fill what is left at the end.
        # One process more than cores: there is always one that waits for the browser, the database or the clock.
        processes = str(min((os.cpu_count() or 1) + 1, 5))
        arguments = ["-n", processes, "--dist", "loadfile", "--no-loadscope-reorder", *arguments]
    command = [str(PYTHON), "-m", "pytest", *arguments]
    if environment.get("TUNTAS_TEST_DSN"):
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    # Races end in deadlocks on purpose; nobody needs to wait a second for each to be noticed.
    with scratch.cluster(deadlock_timeout="100ms") as cluster:
        environment["TUNTAS_TEST_DSN"] = cluster.dsn
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def measure(task: str, arguments: list[str]) -> int:
    """Run bench/main.py or bench/faults.py, which start what they need (devtools.scratch)."""
    module = {"bench": "bench.main", "faults": "bench.faults"}[task]
    return subprocess.run([str(PYTHON), "-m", module, *arguments], cwd=ROOT, check=False).returncode


def manage(arguments: list[str]) -> int:
    """Run manage.py on the database that `dev.py run` uses."""
    from devtools import preparation
    from devtools.source import last_used

    environment = preparation.base_environment() | last_used()
    return subprocess.run([str(PYTHON), str(MANAGE), *arguments], env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(f"{stop}")
    except PermissionError as error:
        sys.exit(
            f"{error.filename} belongs to another user. Use the account that made it, or a fresh copy of the project."
        )
    except KeyboardInterrupt:
        sys.exit(130)
