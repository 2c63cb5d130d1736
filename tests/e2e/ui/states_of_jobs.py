"""States of the page of one job."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.e2e.ui.state_tools import answer, heading, job_page, state
from tests.e2e.ui.world import World


@state
def job_queued(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "queued")
    expect(page.get_by_text("Place 1 in the queue")).to_be_visible()
    yield


@state
def job_rendering(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "rendering")
    expect(page.get_by_text("Ready to watch while the rest renders")).to_be_visible()
    yield


@state
def cancel_asked(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "rendering")
    page.get_by_role("button", name="Cancel job").click()
    heading(page, "Cancel this job?")
    yield


@state
def job_failed(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "failed")
    heading(page, "Rendering stopped. Your film is fine")
    yield


@state
def job_cancelled(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "cancelled")
    heading(page, "You cancelled this job")
    yield


@state
def job_done(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "done")
    expect(page.get_by_role("link", name="Download primary", exact=True)).to_be_visible()
    yield


@state
def job_playing(page: Page, world: World) -> Iterator[None]:
    """The primary trailer in its midst, with captions, and the scene that it shows chosen."""
    job_page(page, world, "done")
    player = page.get_by_role("group", name="Primary trailer")
    player.get_by_role("button", name=re.compile("^Captions")).click()
    player.get_by_role("button", name="Play", exact=True).click()
    expect(player.locator("p")).to_be_visible()
    player.press("k")
    page.get_by_role("slider", name="Film strip").press("Enter")
    yield


@state
def strip_zoomed(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "done")
    nearer = page.get_by_role("button", name="Zoom in")
    expect(page.get_by_role("slider", name="Film strip")).to_be_visible()
    for _ in range(3):
        if nearer.is_enabled():  # a short film fills the strip sooner
            nearer.click()
    page.get_by_role("slider", name="Film strip").press("ArrowRight")
    yield


@state
def job_simulated(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "simulated")
    expect(page.get_by_text("Intensity was not measured (simulated analysis)")).to_be_visible()
    yield


@state
def job_fell_back(page: Page, world: World) -> Iterator[None]:
    job = world.service.job(world.jobs["done"])
    reason = "AWS refused the access key, so this machine analysed the film itself."
    fell = {**job["providers"]["rekognition"], "fallbackReason": reason}
    doctored = {**job, "requestedMode": "aws", "providers": {**job["providers"], "rekognition": fell}}
    answer(page, f"/jobs/{job['jobId']}", 200, {"job": doctored})
    page.goto(f"/app/jobs/{job['jobId']}")
    expect(page.get_by_text(reason)).to_be_visible()
    yield


@state
def delete_asked(page: Page, world: World) -> Iterator[None]:
    job_page(page, world, "done")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete job").click()
    heading(page, "Delete this job?")
    yield


@state
def compare(page: Page, world: World) -> Iterator[None]:
    page.goto(f"/app/jobs/{world.jobs['done']}/compare?left=0&right=2")
    expect(page.get_by_role("button", name="Play both")).to_be_visible()
    yield
