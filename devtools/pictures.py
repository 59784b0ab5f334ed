"""`dev.py pictures`: photographs the demo for README and manual, on a throw-away database. Names are invented."""

import os
import secrets
import signal
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from devtools import databases, preparation, processes, scratch, system
from devtools.places import MANAGE, PYTHON, ROOT, VENV, Stop, say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = ROOT / "docs" / "pictures"
PHONE, DESK = (360, 740), (1200, 800)
HEAVIEST = 180_000  # bytes: a README is read on a phone too
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--hide-scrollbars"]


def pictures() -> None:
    """Make all pictures anew. Raises Stop without a browser, or when a picture grows too heavy."""
    path = system.chromium()
    if not path:
        raise Stop("Pictures need Chromium: install it, or name it in CHROMIUM.")
    from playwright.sync_api import sync_playwright

    HERE.mkdir(exist_ok=True)
    with (
        scratch.cluster() as cluster,
        tempfile.TemporaryDirectory(prefix="tuntas-pictures-") as directory,
        _served(cluster.dsn, Path(directory)) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        number, code = _public(browser, base)
        _staff(browser, base, number)
        _status(browser, base, number, code)
        browser.close()


@contextmanager
def _served(admin: str, directory: Path) -> Iterator[str]:
    """The demo behind real web and worker processes; gives its address."""
    env = _environment(admin, directory)
    preparation.manage(env, "prepare", "--verbosity", "0")
    preparation.manage(env, "collectstatic", "--no-input", "--verbosity", "0")
    say("Making demo data …")
    preparation.manage(env, "demo", "--verbosity", "0")
    gunicorn: list[str | Path] = [
        PYTHON,
        VENV / "bin" / "gunicorn",
        "-c",
        ROOT / "config" / "gunicorn.py",
        "config.wsgi",
    ]
    with (directory / "log").open("wb") as log:
        running = [
            processes.start(gunicorn, env=env, cwd=ROOT, log=log, end=signal.SIGQUIT),
            processes.start(
                [PYTHON, MANAGE, "procrastinate", "worker"], env=env, cwd=ROOT, log=log, end=signal.SIGKILL
            ),
        ]
        try:
            _wait(f"{env['TUNTAS_BASE_URL']}/healthz")
            yield env["TUNTAS_BASE_URL"]
        finally:
            for process in running:
                processes.stop(process)


def _environment(admin: str, directory: Path) -> dict[str, str]:
    from tuntas.core.keyring import create

    name = f"pictures_{secrets.token_hex(4)}"
    databases.make_roles(admin)
    databases.create(admin, name)
    create(directory / "keyring.json")
    bind = f"127.0.0.1:{system.free_port()}"
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": databases.address(admin, databases.APP, name),
        "DATABASE_OWNER_URL": databases.address(admin, databases.OWNER, name),
        "TUNTAS_KEYRING": str(directory / "keyring.json"),
        "STATIC_ROOT": str(directory / "static"),
        "TUNTAS_TRIAL": "1",
        "TUNTAS_DEMO": "1",
        "TUNTAS_BASE_URL": f"http://{bind}",
        "BIND": bind,
    }


def _wait(url: str) -> None:
    """Until web and worker are both alive: the pages of heads say it when the worker is silent."""
    limit = time.monotonic() + 150
    while time.monotonic() < limit:
        try:
            urllib.request.urlopen(url, timeout=10).close()
        except OSError:
            time.sleep(0.5)
            continue
        return
    raise Stop("The demo did not come up in time.")


def _page(browser: "Browser", size: tuple[int, int]) -> "Page":
    return browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="id-ID")


def _take(page: "Page", name: str) -> None:
    path = HERE / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    if path.stat().st_size > HEAVIEST:
        raise Stop(f"{path.name} weighs {path.stat().st_size} bytes; at most {HEAVIEST}.")
    say(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} KB")


