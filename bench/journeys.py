"""One case on its way, and what was said to have been done about it."""

import re
from dataclasses import dataclass, field
from uuid import UUID

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass
class Journey:
    """`mark` stands in everything that is written; `done`: where each step led that was answered with success."""

    mark: str
    report: UUID | None
    reason: str
    done: dict[str, str] = field(default_factory=dict)
    lost: str = ""

    def led_to(self, step: str) -> list[UUID]:
        """What a step made or changed, by its address; nothing where it was never said to be done."""
        found = uuid_in(self.done.get(step, ""))
        return [UUID(found)] if found else []


def uuid_in(text: str, *, after: str = "/") -> str:
    """The first id in an address or page that stands after something; empty where there is none."""
    found = re.search(f"{re.escape(after)}({_UUID})/", text)
    return found[1] if found else ""


def option(page: str, name: str) -> str:
    """The first choice of a list on a page."""
    found = re.search(rf'<select[^>]*name="{name}"[^>]*>\s*<option value="([^"]+)"', page)
    return found[1] if found else ""
