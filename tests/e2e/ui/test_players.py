"""Trailers in the players of the page: they play, seek by ranges, show captions, and two of them keep in step."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -r requirements-dev.txt")

from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.browser import Watched
from tests.e2e.ui.service import Service

NAMES = {
    "Primary trailer": "master",
    "Variant 1, Opening Act": "variant_0",
    "Variant 2, Middle Climax": "variant_1",
    "Variant 3, Grand Finale": "variant_2",
    "Variant 4, Balanced Mix": "variant_3",
}
IN_STEP = 0.15
"""Seconds by which two players may be apart when they are asked one after the other."""
_IN_THE_PICTURES = 60
"""Pixels below the top of the strip."""


def seconds_of(player: Locator) -> float:
    found: float = player.locator("video").evaluate("video => video.currentTime")
    return found


def wait_past(seen: Watched, player: Locator, second: float) -> None:
    seen.until(
        "([video, second]) => video.currentTime > second && !video.seeking",
        [player.locator("video").element_handle(), second],
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_trailer_plays_and_seeks(seen: Watched, finished: str, name: str) -> None:
    page = seen.page
    page.goto(f"/app/jobs/{finished}")
    player = page.get_by_role("group", name=name)
    player.get_by_role("button", name=f"Play {name}").click()
    wait_past(seen, player, 0.3)
    page.keyboard.press("k")
    expect(player.get_by_role("button", name="Play", exact=True)).to_be_visible()
    player.get_by_role("slider").focus()
    page.keyboard.press("End")
    length: float = player.locator("video").evaluate("video => video.duration")
    wait_past(seen, player, length - 0.5)
    page.keyboard.press("Home")
    seen.until("video => video.currentTime < 0.1", player.locator("video").element_handle())
    ranges = [path for status, path in seen.answers if status == 206]
    assert any(path.startswith(f"/jobs/{finished}/deliverables/") for path in ranges)
    assert all(status < 400 for status, _ in seen.answers)


def test_captions_are_shown_and_remembered(seen: Watched, finished: str) -> None:
    page = seen.page
    page.goto(f"/app/jobs/{finished}")
    player = page.get_by_role("group", name="Primary trailer")
    player.get_by_role("button", name="Captions, English").click()
    player.get_by_role("button", name="Play", exact=True).click()
    cue = seen.until(
        "video => video.textTracks[0].activeCues?.[0]?.getCueAsHTML().textContent",
        player.locator("video").element_handle(),
    )
    page.keyboard.press("k")
    expect(player.locator("p")).to_have_text(cue)
    assert player.locator("video").evaluate("video => video.textTracks[0].mode") == "hidden"
    page.keyboard.press("f")
    seen.until("() => document.fullscreenElement !== null")
    expect(player.locator("p")).to_be_in_viewport()
    page.keyboard.press("f")
    page.reload()
    expect(player.get_by_role("button", name="Captions, English")).to_have_attribute("aria-pressed", "true")


def test_one_sound_at_a_time(seen: Watched, finished: str) -> None:
    page = seen.page
    page.goto(f"/app/jobs/{finished}")
    first, second = (
        page.get_by_role("group", name=name) for name in ("Primary trailer", "Variant 2, Middle Climax")
    )
    first.get_by_role("button", name="Play Primary trailer").click()
    wait_past(seen, first, 0.1)
    page.keyboard.press("2")
    wait_past(seen, second, 0.1)
    assert first.locator("video").evaluate("video => video.paused")


def test_two_trailers_are_compared_in_step(seen: Watched, finished: str) -> None:
    page = seen.page
    page.goto(f"/app/jobs/{finished}")
    for name in ("Opening Act", "Grand Finale"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("link", name="Compare 2").click()
    page.wait_for_url("**/compare?left=0&right=2")
    left, right = (
        page.get_by_role("group", name=name) for name in ("Variant 1, Opening Act", "Variant 3, Grand Finale")
    )
    page.get_by_role("button", name="Play both").click()
    wait_past(seen, left, 1)
    wait_past(seen, right, 1)
    apart = "([one, other]) => Math.abs(one.currentTime - other.currentTime)"
    videos = [side.locator("video").element_handle() for side in (left, right)]
    assert page.evaluate(apart, videos) < IN_STEP
    assert sorted(video.evaluate("video => video.muted") for video in videos) == [False, True]


def test_a_click_on_the_strip_seeks_film_and_trailer(seen: Watched, ui: Service, finished: str) -> None:
    page, job = seen.page, ui.job(finished)
    page.goto(f"/app/jobs/{finished}")
    player = page.get_by_role("group", name="Primary trailer")
    player.get_by_role("button", name="Play Primary trailer").click()
    wait_past(seen, player, 0.1)
    page.keyboard.press("k")
    first, *_, last = job["assembly"]["timeline"]
    click_film(page, last, job["analysis"]["totalDuration"])
    page.wait_for_url(f"**?scene={last['sceneId']}")
    wait_past(seen, player, last["in"] - 0.1)
    page.get_by_role("button", name="Watch in the film").click()
    film = page.get_by_label(re.compile("The film, from scene"))
    starts = {scene["sceneId"]: scene["start"] for scene in job["analysis"]["scenes"]}
    wait_near(seen, film, starts[last["sceneId"]])
    click_film(page, first, job["analysis"]["totalDuration"])
    wait_near(seen, film, starts[first["sceneId"]])


def click_film(page: Page, clip: dict[str, Any], seconds: float) -> None:
    """Clicks the pictures of the strip in the middle of what a clip took."""
    strip = page.get_by_role("slider", name="Film strip")
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    assert box is not None
    middle = (clip["sourceStart"] + clip["sourceEnd"]) / 2
    page.mouse.click(box["x"] + box["width"] * middle / seconds, box["y"] + _IN_THE_PICTURES)


def wait_near(seen: Watched, video: Locator, second: float) -> None:
    """It plays on from there, so it may be a little later."""
    seen.until(
        "([video, second]) => video.currentTime > second - 0.1 && video.currentTime < second + 3",
        [video.element_handle(), second],
    )
