"""Every state of the UI by its name, and how a page is brought into it.

A state is a context: what was done to the service for its sake is undone at the end. Where a machine cannot be brought
to give an answer (a full disk, cloud keys that are refused), that answer alone is put in its place.
"""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.e2e.ui.gestures import choose_film, drop, slow_down_sending
from tests.e2e.ui.world import World

Show = Callable[[Page, World], contextlib.AbstractContextManager[None]]
STATES: dict[str, Show] = {}
MAIN = ("start", "film-chosen", "refused-type", "shortcuts", "jobs", "job-done", "delete-asked", "compare")
"""Those that need no job but one that is completed."""


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

    page.route(re.compile(f"{path}$"), say)


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


@state
def start(page: Page, world: World) -> Iterator[None]:
    page.goto("/app")
    expect(page.get_by_role("radio", name="Action Enthusiast")).to_be_visible()
    expect(page.get_by_role("heading", name="Recent")).to_be_visible()
    yield


@state
def start_first_time(page: Page, world: World) -> Iterator[None]:
    page.goto(f"{world.empty.url}/app")
    expect(page.get_by_role("radio", name="Action Enthusiast")).to_be_visible()
    yield


@state
def film_chosen(page: Page, world: World) -> Iterator[None]:
    page.goto("/app")
    choose_film(page, world.film)
    expect(page.get_by_text("Plays in this browser, within the limits")).to_be_visible()
    page.get_by_label("Preview of the film").evaluate(
        "video => new Promise(done => { video.onseeked = () => done(); video.currentTime = video.duration / 3 })"
    )
    yield


@state
def sending(page: Page, world: World) -> Iterator[None]:
    send_slowly(page, world)
    yield


@state
def leaving(page: Page, world: World) -> Iterator[None]:
    send_slowly(page, world)
    page.get_by_role("link", name="Jobs", exact=True).click()
    heading(page, "The film is still being sent")
    yield


@state
def upload_stopped(page: Page, world: World) -> Iterator[None]:
    send_slowly(page, world, world.empty.url)
    world.empty.crash()
    heading(page, "The upload stopped at")
    world.empty.start()
    expect(page.get_by_role("heading", name="The server does not answer")).to_be_hidden()
    expect(page.get_by_role("heading", name="The server is back")).to_be_hidden()
    yield


@state
def refused_type(page: Page, world: World) -> Iterator[None]:
    page.goto("/app")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "poster_final.psd"
        file.write_bytes(b"8BPS")
        drop(page, page.get_by_role("heading", name="Drop a film here"), file)
    heading(page, "This file is not a film we can read")
    yield


@state
def refused_size(page: Page, world: World) -> Iterator[None]:
    limits = page.request.get("/capabilities").json()
    answer(page, "/capabilities", 200, {**limits, "maxUploadBytes": 1 << 20})
    page.goto("/app")
    expect(page.get_by_text(re.compile(r"up to 1(\.0)? MB"))).to_be_visible()
    choose_film(page, world.film)
    heading(page, "This film is larger than")
    yield


@state
def refused_content(page: Page, world: World) -> Iterator[None]:
    page.goto(f"{world.empty.url}/app")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "torn.mp4"
        file.write_bytes(b"no film" * 999)
        choose_film(page, file)
        page.get_by_role("button", name="Make trailers").click()
        heading(page, "We could not read this film")
        yield


@state
def service_busy(page: Page, world: World) -> Iterator[None]:
    send(page, world)
    expect(page.get_by_text("All places are taken.")).to_be_visible()
    yield


@state
def disk_full(page: Page, world: World) -> Iterator[None]:
    full = {"error": "There is no room on the disk of the service.", "code": "no_room"}
    answer(page, "/generate", 503, full, "POST")
    send(page, world)
    heading(page, "The disk of the service is almost full")
    yield


@state
def profiles_missing(page: Page, world: World) -> Iterator[None]:
    answer(page, "/profiles", 500, {"error": "Something went wrong.", "code": "internal_error"})
    page.goto("/app")
    heading(page, "Using the built-in profiles")
    yield


@state
def degraded(page: Page, world: World) -> Iterator[None]:
    health = page.request.get("/health").json()
    lacks = ["FFmpeg 4.4.2 is too old: 5.1 or newer is needed."]
    answer(page, "/health", 200, {**health, "status": "degraded", "problems": lacks})
    page.goto("/app")
    page.get_by_role("button", name="Degraded").click()
    heading(page, "The service is not complete")
    yield


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
