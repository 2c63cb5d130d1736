"""A job that is watched, left, found again, cancelled and deleted; a service that goes and comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -r requirements-dev.txt")

from playwright.sync_api import expect

from tests.e2e.ui.browser import Watched
from tests.e2e.ui.service import Service

MakeFilm = Callable[..., Path]


def hold_after_primary(ui: Service, film: Path, name: str | None = None) -> str:
    """A job whose primary trailer can be watched, and that goes no further for a while."""
    ui.hold("_frame_")
    job_id = ui.submit(film, name)
    ui.wait(ui.is_held)
    assert "master" in ui.job(job_id)["deliverables"]
    return job_id


def test_a_job_is_found_again(seen: Watched, ui: Service, make_film: MakeFilm) -> None:
    """After a reload in its midst, and after the service was away."""
    page, job_id = seen.page, hold_after_primary(ui, make_film(seconds=8))
    # Nor is its FFmpeg given up, however long the rest takes.
    ui.freeze()
    page.goto(f"/app/jobs/{job_id}")
    early = page.get_by_text("Ready to watch while the rest renders")
    expect(early).to_be_visible()
    page.reload()
    expect(early).to_be_visible()
    page.get_by_role("button", name="Play Primary trailer").click()
    seen.until("() => document.querySelector('video').currentTime > 0.2")
    page.evaluate("window.kept = document.querySelector('video')")

    seen.may_fail = True
    ui.go_away()
    gone = page.get_by_role("heading", name="The server does not answer")
    expect(gone).to_be_visible()
    expect(page.get_by_text("Last known")).to_be_visible()
    ui.start()
    expect(gone).to_be_hidden()
    seen.may_fail = False

    ui.release()
    expect(page.get_by_role("link", name="Download primary", exact=True)).to_be_visible()
    assert page.evaluate("window.kept === document.querySelector('video')"), "the player was mounted again"


def test_a_job_is_cancelled_and_deleted(seen: Watched, ui: Service, make_film: MakeFilm) -> None:
    name = "מסע_החורף_" + "a_very_long_name_" * 6 + ".mp4"
    page, job_id = seen.page, hold_after_primary(ui, make_film(seconds=8), name)
    page.goto(f"/app/jobs/{job_id}")
    page.get_by_role("button", name="Cancel job").click()
    expect(page.get_by_role("button", name="Keep running")).to_be_focused()
    page.get_by_role("dialog").get_by_role("button", name="Cancel job").click()
    expect(page.get_by_role("heading", name="You cancelled this job")).to_be_visible()
    ui.wait(lambda: not ui.is_held(), 10)
    assert ui.job(job_id)["status"] == "cancelled"

    page.get_by_role("link", name="Jobs", exact=True).first.click()
    page.get_by_role("searchbox").fill("VERY_LONG")
    row = page.get_by_role("listitem").filter(has_text="a_very_long_name")
    expect(row).to_have_count(1)
    assert seen.overflow() == 0
    row.get_by_role("link").focus()
    page.keyboard.press("Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete job").click()
    expect(page.get_by_role("heading", name="No file name contains")).to_be_visible()
    seen.may_fail = True
    page.goto(f"/app/jobs/{job_id}")
    expect(page.get_by_role("heading", name="This job does not exist")).to_be_visible()
