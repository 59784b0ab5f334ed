"""The other half of the tour of `test_pages_axe`."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.functional.test_pages_axe import VISITORS, tour
from tests.live import Live
from tests.world import World
from tuntas.access.roles import Role


@pytest.mark.parametrize("role", VISITORS[1::2])
def test_pages_of(role: Role, live: Live, world: World, browser_page: Callable[..., Page]) -> None:
    tour(role, live, world, browser_page)
