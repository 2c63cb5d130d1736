"""H.264 packets of an uploaded film, listed and read out by a caged child process, for copying."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.frames import Thumbs
from personalizedTrailer.media.probe import SCAN_SECONDS, run_reader
from personalizedTrailer.media.reading.groups import FIRST, KEY, PLAIN, SHOWN
from personalizedTrailer.model import MediaInfo

log = logging.getLogger(__name__)

_OFF_GRID = 0.3
"""Of a frame; see `rates`."""
NOT_ON_GRID = -1
_FRAME_SECONDS = 0.02
"""For copying a frame's packet."""


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
    """Where the packets of a group lie, one after another."""

    path: Path
    offset: int
    sizes: tuple[int, ...]
    """Bytes of each packet."""
    thumbs: Thumbs
    """Of the first frames shown, at most FIRST."""
    luma: str
    """SHA-256 of the luma of the first frame shown, as it is decoded."""

    def packets(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(self.offset)
            for size in self.sizes:
                yield file.read(size)


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
    runs: Sequence[Sequence[NDArray[np.int64]]],
    side: int,
    out: Path,
    cancelled: Callable[[], bool],
) -> list[list[Copied | None]]:
    """Reads runs of groups of packets, given by their timestamps in the order of decoding, into the file `out`.

    None for a group whose first frames are damaged, or that is not to be found in the film again. Raises Cancelled.
    """
    wanted = json.dumps([[int(run[0][0]), [len(stamps) for stamps in run]] for run in runs])
    asked = Path(f"{out}.json")  # an argument may not be as long as that of a film of keyframes alone
    asked.write_text(wanted, encoding="ascii")
    args = ["copy", str(film), str(out), str(media.video.index), str(side), str(asked)]
    seconds = SCAN_SECONDS + _FRAME_SECONDS * sum(len(stamps) for run in runs for stamps in run)
    try:
        answer = _ask(args, seconds, cancelled)
    except ProcessTimedOut:
        answer = None
    if answer is None:
        return [[None] * len(run) for run in runs]
    grey = Path(f"{out}.gray")
    thumbs = np.frombuffer(grey.read_bytes(), np.uint8).reshape(-1, side, side)
    grey.unlink()
    copied: list[list[Copied | None]] = []
    offset, seen = 0, 0
    for run, of_run in zip(runs, answer["runs"], strict=True):
        copied.append([])
        for stamps, told in zip(run, of_run, strict=True):
            packets = told["packets"] if told else []
            sizes, count = tuple(size for _, size in packets), min(FIRST, len(packets))
            same = [stamp for stamp, _ in packets] == stamps.tolist()
            pictures = thumbs[seen : seen + count]
            copied[-1].append(Copied(out, offset, sizes, pictures, told["luma"]) if told and same else None)
            offset, seen = offset + sum(sizes), seen + count
    return copied


def _ask(args: list[str], seconds: float, cancelled: Callable[[], bool]) -> dict[str, Any] | None:
    """The reader's answer; None where it cannot read the film so."""
    try:
        answer: dict[str, Any] = json.loads(run_reader(args, seconds, cancelled).stdout)
    except ProcessTimedOut:
        raise
    except ProcessFailed as fault:
        log.warning("packets of the film cannot be read: %s", fault.detail[-2000:])
        return None
    return None if "fault" in answer else answer
