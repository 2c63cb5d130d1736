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
from personalizedTrailer.media.probe import SCAN_SECONDS, run_reader
from personalizedTrailer.media.reading.samples import BAD_MODEL, NO_OPENCV
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.media.samples import MOST_PICTURES, Faces, Samples, Wanted, samples_of
from personalizedTrailer.model import MediaInfo, Span, Warning

_FRAME_SECONDS = 0.25
"""For decoding and measuring a frame; 10 ms at 1080p, 60 ms at 4K where nothing else is done."""
_FAULTS = {
    NO_OPENCV: Warning(
        "faces_not_measured", "Faces were not looked for: OpenCV (opencv-python-headless<5) is not installed."
    ),
    BAD_MODEL: Warning("model_unusable", "FACE_MODEL cannot be used: it is no YuNet network that OpenCV can read."),
}
_NOTHING = "The film is damaged: no picture of it can be decoded."
_SCRATCH = ("", ".pts", ".sizes", ".sampled", ".faces", ".index")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was measured of each frame of a film; the arrays are of one length, in the order of showing."""

    first: NDArray[np.int64]
    """The grid frame on which each is first shown, ascending; of a film of varying rate some share one, some show
    for many."""
    rows: NDArray[np.float32]
    """Shape [frames, len(COLUMNS)]."""
    samples: Samples | None = None
    """What was found in the frames that were looked at closely; None where there were none."""
    warnings: tuple[Warning, ...] = ()

    @property
    def faces(self) -> Faces | None:
        """None where they were not looked for."""
        return self.samples.faces if self.samples else None

    def column(self, name: str) -> NDArray[np.float32]:
        """One measure of all frames; see `reading.seeing.COLUMNS`."""
        values: NDArray[np.float32] = self.rows[:, COLUMNS.index(name)]
        return values


def see(
    film: Path,
    media: MediaInfo,
    folder: Path,
    report: Callable[[float], None],
    cancelled: Callable[[], bool],
    wanted: Wanted | None = None,
) -> Seen:
    """Decodes the whole picture once, with `folder` for what is measured; `report` hears the part done, 0 to 1.

    The small pictures that are `wanted` stay there, for the caller to remove with the folder.
    Raises CorruptFootage, ProcessTimedOut or Cancelled.
    """
    look = _Look(film, media, folder, report, cancelled, wanted or Wanted())
    (seen,) = look.at({})
    if not len(seen.first):
        raise CorruptFootage(_NOTHING)
    return replace(seen, samples=look.samples, warnings=look.warnings)


@dataclass(frozen=True, slots=True)
class Stretches:
    """What was seen of single stretches of a film."""

    parts: tuple[Seen, ...]
    """One for each, without frames where nothing decodes."""
    samples: Samples | None
    """In all of them; None where there were none."""
    warnings: tuple[Warning, ...]


def see_stretches(
    film: Path,
    media: MediaInfo,
    folder: Path,
    spans: Sequence[Span],
    report: Callable[[float], None],
    cancelled: Callable[[], bool],
    wanted: Wanted | None = None,
) -> Stretches:
    """As `see`, of `spans` alone, which ascend and do not overlap.

    For films that can be read from everywhere (`MediaInfo.exact_seek`).
    """
    stretches = [[_stamp(span.start, media), _stamp(span.end, media)] for span in spans]
    look = _Look(film, media, folder, report, cancelled, wanted or Wanted())
    return Stretches(look.at({"stretches": stretches}), look.samples, look.warnings)


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
    look = _Look(film, media, folder, report, cancelled, None)
    (seen,) = look.at({"keyframes": True})
    if not len(seen.first):
        raise CorruptFootage(_NOTHING)
    return Skimmed(seen, look.bytes_a_second)


class _Look:
    """One run of the child."""

    def __init__(
        self,
        film: Path,
        media: MediaInfo,
        folder: Path,
        report: Callable[[float], None],
        cancelled: Callable[[], bool],
        wanted: Wanted | None,
    ) -> None:
        """Nothing is looked at closely where nothing is `wanted`."""
        self._film, self._media, self._report, self._cancelled = film, media, report, cancelled
        self._out, self._wanted = folder / "seen.f32", wanted
        self._answer: dict[str, Any] = {}
        self.bytes_a_second = np.zeros(0, np.int64)
        self.samples: Samples | None = None
        self.warnings: tuple[Warning, ...] = ()

    def at(self, asked: dict[str, Any]) -> tuple[Seen, ...]:
        """What was measured in each pass; `asked` as `reading.seeing.see` takes it."""
        media, out = self._media, self._out
        seconds = SCAN_SECONDS + _FRAME_SECONDS * media.frames
        if self._wanted:
            asked = asked | {"closely": _closely(media, self._wanted)}
        args = ["see", str(self._film), str(out), str(media.video.index), json.dumps(asked)]
        try:
            run_reader(args, seconds, self._cancelled, self._hear)
            if "fault" in self._answer:
                raise CorruptFootage(_NOTHING)
            rows = np.fromfile(out, np.float32).reshape(-1, len(COLUMNS))
            times = np.fromfile(f"{out}.pts", np.int64)
            self.bytes_a_second = _by_second(np.fromfile(f"{out}.sizes", np.int64).reshape(-1, 2), media)
            self._take_samples(times)
        except ProcessTimedOut:
            raise
        except ProcessFailed as fault:
            raise CorruptFootage("The film's picture cannot be read.") from fault
        finally:
            for ending in _SCRATCH:
                Path(f"{out}{ending}").unlink(missing_ok=True)
        ends = np.cumsum(self._answer["passes"])[:-1]
        return tuple(_seen(*both, media) for both in zip(np.split(times, ends), np.split(rows, ends), strict=True))

    def _take_samples(self, times: NDArray[np.int64]) -> None:
        faults, media = self._answer["faults"], self._media
        self.warnings = tuple(_FAULTS[fault] for fault in faults)
        if self._wanted and NO_OPENCV not in faults:
            good = np.sort(times)
            self.samples = samples_of(
                self._out, self._wanted, good, lambda at: _first_shown(at, media), media.frames
            )

    def _hear(self, line: str) -> None:
        self._answer.clear()
        self._answer.update(json.loads(line))
        if "at" in self._answer:
            at = float(_position(np.int64(self._answer["at"]), self._media))
            self._report(min(1.0, at / max(1, self._media.frames)))


def _closely(media: MediaInfo, wanted: Wanted) -> dict[str, object]:
    """What `reading.samples.Sampler` is told."""
    return {
        "display": media.video.display_size,
        "rotation": media.video.rotation,
        "model": str(wanted.face_model) if wanted.face_model else None,
        "frames": wanted.pictures,
        "crops": wanted.crops,
        "apart": float(media.seconds) / MOST_PICTURES,
    }


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
