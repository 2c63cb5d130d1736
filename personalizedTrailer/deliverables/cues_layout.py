"""Giving texts their times inside one stretch of the trailer: crowded ones join, short ones stay longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from personalizedTrailer.deliverables.captions_lines import join, lay_out
from personalizedTrailer.deliverables.cues import GAP_FRAMES, MAX_LINES, MAX_SECONDS, MIN_SECONDS, Cue

_ROUNDING = Fraction(2, 1000)
"""What the writer may take off a cue: under a millisecond at each end."""
SHORTEST = MIN_SECONDS + _ROUNDING
_GLIMPSE = Fraction(1, 10)
"""Under a tenth of a second nothing is seen: where more cues than that crowd a clip, some give way."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text that wants the time from `start` to `end`, in seconds of the trailer."""

    start: Fraction
    end: Fraction
    lines: tuple[str, ...]
    source: int = -1
    """Number of the source line that it shows, to know the same line again; -1 for none."""


def gap_seconds(rate: Fraction) -> Fraction:
    return GAP_FRAMES / rate


def place(blocks: Sequence[Block], start: Fraction, end: Fraction, gap: Fraction, language: str) -> list[Block]:
    """The blocks, in order, with times that hold the limits inside [start, end).

    Each has its wanted start unless that leaves it too short. Only where the stretch cannot hold all of them at
    full length do they share it evenly.
    """
    crowded = _seen(_join_crowded(blocks, gap, language), start, end)
    if not crowded:
        return []
    length = min(SHORTEST, (end - start) / len(crowded))
    if len(crowded) * (length + gap) - gap > end - start:
        gap = Fraction(0)
    starts = _starts(crowded, start, end, length, gap)
    nexts = [*(begin - gap for begin in starts[1:]), end]
    return [
        Block(begin, min(max(block.end, begin + length), begin + MAX_SECONDS, limit), block.lines, block.source)
        for block, begin, limit in zip(crowded, starts, nexts, strict=True)
    ]


def _starts(
    blocks: Sequence[Block], start: Fraction, end: Fraction, length: Fraction, gap: Fraction
) -> list[Fraction]:
    """Starts as near to the wanted ones as `length` for each block and `gap` between them allow."""
    starts: list[Fraction] = []
    earliest = start
    for block in blocks:
        starts.append(max(block.start, earliest))
        earliest = starts[-1] + length + gap
    latest = end - length
    for index in reversed(range(len(starts))):
        starts[index] = min(starts[index], latest)
        latest = starts[index] - gap - length
    return starts


def _join_crowded(blocks: Sequence[Block], gap: Fraction, language: str) -> list[Block]:
    """Neighbours become one where the first would be gone too soon and both fit one cue (two people at once)."""
    joined: list[Block] = []
    for block in blocks:
        both = None
        if joined and block.start - gap - joined[-1].start < MIN_SECONDS:
            both = _together(joined[-1], block, language)
        if both:
            joined[-1] = both
        else:
            joined.append(block)
    return joined


def _together(first: Block, second: Block, language: str) -> Block | None:
    end = max(first.end, second.end)
    if end - first.start > MAX_SECONDS:
        return None
    stacked = "\n".join((*first.lines, *second.lines))
    running = join(" ".join(first.lines), " ".join(second.lines), language)
    lines = lay_out(stacked if len(first.lines + second.lines) <= MAX_LINES else running, language)
    return Block(first.start, end, lines, second.source) if lines else None


def _seen(blocks: list[Block], start: Fraction, end: Fraction) -> list[Block]:
    """At most as many blocks as the stretch can show; those that are spoken longest stay."""
    room = max(1, int((end - start) / _GLIMPSE))
    longest = sorted(range(len(blocks)), key=lambda index: blocks[index].start - blocks[index].end)[:room]
    return [blocks[index] for index in sorted(longest)]


def as_cues(blocks: Sequence[Block], gap: Fraction) -> tuple[Cue, ...]:
    """Placed blocks of the whole trailer as cues, a gap left between neighbours that can spare it."""
    ends = [block.end for block in blocks]
    for index, (block, after) in enumerate(pairwise(blocks)):
        wanted = after.start - gap
        if wanted < block.end and wanted - block.start >= SHORTEST:
            ends[index] = wanted
    return tuple(Cue(block.start, end, block.lines) for block, end in zip(blocks, ends, strict=True))
