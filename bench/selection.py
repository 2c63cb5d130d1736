"""`script/bench selection`: how good and how fast the dealing of scenes to trailers is.

For films of several lengths, simulated: processor seconds of a whole plan; how far shares and sharing are from the
best that is possible (both found by linear programmes of their own); and the score against a bound that no plan can
beat (the same seconds from each third, taken from its best scenes, as if clips could be of any length). Against the
best deal with clips of the same lengths, which can be reached: `script/bench selection_milp`.
--quick: two simulated films of each length instead of six.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction

from bench.common import output
from personalizedTrailer.analysis.mock import simulate
from personalizedTrailer.editing.footage import frames_by_third, thirds
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_mock
from personalizedTrailer.editing.selection import SelectionResult, select
from personalizedTrailer.editing.timeline import assemble
from personalizedTrailer.model import Analysis, Selection, Span
from tests.oracles.attainable import best_deviation, least_sharing
from tests.oracles.invariants import Film, violations

RATE = Fraction(24)
FILMS = ((20, 15), (61, 60), (90, 30), (150, 30), (150, 60), (310, 60), (600, 60), (7200, 90))
SEEDS = 6
HEADS = (
    "film s / trailer s",
    "CPU s, worst",
    "shares off the best",
    "sharing over the least, of T",
    "score of the primary, of the bound",
    "of the variants",
    "broken invariants",
)


def pieces_of(analysis: Analysis, third: Span, scores: dict[int, float]) -> list[tuple[float, int]]:
    """Score and usable frames of every scene's part in a third, best first."""
    parts = [
        (scores[s.number], max(0, min(s.span.end, third.end) - max(s.span.start, third.start)))
        for s in analysis.scenes
    ]
    return sorted(parts, reverse=True)


def best_score(parts: Sequence[tuple[float, int]], frames: int) -> float:
    total = 0.0
    for score, length in parts:
        total += score * min(length, frames)
        frames -= min(length, frames)
    return total


def reached(chosen: Sequence[Selection], scores: dict[int, float]) -> float:
    return sum(scores[pick.scene] * pick.span.frames for one in chosen for pick in one.picks)


def bound(
    chosen: Sequence[Selection], analysis: Analysis, scores: dict[int, float], frames: int, apart: bool
) -> float:
    total = 0.0
    for index, third in enumerate(thirds(frames)):
        parts = pieces_of(analysis, third, scores)
        taken = [frames_by_third([pick.span for pick in one.picks], frames)[index] for one in chosen]
        total += best_score(parts, sum(taken)) if apart else sum(best_score(parts, part) for part in taken)
    return total


def measure(seconds: int, target: int, seed: int) -> tuple[float, float, float, float, float, int]:
    frames, profile = int(seconds * RATE), PRESETS[seed % 4]
    analysis = simulate(frames, RATE, f"{seed:064x}", profile)
    ranked = rank_mock(analysis, profile, f"{seed:064x}", target)
    scores = {item.scene: item.score for item in ranked}
    began = time.process_time()
    found: SelectionResult = select(analysis, ranked, profile, RATE, frames, target, str(seed))
    longest = int(target * RATE)
    lines = [assemble(one, RATE, frames, longest, analysis.scenes, profile, str(seed)) for one in found.selections]
    spent = time.process_time() - began
    film = Film(frames, RATE, target * RATE, frames, frames_by_third([Span(0, frames)], frames))
    missed, wanted, allowed = 0.0, [], []
    least = [max(1, int(film.least(one.variant.id))) for one in found.selections]
    for one, shortest in zip(found.selections, least, strict=True):
        got = max(abs(a - float(w)) for a, w in zip(one.achieved, one.variant.shares, strict=True))
        best = best_deviation(one.variant.shares, film.caps, shortest)
        missed = max(missed, got - best)
        wanted.append(one.variant.shares)
        allowed.append(best + 0.02)
    uses = [0] * frames
    for line in lines[1:]:
        for clip in line.clips:
            for frame in range(clip.source.start, clip.source.end):
                uses[frame] += 1
    shared = sum(use - 1 for use in uses if use > 1)
    possible = least_sharing(wanted[1:], allowed[1:], film.caps, least[1], min(longest, frames))
    primary = reached([found.primary], scores) / bound([found.primary], analysis, scores, frames, True)
    variants = reached(found.variants, scores) / bound(found.variants, analysis, scores, frames, film.ample)
    broken = len(violations(analysis, found.selections, lines, RATE, frames, target))
    return spent, missed, (shared - possible) / longest, primary, variants, broken


def main(arguments: Sequence[str]) -> int:
    told = output.options("selection", __doc__).parse_args(arguments)
    measure(60, 15, 0)  # the first call pays for its imports
    table = output.Table(HEADS, ("{}", "{:.2f}", "{:.4f}", "{:.4f}", "{:.3f}", "{:.3f}", "{}"), told.json)
    for seconds, target in FILMS:
        rows = [measure(seconds, target, seed) for seed in range(2 if told.quick else SEEDS)]
        spent, missed, sharing, primary, variants, broken = zip(*rows, strict=True)
        name = f"{seconds} / {target}"
        table.add(name, max(spent), max(missed), max(sharing), min(primary), min(variants), sum(broken))
    table.close()
    return 0