def _press(page: "Page", label: str) -> None:
    page.get_by_role("main").get_by_role("button", name=label, exact=True).last.click()


def _public(browser: "Browser", base: str) -> tuple[str, str]:
    """Home, a question, the receipt; returns number and code."""
    page = _page(browser, PHONE)
    page.goto(base)
    _take(page, "home")
    page.get_by_role("link", name="Mulai melapor").click()
    page.get_by_label("Tidak", exact=True).check()
    _press(page, "Lanjut")
    page.get_by_label("Apa yang terjadi?").fill("Tetangga sebelah memukul istrinya hampir setiap malam.")
    _press(page, "Lanjut")
    page.get_by_label("Kecamatan").wait_for()
    _take(page, "form")
    _press(page, "Tidak tahu daerahnya")
    page.get_by_label("Orang lain").check()
    _press(page, "Lanjut")
    for heading in ("Kapan ini terjadi?", "Anda siapa baginya?", "Apakah ia aman?", "Adakah petugas", "Bolehkah kami"):
        page.get_by_role("heading", name=heading).wait_for()
        _press(page, "Lewati")
    _press(page, "Kirim laporan")
    page.locator(".receipt__code").wait_for()
    _take(page, "receipt")
    return page.locator(".receipt dd").first.inner_text(), page.locator(".receipt__code").inner_text()


def _desk(browser: "Browser", base: str, login: str) -> "Page":
    from tuntas.desk.demo.people import PASSWORD

    page = _page(browser, DESK)
    page.goto(f"{base}/masuk/")
    page.fill("[name=email]", f"{login}@demo.test")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/meja/kewajiban/")
    return page


def _staff(browser: "Browser", base: str, number: str) -> None:
    """My duties, a report, a case, a forwarding as its receiver sees it, what is late, which groups run, figures, a letter to many."""
    _take(_desk(browser, base, "petugas"), "duties")
    page = _desk(browser, base, "satpol")
    page.get_by_role("link", name="Konfirmasi terima terusan").first.click()
    page.get_by_role("link", name="Kerjakan").click()
    hotel = page.locator("h1").inner_text()
    _take(page, "forwarding")
    page = _desk(browser, base, "sekda")
    page.goto(f"{base}/meja/kewajiban/terlambat/")
    _take(page, "late")
    page.goto(f"{base}/meja/pengawasan/")
    _take(page, "running")
    page.goto(f"{base}/meja/angka/hitungan/?ukuran=korban")
    _take(page, "figures")
    page = _desk(browser, base, "sekretariat05")
    page.goto(f"{base}/meja/surat/massal/")
    page.get_by_role("main").locator("tbody a").first.click()
    page.wait_for_load_state()
    _take(page, "letters")
    page = _desk(browser, base, "manajer")
    page.goto(f"{base}/meja/kasus/")
    page.get_by_role("main").locator("tbody a").first.click()
    page.get_by_role("navigation", name="Kasus ini").wait_for()
    _take(page, "case")
    page = _desk(browser, base, "supervisor")
    page.goto(f"{base}/meja/cari/?q={hotel}")
    _take(page, "report")
    page.goto(f"{base}/meja/cari/?q={number}")
    page.get_by_role("navigation", name="Laporan ini").get_by_role("link", name="Pesan").click()
    page.get_by_label("Pesan untuk pelapor").fill(
        "Terima kasih sudah melapor. Kami sedang menindaklanjuti. Bila keadaan berubah, tulis di sini."
    )
    _press(page, "Kirim pesan")
    page.locator(".talk__item").wait_for()


def _status(browser: "Browser", base: str, number: str, code: str) -> None:
    """What the reporter reads."""
    page = _page(browser, PHONE)
    page.goto(f"{base}/layanan/jawaban/")
    page.get_by_label("Nomor", exact=True).fill(number)
    page.get_by_label("Kode").fill(code)
    _press(page, "Buka")
    page.locator(".talk__item").wait_for()
    _take(page, "status")
