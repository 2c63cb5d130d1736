"""What the frames of an uploaded film look like, measured by a caged child process."""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import CorruptFootage, ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.faces import Faces, faces_of
from personalizedTrailer.media.probe import SCAN_SECONDS, run_reader
from personalizedTrailer.media.reading.samples import NO_OPENCV
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.model import MediaInfo, Span, Warning

_FRAME_SECONDS = 0.25
"""For decoding and measuring a frame; 10 ms at 1080p, 60 ms at 4K where nothing else is done."""
_UNSAMPLED = {
    NO_OPENCV: Warning(
        "faces_not_measured", "Faces were not looked for: OpenCV (opencv-python-headless<5) is not installed."
    ),
}
_NOTHING = "The film is damaged: no picture of it can be decoded."


@dataclass(frozen=True, slots=True)
class Seen:
    """What was measured of each frame of a film; the arrays are of one length, in the order of showing."""

    first: NDArray[np.int64]
    """The grid frame on which each is first shown, ascending; of a film of varying rate some share one, some show
    for many."""
    rows: NDArray[np.float32]
    """Shape [frames, len(COLUMNS)]."""
    faces: Faces | None = None
    """None where they were not looked for."""
    warnings: tuple[Warning, ...] = ()

    def column(self, name: str) -> NDArray[np.float32]:
        """One measure of all frames; see `reading.seeing.COLUMNS`."""
        values: NDArray[np.float32] = self.rows[:, COLUMNS.index(name)]
        return values


def see(
    film: Path, media: MediaInfo, folder: Path, report: Callable[[float], None], cancelled: Callable[[], bool]
) -> Seen:
    """Decodes the whole picture once, with `folder` for what is measured; `report` hears the part done, 0 to 1.

    Raises CorruptFootage, ProcessTimedOut or Cancelled.
    """
    look = _Look(film, media, folder, report, cancelled)
    (seen,) = look.at({"closely": _closely(media)})
    if not len(seen.first):
        raise CorruptFootage(_NOTHING)
    return replace(seen, faces=look.faces, warnings=look.warnings)


@dataclass(frozen=True, slots=True)
class Stretches:
    """What was seen of single stretches of a film."""

    parts: tuple[Seen, ...]
    """One for each, without frames where nothing decodes."""
    faces: Faces | None
    """In all of them; None where they were not looked for."""
    warnings: tuple[Warning, ...]


