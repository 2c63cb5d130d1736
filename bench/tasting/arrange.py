"""Which stretches of the labelled clips make the film of the benchmark, and in which order; pure.

Every usable stretch of the clips of that side is in it once, neighbours of a clip together in blocks of some seconds,
the blocks shuffled. What matches `SCARCE`, of which there is too little, is in it once more, mirrored and from nearer.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.common.measure import BenchError
from bench.seeing.compose import RATE
from bench.tasting.labels import PROFILES, Labelled, LabelledClip
from bench.tasting.truth import SHARES
from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.editing.variants import PRIMARY
from personalizedTrailer.model import Span

BLOCK_SECONDS = 6.0
"""A block is closed once it is so long."""
SCARCE = "thriller_buff"
IN_REACH = 0.75
"""Of what the primary trailer wants of each third, as much at least must match there, for every profile."""
ORDERS = 10_000


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring stretches of a clip."""

    clip: str
    stretches: tuple[Labelled, ...]
    altered: bool = False
    """Whether it is shown mirrored and from nearer."""

    @property
    def start(self) -> float:
        """Seconds of the clip."""
        return self.stretches[0].start

    @property
    def frames(self) -> int:
        return self._frame(self.stretches[-1].end)

    def spans(self, at: int) -> Iterator[tuple[Labelled, Span]]:
        """Its stretches, and where they are in the film if the block begins on frame `at`."""
        for one in self.stretches:
            yield one, Span(at + self._frame(one.start), at + self._frame(one.end))

    def _frame(self, seconds: float) -> int:
        return round((seconds - self.start) * RATE)


def blocks(clips: Sequence[LabelledClip]) -> list[Block]:
    """Of the clips of the benchmark's side, the copies of what is scarce last."""
    ours = [clip for clip in clips if clip.side == "bench"]
    plain = [Block(clip.name, part) for clip in ours for part in _runs(clip, clip.stretches, BLOCK_SECONDS)]
    scarce = [
        Block(clip.name, part, altered=True)
        for clip in ours
        for part in _runs(clip, [one for one in clip.stretches if SCARCE in one.profiles], float("inf"))
    ]
    return plain + scarce


def _runs(clip: LabelledClip, stretches: Iterable[Labelled], seconds: float) -> Iterator[tuple[Labelled, ...]]:
    """Usable stretches that follow on each other, closed as soon as they last for `seconds`."""
    run: list[Labelled] = []
    for one in (one for one in stretches if one.usable):
        if run and (one.start > run[-1].end or run[-1].end - run[0].start >= seconds):
            yield tuple(run)
            run = []
        run.append(one)
    if run:
        yield tuple(run)


def arranged(parts: Sequence[Block], number: int) -> list[list[Block]]:
    """The first `number` orders by chance in which every third has enough for every profile; raises BenchError."""
    found: list[list[Block]] = []
    for seed in range(ORDERS):
        order = list(parts)
        random.Random(seed).shuffle(order)
        if _in_reach(order) and not _touching(order):
            found.append(order)
        if len(found) == number:
            return found
    raise BenchError("The labelled clips do not hold enough that matches each profile.")


def matching(order: Sequence[Block]) -> tuple[dict[str, tuple[Span, ...]], int]:
    """By profile the frames of the film that match, and how many frames it has."""
    found: dict[str, list[Span]] = {profile: [] for profile in PROFILES}
    at = 0
    for block in order:
        for one, span in block.spans(at):
            for profile in one.profiles:
                found[profile].append(span)
        at += block.frames
    return {profile: tuple(spans) for profile, spans in found.items()}, at


def _in_reach(order: Sequence[Block]) -> bool:
    found, frames = matching(order)
    for spans in found.values():
        by_third = frames_by_third(spans, frames)
        if not SHARES[0] <= sum(by_third) / frames <= SHARES[1]:
            return False
        if any(have < IN_REACH * share * frames / 10 for have, share in zip(by_third, PRIMARY.shares, strict=True)):
            return False
    return True


def _touching(order: Sequence[Block]) -> bool:
    """Whether a copy stands beside what it is a copy of."""
    return any(one.clip == other.clip and one.altered != other.altered for one, other in pairwise(order))
