"""Programs of the system that some tasks need: found, installed by apt when root, else visibly done without. Free ports."""

import os
import secrets
import shutil
import socket
import subprocess

from devtools.places import say

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def find(*names: str) -> str | None:
    """The path of the first of these programs that is here."""
    return next(filter(None, map(shutil.which, names)), None)


def chromium() -> str | None:
    """A browser for the browser tests: CHROMIUM of the environment, one that is here, or one that apt brings."""
    return os.environ.get("CHROMIUM") or find(*CHROMIUM_NAMES) or _install("chromium", *CHROMIUM_NAMES)


def npm() -> str | None:
    """npm, for rebuilding the css and js."""
    return find("npm") or _install("npm", "npm")


def _install(package: str, *names: str) -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say(f"Installing {package} …")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        subprocess.run(["apt-get", *arguments], env=quiet, stdout=subprocess.DEVNULL, check=False)
    return find(*names)


def free_port() -> int:
    """A port that nobody has now, below those that the system itself gives to whoever asks for any, so that it stays free."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
