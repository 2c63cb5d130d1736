"""AWS's analysis: shots, scenes and signals of this machine, and what Rekognition sees in frames chosen by them.

Where AWS fails the local analysis stands, and where that fails, too, the simulation; the job says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from personalizedTrailer.analysis.aws.film_segments import with_segments
from personalizedTrailer.analysis.aws.looking import Sight, Sights, Viewer
from personalizedTrailer.analysis.aws.sampling import close_looks, first_looks
from personalizedTrailer.analysis.aws.scenes import enriched, enriched_moments, metrics
from personalizedTrailer.analysis.aws.thrift import FIRST_PART, PER_FRAME, SHARE, affordable, interval
from personalizedTrailer.analysis.base import Analysed, Context
from personalizedTrailer.analysis.local.analyser import look
from personalizedTrailer.analysis.local.looked import part_of
from personalizedTrailer.analysis.local.understanding import Understood, dominant, understand
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.prices import PRICES
from personalizedTrailer.cloud.usage import report
from personalizedTrailer.editing.candidates import candidates
from personalizedTrailer.editing.scoring import rank_by_taste
from personalizedTrailer.errors import AwsFault, OurFault
from personalizedTrailer.model import Analysis, MediaInfo, Provider, Warning

log = logging.getLogger(__name__)

LOOKED_LOCALLY = 0.5
"""How far the work is when this machine has looked at the film."""
_FIRST = 0.7
"""And when Rekognition has seen every scene."""
_INVENTED = Warning("simulated_analysis", "The analysis is a simulation: scenes, emotions and labels are invented.")
_LOCAL_FAILED = "This machine could not look at the film, so there were no scenes to show to Amazon Rekognition."


def analyse(film: Path, media: MediaInfo, context: Context, simulate: Callable[[], Analysed]) -> Analysed:
    """Raises AwsFault with AWS_FALLBACK=fail, CorruptFootage or Cancelled."""
    aws = context.aws
    if aws is None or context.stills is None:
        raise ValueError("aws mode needs AWS and pictures of the film")
    try:
        local = replace(context, report=part_of(context.report, 0.0, LOOKED_LOCALLY))
        found = understand(look(film, media, local))
    except OurFault as fault:
        if aws.settings.aws_fallback == "fail":
            raise
        log.warning("This machine could not look at the film: %s", fault)
        aws.fall_back(AwsFault(_LOCAL_FAILED, provider="rekognition", kind="refused", aws_code="NoScenes"))
        return _simulated(aws, simulate)
    if not aws.settings.aws_rekognition_enabled:
        provider = report("local", "off", aws.usage("rekognition"), reason="AWS_REKOGNITION_ENABLED is off.")
        return Analysed(found.analysis, found.material, provider)

    def see() -> Analysed:
        return _Rekognition(aws, media, context, with_segments(aws, film, media, context, found)).see()

    seen = aws.attempt("rekognition", see)
    if seen is not None:
        return seen
    if aws.settings.aws_fallback == "mock":
        return _simulated(aws, simulate)
    return Analysed(found.analysis, found.material, aws.report("rekognition", "local"))


def _simulated(aws: Aws, simulate: Callable[[], Analysed]) -> Analysed:
    made = simulate()
    analysis = replace(made.analysis, warnings=(*made.analysis.warnings, _INVENTED))
    return Analysed(analysis, made.material, aws.report("rekognition", "mock"))


@dataclass(frozen=True, slots=True)
class _Rekognition:
    """Both looks at one film."""

    aws: Aws
    media: MediaInfo
    context: Context
    found: Understood

    def see(self) -> Analysed:
        """Raises AwsFault or Cancelled."""
        price = PRICES["rekognition.image"].usd
        most = affordable(SHARE * self.aws.budget.left, price)
        first = self._first(int(FIRST_PART * most))
        if not first.seen and first.unpaid:
            sentence = "AWS_MAX_COST_USD is too little for Amazon Rekognition to be shown any scene."
            raise AwsFault(sentence, provider="rekognition", kind="budget", aws_code="BudgetSpent")
        close = self._closely((most - len(first.seen)) // PER_FRAME, first)
        return self._analysed(first, close)

    def _first(self, most: int) -> Sights:
        analysis = self.found.analysis
        ranked = rank_by_taste(analysis, self.context.profile)
        clear, keyframes = self.found.material.clear, self.context.keyframes
        wanted = first_looks(analysis.scenes, ranked, clear, keyframes, len(analysis.scenes))
        return _cut(self._viewer(LOOKED_LOCALLY, _FIRST).first(wanted[:most]), len(wanted) - most)

    def _closely(self, most: int, first: Sights) -> Sights:
        media, context = self.media, self.context
        scenes = enriched(self.found.analysis.scenes, first.seen, context.profile)
        ranked = rank_by_taste(replace(self.found.analysis, scenes=scenes), context.profile)
        chosen = candidates(scenes, ranked, media.frames, context.seconds * media.rate)
        best = {item.scene: place for place, item in enumerate(ranked)}
        ordered = sorted(chosen, key=lambda scene: best[scene.number])
        apart = interval(float(media.seconds), context.settings.frame_interval)
        wanted = close_looks(ordered, self.found.material, media.rate, apart, media.frames)
        return _cut(self._viewer(_FIRST, 1.0).closely(wanted[:most], first.seen), len(wanted) - most)

    def _viewer(self, start: float, end: float) -> Viewer:
        assert self.context.stills is not None  # noqa: S101  `analyse` has looked
        return Viewer(self.aws, self.context.stills, part_of(self.context.report, start, end))

    def _analysed(self, first: Sights, close: Sights) -> Analysed:
        sights = (*first.seen, *close.seen)
        local, profile = self.found.analysis, self.context.profile
        scenes = enriched(local.scenes, _once(sights), profile)
        moments = enriched_moments(self.found.material.moments, _once(sights), profile)
        analysis = replace(
            local,
            analyser="aws",
            scenes=scenes,
            dominant_emotions=dominant(scenes),
            metrics=metrics(scenes, sights, local.metrics.detected_people),
            warnings=(*local.warnings, *_warnings(first, close)),
        )
        material = replace(self.found.material, moments=moments)
        return Analysed(analysis, material, self._told(analysis, first, close))

    def _told(self, analysis: Analysis, first: Sights, close: Sights) -> Provider:
        seconds = float(self.media.seconds)
        return self.aws.report(
            "rekognition",
            "aws",
            scenesSeen=len(first.seen),
            scenesSeenClosely=len({sight.look.scene for sight in close.seen}),
            framesSeen=len(_once((*first.seen, *close.seen))),
            framesMissed=first.missed + close.missed,
            framesNotPaid=first.unpaid + close.unpaid,
            frameIntervalSeconds=round(interval(seconds, self.context.settings.frame_interval), 1),
            named=sum(person.name != "Person" for scene in analysis.scenes for person in scene.characters),
        )


def _cut(sights: Sights, more: int) -> Sights:
    """With the frames that were not asked for, as they would have cost too much."""
    return replace(sights, unpaid=sights.unpaid + max(0, more))


def _once(sights: tuple[Sight, ...]) -> tuple[Sight, ...]:
    """Each frame once, by the last look at it, which was the closest."""
    return tuple({sight.look.frame: sight for sight in sights}.values())


def _warnings(first: Sights, close: Sights) -> list[Warning]:
    found = []
    if unpaid := first.unpaid + close.unpaid:
        sentence = f"AWS_MAX_COST_USD left {unpaid} frames unseen that Amazon Rekognition would have been shown."
        found.append(Warning("aws_budget", sentence))
    if missed := first.missed + close.missed:
        found.append(Warning("aws_frames_missed", f"Amazon Rekognition could not be shown {missed} frames."))
    if close.unnamed is not None:
        found.append(Warning("celebrities_missing", close.unnamed.sentence))
    return found
