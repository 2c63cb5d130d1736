"""What a job will ask of AWS and about what that costs, told before it runs: by the film's length, as nothing was seen.

It is on the safe side: every scene is taken for usable, every face for large, every second of a trailer for spoken.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from personalizedTrailer.analysis.aws import thrift
from personalizedTrailer.cloud import mediaconvert_jobs, prices, sagemaker, transcribe
from personalizedTrailer.cloud import operations as op
from personalizedTrailer.cloud.operations import Operation
from personalizedTrailer.cloud.providers import enabled, lacking
from personalizedTrailer.editing.candidates import CHOICE
from personalizedTrailer.editing.footage import AMPLE
from personalizedTrailer.model import JobRequest, MediaInfo
from personalizedTrailer.rendering.ladder import ladder
from personalizedTrailer.settings import Settings

TRAILERS = 5
SCENE_SECONDS = 12.0
"""Of a usual scene, before any is known."""
_CHARACTERS = 15.0
"""Of a subtitle, a second: what can be read."""
_SPOKEN = 1.4
"""Seconds that are heard for a second of trailer: clips have a second around them, and some are shared."""
_FILES = 20
"""In the bucket for a trailer: renditions, streams, captions, pictures."""
_LOOKS_AT_A_JOB = 20
"""Times that one asks how far a job of AWS is."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one operation is expected to be asked."""

    operation: Operation
    calls: int
    units: float
    """Of its price; see `prices`."""

    @property
    def usd(self) -> float:
        return prices.cost(self.operation.price, self.units)


@dataclass(frozen=True, slots=True)
class Estimate:
    lines: tuple[Line, ...]
    limit_usd: float
    """AWS_MAX_COST_USD: where the lines cost more the job looks at fewer frames, and says so."""
    every_second: Line
    """The same operations of Rekognition on one frame of every second, to compare with."""

    @property
    def usd(self) -> float:
        return sum(line.usd for line in self.lines)

    @property
    def calls(self) -> int:
        return sum(line.calls for line in self.lines)

    @property
    def looking_usd(self) -> float:
        """For the frames that Rekognition is shown."""
        return sum(line.usd for line in self.lines if line.operation.price == "rekognition.image")


def estimate(settings: Settings, request: JobRequest, media: MediaInfo) -> Estimate:
    """Of a job in aws mode: without lines in the others, which ask nothing of AWS."""
    seconds = float(media.seconds)
    every = round(seconds) * thrift.PER_FRAME
    lines = tuple(_lines(settings, request, media)) if request.mode == "aws" else ()
    return Estimate(lines, settings.aws_max_cost_usd, Line(op.DETECT_LABELS, every, every))


def frames(seconds: float, trailer_seconds: int, wish: float | None) -> tuple[int, int]:
    """Frames of a film that Rekognition is shown once for their labels, and closely."""
    scenes = max(1, math.ceil(seconds / SCENE_SECONDS))
    footage = min(seconds, 3 * CHOICE * float(AMPLE) * trailer_seconds)
    apart = thrift.interval(seconds, wish)
    of_scene = min(thrift.MOST_FRAMES, 1 + int(SCENE_SECONDS / apart))
    return scenes, max(1, math.ceil(footage / SCENE_SECONDS)) * of_scene


def _lines(settings: Settings, request: JobRequest, media: MediaInfo) -> Iterator[Line]:
    on = {name: is_on and not lacking(name, settings) for name, is_on in enabled(settings).items()}
    seconds, length = float(media.seconds), min(request.max_duration, float(media.seconds))
    if on["rekognition"]:
        yield from _looking(settings, request, seconds)
    if on["personalize"] and request.user_id:
        yield Line(op.GET_RANKING, 1, 1)
    if on["sagemaker"]:
        calls = math.ceil(seconds / SCENE_SECONDS / sagemaker.MOST_INSTANCES)
        yield Line(op.INVOKE_ENDPOINT, calls, calls)
    if request.include_captions and on["transcribe"] and media.audio:
        heard = max(float(transcribe.LEAST_SECONDS), TRAILERS * _SPOKEN * length)
        yield Line(op.START_TRANSCRIPTION, 1, heard / 60)
        yield Line(op.GET_TRANSCRIPTION, _LOOKS_AT_A_JOB, 0)
    if request.include_captions and on["translate"] and request.subtitle_language != request.target_language:
        yield Line(op.TRANSLATE_DOCUMENT, 1, TRAILERS * _CHARACTERS * length)
    if on["s3"]:
        parts = TRAILERS * _FILES + math.ceil(media.size_bytes / (16 << 20)) + math.ceil(seconds / SCENE_SECONDS)
        yield Line(op.PUT_OBJECT, parts, parts)
    if on["s3"] and on["mediaconvert"]:
        minutes = mediaconvert_jobs.minutes(length, ladder(media), media.rate)
        cuts = int(settings.mediaconvert_cut)
        cut = cuts * mediaconvert_jobs.minutes(length, ladder(media)[:1], media.rate)
        yield Line(op.CREATE_ENCODE, TRAILERS + cuts, TRAILERS * minutes + cut)
        yield Line(op.GET_ENCODE, TRAILERS * _LOOKS_AT_A_JOB, 0)


def _looking(settings: Settings, request: JobRequest, seconds: float) -> Iterator[Line]:
    once, closely = frames(seconds, request.max_duration, settings.frame_interval)
    price = prices.PRICES["rekognition.image"].usd
    most = thrift.affordable(thrift.SHARE * settings.aws_max_cost_usd, price)
    once = min(once, int(thrift.FIRST_PART * most))
    closely = min(closely, (most - once) // thrift.PER_FRAME)
    kinds = {"credits": 1, "all": 2}.get(settings.rekognition_segments, 0) if settings.bucket else 0
    if kinds:
        yield Line(op.START_SEGMENTS, 1, kinds * seconds / 60)
        yield Line(op.GET_SEGMENTS, _LOOKS_AT_A_JOB, 0)
    yield Line(op.DETECT_LABELS, once + closely, once + closely)
    yield Line(op.DETECT_FACES, closely, closely)
    yield Line(op.RECOGNIZE_CELEBRITIES, closely, closely)
