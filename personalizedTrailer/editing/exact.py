"""The best deal under the rules of one: an integer programme, solved by HiGHS within a gap and a node limit.

For each piece and variant a number of frames, and whether there is a clip at all, as a clip has a least length.
Never stopped by the clock, so that every process finds the same deal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, diags_array, eye_array, hstack, kron

from personalizedTrailer.editing.segments import Segment

Deal = list[dict[int, int]]
"""Per segment, the frames that each variant (by its index) takes of it."""

GAP = 1e-3
MOST_NODES = 100
MOST_CLIPS = 1600
"""Pairs of a piece and a variant, beyond which footage is in shreds and the given deal stands."""
MARGIN = 2
"""Pieces that the solver may use, by those down to the worst that the given deal uses."""
GOOD_ENOUGH = 0.995
"""Of a bound that no deal can beat: what comes so near needs no solver."""
FAIRNESS = 0.1
"""Of what a variant has in the given deal, that it may lose for the good of all."""
TIE = 1e-5
"""What a frame at the end of the order is worth less, so that the solver takes equals in order."""

Frames = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a deal of one third must keep. The tables are by segment and variant."""

    segments: Sequence[Segment]
    needs: Sequence[int]
    """Frames that each variant takes in all."""
    shortest: Sequence[Sequence[int]]
    longest: Sequence[Sequence[int]]
    """Frames of a clip, where there is one."""
    shared: int
    """The most frames that are dealt again."""

    def are_kept(self, deal: Deal) -> bool:
        return (
            all(sum(taken.get(variant, 0) for taken in deal) == need for variant, need in enumerate(self.needs))
            and all(
                self.shortest[index][variant] <= frames <= self.longest[index][variant]
                for index, taken in enumerate(deal)
                for variant, frames in taken.items()
            )
            and shared_frames(self.segments, deal) <= self.shared
        )


def shared_frames(segments: Sequence[Segment], deal: Deal) -> int:
    """Frames dealt beyond what the segments hold."""
    return sum(
        max(0, sum(taken.values()) - segment.span.frames) for segment, taken in zip(segments, deal, strict=True)
    )


def worth(segments: Sequence[Segment], deal: Deal) -> float:
    """The value of the segments, times the frames taken of each."""
    return sum(segment.value * sum(taken.values()) for segment, taken in zip(segments, deal, strict=True))


def bound(rules: Rules) -> float:
    """A worth that no deal can beat: the best frames of all, as if clips could be of any length."""
    total, left, shared = 0.0, sum(rules.needs), rules.shared
    for segment, longest in sorted(
        zip(rules.segments, rules.longest, strict=True), key=lambda pair: (-pair[0].value, pair[0].span.start)
    ):
        apart = min(segment.span.frames, sum(longest), left)
        again = min(sum(longest) - apart, left - apart, shared)
        total += segment.value * (apart + again)
        left -= apart + again
        shared -= again
    return total


def better(rules: Rules, given: Deal) -> Deal:
    """The best deal that keeps `rules`, or `given`, which keeps them, where that is good enough or none is found.

    No variant loses much against `given`. Segments far worse than the worst that `given` uses stay unused.
    """
    used = MARGIN * max((index + 1 for index, taken in enumerate(given) if taken), default=0)
    small = min(used, len(given)) * len(rules.needs) <= MOST_CLIPS
    if not small or worth(rules.segments, given) >= GOOD_ENOUGH * bound(rules):
        return given
    inner = Rules(rules.segments[:used], rules.needs, rules.shortest[:used], rules.longest[:used], rules.shared)
    found = _solved(inner, given[:used])
    if found is None or not inner.are_kept(found):
        return given
    if worth(inner.segments, found) <= worth(inner.segments, given[:used]):
        return given
    return [*found, *given[used:]]


def _solved(rules: Rules, given: Deal) -> Deal | None:
    """Columns: frames per segment and variant, then whether there is a clip, then frames shared per segment."""
    pieces, variants = len(rules.segments), len(rules.needs)
    clips = pieces * variants
    values = np.repeat([segment.value for segment in rules.segments], variants)
    order = np.arange(clips) / clips
    longest = np.array(rules.longest, dtype=np.int64).ravel()
    solution = milp(
        np.concatenate([TIE * order - values, np.zeros(clips + pieces)]),
        integrality=np.concatenate([np.ones(2 * clips), np.zeros(pieces)]),
        bounds=Bounds(0, np.concatenate([longest, np.ones(clips), np.full(pieces, rules.shared)])),
        constraints=_constraints(rules, given, values),
        options={"mip_rel_gap": GAP, "node_limit": MOST_NODES},
    )
    if solution.x is None:
        return None
    frames: Frames = np.rint(solution.x[:clips]).astype(np.int64).reshape(pieces, variants)
    return [{variant: int(taken) for variant, taken in enumerate(row) if taken} for row in frames]


def _constraints(rules: Rules, given: Deal, values: NDArray[np.float64]) -> list[LinearConstraint]:
    pieces, variants = len(rules.segments), len(rules.needs)
    clips = pieces * variants
    each, nothing = eye_array(clips), csr_array((clips, pieces))
    per_variant = kron(np.ones((1, pieces)), eye_array(variants))
    per_piece = kron(eye_array(pieces), np.ones((1, variants)))
    no_sharing = csr_array((variants, clips + pieces))
    held = [segment.span.frames for segment in rules.segments]
    limits = [diags_array(np.array(table, dtype=np.float64).ravel()) for table in (rules.longest, rules.shortest)]
    have = np.array([[taken.get(variant, 0) for variant in range(variants)] for taken in given])
    fair = (have * values.reshape(pieces, variants)).sum(axis=0)
    return [
        LinearConstraint(csr_array(hstack([per_variant, no_sharing])), rules.needs, rules.needs),
        LinearConstraint(csr_array(hstack([each, -limits[0], nothing])), -np.inf, 0),
        LinearConstraint(csr_array(hstack([each, -limits[1], nothing])), 0, np.inf),
        LinearConstraint(
            csr_array(hstack([per_piece, csr_array((pieces, clips)), -eye_array(pieces)])), -np.inf, held
        ),
        LinearConstraint(csr_array(hstack([csr_array((1, 2 * clips)), np.ones((1, pieces))])), 0, rules.shared),
        LinearConstraint(
            csr_array(hstack([per_variant @ diags_array(values), no_sharing])), fair - FAIRNESS * abs(fair), np.inf
        ),
    ]
