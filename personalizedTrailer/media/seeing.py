"""What the frames of an uploaded film look like, measured by a caged child process."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import CorruptFootage, ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.faces import Faces, faces_of
from personalizedTrailer.media.probe import SCAN_SECONDS, run_reader
from personalizedTrailer.media.reading.samples import NO_OPENCV
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.model import MediaInfo, Warning

_FRAME_SECONDS = 0.25
"""For decoding and measuring a frame; 10 ms at 1080p, 60 ms at 4K where nothing else is done."""
_UNSAMPLED = {
    NO_OPENCV: Warning(
        "faces_not_measured", "Faces were not looked for: OpenCV (opencv-python-headless<5) is not installed."
    ),
}


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
    out, stamps = folder / "seen.f32", folder / "seen.f32.pts"
    asked = {"display": media.video.display_size, "rotation": media.video.rotation}
    answer: dict[str, Any] = {}

    def hear(line: str) -> None:
        answer.clear()
        answer.update(json.loads(line))
        if "at" in answer:
            report(min(1.0, float(_position(np.int64(answer["at"]), media)) / max(1, media.frames)))

    try:
        seconds = SCAN_SECONDS + _FRAME_SECONDS * media.frames
        run_reader(
            ["see", str(film), str(out), str(media.video.index), json.dumps(asked)], seconds, cancelled, hear
        )
        if "fault" in answer:
            raise CorruptFootage("The film is damaged: no picture of it can be decoded.")
        rows = np.fromfile(out, np.float32).reshape(-1, len(COLUMNS))
        times = np.fromfile(stamps, np.int64)
        rising = _rising(times)
        rows, times = rows[rising], times[rising]
        first = _first_shown(times, media)
        unsampled = answer["unsampled"]
        faces = None if unsampled else faces_of(out, times, lambda at: _first_shown(at, media), media.frames)
    except ProcessTimedOut:
        raise
    except ProcessFailed as fault:
        raise CorruptFootage("The film's picture cannot be read.") from fault
    finally:
        for path in folder.glob(f"{out.name}*"):
            path.unlink()
    inside = (first >= 0) & (first < media.frames)
    if not inside.any():
        raise CorruptFootage("The film is damaged: no picture of it can be decoded.")
    warnings = (_UNSAMPLED[unsampled],) if unsampled else ()
    return Seen(first[inside], rows[inside], faces, warnings)


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


def _first_shown(stamps: NDArray[np.int64], media: MediaInfo) -> NDArray[np.int64]:
    """As `fps=round=near` rounds: what begins in the middle of a grid frame is first shown on the next."""
    shown: NDArray[np.int64] = np.floor(_position(stamps, media) + 0.5).astype(np.int64)
    return shown


def _position(stamps: Any, media: MediaInfo) -> Any:
    """Timestamps in frames of the grid."""
    return (stamps - media.video.first_pts) * float(media.video.time_base * media.rate)
