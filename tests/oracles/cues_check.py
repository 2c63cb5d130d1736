"""What is wrong with a caption file, by the limits of `cues`: for tests and for the check of finished media."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from personalizedTrailer.deliverables.captions_text import clean, fits_line
from personalizedTrailer.deliverables.cues import MAX_LINES, MAX_SECONDS, MIN_SECONDS, Cue

TOLERANCE = Fraction(3, 1000)
"""Seconds that rounding to milliseconds may take off a cue or open between two."""


def check_cues(cues: Sequence[Cue], duration: Fraction, language: str, clip_edges: Sequence[Fraction]) -> list[str]:
    """One sentence for each fault; none where the cues hold.

    `duration` and `clip_edges` are in seconds of the trailer. A cue may be shorter than the least time where its
    clip's edge makes it so: it touches an edge, or it stands in an unbroken chain of cues that fills the stretch
    between two edges. The chain's ends may run over those edges: a line that goes on there is one cue.
    """
    edges = sorted({Fraction(0), duration, *clip_edges})
    problems = [f"cue {number}: {fault}" for number, cue in enumerate(cues, 1) for fault in _faults(cue, language)]
    for number, (cue, after) in enumerate(pairwise(cues), 1):
        if after.start < cue.end:
            problems.append(f"cue {number + 1}: begins before cue {number} has ended")
    for number, cue in enumerate(cues, 1):
        if cue.start < 0 or cue.end > duration:
            problems.append(f"cue {number}: lies outside the trailer")
        if cue.seconds < MIN_SECONDS - TOLERANCE and not _has_no_room(cues, number - 1, edges):
            problems.append(f"cue {number}: stays {float(cue.seconds):.3f} s though its clip has room")
    return problems


def _faults(cue: Cue, language: str) -> Iterator[str]:
    if cue.end <= cue.start:
        yield "has no duration"
    if cue.seconds > MAX_SECONDS + TOLERANCE:
        yield f"stays {float(cue.seconds):.3f} s"
    if not 1 <= len(cue.lines) <= MAX_LINES:
        yield f"has {len(cue.lines)} lines"
    for line in cue.lines:
        if not fits_line(line, language):
            yield f"has a line of {len(line)} characters"
        if not line or clean(line) != line or "\n" in line:
            yield "has an empty line or characters that no caption may hold"


def _has_no_room(cues: Sequence[Cue], index: int, edges: Sequence[Fraction]) -> bool:
    if _at_edge(cues[index].start, edges) or _at_edge(cues[index].end, edges):
        return True
    first = last = index
    while first > 0 and cues[first].start - cues[first - 1].end <= TOLERANCE:
        first -= 1
        if _reaches_edge(cues[first], edges):
            break
    while last + 1 < len(cues) and cues[last + 1].start - cues[last].end <= TOLERANCE:
        last += 1
        if _reaches_edge(cues[last], edges):
            break
    return _reaches_edge(cues[first], edges) and _reaches_edge(cues[last], edges)


def _reaches_edge(cue: Cue, edges: Sequence[Fraction]) -> bool:
    return bisect_left(edges, cue.start - TOLERANCE) < bisect_right(edges, cue.end + TOLERANCE)


def _at_edge(time: Fraction, edges: Sequence[Fraction]) -> bool:
    return bisect_left(edges, time - TOLERANCE) < bisect_right(edges, time + TOLERANCE)