def see_stretches(
    film: Path,
    media: MediaInfo,
    folder: Path,
    spans: Sequence[Span],
    report: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Stretches:
    """As `see`, of `spans` alone, which ascend and do not overlap.

    For films that can be read from everywhere (`MediaInfo.exact_seek`).
    """
    stretches = [[_stamp(span.start, media), _stamp(span.end, media)] for span in spans]
    look = _Look(film, media, folder, report, cancelled)
    parts = look.at({"stretches": stretches, "closely": _closely(media)})
    return Stretches(parts, look.faces, look.warnings)


@dataclass(frozen=True, slots=True)
class Skimmed:
    """What the keyframes of a film look like, and how much data the pictures between them take."""

    keyframes: Seen
    """Its `change` and `histogram` are those since the keyframe before; no other measure between frames means
    anything."""
    bytes_a_second: NDArray[np.int64]
    """A value for each second of the film, of all packets but keyframes."""


def skim(
    film: Path, media: MediaInfo, folder: Path, report: Callable[[float], None], cancelled: Callable[[], bool]
) -> Skimmed:
    """Reads the whole picture and decodes its keyframes; as `see` for the rest."""
    look = _Look(film, media, folder, report, cancelled)
    (seen,) = look.at({"keyframes": True})
    if not len(seen.first):
        raise CorruptFootage(_NOTHING)
    return Skimmed(seen, look.bytes_a_second)


def _closely(media: MediaInfo) -> dict[str, object]:
    """What `reading.samples.Samples` is told."""
    return {"display": media.video.display_size, "rotation": media.video.rotation}


class _Look:
    """One run of the child."""

    def __init__(
        self,
        film: Path,
        media: MediaInfo,
        folder: Path,
        report: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._film, self._media, self._report, self._cancelled = film, media, report, cancelled
        self._out = folder / "seen.f32"
        self._answer: dict[str, Any] = {}
        self.bytes_a_second = np.zeros(0, np.int64)
        self.faces: Faces | None = None
        self.warnings: tuple[Warning, ...] = ()

    def at(self, asked: dict[str, Any]) -> tuple[Seen, ...]:
        """What was measured in each pass; `asked` as `reading.seeing.see` takes it."""
        media, out = self._media, self._out
        seconds = SCAN_SECONDS + _FRAME_SECONDS * media.frames
        args = ["see", str(self._film), str(out), str(media.video.index), json.dumps(asked)]
        try:
            run_reader(args, seconds, self._cancelled, self._hear)
            if "fault" in self._answer:
                raise CorruptFootage(_NOTHING)
            rows = np.fromfile(out, np.float32).reshape(-1, len(COLUMNS))
            times = np.fromfile(f"{out}.pts", np.int64)
            self.bytes_a_second = _by_second(np.fromfile(f"{out}.sizes", np.int64).reshape(-1, 2), media)
            self._take_faces(times, sampled="closely" in asked)
        except ProcessTimedOut:
            raise
        except ProcessFailed as fault:
            raise CorruptFootage("The film's picture cannot be read.") from fault
        finally:
            for path in out.parent.glob(f"{out.name}*"):
                path.unlink()
        ends = np.cumsum(self._answer["passes"])[:-1]
        return tuple(_seen(*both, media) for both in zip(np.split(times, ends), np.split(rows, ends), strict=True))

    def _take_faces(self, times: NDArray[np.int64], *, sampled: bool) -> None:
        if reason := self._answer["unsampled"]:
            self.warnings = (_UNSAMPLED[reason],)
        elif sampled:
            good, media = np.sort(times), self._media
            self.faces = faces_of(self._out, good, lambda at: _first_shown(at, media), media.frames)

    def _hear(self, line: str) -> None:
        self._answer.clear()
        self._answer.update(json.loads(line))
        if "at" in self._answer:
            at = float(_position(np.int64(self._answer["at"]), self._media))
            self._report(min(1.0, at / max(1, self._media.frames)))


def _seen(times: NDArray[np.int64], rows: NDArray[np.float32], media: MediaInfo) -> Seen:
    rising = _rising(times)
    first = _first_shown(times[rising], media)
    inside = (first >= 0) & (first < media.frames)
    return Seen(first[inside], rows[rising][inside])


def _by_second(sizes: NDArray[np.int64], media: MediaInfo) -> NDArray[np.int64]:
    at = np.floor(_position(sizes[:, 0], media) / float(media.rate)).astype(np.int64)
    seconds = math.ceil(media.seconds)
    inside = (at >= 0) & (at < seconds)
    return np.bincount(at[inside], weights=sizes[inside, 1], minlength=seconds).astype(np.int64)


def _rising(stamps: NDArray[np.int64]) -> NDArray[np.int64]:
    """Indices of the most stamps that rise from each to the next: the others are wrong, or of frames shown twice."""
    if (np.diff(stamps) > 0).all():
        return np.arange(len(stamps))
    # The longest rising chain: for each length, the chain of it that ends lowest (Schensted 1961).
    ends: list[int] = []
    lowest: list[int] = []
    before = np.full(len(stamps), -1)
    for index, stamp in enumerate(stamps.tolist()):
        place = bisect_left(lowest, stamp)
        before[index] = ends[place - 1] if place else -1
        ends[place : place + 1] = [index]
        lowest[place : place + 1] = [stamp]
    chain = [ends[-1]]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    return np.array(chain[::-1])


def _stamp(frame: int, media: MediaInfo) -> int:
    """The least timestamp of what may first be shown on a frame of the grid."""
    return media.video.first_pts + math.ceil((frame - Fraction(1, 2)) / (media.video.time_base * media.rate))


def _first_shown(stamps: NDArray[np.int64], media: MediaInfo) -> NDArray[np.int64]:
    """As `fps=round=near` rounds: what begins in the middle of a grid frame is first shown on the next."""
    shown: NDArray[np.int64] = np.floor(_position(stamps, media) + 0.5).astype(np.int64)
    return shown


def _position(stamps: Any, media: MediaInfo) -> Any:
    """Timestamps in frames of the grid."""
    return (stamps - media.video.first_pts) * float(media.video.time_base * media.rate)
