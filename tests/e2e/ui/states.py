"""Every state of the UI by its name, and how a page is brought into it.

A state is a context: what was done to the service for its sake is undone at the end. Where a machine cannot be brought
to give an answer (a full disk, cloud keys that are refused), that answer alone is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.e2e.ui import states_of_jobs, states_of_sending
from tests.e2e.ui.state_tools import STATES, heading, job_page, state
from tests.e2e.ui.world import World

__all__ = ["MAIN", "STATES", "states_of_jobs", "states_of_sending"]
"""The two files list their states themselves."""
MAIN = ("start", "film-chosen", "refused-type", "shortcuts", "jobs", "job-done", "delete-asked", "compare")
"""Those that need no job but one that is completed."""


@state
def jobs(page: Page, world: World) -> Iterator[None]:
    page.goto("/app/jobs")
    expect(page.get_by_role("listitem").first).to_be_visible()
    yield


@state
def jobs_none_found(page: Page, world: World) -> Iterator[None]:
    page.goto("/app/jobs")
    page.get_by_role("searchbox").fill("sintle")
    heading(page, "No file name contains")
    yield


@state
def jobs_none(page: Page, world: World) -> Iterator[None]:
    page.goto(f"{world.empty.url}/app/jobs")
    heading(page, "No jobs yet")
    yield


@state
def job_unknown(page: Page, world: World) -> Iterator[None]:
    page.goto("/app/jobs/000000000000")
    heading(page, "This job does not exist")
    yield


@state
def not_found(page: Page, world: World) -> Iterator[None]:
    page.goto("/app/nowhere")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield


@state
def shortcuts(page: Page, world: World) -> Iterator[None]:
    page.goto("/app")
    expect(page.get_by_role("radio", name="Action Enthusiast")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    yield


@state
def free_space(page: Page, world: World) -> Iterator[None]:
    page.goto("/app/jobs")
    page.get_by_role("button", name="Free up space").click()
    heading(page, "Free up space?")
    yield


@state
def server_gone(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "rendering")
    expect(page.get_by_text("Ready to watch while the rest renders")).to_be_visible()
    page.context.set_offline(True)
    heading(page, "The server does not answer")
    yield
    page.context.set_offline(False)
