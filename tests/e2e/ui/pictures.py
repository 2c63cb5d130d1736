"""`script/screenshots FILM FOLDER`: every state of the UI as a picture, taken of the running service.

Narrow and wide, and dark where a state shows other colours than its light picture lets one guess.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, Page

from tests.e2e.chromium import BROWSER
from tests.e2e.ui.browser import HEIGHTS, NARROW, WIDE, chromium, watched
from tests.e2e.ui.service import why_not_built
from tests.e2e.ui.states import STATES
from tests.e2e.ui.world import World, world

DARK = ("start", "film-chosen", "job-rendering", "job-done", "job-simulated", "compare", "jobs", "job-failed")
"""States that the design shows dark, too."""
OVER_THE_PAGE = ("leaving", "degraded", "cancel-asked", "delete-asked", "shortcuts", "free-space", "server-gone")
"""What matters there lies over the window: no more of the page is taken."""
_QUALITY = 62
"""Of WebP: text stays clean, and a whole page takes some 100 KB."""
_SECONDS = 30
_LOAD_ALL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  scrollTo(0, 0);
  const here = [...document.images].filter((picture) => picture.getClientRects().length > 0);
  await Promise.all(here.map((picture) => picture.decode().catch(() => undefined)));
}"""


def main(arguments: Sequence[str]) -> int:
    film, folder, *names = arguments
    if BROWSER is None:
        print("Chromium is needed: apt install chromium", file=sys.stderr)
        return 2
    if (lack := why_not_built()) is not None:
        print(lack, file=sys.stderr)
        return 2
    with (
        tempfile.TemporaryDirectory() as base,
        chromium() as browser,
        world(Path(base), Path(film), seconds=_SECONDS) as made,
    ):
        for name in names or STATES:
            for width, scheme in looks(name):
                out = Path(folder) / f"{name}-{width}-{scheme}.webp"
                out.write_bytes(picture(browser, made, name, width, scheme))
                print(out.name, out.stat().st_size, flush=True)
    return 0


def looks(name: str) -> Iterator[tuple[int, str]]:
    for scheme in ("light", "dark") if name in DARK else ("light",):
        yield from ((WIDE, scheme), (NARROW, scheme))


def picture(browser: Browser, made: World, name: str, width: int, scheme: str) -> bytes:
    """A WebP file of the whole page, or of the window where what matters lies over it."""
    with watched(browser, made.service.url, width, scheme) as seen, STATES[name](seen.page, made):
        if name not in OVER_THE_PAGE:
            stretch(seen.page, width)
        shot = seen.page.screenshot(animations="disabled", caret="hide")
    pixels = cv2.imdecode(np.frombuffer(shot, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    done, data = cv2.imencode(".webp", pixels, [cv2.IMWRITE_WEBP_QUALITY, _QUALITY])
    assert done
    return data.tobytes()


def stretch(page: Page, width: int) -> None:
    """Makes the window as high as the page: what sticks to its edges stands where it belongs, once."""
    page.evaluate(_LOAD_ALL)
    height: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(HEIGHTS[width], height)})
    page.evaluate(_LOAD_ALL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
