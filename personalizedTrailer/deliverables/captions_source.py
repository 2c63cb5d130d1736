"""The film's own words on the trailer's clock."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from heapq import nlargest
from itertools import chain
from math import ceil

from personalizedTrailer.deliverables.captions_lines import lay_out, shorten, split, split_for_time
from personalizedTrailer.deliverables.captions_text import clean, cost
from personalizedTrailer.deliverables.cues import MAX_SECONDS, Cue, SourceCue
from personalizedTrailer.deliverables.cues_edit import ClipWindow, clip_windows, runs
from personalizedTrailer.deliverables.cues_layout import SHORTEST, Block, as_cues, gap_seconds, place
from personalizedTrailer.model import Timeline

Run = tuple[ClipWindow, ...]

LINES_A_CUE = 12
"""More words than this many source lines hold never share the time of one cue: only hostile files ask for it."""


def map_through_edit(
    source_cues: Sequence[SourceCue],
    timeline: Timeline,
    first_frame_seconds: Fraction | int = 0,
    language: str = "en",
) -> tuple[Cue, ...]:
    """Every line that is spoken in a clip, at its place on the trailer, and no other.

    `first_frame_seconds` is the time of the first video frame on the clock of `source_cues`; `language` decides
    where lines break. A line counts when half of it, or half a second, lies in a clip. It is cut to the clip;
    where clips touch in the source it runs on as one cue. A text beyond two lines is spread over consecutive
    cues in proportion to its length, and of those only what is spoken in the clip is shown.
    """
    cues = sorted(_cleaned(source_cues, Fraction(first_frame_seconds)), key=lambda cue: (cue.start, cue.end))
    gap = gap_seconds(timeline.rate)
    placed: list[Block] = []
    for run in runs(clip_windows(timeline)):
        blocks = place(_spoken(cues, run, language), run[0].start, run[-1].end, gap, language)
        placed = _followed_by(placed, blocks, gap)
    return as_cues(placed, gap)


def _cleaned(source_cues: Sequence[SourceCue], zero: Fraction) -> Iterator[SourceCue]:
    for cue in source_cues:
        text = clean(cue.text)
        if text and cue.end > cue.start:
            yield SourceCue(cue.start - zero, cue.end - zero, text)


def _spoken(cues: Sequence[SourceCue], run: Run, language: str) -> list[Block]:
    """The texts heard in a run of touching clips, each wanting the time at which it is heard."""
    first, last = run[0].source_start, run[-1].source_end
    until = bisect_left(cues, last, key=lambda cue: cue.start)
    near = [(number, cue) for number, cue in enumerate(cues[:until]) if cue.end > first]
    heard = [(number, cue) for number, cue in near if any(window.counts(cue.start, cue.end) for window in run)]
    heard = _distinct(heard, run)
    texts = [_blocks_of(cue, number, run, language) for number, cue in heard]
    nexts = [*(blocks[0].start for blocks in texts[1:]), run[-1].end]
    kept = (_readable(blocks, after, language) for blocks, after in zip(texts, nexts, strict=False))
    return sorted(chain.from_iterable(kept), key=lambda block: block.start)


def _distinct(heard: list[tuple[int, SourceCue]], run: Run) -> list[tuple[int, SourceCue]]:
    """At most as many lines as the run could show at all; those that are heard longest stay."""
    most = ceil((run[-1].end - run[0].start) / SHORTEST) * LINES_A_CUE
    if len(heard) <= most:
        return heard
    first, last = run[0].source_start, run[-1].source_end
    longest = nlargest(most, heard, key=lambda line: min(line[1].end, last) - max(line[1].start, first))
    return sorted(longest, key=lambda line: line[0])


def _blocks_of(cue: SourceCue, number: int, run: Run, language: str) -> list[Block]:
    """One source line as one block, or as several where it is too long to read or to stay."""
    start, end = _heard(cue.start, cue.end, run)
    lines = lay_out(cue.text, language)
    if lines and end - start <= MAX_SECONDS:
        return [Block(start, end, lines, number)]
    if lines:
        timed = split_for_time(cue.text, language, ceil((end - start) / MAX_SECONDS))
        texts = [part for text in timed for part in split(text, language)]
        return _spread(texts, start, end, number, language)
    blocks = _spread(split(cue.text, language), cue.start, cue.end, number, language)
    heard = [block for block in blocks if any(window.counts(block.start, block.end) for window in run)]
    if not heard:
        heard = [max(blocks, key=lambda block: max(window.overlap(block.start, block.end) for window in run))]
    return [_moved(block, run) for block in heard]


def _moved(block: Block, run: Run) -> Block:
    start, end = _heard(block.start, block.end, run)
    return replace(block, start=start, end=end)


def _heard(start: Fraction, end: Fraction, run: Run) -> tuple[Fraction, Fraction]:
    """Source [start, end) on the trailer clock, over all clips of the run that it touches."""
    touched = [window for window in run if window.overlap(start, end) > 0]
    return touched[0].on_trailer(start, end)[0], touched[-1].on_trailer(start, end)[1]


def _spread(texts: Sequence[str], start: Fraction, end: Fraction, number: int, language: str) -> list[Block]:
    """The texts one after the other over [start, end), each with time in proportion to its length."""
    weights = [Fraction(max(1, round(cost(text, language)))) for text in texts]
    total, before = sum(weights), Fraction(0)
    blocks = []
    for text, weight in zip(texts, weights, strict=True):
        begin, before = start + (end - start) * before / total, before + weight
        finish = start + (end - start) * before / total
        blocks.append(Block(begin, finish, lay_out(text, language) or (text,), number))
    return blocks


def _readable(blocks: list[Block], after: Fraction, language: str) -> list[Block]:
    """Of a line with more text than anyone could read before `after`, the beginning alone, with an ellipsis."""
    room = max(after, blocks[-1].end) - blocks[0].start
    most = max(1, int(room / SHORTEST))
    if len(blocks) <= most:
        return blocks
    last = blocks[most - 1]
    return [*blocks[: most - 1], replace(last, end=blocks[-1].end, lines=shorten("\n".join(last.lines), language))]


def _followed_by(placed: list[Block], blocks: list[Block], gap: Fraction) -> list[Block]:
    """Both, one after the other; a line that goes on over the join is one cue, for two alike would only blink."""
    if placed and blocks:
        last, first = placed[-1], blocks[0]
        same = last.source == first.source and last.lines == first.lines
        if same and first.start - last.end <= gap and first.end - last.start <= MAX_SECONDS:
            return [*placed[:-1], replace(last, end=first.end), *blocks[1:]]
    return placed + blocks
