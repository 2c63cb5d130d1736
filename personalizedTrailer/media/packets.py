"""H.264 packets of an uploaded film, listed and read out by a caged child process, for copying."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import CorruptFootage, ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.frames import Thumbs
from personalizedTrailer.media.probe import SCAN_SECONDS, run_reader
from personalizedTrailer.media.reading.groups import KEY, PLAIN, SHOWN
from personalizedTrailer.model import MediaInfo

_OFF_GRID = 0.3
"""Of a frame; see `rates`."""
NOT_ON_GRID = -1


@dataclass(frozen=True, slots=True)
class PacketIndex:
    """Every packet of the picture in the order of decoding; the arrays are of one length."""

    stamps: NDArray[np.int64]
    """Presentation times in the stream's time base."""
    frames: NDArray[np.int64]
    """The grid frame that a packet is, or NOT_ON_GRID where it is not shown, or not just one grid frame."""
    keys: NDArray[np.bool_]
    """Where decoding can begin: IDR."""
    plain: NDArray[np.bool_]
    """Whether it holds nothing but slices and what may be left out."""
    header: bytes
    """The AVCDecoderConfigurationRecord (ISO/IEC 14496-15)."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Where in the file that was written a run of packets lies."""

    offset: int
    sizes: tuple[int, ...]
    """Bytes of each packet."""
    thumbs: Thumbs
    """Of the first two frames shown."""


def read_index(film: Path, media: MediaInfo, folder: Path, cancelled: Callable[[], bool]) -> PacketIndex | None:
    """The index of an H.264 film in MP4, MOV or Matroska; None where its packets cannot be told apart.

    Raises ProcessTimedOut or Cancelled.
    """
    out = folder / "packets.npy"
    answer = _ask(["index", str(film), str(out), str(media.video.index)], SCAN_SECONDS, cancelled)
    if answer is None:
        return None
    stamps, flags = np.load(out).T
    out.unlink()
    frames = _grid_frames(stamps, flags, media)
    return PacketIndex(stamps, frames, flags & KEY > 0, flags & PLAIN > 0, bytes.fromhex(answer["header"]))


def _grid_frames(stamps: NDArray[np.int64], flags: NDArray[np.int64], media: MediaInfo) -> NDArray[np.int64]:
    position = (stamps - media.video.first_pts) * float(media.video.time_base * media.rate)
    frames = np.round(position).astype(np.int64)
    _, which, times = np.unique(frames, return_inverse=True, return_counts=True)
    good = (np.abs(position - frames) <= _OFF_GRID) & (flags & SHOWN > 0) & (times[which] == 1)
    return np.where(good & (frames >= 0) & (frames < media.frames), frames, NOT_ON_GRID)


def copy_packets(
    film: Path,
    media: MediaInfo,
    runs: Sequence[NDArray[np.int64]],
    side: int,
    out: Path,
    cancelled: Callable[[], bool],
) -> list[Copied]:
    """Reads runs of packets, given by their timestamps in the order of decoding, into the file `out`.

    Raises CorruptFootage where the film does not hold them so, ProcessTimedOut or Cancelled.
    """
    wanted = json.dumps([[int(stamps[0]), len(stamps)] for stamps in runs])
    args = ["copy", str(film), str(out), str(media.video.index), str(side), wanted]
    answer = _ask(args, SCAN_SECONDS, cancelled)
    if answer is None:
        raise CorruptFootage("The film's pictures cannot be read.")
    pictures = Path(f"{out}.gray")
    thumbs = np.frombuffer(pictures.read_bytes(), np.uint8).reshape(-1, side, side)
    pictures.unlink()
    copied, offset, seen = [], 0, 0
    for stamps, told in zip(runs, answer["runs"], strict=True):
        if [stamp for stamp, _ in told] != stamps.tolist():
            raise CorruptFootage("The film's pictures are not where they were.")
        sizes = tuple(size for _, size in told)
        count = min(2, len(sizes))
        copied.append(Copied(offset, sizes, thumbs[seen : seen + count]))
        offset, seen = offset + sum(sizes), seen + count
    return copied


def _ask(args: list[str], seconds: float, cancelled: Callable[[], bool]) -> dict[str, Any] | None:
    """The reader's answer; None where it cannot read the film so."""
    try:
        answer: dict[str, Any] = json.loads(run_reader(args, seconds, cancelled).stdout)
    except ProcessTimedOut:
        raise
    except ProcessFailed:
        return None
    return None if "fault" in answer else answer
