"""The system's Chromium, driven by Playwright, and a page of which nothing that it says or asks for is missed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright

from tests.e2e.chromium import BROWSER, FLAGS

WIDE, NARROW = 1440, 360
"""Widths in CSS pixels for which the UI is designed."""
HEIGHTS = {WIDE: 900, NARROW: 740}
PATIENCE_MS = 60_000
"""For a condition on a machine that also does other things."""
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Watched:
    """A page of the UI, what it wrote to its console, and where it asked for what."""

    page: Page
    origin: str
    console: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    """Addresses at other hosts that were asked for."""
    answers: list[tuple[int, str]] = field(default_factory=list)
    """Status and path of every answer."""
    may_fail: bool = False
    """Whether the browser's own words about requests that failed are in order now."""

    def begin(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.console.append(f"uncaught: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if not (self.may_fail and message.text.startswith("Failed to load resource:")):
            self.console.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("blob", "data") and f"{address.scheme}://{address.netloc}" != self.origin:
            self.strangers.append(request.url)

    def _answered(self, response: Response) -> None:
        self.answers.append((response.status, urlsplit(response.url).path))

    def assert_quiet(self) -> None:
        """Nothing in the console, the policy's complaints among it, and no other host asked."""
        assert not self.console, self.console
        assert not self.strangers, self.strangers

    def until(self, expression: str, argument: Any = None) -> Any:
        """Waits until a JavaScript function gives something true, and returns it.

        Playwright's own way of waiting compiles text inside the page, which the policy of the page forbids.
        """
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not (found := self.page.evaluate(expression, argument)):
            assert time.monotonic() < deadline, f"never came true: {expression}"
            self.page.wait_for_timeout(50)
        return found

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        found: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return found


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Headless, of the system: nothing is downloaded."""
    assert BROWSER is not None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(FLAGS), chromium_sandbox=False)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def watched(browser: Browser, origin: str, width: int = WIDE, scheme: str = "light") -> Iterator[Watched]:
    """A page in a context of its own, `scheme` "light" or "dark"; addresses are relative to `origin`."""
    context = browser.new_context(
        base_url=origin,
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        seen = Watched(context.new_page(), origin)
        seen.begin()
        yield seen
    finally:
        context.close()
