"""Where the segments of a stream end, and how many bits a second they take. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

AIM_SECONDS = 5
"""Segments of 4 to 6 seconds: a player adapts soon, and asks seldom."""
SHORTEST_SECONDS = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a media file that is fetched and played whole."""

    offset: int
    """Bytes from the beginning of the file."""
    size: int
    """Bytes."""
    seconds: Fraction


def cut_frames(keyframes: Collection[int], frames: int, rate: Fraction) -> tuple[int, ...]:
    """The frames on which segments begin, 0 the first: those of `keyframes` by which lengths come nearest the aim.

    The sum of squared distances from it is the least possible; among equals earlier segments are the shorter ones,
    so that playing begins sooner.
    """
    aim = round(AIM_SECONDS * rate)
    points = [*_apart(keyframes, frames, rate), frames]
    least, before = [0], [0]
    for last, end in enumerate(points[1:]):
        cost, start = min((least[at] + (end - points[at] - aim) ** 2, at) for at in range(last + 1))
        least.append(cost)
        before.append(start)
    chosen = []
    at = before[-1]
    while at:
        chosen.append(points[at])
        at = before[at]
    return (0, *reversed(chosen))


def _apart(keyframes: Collection[int], frames: int, rate: Fraction) -> list[int]:
    """0, and what follows it at a distance of which a segment may be; a copied film may have nothing but keyframes."""
    gap = SHORTEST_SECONDS * rate
    kept = [0]
    for frame in sorted(keyframes):
        if kept[-1] + gap <= frame <= frames - gap:
            kept.append(frame)
    return kept


def target_duration(tracks: Sequence[Sequence[Segment]]) -> int:
    """Whole seconds that no segment, rounded, is longer than (RFC 8216, 4.3.3.1)."""
    longest = max(segment.seconds for segments in tracks for segment in segments)
    return max(1, int(longest + Fraction(1, 2)))


def peak_bits(segments: Sequence[Segment], target: int) -> int:
    """Bits a second of the heaviest run of segments that lasts half to one and a half `target` (RFC 8216, 4.1)."""
    peak = Fraction(0)
    for first in range(len(segments)):
        size, seconds = 0, Fraction(0)
        for segment in segments[first:]:
            size, seconds = size + segment.size, seconds + segment.seconds
            if seconds > Fraction(3, 2) * target:
                break
            if seconds >= Fraction(target, 2):
                peak = max(peak, 8 * size / seconds)
    return _up(peak) or average_bits(segments)


def average_bits(segments: Sequence[Segment]) -> int:
    """Bits a second of the whole."""
    seconds = sum((segment.seconds for segment in segments), Fraction(0))
    return _up(8 * sum(segment.size for segment in segments) / seconds)


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
