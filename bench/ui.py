"""`script/bench ui`: how accessible the web UI is, how much a first visit loads, how soon it can be used.

`axe_serious`: serious and critical faults that axe-core finds over every state of the UI (tests/e2e/ui/states.py),
narrow and wide, light and dark, in Chromium. `bundle_gzip_kb`: all scripts and styles that a first visit of the start
page asks for, by `gzip -9`, in 1,000 bytes. `interactive_ms`: from asking for the page until a film may be dropped and
the profiles are there to choose from, without a cache, on this machine; the median of several loads.
`--quick`: the main states alone, and fewer loads.
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import requests
from playwright.sync_api import Browser

from bench.common import output
from bench.common.films import demo
from bench.common.measure import BenchError
from bench.common.output import progress
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings import load
from tests.e2e.chromium import BROWSER
from tests.e2e.ui.axe import findings
from tests.e2e.ui.browser import NARROW, WIDE, chromium, watched
from tests.e2e.ui.service import Service, why_not_built
from tests.e2e.ui.states import MAIN, STATES
from tests.e2e.ui.world import World, world

_LOADS, _QUICK_LOADS = 15, 5
_FILM_SECONDS, _TRAILER_SECONDS = 40, 5
_FILES = re.compile(r"/app/assets/[^\"]+\.(?:js|css)(?=\")")
"""What the page itself names; further chunks are fetched once it has loaded."""
_READY = """async () => {
  const usable = () => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Choose a film');
    return button && !button.disabled && document.querySelector('input[type=radio]');
  };
  while (!usable()) await new Promise((done) => requestAnimationFrame(done));
  return performance.now();
}"""


def short_film(folder: Path) -> Path:
    """The beginning of the demo film, small: what stands on the page counts, not what is seen in it."""
    tool, out = ffmpeg.find(load(environ=os.environ)).path, folder / "demo.mp4"
    small = ["-t", str(_FILM_SECONDS), "-vf", "scale=480:-2", "-preset", "ultrafast", str(out)]
    subprocess.run([tool, "-nostdin", "-v", "error", "-i", str(demo()), *small], check=True)
    return out


def faults(browser: Browser, made: World, names: Sequence[str], table: output.Table) -> int:
    """How many there are in all; each state's own in the table."""
    total = 0
    for name in names:
        progress(f"{name} …")
        for width in (WIDE, NARROW):
            for scheme in ("light", "dark"):
                with watched(browser, made.service.url, width, scheme) as seen, STATES[name](seen.page, made):
                    found = findings(seen.page)
                    table.add(name, width, scheme, len(found), seen.overflow(), "; ".join(found) or None)
                total += len(found)
    return total


def bundle(service: Service) -> float:
    """Of the start page, in 1,000 bytes."""
    paths = set(_FILES.findall(requests.get(f"{service.url}/app", timeout=20).text))
    files = [requests.get(service.url + path, timeout=20).content for path in sorted(paths)]
    return sum(len(gzip.compress(content, 9)) for content in files) / 1000


def interactive(browser: Browser, service: Service, loads: int) -> float:
    """Milliseconds."""
    times = []
    for _ in range(loads):
        with watched(browser, service.url) as seen:
            seen.page.goto("/app", wait_until="commit")
            times.append(float(seen.page.evaluate(_READY)))
    return statistics.median(times)


def main(arguments: Sequence[str]) -> int:
    told = output.options("ui", __doc__).parse_args(arguments)
    if BROWSER is None:
        raise BenchError("Chromium is needed: apt install chromium")
    if (lack := why_not_built()) is not None:
        raise BenchError(lack)
    table = output.Table(
        ("state", "width", "scheme", "faults", "overflow", "which"), ("{}", "{}", "{}", "{}", "{}", "{}"), told.json
    )
    names = MAIN if told.quick else tuple(STATES)
    with (
        tempfile.TemporaryDirectory(prefix="ui_") as base,
        chromium() as browser,
        world(Path(base), short_film(Path(base)), seconds=_TRAILER_SECONDS, whole=not told.quick) as made,
    ):
        size = bundle(made.empty)
        soon = interactive(browser, made.empty, _QUICK_LOADS if told.quick else _LOADS)
        count = faults(browser, made, names, table)
    table.close(
        axe_serious=count, bundle_gzip_kb=round(size, 1), interactive_ms=round(soon), machine=output.machine()
    )
    return 0
