"""How much better a selection is than chance, and how much two of them share; pure."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.common.measure import BenchError
from bench.tasting.truth import Mask, mask
from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.editing.variants import PRIMARY
from personalizedTrailer.model import Span

TRIES = 1000
"""For clips that may not overlap, before a draw is begun anew."""


@dataclass(frozen=True, slots=True)
class Lift:
    """How a selection compares with chance."""

    share: float
    """Of the picks' frames that match."""
    by_chance: float
    """The same, as the mean of many draws."""
    draws: NDArray[np.float64]
    """Share of each draw."""

    @property
    def lift(self) -> float:
        return self.share / self.by_chance

    @property
    def spread(self) -> tuple[float, float]:
        """Lifts between which nine in ten draws lie."""
        low, high = np.quantile(self.draws, (0.05, 0.95)) / self.by_chance
        return float(low), float(high)

    @property
    def luck(self) -> float:
        """Share of the draws that are as good as the selection or better."""
        return float((self.draws >= self.share - 1e-12).mean())


def compare(picks: Sequence[Span], usable: Sequence[Span], matching: Mask, draws: int, seed: str) -> Lift:
    """Picks against clips of the same lengths by chance; `usable` are the frames that a trailer may use.

    Chance knows no taste: where nothing usable matches, BenchError is raised, as no lift can be told.
    """
    rng = random.Random(seed)
    lengths = [pick.frames for pick in picks]
    before = np.concatenate(([0], np.cumsum(matching)))
    runs = joined(usable)
    shares = np.array([_share(drawn(lengths, runs, rng), before) for _ in range(draws)])
    if not shares.any():
        raise BenchError("No usable frame of the film matches the profile.")
    return Lift(_share(picks, before), float(shares.mean()), shares)


def _share(spans: Sequence[Span], before: NDArray[np.int64]) -> float:
    """Of the frames of `spans` that match, `before` counting those that match before each frame."""
    hits = sum(int(before[span.end] - before[span.start]) for span in spans)
    return hits / sum(span.frames for span in spans)


def drawn(lengths: Sequence[int], runs: Sequence[Span], rng: random.Random) -> list[Span]:
    """Clips of these lengths anywhere within the runs, none over another; every place is as likely as any other.

    The longest are placed first, as they find room least easily. Raises BenchError where there is none.
    """
    for _ in range(TRIES):
        placed: list[Span] = []
        for length in sorted(lengths, reverse=True):
            clip = _placed(length, runs, placed, rng)
            if clip is None:
                break
            placed.append(clip)
        else:
            return placed
    raise BenchError("Clips of these lengths do not fit into the usable film.")


def _placed(length: int, runs: Sequence[Span], others: Sequence[Span], rng: random.Random) -> Span | None:
    rooms = [max(0, run.frames - length + 1) for run in runs]
    if not sum(rooms):
        return None
    for _ in range(TRIES):
        run = rng.choices(runs, rooms)[0]
        start = rng.randint(run.start, run.end - length)
        if all(start + length <= other.start or other.end <= start for other in others):
            return Span(start, start + length)
    return None


def joined(spans: Sequence[Span]) -> list[Span]:
    """In order, those that touch as one."""
    made: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if made and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return made


def most(matching: Sequence[Span], frames: int, target: int) -> float:
    """The share that a trailer of `target` frames could reach at best, which takes so much of each third."""
    by_third = frames_by_third(joined(matching), frames)
    return (
        sum(min(have, float(share) * target) for have, share in zip(by_third, PRIMARY.shares, strict=True)) / target
    )


def overlap(primaries: Mapping[str, Sequence[Span]], frames: int, target: int) -> float:
    """Frames of the source that two profiles' primaries share, of a trailer's length, as the mean over all pairs."""
    masks = [mask(picks, frames) for picks in primaries.values()]
    return fmean(int((one & other).sum()) / target for one, other in combinations(masks, 2))
