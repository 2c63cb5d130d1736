"""From runs to results, by name; pure. What was not measured is None, and its reason stands beside it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.common.measure import ratio
from bench.rendering import sides
from bench.rendering.limit import Limit
from bench.rendering.rounds import Runs
from bench.rendering.sides import GuideRun, OurRun

MB = 1_000_000
NO_STRATEGY = f"this version has no setting {sides.STRATEGY}"
NO_MOVIEPY = "MoviePy is not installed; script/bench does that"
NO_CHECKS = "the functions that verify are not where the benchmark looks for them"


@dataclass(frozen=True, slots=True)
class Results:
    """Figures by name, and why those that are None are."""

    figures: dict[str, object] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: float | None, otherwise: str) -> None:
        """Keeps a figure; where it is None, keeps the reason."""
        self.figures[name] = value
        if value is None:
            self.reasons[name] = otherwise


def summarise(runs: Runs, least: Limit, copied_share: float | None, large: OurRun | None) -> Results:
    """All figures of costs, times and memory."""
    results = Results()
    _against_others(results, runs, copied_share)
    _against_limit(results, runs, least)
    own = runs.default
    results.figures.update(
        {
            "first_trailer_share": statistics.median(run.first_share for run in own),
            "first_trailer_share_cpu": statistics.median(run.first_share_cpu for run in own),
            "peak_rss_mb": max(run.peak for run in own) / MB,
        }
    )
    results.put("peak_rss_mb_4k", large.peak / MB if large else None, "only in the full run")
    results.figures["cpu_seconds"] = _seconds(runs, least)
    profiled = {"encode": runs.encode, "auto": runs.auto}
    results.figures["cpu_seconds_by_work"] = {
        side: by_work(of_side[-1]) for side, of_side in profiled.items() if of_side
    }
    return results


def _against_others(results: Results, runs: Runs, copied_share: float | None) -> None:
    results.figures.update(
        {
            "cpu_ratio_vs_guide_encode": ratio(cpu(runs.encode), cpu(runs.guide)),
            "distinct_share": runs.planned.distinct / runs.planned.frames,
            "guide_frames_to_planned": runs.guide[0].frames / runs.planned.frames,
        }
    )
    own, native = cpu(runs.auto), cpu(runs.auto_top)
    results.put("cpu_ratio_vs_guide", ratio(own, cpu(runs.guide_auto)) if own else None, NO_STRATEGY)
    results.put("copied_share", copied_share, NO_STRATEGY)
    tops = [run.cpu_top for run in runs.guide_auto]
    results.put("cpu_ratio_vs_guide_native", ratio(native, tops) if native else None, NO_STRATEGY)
    compared = {
        "cpu_ratio_vs_moviepy": native or cpu(runs.encode_top),
        "cpu_ratio_vs_moviepy_encode": cpu(runs.encode_top),
    }
    for name, spent in compared.items():
        results.put(name, ratio(spent, runs.moviepy) if runs.moviepy else None, NO_MOVIEPY)


def _against_limit(results: Results, runs: Runs, least: Limit) -> None:
    spent, checked = statistics.median(cpu(runs.encode)), verification(runs.encode)
    without = (spent - checked) / least.cpu if checked is not None else None
    results.figures["overhead_vs_limit"] = spent / least.cpu
    results.put("overhead_vs_limit_without_verification", without, NO_CHECKS)


def _seconds(runs: Runs, least: Limit) -> dict[str, float]:
    """Medians of processor seconds."""
    sides_of: dict[str, list[float]] = {
        "the guide's way": cpu(runs.guide),
        "the guide's way, top": [run.cpu_top for run in runs.guide],
        "the guide's way, cuts of auto": cpu(runs.guide_auto),
        "ours, encode": cpu(runs.encode),
        "ours, auto": cpu(runs.auto),
        "ours, encode, top": cpu(runs.encode_top),
        "ours, auto, top": cpu(runs.auto_top),
        "MoviePy, top": runs.moviepy,
    }
    found = {side: statistics.median(spent) for side, spent in sides_of.items() if spent}
    if (checked := verification(runs.encode)) is not None:
        found["verification, of ours, encode"] = checked
    return {**found, "limit: decoding": least.decode, "limit: encoding": least.encode}


def by_work(run: OurRun) -> dict[str, float]:
    """Processor seconds of one run by what they were for, the most first; with children, how many there were."""
    found = {f"{kind} ({run.starts[kind]})" if kind in run.starts else kind: cpu for kind, cpu in run.spent.items()}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def verification(runs: Sequence[OurRun]) -> float | None:
    """Processor seconds, the median."""
    known = [run.verification_cpu for run in runs if run.verification_cpu is not None]
    return statistics.median(known) if known else None


def cpu(runs: Sequence[OurRun] | Sequence[GuideRun]) -> list[float]:
    """Processor seconds of each run."""
    return [run.cpu for run in runs]
