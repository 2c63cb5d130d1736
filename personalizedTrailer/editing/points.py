"""What it costs to begin or to end a clip on a frame, for every frame of a film."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.edges import Stops
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.pauses import Pauses
from personalizedTrailer.editing.segments import pieces
from personalizedTrailer.model import Span

Costs = NDArray[np.float64]

# In frames of full worth that a clip may lose for it.
_WORD = 1000.0
_BESIDE = 250.0
_BORDER = 3.0
_EDGE = 200.0
_SPEECH = 6.0
_ENCODED = 0.02

NEAR = 8
"""Frames: a point this near to a cut, and not on it, shows a flash of the wrong shot if either is off."""
_LEAD_SECONDS, _TAIL_SECONDS = Fraction(7, 20), Fraction(9, 20)
"""How long before speech a clip begins and how long after it ends, at most: OpenShorts' figures."""
_EDGE_SECONDS = Fraction(3, 25)
"""A point so near to the end of a pause may still hit a word: of the pauses found in 88 s of speech with known words a
tenth of all frames lie inside a word, of those so far away from both ends less than one in a hundred."""
_PHRASE_SECONDS = Fraction(2, 5)
"""A pause from here on is one between phrases; shorter ones are between words."""
_WHOLE = 3
"""Longer than that, pieces are too few to deal them fairly."""
_PIECE = 8
"""Frames that could be encoded in the time that it takes to begin a piece."""
_GROUP = 48
"""Frames up to a keyframe, beyond which it makes no difference."""


@dataclass(frozen=True, slots=True)
class Points:
    start: Costs
    """Of a clip that begins with the frame, shape [frames + 1]."""
    end: Costs
    """Of a clip that ends before the frame, shape [frames + 1]."""
    borders: Sequence[int]
    """Where shots, or their mixing with others, begin and end; ascending."""

    def faults(self, span: Span, shortest: int) -> float:
        """How many of its two points the best clip of at least `shortest` frames in `span` has inside a word.

        Points beside a cut, or among mixed frames, count as a part of one.
        """
        frames = min(shortest, span.frames)
        starts = np.minimum.accumulate(self.start[span.start : span.end - frames + 1])
        least = float((starts + self.end[span.start + frames : span.end + 1]).min())
        return max(0.0, round(least / _WORD, 1))

    def divided(self, span: Span, piece: int) -> list[Span]:
        """`span` in parts of about `piece` frames, divided where clips on both sides can best end and begin.

        What is said without a pause stays in one part where that has at most _WHOLE times as many frames.
        """
        parts = pieces(span, piece)
        reach = span.frames // len(parts) // 3
        borders = [*(self._cheapest(part.start, reach) for part in parts[1:]), span.end]
        kept = [span.start]
        for border, following in pairwise(borders):
            in_word = self.start[border] + self.end[border] >= _WORD
            if not in_word or following - kept[-1] > _WHOLE * piece:
                kept.append(border)
        return [Span(start, end) for start, end in pairwise([*kept, span.end])]

    def _cheapest(self, frame: int, reach: int) -> int:
        """The best frame for a clip to end before and another to begin with, of those at most `reach` away."""
        near = slice(frame - reach, frame + reach + 1)
        return frame - reach + int((self.start[near] + self.end[near]).argmin())


def points(material: Material, runs: Iterable[Span], stops: Stops, frames: int, rate: Fraction) -> Points:
    """`runs` are shots too short for a clip, which are cut to and from at their borders alone."""
    borders = np.unique([frame for span in material.clear for frame in (span.start, span.end)]).astype(np.int64)
    start = _beside(borders[(borders > 0) & (borders < frames)], frames)
    for run in runs:
        start[run.start : run.end] = _BESIDE
    start[borders] = 0.0
    end = start.copy()
    is_clear = np.zeros(frames, np.bool_)
    for span in material.clear:
        is_clear[span.start : span.end] = True
        start[span.start] -= _BORDER
        end[span.end] -= _BORDER
    start[:-1] += _BESIDE * ~is_clear
    end[1:] += _BESIDE * ~is_clear
    _add_words(start, end, Pauses(material.pauses), frames, rate)
    _add_stops(start, end, stops)
    return Points(start, end, borders.tolist())


def _beside(borders: NDArray[np.int64], frames: int) -> Costs:
    near = np.zeros(frames + 1)
    for distance in range(1, NEAR + 1):
        for there in (borders - distance, borders + distance):
            near[there[(there >= 0) & (there <= frames)]] = _BESIDE
    return near


def _add_words(start: Costs, end: Costs, pauses: Pauses, frames: int, rate: Fraction) -> None:
    inside = _WORD * ~pauses.free(frames)
    start += inside
    end += inside
    edge, lead, tail, whole = (
        float(seconds * rate) for seconds in (_EDGE_SECONDS, _LEAD_SECONDS, _TAIL_SECONDS, _PHRASE_SECONDS)
    )
    for first, last in pauses.rows.clip(0, frames).tolist():
        at = np.arange(first, last + 1)
        from_word = at - first if first > 0 else np.full(len(at), edge)
        to_word = last - at if last < frames else np.full(len(at), edge)
        risk = _EDGE * np.maximum(0.0, 1 - np.minimum(from_word, to_word) / edge)
        phrase = _SPEECH * min(1.0, (last - first) / whole)
        start[first : last + 1] += risk - phrase * ((to_word <= lead) & (last < frames))
        end[first : last + 1] += risk - phrase * ((from_word <= tail) & (first > 0))


def _add_stops(start: Costs, end: Costs, stops: Stops) -> None:
    """What has to be encoded of a clip that begins before a keyframe, or ends where no packet does."""
    keyframes, ends = (np.asarray(frames, np.int64) for frames in (stops.keyframes, stops.ends))
    if len(keyframes):
        at = np.arange(len(start))
        place = np.searchsorted(keyframes, at)
        wait = np.where(place < len(keyframes), keyframes[np.minimum(place, len(keyframes) - 1)] - at, _GROUP)
        start += _ENCODED * (np.minimum(wait, _GROUP) + _PIECE * (wait > 0))
    if len(ends):
        stop = np.zeros(len(end), np.bool_)
        stop[ends[ends < len(end)]] = True
        end += _ENCODED * _PIECE * ~stop
