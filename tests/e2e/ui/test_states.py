"""The main states of the UI, narrow and wide, light and dark: accessible, and no wider than the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -r requirements-dev.txt")

from tests.e2e.ui.axe import findings
from tests.e2e.ui.browser import NARROW, WIDE, Watched
from tests.e2e.ui.service import Service
from tests.e2e.ui.states import MAIN, STATES
from tests.e2e.ui.world import World

LOOKS = [(WIDE, "light"), (NARROW, "dark")]


@pytest.mark.parametrize("name", MAIN)
def test_it_is_accessible_and_fits(
    name: str, watch: Callable[..., Watched], ui: Service, finished: str, make_film: Callable[..., Path]
) -> None:
    world = World(ui, make_film(seconds=8), {"done": finished}, ui)
    for width, scheme in LOOKS:
        seen = watch(width=width, scheme=scheme)
        with STATES[name](seen.page, world):
            assert findings(seen.page) == []
            assert seen.overflow() == 0
