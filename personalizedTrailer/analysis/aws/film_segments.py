"""Has Rekognition look at the whole film in the bucket, where the settings want that and it can be paid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from personalizedTrailer.analysis.aws.cues import cues, kept_out, shot_starts, without
from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.local.understanding import Understood
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.operations import START_SEGMENTS
from personalizedTrailer.cloud.prices import cost
from personalizedTrailer.cloud.segments import Segment, SegmentKind, cost_units, segments
from personalizedTrailer.errors import AwsFault
from personalizedTrailer.model import MediaInfo, Warning

_KINDS: dict[str, tuple[SegmentKind, ...]] = {"credits": ("TECHNICAL_CUE",), "all": ("TECHNICAL_CUE", "SHOT")}
_PART = 0.5
"""Of the budget at most: the frames matter more."""


def with_segments(aws: Aws, film: Path, media: MediaInfo, context: Context, found: Understood) -> Understood:
    """What was found here, and what Rekognition keeps out besides; where it fails there is a warning.

    Raises AwsFault where AWS_FALLBACK=fail, or Cancelled.
    """
    kinds = _KINDS.get(aws.settings.rekognition_segments)
    if kinds is None:
        return found
    if (why := _hindrance(aws, media, context, kinds)) is not None:
        return _warned(found, why)
    assert context.to_bucket is not None  # noqa: S101  else there was a hindrance
    try:
        seen = segments(aws, context.to_bucket(), float(media.seconds), kinds)
    except AwsFault as fault:
        if aws.settings.aws_fallback == "fail":
            raise
        return _warned(found, fault.sentence)
    return _applied(found, seen, media)


def _applied(found: Understood, seen: tuple[Segment, ...], media: MediaInfo) -> Understood:
    out = cues(seen, media.rate)
    scenes = kept_out(found.analysis.scenes, out)
    material = without(found.material, out, shot_starts(seen, media.rate))
    return replace(found, analysis=replace(found.analysis, scenes=scenes), material=material)


def _hindrance(aws: Aws, media: MediaInfo, context: Context, kinds: tuple[SegmentKind, ...]) -> str | None:
    """One sentence on why it is not asked."""
    if context.to_bucket is None:
        return "REKOGNITION_SEGMENTS needs a bucket: AWS_S3_BUCKET is not set."
    if media.video.codec != "h264" or media.container not in ("mp4", "mov"):
        have = f"{media.video.codec} in {media.container}"
        return f"Amazon Rekognition takes whole films as H.264 in MP4 or QuickTime, not {have}."
    usd = cost(START_SEGMENTS.price, cost_units(float(media.seconds), kinds))
    if usd > _PART * aws.budget.left:
        return f"Segments of the whole film would cost {usd:.2f} US dollars: AWS_MAX_COST_USD is too little."
    return None


def _warned(found: Understood, why: str) -> Understood:
    warning = Warning("segments_missing", why)
    return replace(found, analysis=replace(found.analysis, warnings=(*found.analysis.warnings, warning)))
