"""The order of the runs: every side once a round, in turn, so that a busy machine burdens all alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.common.output import progress
from bench.rendering import sides
from bench.rendering.plan import Plan
from bench.rendering.sides import Bench, GuideRun, OurRun


@dataclass(slots=True)
class Runs:
    """All runs of one film, by side; `auto` and what belongs to it stay empty where this version cannot copy."""

    planned: Plan
    """What is made where everything is encoded."""
    planned_auto: Plan | None
    """The same where frames are copied: whoever plans for that may cut elsewhere."""
    guide: list[GuideRun] = field(default_factory=list)
    guide_auto: list[GuideRun] = field(default_factory=list)
    """With the cuts of `planned_auto`."""
    encode: list[OurRun] = field(default_factory=list)
    auto: list[OurRun] = field(default_factory=list)
    encode_top: list[OurRun] = field(default_factory=list)
    """The top rendition alone."""
    auto_top: list[OurRun] = field(default_factory=list)
    moviepy: list[float] = field(default_factory=list)
    """Processor seconds, the top rendition alone."""

    @property
    def default(self) -> list[OurRun]:
        """Those that render as users get it."""
        return self.auto or self.encode


def run(bench: Bench, rounds: int, rounds_of_tops: int) -> Runs:
    """Runs all sides; those with the top rendition alone in the first rounds only."""
    runs = Runs(bench.plan("encode"), bench.plan("auto") if sides.has_strategy() else None)
    for number in range(rounds):
        progress(f"Round {number + 1} of {rounds}: all renditions …")
        runs.guide.append(bench.guide(runs.planned))
        runs.encode.append(bench.ours("encode"))
        if runs.planned_auto:
            same = runs.planned_auto == runs.planned
            runs.guide_auto.append(runs.guide[-1] if same else bench.guide(runs.planned_auto))
            runs.auto.append(bench.ours("auto"))
        if number < rounds_of_tops:
            progress(f"Round {number + 1} of {rounds}: top renditions …")
            _tops(bench, runs)
    return runs


def _tops(bench: Bench, runs: Runs) -> None:
    if runs.planned_auto:
        runs.auto_top.append(bench.ours("auto", top_only=True))
    if sides.has_moviepy():
        runs.moviepy.append(bench.moviepy(runs.planned_auto or runs.planned))
        runs.encode_top.append(bench.ours("encode", top_only=True))
