"""Chromium as a decoder: its WebCodecs fed with a file's packets, and its player, played and sought."""

from __future__ import annotations

import base64
import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

ORIGIN = "https://player.invalid/"
"""Answered by the test itself; WebCodecs is for secure origins alone."""
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
FLAGS += ("--disable-sync", "--no-first-run", "--autoplay-policy=no-user-gesture-required")
PAGE = (Path(__file__).parent / "chromium.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Shown:
    """One picture, and the second of the film that the browser says it is."""

    second: float
    luma: NDArray[np.uint8]
    """Shape [height, width]."""


@dataclass(frozen=True)
class Chromium:
    """A page of a running browser."""

    page: Any
    complaints: list[str]

    def decodes(self, path: Path, size: tuple[int, int]) -> list[Shown]:
        """Every frame of a file by WebCodecs, in the order in which it hands them out."""
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            header = bytes(stream.codec_context.extradata or b"")
            samples = [
                [_text(bytes(packet)), packet.is_keyframe, int(packet.pts * stream.time_base * 1_000_000)]
                for packet in container.demux(stream)
                if packet.pts is not None and stream.time_base is not None
            ]
        codec = f"avc1.{header[1:4].hex()}"
        return self._shown("decodes", {"codec": codec, "header": _text(header), "samples": samples}, size)

    def plays(self, path: Path, size: tuple[int, int]) -> list[Shown]:
        """What the player shows while it plays a file slowly; a busy machine may leave frames out."""
        return self._shown("plays", {"film": _text(path.read_bytes())}, size)

    def seeks(self, path: Path, seconds: Sequence[float], size: tuple[int, int]) -> list[Shown]:
        """What the player shows after each seek."""
        return self._shown("seeks", {"film": _text(path.read_bytes()), "seconds": list(seconds)}, size)

    def _shown(self, name: str, what: dict[str, Any], size: tuple[int, int]) -> list[Shown]:
        answer = self.page.evaluate(f"what => {name}(what)", {**what, "size": size})
        self.complaints.extend(answer["complaints"])
        width, height = size
        return [
            Shown(second, np.frombuffer(base64.b64decode(luma), np.uint8).reshape(height, width))
            for second, luma in answer["shown"]
        ]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


@contextlib.contextmanager
def chromium() -> Iterator[Chromium]:
    """A browser; skips the test where there is none, or none that decodes H.264."""
    program = shutil.which("chromium") or pytest.skip("needs Chromium: apt-get install chromium")
    library = pytest.importorskip("playwright.sync_api", reason="needs playwright: script/test installs it")
    with library.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            page, complaints = browser.new_page(), []
            page.on("pageerror", lambda fault: complaints.append(str(fault)))
            page.on("console", lambda line: complaints.append(line.text) if line.type != "log" else None)
            page.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
            page.goto(ORIGIN)
            page.add_script_tag(content=PAGE)
            if not page.evaluate("document.createElement('video').canPlayType('video/mp4; codecs=avc1.64001f')"):
                pytest.skip("needs a Chromium with H.264, as Debian's is")
            complaints.clear()
            yield Chromium(page, complaints)
        finally:
            browser.close()
