"""The uploaded film, decoded whole by a reading of its own: when each frame is on screen, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.media.thumbs import SIDE, Thumbs, fields, thumb, tint

STANDARD_RATES = tuple(
    Fraction(rate)
    for rate in ("10", "12", "15", "24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60")
)
HDR_TRANSFERS = (16, 18)
"""SMPTE 2084 (PQ) and ARIB STD-B67 (HLG)."""
ATTACHED_PICTURE = int(av.stream.Disposition.attached_pic)


@dataclass(frozen=True)
class SourceFilm:
    """`ticks` are the times at which frames appear, in units of `time_base`, from the first frame shown."""

    path: Path
    stream: int
    ticks: NDArray[np.int64]
    thumbs: Thumbs
    tints: Thumbs
    time_base: Fraction
    zero: Fraction
    """Container time of the first frame, in seconds."""
    last_ticks: int
    """How long the last frame lasts; 0 where the file does not say."""
    size: tuple[float, float]
    """As seen: square pixels, turned."""
    codec_rates: tuple[Fraction, ...]
    """Rates that the container names."""
    hdr: bool
    wide_gamut: bool
    matrix: int
    """AVColorSpace."""
    fields: dict[int, Thumbs]
    """Of each interlaced frame, by its number: its fields on their own."""

    @property
    def seconds(self) -> Fraction:
        """S: from the first frame to the end of the last that decodes."""
        typical = self.median_ticks
        last = self.last_ticks if 0 < self.last_ticks <= 3 * typical else typical
        return (int(self.ticks[-1]) + last) * self.time_base

    @property
    def median_ticks(self) -> int:
        return int(np.median(np.diff(self.ticks))) if len(self.ticks) > 1 else max(1, self.last_ticks)

    def standing_for(self, index: int) -> list[Thumbs]:
        """What may be shown of a frame: of an interlaced one also either field."""
        return [self.thumbs[index], *self.fields.get(index, ())]

    def on_screen(self, grid: NDArray[np.int64], rate: Fraction) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Which frame is shown in the middle of each step of a grid of `rate` a second.

        The second array says where that middle falls on a change of frame, so that the frame before is as right.
        """
        middles = (grid + 0.5) / float(rate * self.time_base)
        slack = 0.51 + 1e-7 * len(self.ticks) if self.time_base > Fraction(1, 5000) else 0.02
        index = np.searchsorted(self.ticks, middles + slack, side="right") - 1
        before = np.searchsorted(self.ticks, middles - slack, side="right") - 1
        last = len(self.ticks) - 1
        return np.clip(index, 0, last), np.clip(before, 0, last) < np.clip(index, 0, last)


def load(path: Path) -> SourceFilm:
    """Decodes every frame of the film's moving picture."""
    with av.open(str(path), metadata_errors="replace") as container:
        stream = moving_picture(container)
        stream.thread_type = "AUTO"
        stamps: list[int] = []
        small: list[tuple[Thumbs, Thumbs]] = []
        halves: dict[int, Thumbs] = {}
        last: Any = None
        step = _step(stream)
        for frame in frames_of(container, stream):
            stamp = frame.pts if frame.pts is not None else frame.dts
            if stamp is None:
                stamp = stamps[-1] + step if stamps else 0
            stamps.append(int(stamp))
            turned = frame.rotation // 90
            if frame.interlaced_frame:
                halves[len(small)] = fields(frame, turned)
            small.append((thumb(frame, turned), tint(frame, turned)))
            last = frame
        if last is None:
            raise ValueError(f"{path.name}: no frame decodes")
        order = np.argsort(np.array(stamps, dtype=np.int64), kind="stable")
        ascending = np.array(stamps, dtype=np.int64)[order]
        ticks = np.unique(ascending)
        # Of two frames of one time the later one is seen: they meet where two edits of a film do.
        chosen = order[np.searchsorted(ascending, ticks, side="right") - 1]
        thumbs, tints = (np.stack([small[index][kind] for index in chosen]) for kind in (0, 1))
        found = {number: halves[index] for number, index in enumerate(chosen.tolist()) if index in halves}
        return _film(path, stream, last, ticks, (thumbs, tints), found)


def _film(
    path: Path,
    stream: Any,
    last: Any,
    ticks: NDArray[np.int64],
    small: tuple[Thumbs, Thumbs],
    halves: dict[int, Thumbs],
) -> SourceFilm:
    thumbs, tints = small
    assert thumbs.shape[1:] == (SIDE, SIDE)
    aspect = stream.sample_aspect_ratio or Fraction(1)
    width, height = float(last.width * aspect), float(last.height)
    if last.rotation % 180:
        width, height = height, width
    base = Fraction(stream.time_base)
    return SourceFilm(
        path=path,
        stream=stream.index,
        ticks=ticks - ticks[0],
        thumbs=thumbs,
        tints=tints,
        time_base=base,
        zero=int(ticks[0]) * base,
        last_ticks=int(last.duration or 0),
        size=(width, height),
        codec_rates=tuple(Fraction(rate) for rate in (stream.guessed_rate, stream.average_rate) if rate),
        hdr=int(last.color_trc) in HDR_TRANSFERS,
        wide_gamut=int(last.colorspace) in (9, 10),
        matrix=int(last.colorspace),
        fields=halves,
    )


def moving_picture(container: Any) -> Any:
    """The first stream of pictures that is no cover art."""
    for stream in container.streams.video:
        if not int(stream.disposition) & ATTACHED_PICTURE:
            return stream
    raise ValueError("there is no moving picture")


def frames_of(container: Any, stream: Any) -> Iterator[Any]:
    """Every frame that decodes; damaged packets are passed over."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue


def _step(stream: Any) -> int:
    rate = Fraction(stream.average_rate or 25)
    return max(1, round(1 / (rate * Fraction(stream.time_base))))


def rate_fault(film: SourceFilm, claimed: Fraction) -> str | None:
    """What is wrong with `claimed` as the rate of the trailers; None where the contract allows it."""
    if len(film.ticks) < 3:
        return None
    gaps = np.diff(film.ticks)
    step = film.median_ticks
    jitter = max(min(1.01, 0.3 * step), 0.05 * step)
    constant = bool((np.abs(gaps - step) <= jitter).mean() >= 0.97)
    length = int(film.ticks[-1]) * film.time_base
    # Over the longest run without a hole a rounding of the container weighs least.
    measured = (len(film.ticks) - 1) / length
    slack = 0.0003 + float(2 * film.time_base / length)
    holes = int(np.maximum(np.round(gaps / step) - 1, 0).sum())
    with_holes = (len(film.ticks) - 1 + holes) / length
    near = [abs(float(claimed / rate) - 1) <= slack for rate in (measured, with_holes)]
    named = claimed in film.codec_rates and abs(float(claimed * step * film.time_base) - 1) < 0.02
    if constant:
        return None if any(near) or named else f"the source runs at {float(measured):.4f} a second"
    nearest = min(STANDARD_RATES, key=lambda rate: abs(float(rate) - 1 / float(step * film.time_base)))
    if claimed == nearest or near[1] or named:
        return None
    return f"the source's rate varies, and {nearest} is the standard rate nearest to its median gap"
