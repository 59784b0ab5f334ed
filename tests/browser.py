"""The system's Chromium for browser tests: a fresh profile for each page, scripts on or off, any width."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

# Parts of the browser that nobody looks at here: pages of its own window, a process that waits for the next site. They
# cost as much as the pages of the tests. Then what Playwright switches off, whose list this one replaces.
OFF = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess",
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying",
    "OptimizationHints", "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
# No traffic but to this machine; root needs --no-sandbox.
FLAGS = [
    f"--disable-features={','.join(OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
AXE = Axe().axe_script
FIND = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"  # the rest need not travel
PATIENCE = 30_000  # milliseconds; what comes at all comes sooner, but not always on a machine that others use too
expect.set_options(timeout=PATIENCE)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of the browser: CHROMIUM of the environment, else what is installed."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One browser for the whole session; skipped, visibly, where there is none."""
    path = chromium()
    if not path:
        pytest.skip("no Chromium here: install it, or name it in CHROMIUM")
    # Playwright keeps an event loop in this thread; Django would refuse the database because of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(chromium_browser: Browser) -> Iterator[Callable[..., Page]]:
    """Make pages: `browser_page(js=False, width=320, height=640)`; each has a profile of its own."""
    contexts: list[BrowserContext] = []

    def make(*, js: bool = True, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = chromium_browser.new_context(
            java_script_enabled=js, viewport={"width": width, "height": height}, locale="id-ID", **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def axe_findings(page: Page) -> list[str]:
    """What axe objects to on a page, one line each; the page needs scripts on."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    violations = cast(list[dict[str, Any]], page.evaluate(FIND))
    return [f"{found['id']}: {[node['target'] for node in found['nodes']]}" for found in violations]
