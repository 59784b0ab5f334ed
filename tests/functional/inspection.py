"""Looking at one page as the house demands it: axe, width, the browser's own complaints, nobody else asked."""

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser import AXE, axe_findings

NARROW, WIDE = 320, 1280
BOTH = (WIDE, NARROW)


class Inspector:
    """Watches one browser page; `look` goes to an address and notes what is wrong there."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.wrong: list[str] = []
        self._seen: set[str] = set()
        self._links: dict[str, str] = {}
        self.where, self.refused = "", False
        page.context.add_init_script(AXE)  # sent to the browser once, not once a page
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("request", self._watch)

    def look(self, path: str, *, axe: tuple[int, ...] = BOTH, status: int = 200) -> None:
        """Go to an address and inspect what stands there."""
        self.where, self.refused = path, status >= 400
        self._seen.add(self.base + path)
        answer = self.page.goto(self.base + path)
        if answer is None or answer.status != status:
            self._note(f"answers {answer and answer.status}")
        self.inspect(axe=axe)

    def inspect(self, where: str = "", *, axe: tuple[int, ...] = BOTH) -> None:
        """What stands there now, on a desk and on a small phone; axe is slow, and looks at the widths named."""
        self.where = where or self.where
        self.page.wait_for_load_state()  # a page that was just asked for is empty for a moment
        now = self.page.viewport_size
        for width in reversed(BOTH) if now and now["width"] == NARROW else BOTH:
            self.page.set_viewport_size({"width": width, "height": 640})
            reach = self.page.evaluate("document.documentElement.scrollWidth")
            if reach > width:
                self._note(f"{reach} px wide at {width}")
            for line in axe_findings(self.page) if width in axe else ():
                self._note(f"axe at {width}: {line}")
        for link in self.page.locator("main a[href], nav a[href]").evaluate_all("all => all.map(a => a.href)"):
            if link.startswith(self.base):
                self._links.setdefault(link.split("#")[0], self.where)

    def look_around(self) -> None:
        """What stands in the navigation, as far as it was not seen yet."""
        places = self.page.get_by_role("navigation", name="Utama").get_by_role("link")
        for link in places.evaluate_all("all => all.map(a => a.href)"):
            if link not in self._seen:
                self.look(link.removeprefix(self.base), axe=())

    def follow_links(self) -> None:
        """Every link that was seen leads to a page this person may open."""
        for link, where in self._links.items():
            if link not in self._seen:
                answer = self.page.request.get(link)
                if answer.status >= 400:
                    self.wrong.append(f"{where}: the link to {link.removeprefix(self.base)} answers {answer.status}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self._note(f"asks {request.url}")

    def _hear(self, message: ConsoleMessage) -> None:
        # A browser names a page that is refused as a failed load, also where that is what was expected.
        expected = self.refused and message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not expected:
            self._note(f"console: {message.text}")

    def _note(self, text: str) -> None:
        self.wrong.append(f"{self.where}: {text}")
