"""What people do with the page, where Playwright has no word for it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import CDPSession, Locator, Page, expect


def drop(page: Page, onto: Locator, *files: Path) -> None:
    """Drags files of the disk over an element and lets them fall, as a file manager does."""
    box = onto.bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "data": data, **where})
    session.detach()


def drop_film(page: Page, film: Path) -> None:
    drop(page, page.get_by_role("heading", name="Drop a film here"), film)
    expect(page.get_by_role("heading", name=film.name)).to_be_visible()


def choose_film(page: Page, film: Path) -> None:
    """By the button, and the dialog that it opens."""
    with page.expect_file_chooser() as dialog:
        page.get_by_role("button", name="Choose a film").click()
    dialog.value.set_files(film)


def slow_down_sending(page: Page, film: Path) -> CDPSession:
    """So that the film takes two minutes; it is as quick as before once what is returned is detached."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"uploadThroughput": film.stat().st_size // 120, "downloadThroughput": -1}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, **speed})
    return session
