"""Films for the tests of the editing layer: analyses, scores, and whole plans of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from personalizedTrailer.analysis.mock import simulate
from personalizedTrailer.editing.edges import NOWHERE, Stops
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.scoring import rank_mock
from personalizedTrailer.editing.selection import SelectionResult, select
from personalizedTrailer.editing.timeline import assemble
from personalizedTrailer.model import Analysis, Metrics, Profile, RankedScene, Scene, Span, Timeline

RATES = (Fraction(10), Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(60))


@dataclass(frozen=True)
class Plan:
    """Everything that was chosen for one film."""

    analysis: Analysis
    rate: Fraction
    frames: int
    seconds: int
    result: SelectionResult
    timelines: tuple[Timeline, ...]


def film(borders: Sequence[int], kept_out: Sequence[str | None] = ()) -> Analysis:
    """Scenes between `borders` in frames, the first of them 0."""
    reasons = [*kept_out, *[None] * len(borders)]
    scenes = tuple(
        Scene(index + 1, Span(start, end), ("Joy",), ("Car",), (), (), (start + end) // 2, reasons[index])
        for index, (start, end) in enumerate(pairwise(borders))
    )
    return Analysis("local", False, scenes, ("Joy",), Metrics(None, None, None))


def ranked(scores: Sequence[float]) -> tuple[RankedScene, ...]:
    return tuple(RankedScene(number, score, ()) for number, score in enumerate(scores, start=1))


def planned(
    analysis: Analysis,
    scores: Sequence[RankedScene],
    rate: Fraction,
    frames: int,
    seconds: int,
    profile: Profile = PRESETS[0],
    stops: Stops = NOWHERE,
    material: Material | None = None,
) -> Plan:
    """The plan of a film for trailers of `seconds`."""
    result = select(analysis, scores, profile, rate, frames, seconds, "film", stops, material)
    longest = int(seconds * rate)
    timelines = tuple(
        assemble(selection, rate, frames, longest, analysis.scenes, profile, "film", stops.keyframes, material)
        for selection in result.selections
    )
    return Plan(analysis, rate, frames, seconds, result, timelines)


def mock_plan(
    film_seconds: int,
    seconds: int,
    profile: Profile = PRESETS[0],
    *,
    rate: Fraction = Fraction(25),
    digest: str = "digest",
) -> Plan:
    """The plan of a simulated film."""
    frames = int(film_seconds * rate)
    analysis = simulate(frames, rate, digest, profile)
    scores = rank_mock(analysis, profile, digest, seconds)
    return planned(analysis, scores, rate, frames, seconds, profile)


def keep_out(analysis: Analysis, numbers: set[int], reason: str) -> Analysis:
    """`analysis` with the scenes of these numbers kept out."""
    scenes = tuple(
        replace(scene, kept_out=reason) if scene.number in numbers else scene for scene in analysis.scenes
    )
    return replace(analysis, scenes=scenes)
