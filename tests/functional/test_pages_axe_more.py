"""The other half of the tour of `test_pages_axe`."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.cast import Cast
from tests.functional import steps
from tests.functional.inspection import Inspector
from tests.functional.test_pages_axe import VISITORS, tour
from tests.live import Live
from tests.world import World
from tuntas.access.roles import Role
from tuntas.letters.tests.make_batches import make_made


@pytest.mark.parametrize("role", VISITORS[1::2])
def test_pages_of(role: Role, live: Live, world: World, browser_page: Callable[..., Page]) -> None:
    tour(role, live, world, browser_page)


def test_pages_of_what_is_made_and_of_years_before(live: Live, cast: Cast, browser_page: Callable[..., Page]) -> None:
    """A batch that waits to be sent, and the form of whoever brings figures."""
    made = make_made(cast)
    keeper = Inspector(steps.staff(browser_page, live, cast.secretariat), live.base)
    keeper.look(reverse("letters:batch_send", args=[made.pk]))
    keeper.look(reverse("letters:batch_sign", args=[made.pk]))
    officer = Inspector(steps.staff(browser_page, live, cast.by_role[Role.DATA_OFFICER]), live.base)
    officer.look(reverse("statistics:prior_load"))
    officer.follow_links()
    assert keeper.wrong + officer.wrong == []
