"""How states of the UI are listed, and what they have in common."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.e2e.ui.gestures import choose_film, slow_down_sending
from tests.e2e.ui.world import World

Show = Callable[[Page, World], contextlib.AbstractContextManager[None]]
STATES: dict[str, Show] = {}


def state(show: Callable[[Page, World], Iterator[None]]) -> Callable[[Page, World], Iterator[None]]:
    """Lists it, by the name of its function."""
    STATES[show.__name__.replace("_", "-")] = contextlib.contextmanager(show)
    return show


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name).first).to_be_visible()


def answer(page: Page, path: str, status: int, body: dict[str, Any], method: str = "GET") -> None:
    """What the service says there from now on."""

    def say(route: Route) -> None:
        if route.request.method == method:
            route.fulfill(status=status, content_type="application/json", body=json.dumps(body))
        else:
            route.fallback()

    page.route(re.compile(f"^https?://[^/]+{path}$"), say)


def job_page(page: Page, world: World, what: str) -> None:
    page.goto(f"/app/jobs/{world.jobs[what]}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def send(page: Page, world: World) -> None:
    page.goto("/app")
    choose_film(page, world.film)
    page.get_by_role("button", name="Make trailers").click()


def send_slowly(page: Page, world: World, to: str = "") -> None:
    """So that it takes two minutes, of which some seconds have passed."""
    page.goto(f"{to}/app")
    choose_film(page, world.film)
    slow_down_sending(page, world.film)
    page.get_by_role("button", name="Make trailers").click()
    expect(page.get_by_text(re.compile(r"Sending.* ([2-9]|\d\d)%")).first).to_be_visible()
