"""What a caller may choose from."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from personalizedTrailer import wire
from personalizedTrailer.rendering.ladder import LOWER_BOXES, TOP_BOX
from personalizedTrailer.web.parse import EXTENSIONS, LANGUAGES, OUTPUT_FORMATS, SHORTEST_TRAILER, durations
from personalizedTrailer.web.services import Services, services

blueprint = Blueprint("catalogue", __name__)

FEATURES = (
    "captions",
    "storyboard",
    "variants",
    "renditions",
    "hls",
    "keyframes",
    "ranges",
    "cancelling",
    "events",
    "search",
    "idempotency",
)


@blueprint.get("/profiles")
def profiles() -> Response:
    here = services()
    return jsonify({"profiles": [wire.profile(profile) for profile in here.profiles], "defaults": _options(here)})


@blueprint.get("/options")
def options() -> Response:
    return jsonify(_options(services()))


@blueprint.get("/capabilities")
def capabilities() -> Response:
    here = services()
    settings = here.settings
    modes = here.modes()
    boxes = [("source", TOP_BOX), *LOWER_BOXES]
    return jsonify(
        {
            "modes": list(modes),
            "defaultMode": settings.mode if settings.mode in modes else "mock",
            "renditions": [
                {"label": label, "maxWidth": width, "maxHeight": height} for label, (width, height) in boxes
            ],
            "maxUploadBytes": settings.max_upload_bytes,
            "minTrailerSeconds": SHORTEST_TRAILER,
            "maxTrailerSeconds": settings.max_trailer_duration,
            "maxVideoSeconds": settings.max_video_duration,
            "extensions": list(EXTENSIONS),
            "features": [*FEATURES, *(["direct_uploads"] if settings.s3_uploads and settings.bucket else [])],
        }
    )


def _options(here: Services) -> dict[str, object]:
    return {
        "languages": list(LANGUAGES),
        "durations": durations(here.settings.max_trailer_duration),
        "outputFormats": list(OUTPUT_FORMATS),
        "subtitleLanguages": list(LANGUAGES),
    }
