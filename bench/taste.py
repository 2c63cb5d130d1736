"""`script/bench taste`: how much better than by chance trailers match the viewer that they are made for.

Films: one put together from real clips whose moments were labelled by hand (bench/tasting/README.md), and the demo
film, whose shots have moods and labels by construction. For each profile the real pipeline selects a primary trailer a
tenth as long as the film. `lift` is the share of its frames that truly match the profile, over the same for clips of
the same lengths anywhere in the usable film, as the mean of many draws. `separation` is what the primaries of two
profiles have in common, of a trailer's length, as the mean over the six pairs. A trailer has some six clips, so one
film says little: the real clips are put together in several orders, and the figures are means over those. `--quick`
makes fewer draws of one order and leaves the demo film out. `--mode` says how the films are analysed: with `mock` both
are as by chance.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import chain
from statistics import fmean

from bench.common import films, output
from bench.common.measure import BenchError
from bench.common.output import Table, progress
from bench.tasting import chance
from bench.tasting.chance import Lift
from bench.tasting.chosen import Chosen, choose
from bench.tasting.compose import composed
from bench.tasting.labels import PROFILES
from bench.tasting.truth import SHARES, Truth, of_demo
from personalizedTrailer.analysis import registry
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings import load

DRAWS, QUICK_DRAWS = 4000, 500
ORDERS, QUICK_ORDERS = 12, 1
HEADS = (
    *("film", "profile", "T s", "film matches", "usable film matches", "trailer matches", "by chance"),
    *("lift", "nine draws in ten", "draws as good", "most possible", "picks, s"),
)
FORMATS = ("{}", "{}", "{}", *("{:.3f}",) * 4, "{:.2f}", "{}", "{:.4f}", "{:.2f}", "{}")

Primaries = Mapping[str, Chosen]
"""What was chosen, by profile."""


def truths(quick: bool) -> dict[str, list[Truth]]:
    """The films of each kind, made first where they are missing; raises BenchError where moments are few or many."""
    orders = QUICK_ORDERS if quick else ORDERS
    made = {"composed": composed(films.footage(), ffmpeg.find(load(environ=os.environ)).path, orders)}
    if not quick:
        made["demo"] = [of_demo(films.demo())]
    for truth in chain(*made.values()):
        for profile in PROFILES:
            if not SHARES[0] <= truth.share(profile) <= SHARES[1]:
                raise BenchError(f"{profile}: {truth.share(profile):.0%} of the film {truth.name} match.")
    return made


def primaries(truth: Truth, mode: str) -> Primaries:
    """What the pipeline chooses of a film for each profile."""
    progress(f"Choosing from the film {truth.name} …")
    return {profile: choose(truth, profile, mode) for profile in PROFILES}


def lift(truth: Truth, chosen: Primaries, draws: int) -> dict[str, Lift]:
    """By profile, how the primary compares with `draws` selections by chance."""
    return {
        profile: chance.compare(one.picks, one.usable, truth.mask(profile), draws, f"{truth.name}:{profile}")
        for profile, one in chosen.items()
    }


def separation(truth: Truth, chosen: Primaries) -> float:
    """What two profiles' primaries share, of T, as the mean over all pairs."""
    picks = {profile: one.picks for profile, one in chosen.items()}
    return chance.overlap(picks, truth.frames, int(truth.target * truth.rate))


def measure(mode: str, quick: bool, table: Table) -> dict[str, object]:
    """Fills the table and gives the figures: `lift` by film and profile, the least of them, `separation` by film."""
    lifts: dict[str, dict[str, float]] = {}
    apart: dict[str, float] = {}
    for kind, films_of_it in truths(quick).items():
        found: list[dict[str, Lift]] = []
        shared: list[float] = []
        for truth in films_of_it:
            chosen = primaries(truth, mode)
            found.append(lift(truth, chosen, QUICK_DRAWS if quick else DRAWS))
            shared.append(separation(truth, chosen))
            for profile, one in found[-1].items():
                table.add(*_row(truth, profile, chosen[profile], one))
        lifts[kind] = {profile: fmean(by_profile[profile].lift for by_profile in found) for profile in PROFILES}
        apart[kind] = fmean(shared)
    least = min(value for by_profile in lifts.values() for value in by_profile.values())
    return {"lift": lifts, "least_lift": least, "separation": apart}


def _row(truth: Truth, profile: str, chosen: Chosen, found: Lift) -> list[output.Cell]:
    matching = truth.mask(profile)
    usable = sum(int(matching[span.start : span.end].sum()) for span in chosen.usable)
    best = chance.most(truth.matching[profile], truth.frames, sum(pick.frames for pick in chosen.picks))
    low, high = found.spread
    picks = " ".join(
        f"{float(pick.start / truth.rate):.1f}–{float(pick.end / truth.rate):.1f}"
        f"{_mark(float(matching[pick.start : pick.end].mean()))}"
        for pick in chosen.picks
    )
    return [
        *(truth.name, profile, truth.target, truth.share(profile)),
        usable / sum(span.frames for span in chosen.usable),
        *(found.share, found.by_chance, found.lift, f"{low:.2f}–{high:.2f}", found.luck),
        *(best / found.by_chance, picks),
    ]


def _mark(share: float) -> str:
    """`+` for a pick that matches mostly, `~` in part, nothing where it does not."""
    return "+" if share > 1 / 2 else "~" if share else ""


def main(arguments: Sequence[str]) -> int:
    parser = output.options("taste", __doc__)
    modes = registry.modes(load(environ=os.environ))
    preferred = "local" if "local" in modes else modes[0]
    parser.add_argument("--mode", choices=modes, default=preferred, help="default: %(default)s")
    told = parser.parse_args(arguments)
    table = Table(HEADS, FORMATS, told.json)
    table.close(mode=told.mode, **measure(told.mode, told.quick, table))
    return 0
