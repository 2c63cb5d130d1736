"""Scores of the profile, blended with what Personalize knows of the viewer and a model of SageMaker's of the scenes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from fractions import Fraction

from personalizedTrailer.analysis.aws.archetypes import archetype
from personalizedTrailer.cloud import personalize, sagemaker
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.providers import enabled, lacking
from personalizedTrailer.cloud.usage import report
from personalizedTrailer.editing.blending import blended, standing
from personalizedTrailer.model import Analysis, JobRequest, Provider, RankedScene, Scene

RANKED_PART = 0.5
"""Of a score, what Personalize's ranking counts."""
_NO_USER = "user_id was not given: scenes are ranked by the profile."

Scores = tuple[RankedScene, ...]
Opinion = dict[int, float]


def rerank(
    ranked: Scores, analysis: Analysis, request: JobRequest, rate: Fraction, aws: Aws
) -> tuple[Scores, dict[str, Provider]]:
    """Best first, and what each opinion ran on. Raises AwsFault where AWS_FALLBACK=fail, or Cancelled."""
    by_profile = analysis.analyser if analysis.simulated else "local"
    told: dict[str, Provider] = {}
    off = "AWS_{}_ENABLED is off."
    if not enabled(aws.settings)["personalize"]:
        told["personalize"] = report(by_profile, "off", aws.usage("personalize"), reason=off.format("PERSONALIZE"))
    elif (why := lacking("personalize", aws.settings) or (None if request.user_id else _NO_USER)) is not None:
        told["personalize"] = report(by_profile, "aws", aws.usage("personalize"), reason=why)
    else:
        user = request.user_id or ""
        wishes = aws.attempt("personalize", lambda: _wishes(aws, user, analysis.scenes))
        if wishes is None:
            told["personalize"] = aws.report("personalize", by_profile)
        else:
            opinion, number = wishes
            ranked = blended(ranked, opinion, "personalize_rank", RANKED_PART)
            told["personalize"] = aws.report("personalize", "aws", recommendationId=number)
    if enabled(aws.settings)["sagemaker"]:
        why = lacking("sagemaker", aws.settings)
        scored = None if why else aws.attempt("sagemaker", _model(aws, analysis.scenes, rate))
        weight = aws.settings.sagemaker_weight
        ranked = blended(ranked, scored, "engagement", weight) if scored else ranked
        mode = "aws" if scored else "none"
        told["sagemaker"] = aws.report("sagemaker", mode, weight=weight, **({"reason": why} if why else {}))
    return ranked, told


def _wishes(aws: Aws, user: str, scenes: Sequence[Scene]) -> tuple[Opinion, str | None]:
    """By scene, where the kind of scene that it is stands among those of the film; and what the ranking is called."""
    kinds = {scene.number: archetype(scene) for scene in scenes}
    ranking = personalize.rank(aws, user, sorted(set(kinds.values())))
    places = standing(ranking.items)
    return {number: places[kind] for number, kind in kinds.items()}, ranking.recommendation_id


def _model(aws: Aws, scenes: Sequence[Scene], rate: Fraction) -> Callable[[], Opinion]:
    def ask() -> Opinion:
        found = sagemaker.scores(aws, [_instance(scene, rate) for scene in scenes])
        return dict(zip((scene.number for scene in scenes), found, strict=True))

    return ask


def _instance(scene: Scene, rate: Fraction) -> dict[str, object]:
    return {
        "sceneId": scene.scene_id,
        "seconds": round(float(scene.span.frames / rate), 3),
        "labels": list(scene.labels),
        "emotions": list(scene.emotions),
        "signals": asdict(scene.signals) if scene.signals else {},
    }
