"""The public job object, and its short form for lists."""

from __future__ import annotations

from personalizedTrailer.model import STAGES, Job, JobError, JobRequest, Profile, Progress, Provider
from personalizedTrailer.wire.analysis import analysis
from personalizedTrailer.wire.files import deliverables
from personalizedTrailer.wire.plan import PRIMARY, assembly, personalization
from personalizedTrailer.wire.times import Json, rounded, seconds, stamp

JobObject = Json


def job(one: Job, cdn: str | None = None) -> JobObject:
    """The whole job as callers see it; every key is there in every state. `cdn` as for `deliverables`."""
    return {
        "jobId": one.id,
        "status": one.status,
        "submittedAt": stamp(one.submitted_at),
        "startedAt": stamp(one.started_at),
        "completedAt": stamp(one.completed_at),
        "mode": one.mode,
        "requestedMode": one.request.mode,
        "synthetic": one.synthetic,
        "input": _input(one.request),
        "progress": progress(one.progress),
        "timings": timings(one.timings),
        "warnings": [{"code": warning.code, "message": warning.message} for warning in one.warnings],
        "providers": _providers(one.providers),
        **_plans(one),
        "deliverables": deliverables(one.id, one.deliverables, cdn) if one.deliverables else None,
        "error": fault(one.error),
    }


def _plans(one: Job) -> Json:
    """What is decided step by step: None until it is, and for good where the job ended before."""
    media, found, made = one.media, one.analysis, one.assemblies
    primary = [trailer for trailer in made if trailer.timeline.variant.id == PRIMARY]
    return {
        "analysis": analysis(found, media, one.request.source_name) if found and media else None,
        "personalization": personalization(one.ranked, one.selections, made, found, media, one.request.max_duration)
        if one.ranked and found and media
        else None,
        "assembly": assembly(primary[0]) if primary else None,
        "assemblies": [assembly(trailer) for trailer in made if trailer not in primary] if made else None,
    }


def profile(taste: Profile) -> Json:
    """A profile in the form that callers know."""
    return {
        "id": taste.id,
        "label": taste.label,
        "summary": taste.summary,
        "preferences": {
            "dominantEmotions": list(taste.dominant_emotions),
            "foregroundTags": list(taste.foreground_tags),
            "audioStyle": taste.audio_style,
        },
    }


def progress(now: Progress) -> Json:
    index = STAGES.index(now.stage) + 1 if now.stage in STAGES else None
    return {
        "stage": now.stage,
        "stageIndex": index,
        "stageCount": len(STAGES),
        "percent": round(now.percent, 1),
        "message": now.message,
        "secondsLeft": None if now.seconds_left is None else round(now.seconds_left, 1),
    }


def timings(spent: dict[str, float]) -> dict[str, float]:
    """Seconds by stage, to the millisecond."""
    return {stage: round(seconds, 3) for stage, seconds in spent.items()}


def fault(error: JobError | None) -> Json | None:
    return None if error is None else {"code": error.code, "message": error.message, "stage": error.stage}


def summary(one: Job) -> Json:
    """One row of a list; `durationSeconds` is the film's, on whose axis the `spans` lie."""
    has_poster = any(item.key == "poster" for item in one.deliverables)
    return {
        "jobId": one.id,
        "status": one.status,
        "submittedAt": stamp(one.submitted_at),
        "completedAt": stamp(one.completed_at),
        "mode": one.mode,
        "sourceFile": one.request.source_name,
        "profileId": one.request.profile.id,
        "durationSeconds": rounded(one.media.seconds) if one.media else None,
        "progress": progress(one.progress),
        "posterUrl": f"/jobs/{one.id}/deliverables/poster" if has_poster else None,
        "spans": _spans(one),
    }


def _spans(one: Job) -> dict[str, list[list[float]]] | None:
    """Per trailer the source ranges that it uses, as pairs of seconds."""
    if one.media is None or not one.selections:
        return None
    rate = one.media.rate
    return {
        chosen.variant.id: [[seconds(pick.span.start, rate), seconds(pick.span.end, rate)] for pick in chosen.picks]
        for chosen in one.selections
    }


def _input(request: JobRequest) -> Json:
    return {
        "sourceFile": request.source_name,
        "profile": profile(request.profile),
        "targetLanguage": request.target_language,
        "subtitleLanguage": request.subtitle_language,
        "maxDurationSeconds": request.max_duration,
        "outputFormat": request.output_format,
        "includeCaptions": request.include_captions,
        "includeStoryboard": request.include_storyboard,
        "userId": request.user_id,
    }


def _providers(found: dict[str, Provider]) -> Json | None:
    return {name: {**one.details, "mode": one.mode} for name, one in found.items()} or None
