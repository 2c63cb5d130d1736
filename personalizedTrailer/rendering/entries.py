"""Where reading of a film begins, so that no more is decoded before a wanted frame than has to be. Pure."""

from __future__ import annotations

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
    frames = np.unique(np.round(keyframes * float(media.video.time_base * media.rate)).astype(np.int64))
    return tuple(frames[(frames >= 0) & (frames < media.frames)].tolist())


def _ways(media: MediaInfo, keyframes: NDArray[np.int64], start: int) -> tuple[Entry, ...]:
    video = media.video
    zero = video.first_pts * video.time_base
    earlier = [zero + start / media.rate - seconds for seconds in _EARLIER]
    ways = [_from_keyframe(media, keyframes, start) or earlier[0], *earlier]
    return (*(way if media.exact_seek and way > zero else None for way in ways), None)


def _from_keyframe(media: MediaInfo, keyframes: NDArray[np.int64], start: int) -> Fraction | None:
    """A moment that leads to the keyframe from which a grid frame is decoded; None where none is known."""
    # A grid frame shows the last frame of the film that began by its middle.
    latest = (start + Fraction(1, 2)) / (media.rate * media.video.time_base)
    place = int(np.searchsorted(keyframes, int(latest), side="right"))
    if not place:
        return None
    key = int(keyframes[place - 1])
    if key <= 0:
        return media.video.first_pts * media.video.time_base
    after = _AIMED_LOW + Fraction(1, 4) / media.rate
    if place < len(keyframes):
        after = min(after, (int(keyframes[place]) - key) * media.video.time_base / 2)
    return (media.video.first_pts + key) * media.video.time_base + after
