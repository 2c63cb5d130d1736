"""States of the page that makes trailers: before, while and after a film is sent."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.ui.gestures import choose_film, drop
from tests.e2e.ui.state_tools import answer, heading, send, send_slowly, state
from tests.e2e.ui.world import World


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
