"""From a film on the disk to five trailers, as somebody does it who sees the page for the first time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -r requirements-dev.txt")

from playwright.sync_api import expect

from tests.e2e.ui.browser import NARROW, Watched
from tests.e2e.ui.gestures import choose_film, drop, drop_film, slow_down_sending
from tests.e2e.ui.service import Service

MakeFilm = Callable[..., Path]
Watch = Callable[..., Watched]
STAGES = ["Upload", "Analysis", "Personalization", "Assembly", "Rendering", "Deliverables", "Completion"]
_KEEP_PERCENTS = """() => {
  window.percents = [];
  const read = () => {
    const bar = document.querySelector('[role=progressbar][aria-label^="Job "]');
    if (bar) window.percents.push(Number(bar.getAttribute("aria-valuenow")));
  };
  new MutationObserver(read).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""


def test_a_film_that_is_dropped_becomes_five_trailers(seen: Watched, ui: Service, make_film: MakeFilm) -> None:
    page, film = seen.page, make_film(seconds=12)
    page.goto("/app")
    page.evaluate(_KEEP_PERCENTS)
    drop_film(page, film)
    expect(page.get_by_text("Plays in this browser, within the limits")).to_be_visible()
    page.get_by_role("radio", name="Thriller Buff").click()
    page.get_by_role("radio", name="15 s").click()
    ui.hold("take_")
    page.get_by_role("button", name="Make trailers").click()
    page.wait_for_url(re.compile(r"/app/jobs/[0-9a-f]{12}$"))

    running = page.locator("[aria-current=step]")
    expect(running).to_contain_text("Rendering")
    rows = running.locator("xpath=..").get_by_role("listitem").all_inner_texts()
    assert [name for name, row in zip(STAGES, rows, strict=True) if row.startswith(name)] == STAGES
    expect(page.get_by_text("Plays here as soon as it is ready.")).to_be_visible()
    ui.release()

    expect(page.get_by_role("link", name="Download primary", exact=True)).to_be_visible()
    expect(page).to_have_title(f"Ready · {film.name} · Personalized Trailer")
    for name in ("Opening Act", "Middle Climax", "Grand Finale", "Balanced Mix"):
        expect(page.get_by_role("article", name=name).get_by_role("link", name=f"Download {name}")).to_be_visible()
    percents = page.evaluate("window.percents")
    assert percents and percents == sorted(percents) and percents[-1] < 100
    job = ui.job(page.url.rpartition("/")[2])
    assert job["input"]["profile"]["id"] == "thriller_buff" and job["input"]["maxDurationSeconds"] == 15


def test_with_the_keyboard_alone(seen: Watched, ui: Service, make_film: MakeFilm) -> None:
    page, film = seen.page, make_film(seconds=6, extension="mkv")
    page.goto("/app")
    expect(page.get_by_role("button", name="Choose a film")).to_be_enabled()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    with page.expect_file_chooser() as dialog:
        reach(seen, "button", "Choose a film")
        page.keyboard.press("Enter")
    dialog.value.set_files(film)
    reach(seen, "radio", "Action Enthusiast")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    reach(seen, "combobox", "Caption language")
    page.keyboard.press("f")
    reach(seen, "button", "Make trailers")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/app/jobs/[0-9a-f]{12}$"))
    wishes = ui.job(job_id := page.url.rpartition("/")[2])["input"]
    ui.end(job_id)
    assert wishes["profile"]["id"] == "romance_devotee" and wishes["subtitleLanguage"] == "fr"
    page.keyboard.press("g")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Jobs")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def reach(seen: Watched, role: str, name: str) -> None:
    """Presses Tab until it has the focus."""
    wanted = seen.page.get_by_role(role, name=name)  # type: ignore[arg-type]
    for _ in range(40):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        seen.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


def test_a_file_that_is_no_film_is_refused_with_what_to_do(watch: Watch, tmp_path: Path) -> None:
    seen = watch(width=NARROW)
    page = seen.page
    (tmp_path / "poster_final.psd").write_bytes(b"8BPS")
    page.goto("/app")
    drop(page, page.get_by_role("heading", name="Drop a film here"), tmp_path / "poster_final.psd")
    expect(page.get_by_role("heading", name="This file is not a film we can read")).to_be_visible()
    advice = page.get_by_text("poster_final.psd was not sent. Choose an MP4, MOV, MKV, AVI or WebM file.")
    expect(advice.first).to_be_visible()
    expect(page.get_by_role("button", name="Make trailers")).to_be_disabled()
    assert seen.overflow() == 0


def test_a_film_that_cannot_be_read_is_refused_with_what_to_do(seen: Watched, tmp_path: Path) -> None:
    page = seen.page
    (tmp_path / "torn.mp4").write_bytes(b"no film" * 999)
    page.goto("/app")
    choose_film(page, tmp_path / "torn.mp4")
    seen.may_fail = True
    page.get_by_role("button", name="Make trailers").click()
    expect(page.get_by_role("heading", name="We could not read this film")).to_be_visible()
    page.get_by_role("button", name="Choose another film").click()
    expect(page.get_by_role("heading", name="Drop a film here")).to_be_visible()


def test_an_upload_that_breaks_can_be_sent_again(seen: Watched, ui: Service, make_film: MakeFilm) -> None:
    page, film = seen.page, make_film(seconds=20, size="640x360")
    page.goto("/app")
    choose_film(page, film)
    slowly = slow_down_sending(page, film)
    page.get_by_role("button", name="Make trailers").click()
    expect(page.get_by_text(re.compile(r"Sending the film [1-9]\d?%"))).to_be_visible()
    seen.may_fail = True
    ui.crash()
    expect(page.get_by_role("heading", name="The upload stopped at")).to_be_visible()
    ui.start()
    expect(page.get_by_role("heading", name="The server does not answer")).to_be_hidden()
    slowly.detach()
    page.get_by_role("button", name="Send again").click()
    page.wait_for_url(re.compile(r"/app/jobs/[0-9a-f]{12}$"))
    ui.end(page.url.rpartition("/")[2])


def test_leaving_while_sending_is_asked_about(seen: Watched, make_film: MakeFilm) -> None:
    page, film = seen.page, make_film(seconds=20, size="640x360")
    page.goto("/app")
    choose_film(page, film)
    slow_down_sending(page, film)
    page.get_by_role("button", name="Make trailers").click()
    expect(page.get_by_text(re.compile(r"Sending the film [1-9]\d?%"))).to_be_visible()
    page.get_by_role("link", name="Jobs", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("If you leave, sending stops and nothing is kept.")
    expect(page.get_by_role("button", name="Stay")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Make trailers")).to_be_enabled()
