"""The best deal under the rules of one: an integer programme, solved by HiGHS within a gap and a node limit.

For each piece and variant a number of frames, and whether there is a clip at all, as a clip has a least length.
Never stopped by the clock, so that every process finds the same deal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, diags_array, eye_array, hstack, kron

from personalizedTrailer.editing.segments import Segment

Deal = list[dict[int, int]]
"""Per segment, the frames that each variant (by its index) takes of it."""

GAP = 1e-3
MOST_NODES = 20
MOST_CLIPS = 1600
"""Pairs of a piece and a variant, beyond which the given deal stands."""
MARGIN = 2
"""Pieces that the solver may use, by those down to the worst that the given deal uses."""
GOOD_ENOUGH = 0.995
"""Of a bound that no deal can beat: what comes so near needs no solver."""
FAIRNESS = 0.1
"""Of what a variant has in the given deal, that it may lose for the good of all."""
TIE = 1e-5
"""What a frame at the end of the order is worth less, so that the solver takes equals in order."""


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
    alone: bool = False
    """Whether no segment is given to two variants."""

    def are_kept(self, deal: Deal) -> bool:
        return (
            all(sum(taken.get(variant, 0) for taken in deal) == need for variant, need in enumerate(self.needs))
            and all(
                self.shortest[index][variant] <= frames <= self.longest[index][variant]
                for index, taken in enumerate(deal)
                for variant, frames in taken.items()
            )
            and shared_frames(self.segments, deal) <= self.shared
            and not (self.alone and any(len(taken) > 1 for taken in deal))
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
    inner = replace(
        rules, segments=rules.segments[:used], shortest=rules.shortest[:used], longest=rules.longest[:used]
    )
    found = _solved(inner, given[:used])
    if found is None or not inner.are_kept(found):
        return given
    if worth(inner.segments, found) <= worth(inner.segments, given[:used]):
        return given
    return [*found, *given[used:]]


def _solved(rules: Rules, given: Deal) -> Deal | None:
    """Columns: frames per segment and variant, then whether there is a clip, then frames shared per segment.

    First which clips there are, and their frames almost; then those in whole frames, none moved by a whole frame.
    With fairness left out, which is no matter of a frame, the second programme always has a solution.
    """
    pieces, variants = len(rules.segments), len(rules.needs)
    clips = pieces * variants
    values = np.repeat([segment.value for segment in rules.segments], variants)
    prices = np.concatenate([TIE * np.arange(clips) / clips - values, np.zeros(clips + pieces)])
    longest = np.array(rules.longest, dtype=np.float64).ravel()
    most = np.concatenate([longest, np.ones(clips), np.full(pieces, rules.shared)])
    constraints = _constraints(rules)
    rough = milp(
        prices,
        integrality=np.repeat([0, 1, 0], [clips, clips, pieces]),
        bounds=Bounds(0, most),
        constraints=[*constraints, _fairness(rules, given, values)],
        options={"mip_rel_gap": GAP, "node_limit": MOST_NODES},
    )
    if rough.x is None:
        return None
    clear = np.round(rough.x, 4)
    is_clip = clear[clips : 2 * clips] > 0.5
    low = np.concatenate([np.floor(clear[:clips]) * is_clip, is_clip, np.zeros(pieces)])
    high = np.concatenate([np.ceil(clear[:clips]) * is_clip, is_clip, most[2 * clips :]])
    whole = milp(prices, integrality=np.ones(len(prices)), bounds=Bounds(low, high), constraints=constraints)
    if whole.x is None:
        return None
    frames = np.rint(whole.x[:clips]).astype(int).reshape(pieces, variants)
    return [{variant: int(taken) for variant, taken in enumerate(row) if taken} for row in frames]


def _fairness(rules: Rules, given: Deal, values: NDArray[np.float64]) -> LinearConstraint:
    """No variant loses more than `FAIRNESS` of what its frames in `given` are worth."""
    pieces, variants = len(given), len(rules.needs)
    have = np.array([[taken.get(variant, 0) for variant in range(variants)] for taken in given])
    worths = (have * values.reshape(pieces, variants)).sum(axis=0)
    table = hstack([_per_variant(rules) @ diags_array(values), csr_array((variants, len(values) + pieces))])
    return LinearConstraint(csr_array(table), worths - FAIRNESS * abs(worths), np.inf)


def _per_variant(rules: Rules) -> coo_array:
    return coo_array(kron(np.ones((1, len(rules.segments))), eye_array(len(rules.needs))))


def _constraints(rules: Rules) -> list[LinearConstraint]:
    """Needs, clip lengths, and what is shared."""
    pieces, variants = len(rules.segments), len(rules.needs)
    clips = pieces * variants
    held = [segment.span.frames for segment in rules.segments]
    of_piece = kron(eye_array(pieces), np.ones((1, variants)))
    shared_of_piece, shared = -eye_array(pieces), np.ones((1, pieces))
    longest, shortest = (
        diags_array(-np.array(table, dtype=np.float64).ravel()) for table in (rules.longest, rules.shortest)
    )
    tables = (
        ([_per_variant(rules), csr_array((variants, clips + pieces))], rules.needs, rules.needs),
        ([eye_array(clips), longest, csr_array((clips, pieces))], -np.inf, 0),
        ([eye_array(clips), shortest, csr_array((clips, pieces))], 0, np.inf),
        ([of_piece, csr_array((pieces, clips)), shared_of_piece], -np.inf, held),
        ([csr_array((1, 2 * clips)), shared], 0, rules.shared),
    )
    every = [LinearConstraint(csr_array(hstack(blocks)), low, high) for blocks, low, high in tables]
    if rules.alone:
        one = hstack([csr_array((pieces, clips)), of_piece, csr_array((pieces, pieces))])
        every.append(LinearConstraint(csr_array(one), 0, 1))
    return every
