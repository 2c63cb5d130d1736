"""What each frame of a film looks like, and how it differs from its neighbours, from one decoding of all of it.

Frames are reduced to 256 × 144 as they come and then to 64 × 36; a short window of those is all that is kept.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import av
import numpy as np

from personalizedTrailer.media.reading import passes, surfaces
from personalizedTrailer.media.reading.film import BadFilm, open_film
from personalizedTrailer.media.reading.samples import Sampler

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
    "glow",
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
_SMALL = 36, 64
REACH = 12
"""Frames before and after one that it is compared with, to find dissolves."""
_BEFORE, _AFTER = 2, 3
"""Frames around a cut that differ, and around a flash do not."""
_DARK = 41
"""Of 255, in limited range: 10 % of white."""
_SHIFT = 8
"""Most pixels, of 64 × 36, that the camera is followed from frame to frame."""
_TELL_SECONDS = 0.5
THREADS = 2
"""That decode, whatever the machine has: with each, more pictures are held."""

Picture = np.ndarray[Any, np.dtype[np.int16]]


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


@dataclass(frozen=True, slots=True)
class _Frame:
    stamp: int
    planes: tuple[Picture, Picture, Picture]
    """Y, U and V of 64 × 36."""
    histogram: np.ndarray[Any, np.dtype[np.float64]]
    """Square roots of the shares of 16 × 8 × 8 colours."""
    strokes: surfaces.Marks
    looks: tuple[float, ...]
    """The columns that one frame alone has."""
    moves: tuple[float, ...]
    """Those that it has with the frame before it: change, histogram, camera, object."""


class _Window:
    """The last frames; each is written once those after it are known."""

    def __init__(self, rows: BinaryIO, stamps: BinaryIO) -> None:
        self.count = 0
        self._rows, self._stamps = rows, stamps
        self._scaler = av.video.reformatter.VideoReformatter()
        self._held: deque[_Frame] = deque(maxlen=2 * REACH + 1)
        self._due = 0
        """Place in `_held` of the next frame to be written."""

    def add(self, frame: Any) -> None:
        if len(self._held) == self._held.maxlen:
            self._due -= 1
        self._held.append(self._look(frame))
        if len(self._held) - self._due > REACH:
            self._write()

    @property
    def difference(self) -> float:
        """Between the last two frames."""
        change, alike, *_ = self._held[-1].moves
        return float(difference(change, alike)) if len(self._held) > 1 else 0.0

    def end(self) -> None:
        while self._due < len(self._held):
            self._write()

    def _look(self, frame: Any) -> _Frame:
        area = av.video.reformatter.Interpolation.AREA
        small = self._scaler.reformat(frame, width=WIDTH, height=HEIGHT, format="yuv420p", interpolation=area)
        planes = small.to_ndarray()
        luma = planes[:HEIGHT].astype(np.int16)
        chroma = planes[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2).astype(np.int16)
        y = _reduced(luma, 4)
        u, v = (_reduced(plane, 2) for plane in chroma)
        counts = np.bincount(((y >> 4 << 6) | (u >> 5 << 3) | (v >> 5)).ravel(), minlength=1024)
        histogram = np.sqrt(counts / y.size)
        before = self._held[-1] if self._held else None
        moves = _moves(before, (y, u, v), histogram) if before else (0.0, 0.0, 0.0, 0.0)
        strokes = surfaces.strokes(luma)
        looks = (*_looks(luma, y, u, v), *surfaces.letters(strokes))
        return _Frame(frame.pts, (y, u, v), histogram, strokes, looks, moves)

    def _write(self) -> None:
        held, at = self._held, self._due
        one = held[at]
        first, last = held[max(0, at - REACH)].planes[0], held[min(len(held) - 1, at + REACH)].planes[0]
        span = float(np.abs(last - first).mean()) / 255
        blend = float(np.abs(2 * one.planes[0] - first - last).mean()) / 510
        alike = _correlation(first, last)
        # A cut lies before the frame: three of the old shot away from two of the new one.
        old, new = held[max(0, at - _AFTER)], held[min(len(held) - 1, at + _BEFORE)]
        across = difference(_change(old.planes, new.planes), float(old.histogram @ new.histogram))
        change, histogram, camera, object_ = one.moves
        # Letters that are still there half a second later: those of titles stay where they are.
        fixed, _ = surfaces.letters(one.strokes & held[min(len(held) - 1, at + REACH)].strokes)
        row = (*one.looks, change, histogram, across, span, blend, alike, camera, object_, fixed)
        self._rows.write(np.array(row, np.float32).tobytes())
        self._stamps.write(np.int64(one.stamp).tobytes())
        self.count += 1
        self._due += 1


def _reduced(plane: Picture, by: int) -> Picture:
    """The mean of each `by` × `by` pixels, at most 4 × 4, rounded down."""
    rows = sum((plane[start::by] for start in range(1, by)), plane[::by])
    return np.asarray(sum((rows[:, start::by] for start in range(1, by)), rows[:, ::by]) // (by * by))


def _looks(large: Picture, y: Picture, u: Picture, v: Picture) -> tuple[float, ...]:
    blue, red = u.astype(np.float32) - 128, v.astype(np.float32) - 128
    strength = np.hypot(blue, red)
    edges = np.abs(4 * large[1:-1, 1:-1] - large[:-2, 1:-1] - large[2:, 1:-1] - large[1:-1, :-2] - large[1:-1, 2:])
    return (
        float(y.mean()) / 255,
        float(y[9:27].std()) / 128,  # without the bars above and below a wide picture
        float((y < _DARK).mean()),
        float(strength.mean()) / 64,
        float((red - blue).mean()) / 64,
        float(edges.mean()) / 64,
        surfaces.ground(y),
        surfaces.upright(y),
        *surfaces.scenery(y, u, v),
    )


def _moves(before: _Frame, planes: tuple[Picture, Picture, Picture], histogram: Any) -> tuple[float, ...]:
    alike = float(before.histogram @ histogram)
    dx, dy = _shift(before.planes[0], planes[0])
    moved = np.roll(before.planes[0], (dy, dx), axis=(0, 1))
    edge_y, edge_x = abs(dy), abs(dx)
    inside = (slice(edge_y, _SMALL[0] - edge_y), slice(edge_x, _SMALL[1] - edge_x))
    rest = float(np.abs(planes[0][inside] - moved[inside]).mean()) / 255
    return _change(before.planes, planes), alike, float(np.hypot(dx, dy)) / _SMALL[1], rest


def _shift(before: Picture, after: Picture) -> tuple[int, int]:
    """By how many pixels the whole picture moved, found in its sums of columns and of rows."""
    return _slide(before.sum(axis=0), after.sum(axis=0)), _slide(before.sum(axis=1), after.sum(axis=1))


def _slide(before: Any, after: Any) -> int:
    middle = after[_SHIFT:-_SHIFT]
    others = np.lib.stride_tricks.sliding_window_view(before, len(middle))
    apart = np.abs((middle - middle.mean()) - (others - others.mean(axis=1, keepdims=True))).mean(axis=1)
    best = int(apart.argmin())
    # A larger shift has to be clearly better than none.
    return _SHIFT - best if apart[best] < 0.9 * apart[_SHIFT] else 0


def _correlation(one: Picture, other: Picture) -> float:
    """−1 to 1; 1 also where either is plain."""
    first, second = one - one.mean(), other - other.mean()
    scale = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / scale if scale > 0 else 1.0


def _change(before: tuple[Picture, Picture, Picture], after: tuple[Picture, Picture, Picture]) -> float:
    y, u, v = (float(np.abs(one - other).mean()) for one, other in zip(before, after, strict=True))
    return (0.6 * y + 0.48 * (u + v)) / 255


def difference(change: Any, alike: Any) -> Any:
    """0 to 1: half of it how much pixels change, half how much colours do; of numbers or whole columns."""
    return 0.5 * np.minimum(1.0, change * 255 / 40) + 0.5 * np.minimum(1.0, (1 - alike) / 0.5)
