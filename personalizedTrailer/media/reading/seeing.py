"""What each frame of a film looks like, and how it differs from its neighbours, from one decoding of all of it.

Frames are reduced to 256 × 144 as they come and then to 64 × 36; a short window of those is all that is kept.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.media.reading import measuring, passes, surfaces
from personalizedTrailer.media.reading.film import BadFilm, open_film
from personalizedTrailer.media.reading.measuring import Planes
from personalizedTrailer.media.reading.samples import Sampler
from personalizedTrailer.media.reading.surfaces import Marks

COLUMNS = (
    "luma",
    "contrast",
    "dark",
    "saturation",
    "warmth",
    "sharpness",
    "ground",
    "upright",
    "sky",
    "green",
    "water",
    "glow",
    "bars_high",
    "bars_wide",
    "text",
    "lines",
    "change",
    "histogram",
    "across",
    "span",
    "blend",
    "alike",
    "camera",
    "object",
    "fixed",
)
"""Names of what is measured of each frame, in the order of the columns."""

WIDTH, HEIGHT = 256, 144
REACH = 12
"""Frames before and after one that it is compared with, to find dissolves."""
_BEFORE, _AFTER = 2, 3
"""Frames around a cut that differ, and around a flash do not."""
_AT_ONCE = 24
"""Frames that are measured together."""
_TELL_SECONDS = 0.5
THREADS = 2
"""That decode, whatever the machine has: with each, more pictures are held."""


def see(path: str, out: str, number: str, asked: str) -> dict[str, Any]:
    """Writes a row of float32 for every frame to `out`, and its timestamp as int64 to `out` + ".pts", as they come.

    `COLUMNS` says what the rows hold: all from 0 to about 1, but `warmth` from −1 to 1, `lines` a number and `camera`
    in widths of the picture. What does not decode has no row. `asked` is JSON: {"stretches": [[start, end), …] of
    timestamps} for those alone, {"keyframes": true} for keyframes alone; of the latter, the timestamp and the bytes of
    every other packet are written to `out` + ".sizes" as int64 pairs. "closely" there is what `Sampler` is told, which
    looks at some frames closely. Answers the number of rows of each pass. Prints {"at": timestamp} from time to time.
    """
    told = json.loads(asked)
    container = open_film(path)
    stream = container.streams[int(number)]
    stream.thread_type, stream.thread_count = "AUTO", THREADS
    counts: list[int] = []
    with contextlib.ExitStack() as files:
        rows, stamps, sizes = (
            files.enter_context(Path(out + ending).open("wb")) for ending in ("", ".pts", ".sizes")
        )
        sampler = (
            files.enter_context(Sampler(out, stream.time_base, told["closely"])) if "closely" in told else None
        )
        say = _Teller()
        for frames in _passes(container, stream, told, sizes):
            window = _Window(rows, stamps)
            for frame in frames:
                window.add(frame)
                if sampler:
                    sampler.add(frame, window.difference)
                say(frame.pts)
            window.end()
            counts.append(window.count)
    if not any(counts):
        raise BadFilm("corrupt_media", "no frame decodes")
    return {"passes": counts, "faults": sampler.faults if sampler else []}


def _passes(container: Any, stream: Any, told: dict[str, Any], sizes: BinaryIO) -> Iterator[passes.Frames]:
    if "stretches" in told:
        return passes.stretches(container, stream, told["stretches"])
    if "keyframes" not in told:
        return passes.whole(container, stream)

    def weigh(packet: Any) -> None:
        if not packet.is_keyframe:
            sizes.write(np.array((packet.pts, packet.size), np.int64).tobytes())

    return passes.keyframes(container, stream, weigh)


class _Teller:
    """Says how far it is, now and then."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, stamp: int) -> None:
        if time.monotonic() - self._told > _TELL_SECONDS:
            self._told = time.monotonic()
            sys.stdout.write(json.dumps({"at": stamp}) + "\n")
            sys.stdout.flush()


