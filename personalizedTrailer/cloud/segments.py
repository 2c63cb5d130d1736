"""Amazon Rekognition on a whole film in the bucket: where shots begin, and what is credits, black or logos."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from personalizedTrailer.cloud.calls import Answer, Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import GET_SEGMENTS, START_SEGMENTS

SegmentKind = Literal["SHOT", "TECHNICAL_CUE"]
"""As the service model has them: the developer guide's example writes the second one wrong."""
LEAST_CONFIDENCE = 80.0
"""50 to 100."""
_LEAST_PATIENCE_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Segment:
    kind: SegmentKind
    cue: str | None
    """Of a technical cue: EndCredits, OpeningCredits, BlackFrames, ColorBars, Slate, StudioLogo, Content."""
    start_ms: int
    end_ms: int
    confidence: float
    """0 to 1."""


def cost_units(seconds: float, kinds: tuple[SegmentKind, ...]) -> float:
    """Of the price `rekognition.segments`."""
    return seconds / 60 * len(kinds)


def segments(aws: Aws, key: str, seconds: float, kinds: tuple[SegmentKind, ...]) -> tuple[Segment, ...]:
    """In order of time. The film, H.264 in MP4 or QuickTime, lies under `key`; asked again, it is not begun again.

    Raises AwsFault or Cancelled.
    """
    asked: dict[str, Any] = {
        "Video": {"S3Object": {"Bucket": aws.settings.bucket, "Name": key}},
        "SegmentTypes": list(kinds),
        "ClientRequestToken": hashlib.sha256("\0".join([key, *kinds]).encode()).hexdigest(),
        "Filters": {
            **({"ShotFilter": {"MinSegmentConfidence": LEAST_CONFIDENCE}} if "SHOT" in kinds else {}),
            **(
                {"TechnicalCueFilter": {"MinSegmentConfidence": LEAST_CONFIDENCE}}
                if "TECHNICAL_CUE" in kinds
                else {}
            ),
        },
    }
    job = aws.call(START_SEGMENTS, asked, cost_units(seconds, kinds)).get("JobId")
    if not job:
        raise wrong_answer(START_SEGMENTS, "without a job")
    params = {"JobId": job}
    aws.wait(GET_SEGMENTS, lambda: _ended(aws, params), max(_LEAST_PATIENCE_SECONDS, seconds))
    found = [_segment(one) for page in aws.pages(GET_SEGMENTS, params) for one in page.get("Segments", ())]
    return tuple(sorted(found, key=lambda one: one.start_ms))


def _ended(aws: Aws, params: dict[str, str]) -> Answer | None:
    answer = aws.call(GET_SEGMENTS, {**params, "MaxResults": 1})
    status = answer.get("JobStatus")
    if status == "IN_PROGRESS":
        return None
    if status != "SUCCEEDED":
        raise wrong_answer(GET_SEGMENTS, "that the job failed" if status == "FAILED" else "without a status")
    return answer


def _segment(given: dict[str, Any]) -> Segment:
    try:
        kind, start, end = given["Type"], int(given["StartTimestampMillis"]), int(given["EndTimestampMillis"])
    except KeyError as missing:
        raise wrong_answer(GET_SEGMENTS, f"with a segment without {missing.args[0]}") from None
    told = given.get("TechnicalCueSegment" if kind == "TECHNICAL_CUE" else "ShotSegment") or {}
    return Segment(kind, told.get("Type"), start, end, min(1.0, float(told.get("Confidence", 0.0)) / 100))
