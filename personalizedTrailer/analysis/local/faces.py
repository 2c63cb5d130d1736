"""The faces of a stretch of film, from the boxes of the frames that were looked at. Pure.

A box of a single frame is often none: a face counts when it is seen twice, in about the same place and size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.media.reading.faces import COLUMNS
from personalizedTrailer.media.samples import Faces
from personalizedTrailer.model import Span

Box = NDArray[np.float32]

_FAR = 1.5
"""Widths of a face by which it may move from one sample to the next."""
_GROWS = 2.0
"""Times by which its size may change."""
_MISSED = 0.5
"""Part of the looks at a face that do not find it: 26 of 54 (`script/bench faces`)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What faces there are in a shot."""

    samples: int
    """Frames of it that were looked at."""
    count: int
    """Most faces that are there at once."""
    size: float
    """Height of the largest face, as a share of the picture's, the median over where it is seen; 0 without one."""
    presence: float
    """Share of the samples that show the largest face."""
    steadiness: float | None
    """How much its box overlaps the one before, 0 to 1 (intersection over union), on the mean; None where it was seen
    once or never."""
    eyes_open: float | None
    """Share of the looks at that face that find its eyes open, of those that can tell; None where none can."""
    confidence: float
    """0 to 1, of `count`."""


@dataclass(slots=True)
class _Track:
    """One face from sample to sample."""

    samples: list[int]
    boxes: list[Box]

    @property
    def size(self) -> float:
        return float(np.median([box[_HEIGHT] for box in self.boxes]))


_X, _Y, _WIDTH, _HEIGHT, _EYES = range(len(COLUMNS))


def shown(faces: Faces | None, shot: Span) -> Shown | None:
    """The faces of one shot, on the film's grid; None where nobody looked."""
    if faces is None:
        return None
    low, high = (int(place) for place in np.searchsorted(faces.sampled, (shot.start, shot.end)))
    samples = high - low
    if not samples:
        return None
    tracks = _tracks(faces, low, high)
    # Of a shot that was looked at once there is no more to be known.
    sure = [track for track in tracks if len(track.samples) >= min(2, samples)]
    if not sure:
        return Shown(samples, 0, 0.0, 0.0, None, None, 1 - _MISSED)
    at_once = np.bincount(np.concatenate([np.array(track.samples) - low for track in sure]))
    main = max(sure, key=lambda track: (track.size, len(track.samples)))
    # Of a count of n: n looks in the same picture, each of which could have been wrong.
    seen = int((at_once == at_once.max()).sum())
    return Shown(
        samples=samples,
        count=int(at_once.max()),
        size=main.size,
        presence=len(main.samples) / samples,
        steadiness=_steadiness(main),
        eyes_open=_eyes(main),
        confidence=1 - _MISSED**seen,
    )


def _tracks(faces: Faces, low: int, high: int) -> list[_Track]:
    """Joins each box to the nearest face of the samples before that it can be."""
    tracks: list[_Track] = []
    first, last = np.searchsorted(faces.sample, (low, high))
    for sample, box in zip(faces.sample[first:last].tolist(), faces.boxes[first:last], strict=True):
        free = [track for track in tracks if track.samples[-1] < sample and _may_be(track.boxes[-1], box)]
        if free:
            nearest = min(free, key=lambda track: _apart(track.boxes[-1], box))
            nearest.samples.append(sample)
            nearest.boxes.append(box)
        else:
            tracks.append(_Track([sample], [box]))
    return tracks


def _may_be(before: Box, after: Box) -> bool:
    smaller, larger = sorted((float(before[_WIDTH]), float(after[_WIDTH])))
    return larger <= _GROWS * smaller and _apart(before, after) <= _FAR


def _apart(one: Box, other: Box) -> float:
    """From middle to middle, in sizes of the two boxes."""
    middles = [box[[_X, _Y]] + box[[_WIDTH, _HEIGHT]] / 2 for box in (one, other)]
    size = (one[[_WIDTH, _HEIGHT]] + other[[_WIDTH, _HEIGHT]]) / 2
    return float(np.hypot(*((middles[1] - middles[0]) / size)))


def _steadiness(track: _Track) -> float | None:
    pairs = list(zip(track.boxes, track.boxes[1:], strict=False))
    return float(np.mean([_overlap(one, other) for one, other in pairs])) if pairs else None


def _overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    starts = np.maximum(one[[_X, _Y]], other[[_X, _Y]])
    ends = np.minimum(one[[_X, _Y]] + one[[_WIDTH, _HEIGHT]], other[[_X, _Y]] + other[[_WIDTH, _HEIGHT]])
    both = float(np.prod(np.clip(ends - starts, 0, None)))
    return both / (float(one[_WIDTH] * one[_HEIGHT] + other[_WIDTH] * other[_HEIGHT]) - both)


def _eyes(track: _Track) -> float | None:
    told = [float(box[_EYES]) for box in track.boxes if not np.isnan(box[_EYES])]
    return float(np.mean(told)) if told else None
