"""What the API speaks of. Objects may grow further keys: clients ignore what they do not know."""

from __future__ import annotations

from typing import get_args

from personalizedTrailer.model import STAGES, Status, TransitionKind
from personalizedTrailer.web.openapi.kinds import (
    DATE,
    FLAG,
    NUMBER,
    SECONDS,
    SHARE,
    TEXT,
    WHOLE,
    Schema,
    by_name,
    many,
    maybe,
    one_of,
    partly,
    record,
    ref,
    said,
)
from personalizedTrailer.web.parse import LANGUAGES, OUTPUT_FORMATS

STATUS = one_of(get_args(Status))
JOB_ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{12}$"}
MODE = one_of(("mock", "local", "aws"))
_SPAN = {"start": SECONDS, "end": SECONDS, "duration": SECONDS}
_SHARES = said(by_name(TEXT), "Of early, middle and late, as text: `60%`.")
_ADDRESS = said(TEXT, "Relative to the address of the service, without prefix or query.")

SCHEMAS: dict[str, Schema] = {
    "Profile": record(
        id=TEXT,
        label=TEXT,
        summary=TEXT,
        preferences=record(dominantEmotions=many(TEXT), foregroundTags=many(TEXT), audioStyle=TEXT),
    ),
    "Options": record(
        languages=many(TEXT), durations=many(WHOLE), outputFormats=many(TEXT), subtitleLanguages=many(TEXT)
    ),
    "Capabilities": record(
        modes=many(MODE),
        defaultMode=MODE,
        renditions=many(record(label=TEXT, maxWidth=WHOLE, maxHeight=WHOLE)),
        maxUploadBytes=WHOLE,
        minTrailerSeconds=WHOLE,
        maxTrailerSeconds=WHOLE,
        maxVideoSeconds=WHOLE,
        extensions=many(TEXT),
        features=many(TEXT),
    ),
    "Health": record(
        status=one_of(("ok", "degraded")),
        mode=MODE,
        region=TEXT,
        services=said(
            by_name(FLAG), "Whether a service of AWS is switched on and answered when it was last asked."
        ),
        aws=said(
            maybe(by_name(record(configured=FLAG, reachable=FLAG, lastError=maybe(TEXT)))), "Null outside aws mode."
        ),
        bucket=maybe(TEXT),
        version=TEXT,
        uptime=said(WHOLE, "Seconds."),
        ffmpeg=record(version=maybe(TEXT), kind=maybe(one_of(("configured", "path", "bundled")))),
        encoder=record(asked=maybe(TEXT), used=maybe(TEXT), fallbackReason=maybe(TEXT)),
        disk=record(freeBytes=WHOLE),
        sandbox=one_of(("full", "partial")),
        notes=many(TEXT),
        problems=many(TEXT),
    ),
    "Progress": record(
        stage=one_of(STAGES),
        stageIndex=said(maybe(WHOLE), "1 to 7."),
        stageCount=WHOLE,
        percent=said({"type": "number", "minimum": 0, "maximum": 100}, "Of the whole job; it never falls."),
        message=TEXT,
        secondsLeft=said(maybe(NUMBER), "Until the end of the job; null until it is known."),
    ),
    "JobFault": record(code=TEXT, message=TEXT, stage=TEXT),
    "Input": record(
        sourceFile=said(TEXT, "The caller's name of the film, for display."),
        profile=ref("Profile"),
        targetLanguage=one_of(LANGUAGES),
        subtitleLanguage=one_of(LANGUAGES),
        maxDurationSeconds=WHOLE,
        outputFormat=one_of(OUTPUT_FORMATS),
        includeCaptions=FLAG,
        includeStoryboard=FLAG,
        userId=said(maybe(TEXT), "By whom Personalize knows the viewer."),
    ),
    "Scene": record(
        sceneId=TEXT,
        **_SPAN,
        startFrame=WHOLE,
        frames=WHOLE,
        emotions=many(TEXT),
        labels=many(TEXT),
        characters=many(
            record(
                name=TEXT,
                confidence=maybe(NUMBER),
                emotion=said(maybe(TEXT), "What the face expresses, which need not be what is felt."),
                ageRange=said(maybe(TEXT), "How old somebody looks: `25-35`."),
                gender=maybe(TEXT),
                smile=maybe(FLAG),
            )
        ),
        keyVisual=said(TEXT, "The name of its key frame."),
        highlights=many(TEXT),
        keptOut=said(maybe(TEXT), "Why no trailer may show it."),
    ),
    "Analysis": record(
        analyser=MODE,
        simulated=said(FLAG, "Whether scenes, emotions and labels are invented."),
        video=TEXT,
        totalDuration=SECONDS,
        width=said(WHOLE, "Of the film as it is shown, turned and with square pixels."),
        height=WHOLE,
        scenes=many(ref("Scene")),
        dominantEmotions=many(TEXT),
        metrics=by_name(maybe(NUMBER)),
    ),
    "Pick": record(
        sceneId=TEXT,
        score=maybe(SHARE),
        **_SPAN,
        sourceStartFrame=WHOLE,
        frames=WHOLE,
        normalizedStart=maybe(SHARE),
    ),
    "Variant": record(
        id=TEXT,
        name=TEXT,
        description=TEXT,
        distribution=_SHARES,
        achievedDistribution=_SHARES,
        scenes=many(ref("Pick")),
        sharedSeconds=said(SECONDS, "Of footage that another variant shows, too."),
        estimatedDuration=maybe(SECONDS),
    ),
    "Personalization": record(
        rankedScenes=many(
            record(
                sceneId=TEXT,
                **_SPAN,
                score=SHARE,
                normalizedStart=maybe(SHARE),
                reasons=many(record(signal=TEXT, weight=NUMBER, value=NUMBER, contribution=NUMBER)),
            )
        ),
        selectedScenes=many(ref("Pick")),
        variants=many(ref("Variant")),
        targetDuration=WHOLE,
        estimatedDuration=maybe(SECONDS),
    ),
    "Clip": partly(
        record(
            sceneId=TEXT,
            **{"in": SECONDS, "out": SECONDS},
            sourceStart=SECONDS,
            sourceEnd=SECONDS,
            sourceStartFrame=WHOLE,
            frames=WHOLE,
            speed=NUMBER,
            handles=record(padBefore=SECONDS, padAfter=SECONDS),
            transition=one_of(get_args(TransitionKind)),
            transitionSeconds=SECONDS,
            audioCue=maybe(TEXT),
        ),
        outro=one_of(("fade",)),
        outroSeconds=SECONDS,
    ),
    "Assembly": partly(
        record(
            timeline=many(ref("Clip")),
            frameRate=said(TEXT, "Frames a second, as a fraction: `24000/1001`."),
            renditions=many(
                record(label=TEXT, width=WHOLE, height=WHOLE, key=TEXT, top=FLAG, copiedShare=maybe(SHARE))
            ),
            estimatedDuration=SECONDS,
            audioPlan=record(
                style=TEXT,
                track=maybe(TEXT),
                cues=many(record(at=SECONDS, cue=maybe(TEXT), rendered=FLAG)),
                loudness=maybe(by_name(maybe(NUMBER))),
            ),
        ),
        variantId=TEXT,
        name=TEXT,
    ),
    "Deliverable": partly(
        record(
            path=said(TEXT, "A name, not a location: `outputs/…`."),
            mimeType=TEXT,
            sizeBytes=WHOLE,
            url=_ADDRESS,
            downloadUrl=_ADDRESS,
            s3Url=said(maybe(_ADDRESS), "Leads to the copy in the bucket, by a link that is made each time."),
            cdnUrl=said(maybe(TEXT), "Where CDN_BASE_URL serves the copy in the bucket."),
        ),
        durationSeconds=maybe(SECONDS),
        name=maybe(TEXT),
        description=maybe(TEXT),
        distribution=maybe(_SHARES),
        variantId=maybe(TEXT),
        width=maybe(WHOLE),
        height=maybe(WHOLE),
        renditionLabel=maybe(TEXT),
        partOf=said(TEXT, "The key of the stream to which it belongs."),
    ),
    "Upload": record(
        s3Key=said(TEXT, "What POST /generate takes as `s3_key` once the film is there."),
        url=TEXT,
        fields=said(by_name(TEXT), "To be sent as a form to `url`, with a `Content-Type` of video/…, then `file`."),
        expiresInSeconds=WHOLE,
        maxBytes=WHOLE,
    ),
    "Job": record(
        jobId=JOB_ID,
        status=STATUS,
        submittedAt=DATE,
        startedAt=maybe(DATE),
        completedAt=maybe(DATE),
        mode=said(maybe(MODE), "What made the analysis."),
        requestedMode=MODE,
        synthetic=said(FLAG, "Whether AWS was asked for, and the analysis is invented."),
        input=ref("Input"),
        progress=ref("Progress"),
        timings=said(by_name(NUMBER), "Seconds by stage."),
        warnings=many(record(code=TEXT, message=TEXT)),
        providers=said(maybe(by_name(partly(record(mode=TEXT)))), "What each part of the work really ran on."),
        analysis=maybe(ref("Analysis")),
        personalization=maybe(ref("Personalization")),
        assembly=said(maybe(ref("Assembly")), "The primary trailer."),
        assemblies=said(maybe(many(ref("Assembly"))), "The variants."),
        deliverables=said(maybe(by_name(ref("Deliverable"))), "By key; each as soon as it is verified."),
        error=maybe(ref("JobFault")),
    ),
    "Feedback": {
        "type": "object",
        "required": ["event"],
        "properties": {
            "event": one_of(("trailer_completed", "variant_chosen", "scene_skipped")),
            "variantId": said(TEXT, "The trailer; primary by default."),
            "sceneId": said(TEXT, "The scene that was skipped."),
            "userId": said(TEXT, "The viewer; that of the job by default."),
            "sessionId": said(TEXT, "One visit of a viewer."),
        },
    },
    "Estimate": record(
        mode=MODE,
        filmSeconds=SECONDS,
        calls=WHOLE,
        estimatedCostUsd=NUMBER,
        limitUsd=said(NUMBER, "AWS_MAX_COST_USD."),
        withinLimit=FLAG,
        pricesOf=said(TEXT, "The date of the prices."),
        lines=many(
            record(
                provider=TEXT, operation=TEXT, calls=WHOLE, units=NUMBER, unit=maybe(TEXT), estimatedCostUsd=NUMBER
            )
        ),
        frameASecond=said(
            record(calls=WHOLE, estimatedCostUsd=NUMBER, ratio=maybe(NUMBER)),
            "What looking at a frame of every second would cost, and how many times that is.",
        ),
    ),
    "JobSummary": record(
        jobId=JOB_ID,
        status=STATUS,
        submittedAt=DATE,
        completedAt=maybe(DATE),
        mode=maybe(MODE),
        sourceFile=TEXT,
        profileId=TEXT,
        durationSeconds=said(maybe(SECONDS), "Of the film."),
        progress=ref("Progress"),
        posterUrl=maybe(_ADDRESS),
        spans=said(
            maybe(by_name(many({"type": "array", "items": SECONDS, "minItems": 2, "maxItems": 2}))),
            "By trailer, the ranges of the film that it uses.",
        ),
    ),
    "JobEvent": record(
        jobId=JOB_ID,
        status=STATUS,
        startedAt=maybe(DATE),
        completedAt=maybe(DATE),
        progress=ref("Progress"),
        timings=by_name(NUMBER),
        deliverables=said(many(TEXT), "Keys of what is made, without parts of streams and key frames."),
        error=maybe(ref("JobFault")),
    ),
    "Removed": record(removedFiles=WHOLE, freedBytes=WHOLE),
}