class _Held:
    """What is known of the last frames, in arrays whose first `count` places are taken."""

    def __init__(self) -> None:
        self.count = 0
        most = _AT_ONCE + 2 * REACH
        self.stamps = np.zeros(most, np.int64)
        self.planes: Planes = np.zeros((3, most, measuring.HEIGHT, measuring.WIDTH), np.int16)
        self.colours = np.zeros((most, measuring.COLOURS))
        self.strokes: Marks = np.zeros(
            (most, *surfaces.strokes(np.zeros((HEIGHT, WIDTH), np.int16)).shape), np.bool_
        )
        self.sharpness = np.zeros(most)
        self.change, self.alike = np.zeros(most), np.zeros(most)
        """Since the frame before it; 0 where there is none."""

    def add(self, frame: Any, small: Any) -> None:
        """A frame, and what it is reduced to."""
        at, luma = self.count, _pixels(small.planes[0])
        self.stamps[at] = frame.pts
        planes = self.planes[:, at]
        planes[0] = measuring.reduced(luma, 4)
        planes[1], planes[2] = (measuring.reduced(_pixels(plane), 2) for plane in small.planes[1:])
        self.colours[at] = measuring.histogram(planes)
        large = luma.astype(np.int16)
        self.strokes[at], self.sharpness[at] = surfaces.strokes(large), measuring.sharpness(large)
        if at:
            self.change[at] = measuring.change(self.planes[:, at - 1], planes)
            self.alike[at] = self.colours[at - 1] @ self.colours[at]
        self.count += 1

    def forget(self, first: int) -> None:
        """The frames before `first`."""
        self.count -= first
        for known in (self.stamps, self.colours, self.strokes, self.sharpness, self.change, self.alike):
            known[: self.count] = known[first : first + self.count]
        self.planes[:, : self.count] = self.planes[:, first : first + self.count]


def _pixels(plane: Any) -> NDArray[np.uint8]:
    rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]


class _Window:
    """Writes frames together once enough of those after them are known."""

    def __init__(self, rows: BinaryIO, stamps: BinaryIO) -> None:
        self.count = 0
        self._rows, self._stamps = rows, stamps
        self._scaler = av.video.reformatter.VideoReformatter()
        self._held = _Held()
        self._due = 0
        """Place in `_held` of the next frame to be written."""

    def add(self, frame: Any) -> None:
        area = av.video.reformatter.Interpolation.AREA
        small = self._scaler.reformat(frame, width=WIDTH, height=HEIGHT, format="yuv420p", interpolation=area)
        self._held.add(frame, small)
        if self._held.count - self._due == _AT_ONCE + REACH:
            self._write(_AT_ONCE)

    @property
    def difference(self) -> float:
        """Between the last two frames."""
        last = self._held.count - 1
        return float(measuring.difference(self._held.change[last], self._held.alike[last])) if last else 0.0

    def end(self) -> None:
        if due := self._held.count - self._due:
            self._write(due)

    def _write(self, due: int) -> None:
        found = _measured(self._held, np.arange(self._due, self._due + due))
        self._rows.write(np.stack([found[name] for name in COLUMNS], axis=1).astype(np.float32).tobytes())
        self._stamps.write(self._held.stamps[self._due : self._due + due].tobytes())
        self.count += due
        known = max(0, self._due + due - REACH)
        self._due += due - known
        self._held.forget(known)


def _measured(held: _Held, at: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """All columns of the frames at places in `held`, which go by those around them as far as there are any."""

    def near(by: int) -> NDArray[np.int64]:
        return (at + by).clip(0, held.count - 1)

    here = held.planes[:, at]
    first, last = held.planes[0, near(-REACH)], held.planes[0, near(REACH)]
    # A cut lies before the frame: three of the old shot away from two of the new one.
    old, new = near(-_AFTER), near(_BEFORE)
    alike = np.array([held.colours[one] @ held.colours[other] for one, other in zip(old, new, strict=True)])
    across = measuring.difference(measuring.change(held.planes[:, old], held.planes[:, new]), alike)
    text, lines = surfaces.letters(held.strokes[at])
    camera, rest = measuring.moves(held.planes[0, near(-1)], here[0])
    begins = at == 0  # nothing was before it
    return {
        **measuring.looks(here),
        "sharpness": held.sharpness[at],
        "text": text,
        "lines": lines.astype(np.float64),
        "change": held.change[at],
        "histogram": held.alike[at],
        "across": across,
        "span": measuring.mean(np.abs(last - first)) / 255,
        "blend": measuring.mean(np.abs(2 * here[0] - first - last)) / 510,
        "alike": measuring.correlation(first, last),
        "camera": np.where(begins, 0.0, camera),
        "object": np.where(begins, 0.0, rest),
        # Letters that are still there half a second later: those of titles stay where they are.
        "fixed": surfaces.letters(held.strokes[at] & held.strokes[near(REACH)])[0],
    }
