"""`script/bench selection_milp`: the dealing of scenes to trailers against an integer programme of its own.

Both deal the same pieces of scenes by the same rules: as many frames per trailer and third, clips no shorter and no
longer, as little sharing. The programme knows nothing else, and maximises worth × frames (HiGHS, gap 1e-3). Worth is
the scene's score, less a trifle for each further piece of the scene, and much for a piece too short to be seen.
Printed is the worst of several films: the worth of the first deal, made in turn, and of the final one, both of the
programme's. --quick: one film of each kind instead of six.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unittest.mock import patch

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from bench.common import output
from bench.selection import FILMS, RATE, SEEDS
from personalizedTrailer.analysis.mock import simulate
from personalizedTrailer.editing import assign, scenewise, selection
from personalizedTrailer.editing.chance import seeded
from personalizedTrailer.editing.exact import Deal, Rules, worth
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_mock
from personalizedTrailer.editing.segments import Segment
from personalizedTrailer.model import Analysis, RankedScene, Span

UNEVEN = ((24, 15, 12), (90, 30, 45), (180, 30, 25), (360, 60, 25), (720, 90, 400))
"""Seconds of the film and of the trailer, and scenes, which are cut and scored by chance."""
GAP = 1e-3
MOST_NODES = 1000
OPEN = np.inf


@dataclass(frozen=True)
class Third:
    """What was dealt of one third."""

    rules: Rules
    in_turn: Deal
    final: Deal
    seconds: float


@dataclass(frozen=True)
class Compared:
    """Worths of the integer programme's, and processor seconds of both."""

    in_turn: float
    final: float
    seconds: float
    seconds_milp: float


def best_worth(rules: Rules) -> float:
    """The best worth of any deal by the rules, as far as the solver finds it.

    Columns: frames x and clips y per piece and trailer, then frames shared per piece.
    """
    pieces, trailers = len(rules.segments), len(rules.needs)
    clips = pieces * trailers
    entries: list[tuple[int, int, float]] = []
    limits: list[tuple[float, float]] = []

    def require(least: float, most: float, terms: Sequence[tuple[int, float]]) -> None:
        entries.extend((len(limits), column, factor) for column, factor in terms)
        limits.append((least, most))

    for trailer, need in enumerate(rules.needs):
        require(need, need, [(column, 1) for column in range(trailer, clips, trailers)])
    for index, piece in enumerate(rules.segments):
        own = range(index * trailers, (index + 1) * trailers)
        require(-OPEN, piece.span.frames, [(2 * clips + index, -1), *((column, 1) for column in own)])
        for column, shortest, longest in zip(own, rules.shortest[index], rules.longest[index], strict=True):
            require(0, OPEN, [(column, 1), (clips + column, -shortest)])
            require(-OPEN, 0, [(column, 1), (clips + column, -longest)])
    require(0, rules.shared, [(2 * clips + index, 1) for index in range(pieces)])
    rows, columns, factors = zip(*entries, strict=True)
    table = csr_array(coo_array((factors, (rows, columns)), shape=(len(limits), 2 * clips + pieces)))
    worths = np.repeat([piece.value for piece in rules.segments], trailers)
    solution = milp(
        np.concatenate([-worths, np.zeros(clips + pieces)]),
        integrality=np.repeat([0, 1, 0], [clips, clips, pieces]),
        bounds=Bounds(0, np.repeat([OPEN, 1, OPEN], [clips, clips, pieces])),
        constraints=LinearConstraint(table, *np.transpose(limits)),
        options={"mip_rel_gap": GAP, "node_limit": MOST_NODES},
    )
    return -float(solution.fun)


def compared(
    analysis: Analysis, ranked: Sequence[RankedScene], frames: int, target: int, seed: int
) -> tuple[Compared, Compared]:
    """The primary, and the variants."""
    thirds: list[Third] = []

    def recorded(
        segments: Sequence[Segment], needs: Sequence[int], wants: Sequence[Sequence[int]], least: Sequence[int]
    ) -> Deal:
        began = time.process_time()
        dealt = assign.deal(segments, needs, wants, least)
        seconds = time.process_time() - began
        in_turn, rules = assign.deal_in_turn(segments, needs, wants, least)
        thirds.append(Third(rules, in_turn, dealt, seconds))
        return dealt

    with patch.object(scenewise, "deal", recorded):
        selection.select(analysis, ranked, PRESETS[seed % 4], RATE, frames, target, str(seed))

    def of_kind(trailers: int) -> Compared:
        dealt = [third for third in thirds if len(third.rules.needs) == trailers][-3:]
        began = time.process_time()
        best = sum(best_worth(third.rules) for third in dealt)
        seconds_milp = time.process_time() - began
        in_turn = sum(worth(third.rules.segments, third.in_turn) for third in dealt)
        final = sum(worth(third.rules.segments, third.final) for third in dealt)
        return Compared(in_turn / best, final / best, sum(third.seconds for third in dealt), seconds_milp)

    return of_kind(1), of_kind(4)


def simulated(seconds: int, target: int, seed: int) -> tuple[Compared, Compared]:
    frames, profile = int(seconds * RATE), PRESETS[seed % 4]
    analysis = simulate(frames, RATE, f"{seed:064x}", profile)
    return compared(analysis, rank_mock(analysis, profile, f"{seed:064x}", target), frames, target, seed)


def uneven(seconds: int, target: int, scenes: int, seed: int) -> tuple[Compared, Compared]:
    rng = seeded("bench", seconds, scenes, seed)
    frames = int(seconds * RATE)
    borders = [0, *sorted(rng.sample(range(1, frames), scenes - 1)), frames]
    any_film = simulate(frames, RATE, f"{seed:064x}", PRESETS[0])
    cut = tuple(
        replace(
            any_film.scenes[0], number=number, span=Span(start, end), key_frame=(start + end) // 2, kept_out=None
        )
        for number, (start, end) in enumerate(pairwise(borders), start=1)
    )
    ranked = tuple(RankedScene(scene.number, round(rng.random(), 3), ()) for scene in cut)
    return compared(replace(any_film, scenes=cut), ranked, frames, target, seed)


def cells(films: Sequence[tuple[Compared, Compared]]) -> list[float]:
    """The worst of several films, for the primary and for the variants."""
    found = []
    for kind in zip(*films, strict=True):
        found += [min(one.in_turn for one in kind), min(one.final for one in kind)]
        found += [max(one.seconds for one in kind), max(one.seconds_milp for one in kind)]
    return found


def main(arguments: Sequence[str]) -> int:
    told = output.options("selection_milp", __doc__).parse_args(arguments)
    seeds = range(1 if told.quick else SEEDS)
    heads = ("{} in turn, of the programme's worth", "{} final", "{}, CPU s", "{}, the programme's CPU s")
    names = [head.format(kind) for kind in ("primary", "variants") for head in heads]
    table = output.Table(
        ("film s / trailer s", *names), ("{}", *("{:.3f}", "{:.3f}", "{:.2f}", "{:.2f}") * 2), told.json
    )
    for seconds, target in FILMS:
        table.add(f"{seconds} / {target}", *cells([simulated(seconds, target, seed) for seed in seeds]))
    for seconds, target, scenes in UNEVEN:
        films = [uneven(seconds, target, scenes, seed) for seed in seeds]
        table.add(f"{seconds} / {target}, {scenes} uneven scenes", *cells(films))
    table.close()
    return 0
