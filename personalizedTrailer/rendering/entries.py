"""Where reading of a film begins, so that no more is decoded before a wanted frame than has to be. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.model import MediaInfo

_EARLIER = (Fraction(1, 5), Fraction(8))
"""Seconds before a frame, tried where its keyframe is not known or not found; of varying rate, some are held long."""
_AIMED_LOW = Fraction(3, 23)
"""Seconds by which FFmpeg begins sooner than it is told where frames are reordered (fftools, `ffmpeg_demux.c`)."""

Entry = Fraction | None
"""Seconds in the container's time; None: the film's beginning."""


def tries(media: MediaInfo, keyframes: NDArray[np.int64], starts: Sequence[int]) -> list[tuple[Entry, ...]]:
    """Where to begin for each of some grid frames, to be tried in turn until all are reached; the last always does.

    `keyframes` are ticks from the film's first frame, ascending.
    """
    ways = [_ways(media, keyframes, start) for start in starts]
    return list(zip(*ways, strict=True))


def on_grid(media: MediaInfo, keyframes: NDArray[np.int64]) -> tuple[int, ...]:
    """The grid frames at which a clip had best begin, ascending: nothing is decoded in vain then."""
    if not media.exact_seek:
        return ()
    # As `fps=round=near` rounds: what begins in the middle of a grid frame is first shown on the next.
    positions = np.floor(keyframes * float(media.video.time_base * media.rate) + 0.5)
    frames = np.unique(positions.astype(np.int64)) + media.video.interlaced
    return tuple(frames[(frames >= 0) & (frames < media.frames)].tolist())


def _ways(media: MediaInfo, keyframes: NDArray[np.int64], start: int) -> tuple[Entry, ...]:
    video = media.video
    zero = video.first_pts * video.time_base
    earlier = [zero + start / media.rate - seconds for seconds in _EARLIER]
    first = _from_keyframe(media, keyframes, start)
    ways = [earlier[0] if first is None else first, *earlier]
    return (*(way if media.exact_seek and way > zero else None for way in ways), None)


def _from_keyframe(media: MediaInfo, keyframes: NDArray[np.int64], start: int) -> Fraction | None:
    """A moment that leads to the keyframe from which a grid frame is decoded; None where none is known."""
    # A grid frame shows the last frame of the film that began before its middle; a deinterlacer needs the one before.
    middle = start - media.video.interlaced + Fraction(1, 2)
    place = int(np.searchsorted(keyframes, math.ceil(middle / (media.rate * media.video.time_base))))
    if not place:
        return None
    key = int(keyframes[place - 1])
    if key <= 0:
        return media.video.first_pts * media.video.time_base
    after = _AIMED_LOW + Fraction(1, 4) / media.rate
    if place < len(keyframes):
        half = (int(keyframes[place]) - key) * media.video.time_base / 2
        # MP4 is searched by the time of showing, whatever is reordered: there FFmpeg begins no sooner than told.
        after = min(after, half if media.container in ("mp4", "mov") else _AIMED_LOW + half)
    return (media.video.first_pts + key) * media.video.time_base + after
