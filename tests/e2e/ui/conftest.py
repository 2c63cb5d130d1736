"""A browser, a service with the built UI, and a job that it has finished: one of each for a process of tests."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.chromium import BROWSER
from tests.e2e.ui.service import Service, service, why_not_built

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e.ui.browser import Watched

MakeFilm = Callable[..., Path]


@pytest.fixture(scope="session")
def built_ui() -> None:
    if BROWSER is None:
        pytest.skip("needs Chromium: apt install chromium")
    if (lack := why_not_built()) is not None:
        pytest.skip(lack)


@pytest.fixture(scope="session")
def browser(built_ui: None) -> Iterator[Browser]:
    from tests.e2e.ui.browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def serving(built_ui: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("ui")) as running:
        yield running


@pytest.fixture
def ui(serving: Service) -> Iterator[Service]:
    """The service of all tests; what a test held, made fail or killed goes on afterwards."""
    serving.start_if_down()
    yield serving
    serving.fail("")
    serving.release()


@pytest.fixture(scope="session")
def finished(serving: Service, make_film: MakeFilm) -> str:
    """The id of a job that is completed."""
    job_id = serving.submit(make_film(seconds=20))
    assert serving.until(job_id, "completed", "failed")["status"] == "completed"
    return job_id


@pytest.fixture
def watch(browser: Browser, ui: Service) -> Iterator[Callable[..., Watched]]:
    """`watch(width=, scheme=)`: a page. At the end none may have written to its console or asked another host."""
    from tests.e2e.ui.browser import watched

    with contextlib.ExitStack() as pages:
        opened: list[Watched] = []

        def open_page(**how: object) -> Watched:
            opened.append(pages.enter_context(watched(browser, ui.url, **how)))  # type: ignore[arg-type]
            return opened[-1]

        yield open_page
        for seen in opened:
            seen.assert_quiet()


@pytest.fixture
def seen(watch: Callable[..., Watched]) -> Watched:
    """A wide, light page."""
    return watch()
