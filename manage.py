#!/usr/bin/env python3
"""Django's command line. Commands that need the owner of the tables are run as the owner, all others as the app's role."""

import os
import sys

# Everything that makes or alters tables, hands out rights, or fills tables which the app may only read.
OWNER_COMMANDS = {"createcachetable", "flush", "grants", "loadareas", "migrate", "prepare", "restore", "sqlmigrate"}


def choose_role(arguments: list[str]) -> None:
    """Point DATABASE_URL at the owner's connection for commands that need it, if that connection is given."""
    owner = os.environ.get("DATABASE_OWNER_URL")
    if owner and len(arguments) > 1 and arguments[1] in OWNER_COMMANDS:
        os.environ["DATABASE_URL"] = owner


def create_keys(path: str) -> None:
    """The one command that comes before there are settings: they need the key file."""
    from pathlib import Path

    from tuntas.core.keyring import create

    try:
        create(Path(path))
    except OSError as error:
        sys.exit(f"Berkas kunci {path} tidak dibuat: {error.strerror}.")
    print(f"Berkas kunci {path} dibuat. Simpan salinannya terpisah dari cadangan: tanpa itu, isi tidak terbaca.")


def main() -> None:
    """Run one command."""
    if sys.argv[1:3] == ["keys", "create"] and len(sys.argv) == 4:
        create_keys(sys.argv[3])
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    choose_role(sys.argv)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
