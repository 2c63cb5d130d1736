"""The storyboard: everything that is needed to understand the trailers, and to make the same cut again."""

from __future__ import annotations

import json
from pathlib import Path

from personalizedTrailer.deliverables.naming import MIME
from personalizedTrailer.model import Deliverable, Job, MediaInfo, Profile
from personalizedTrailer.wire.analysis import analysis
from personalizedTrailer.wire.plan import assembly, personalization
from personalizedTrailer.wire.times import Json, rounded

FORMAT = "personalized-trailer-storyboard"
FORMAT_VERSION = 1


def storyboard(job: Job, media: MediaInfo, made_by: str) -> Json:
    """The document; `made_by` names the program and its version."""
    found, request = job.analysis, job.request
    if found is None:
        raise ValueError("a storyboard needs an analysis")
    return {
        "format": FORMAT,
        "formatVersion": FORMAT_VERSION,
        "madeBy": made_by,
        "jobId": job.id,
        "source": _source(job, media),
        "profile": _taste(request.profile),
        "request": {
            "mode": request.mode,
            "maxDurationSeconds": request.max_duration,
            "outputFormat": request.output_format,
            "targetLanguage": request.target_language,
            "subtitleLanguage": request.subtitle_language,
        },
        "analysis": analysis(found, media, request.source_name),
        "personalization": personalization(
            job.ranked, job.selections, job.assemblies, found, media, request.max_duration
        ),
        "trailers": [assembly(trailer) for trailer in job.assemblies],
        "warnings": [{"code": warning.code, "message": warning.message} for warning in job.warnings],
    }


def write_storyboard(job: Job, media: MediaInfo, made_by: str, folder: Path) -> tuple[Path, Deliverable]:
    """Writes the document into a folder, whole or not at all."""
    name = f"{job.id}_storyboard.json"
    path = folder / name
    text = json.dumps(storyboard(job, media, made_by), ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text, encoding="utf-8")
    return path, Deliverable("storyboard", name, MIME["json"], path.stat().st_size)


def _source(job: Job, media: MediaInfo) -> Json:
    video = media.video
    width, height = video.display_size
    return {
        "name": job.request.source_name,
        "sha256": job.digest,
        "sizeBytes": media.size_bytes,
        "container": media.container,
        "durationSeconds": rounded(media.seconds),
        "frames": media.frames,
        "frameRate": f"{media.rate.numerator}/{media.rate.denominator}",
        "variableFrameRate": media.variable_rate,
        "firstFramePts": video.first_pts,
        "timeBase": f"{video.time_base.numerator}/{video.time_base.denominator}",
        "videoCodec": video.codec,
        "displayWidth": width,
        "displayHeight": height,
        "rotation": video.rotation,
        "hdr": video.hdr,
        "audio": [
            {"index": track.index, "codec": track.codec, "channels": track.channels, "language": track.language}
            for track in media.audio
        ],
    }


def _taste(profile: Profile) -> Json:
    return {
        "id": profile.id,
        "label": profile.label,
        "summary": profile.summary,
        "dominantEmotions": list(profile.dominant_emotions),
        "foregroundTags": list(profile.foreground_tags),
        "audioStyle": profile.audio_style,
        "preferredEmotions": list(profile.preferred_emotions),
        "preferredTags": list(profile.preferred_tags),
        "emotionWeight": profile.emotion_weight,
        "tagWeight": profile.tag_weight,
        "clipSeconds": profile.clip_seconds,
    }
