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
from personalizedTrailer.media.probe import SCAN_SECONDS, run_reader
from personalizedTrailer.media.reading.samples import BAD_MODEL, NO_OPENCV
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.media.samples import MOST_PICTURES, Faces, Samples, Wanted, samples_of
from personalizedTrailer.model import MediaInfo, Warning

_FRAME_SECONDS = 0.25
"""For decoding and measuring a frame; 10 ms at 1080p, 60 ms at 4K where nothing else is done."""
_FAULTS = {
    NO_OPENCV: Warning(
        "faces_not_measured", "Faces were not looked for: OpenCV (opencv-python-headless<5) is not installed."
    ),
    BAD_MODEL: Warning("model_unusable", "FACE_MODEL cannot be used: it is no YuNet network that OpenCV can read."),
}
_SCRATCH = ("", ".pts", ".sampled", ".faces", ".index")


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
    out, wanted = folder / "seen.f32", wanted or Wanted()
    answer: dict[str, Any] = {}

    def hear(line: str) -> None:
        answer.clear()
        answer.update(json.loads(line))
        if "at" in answer:
            report(min(1.0, float(_position(np.int64(answer["at"]), media)) / max(1, media.frames)))

    try:
        seconds = SCAN_SECONDS + _FRAME_SECONDS * media.frames
        run_reader(
            ["see", str(film), str(out), str(media.video.index), _asked(media, wanted)], seconds, cancelled, hear
        )
        if "fault" in answer:
            raise CorruptFootage("The film is damaged: no picture of it can be decoded.")
        rows = np.fromfile(out, np.float32).reshape(-1, len(COLUMNS))
        times = np.fromfile(f"{out}.pts", np.int64)
        rising = _rising(times)
        rows, times = rows[rising], times[rising]
        first = _first_shown(times, media)
        faults = answer["faults"]
        samples = None
        if NO_OPENCV not in faults:
            samples = samples_of(out, wanted, times, lambda at: _first_shown(at, media), media.frames)
    except ProcessTimedOut:
        raise
    except ProcessFailed as fault:
        raise CorruptFootage("The film's picture cannot be read.") from fault
    finally:
        for ending in _SCRATCH:
            Path(f"{out}{ending}").unlink(missing_ok=True)
    inside = (first >= 0) & (first < media.frames)
    if not inside.any():
        raise CorruptFootage("The film is damaged: no picture of it can be decoded.")
    return Seen(first[inside], rows[inside], samples, tuple(_FAULTS[fault] for fault in faults))


def _asked(media: MediaInfo, wanted: Wanted) -> str:
    """JSON, as `reading.samples` is told."""
    return json.dumps(
        {
            "display": media.video.display_size,
            "rotation": media.video.rotation,
            "model": str(wanted.face_model) if wanted.face_model else None,
            "frames": wanted.pictures,
            "crops": wanted.crops,
            "apart": float(media.seconds) / MOST_PICTURES,
        }
    )


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
