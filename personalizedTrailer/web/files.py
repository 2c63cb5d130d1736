"""The files of a job: what was uploaded and what was made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from flask import Blueprint, Response, request, send_file

from personalizedTrailer import wire
from personalizedTrailer.errors import DeliverableNotFound, NotReady
from personalizedTrailer.model import ENDED, Deliverable, Job
from personalizedTrailer.web import bucket
from personalizedTrailer.web.services import Services, services

blueprint = Blueprint("files", __name__)

SOURCE_TYPES = {
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "mkv": "video/x-matroska",
    "webm": "video/webm",
    "avi": "video/x-msvideo",
}
"""By container; never what a client claims."""

_SINGLE_RANGE = re.compile(r"bytes=\s*([0-9]{1,18})?\s*-\s*([0-9]{1,18})?\s*")
_KEYFRAME = re.compile(r"keyframe_scene_([1-9][0-9]{0,5})")
_PROMISED = re.compile(
    r"(master|trailer_variant_[0-3])(_(720p|480p)|_hls(_captions|_(audio|[0-9]{3,4}[pw])(_media)?)?)?"
    r"|subtitles_(master|variant_[0-3])_[a-z]{2}|storyboard|poster"
    r"|keyframe_scene_[1-9][0-9]{0,5}|contact_sheet_(master|variant_[0-3])"
)


@blueprint.get("/jobs/<job_id>/source")
def source(job_id: str) -> Response:
    here = services()
    job = here.store.get(job_id)
    kind = job.media.container if job.media else job.request.extension
    return _send(here.store.source_path(job), SOURCE_TYPES[kind], download=_asked_for_download())


@blueprint.get("/jobs/<job_id>/deliverables/<key>")
def deliverable(job_id: str, key: str) -> Response:
    here = services()
    job = here.store.get(job_id)
    # Playlists name their neighbours by file name: players take the kind of a file from the end of its address.
    return _send_made(here, _by_name(job, key) or _by_key(job, wire.resolve(key)), download=_asked_for_download())


@blueprint.get("/jobs/<job_id>/storyboard")
def storyboard(job_id: str) -> Response:
    return deliverable(job_id, "storyboard")


@blueprint.get("/download/<job_id>/<name>")
def download(job_id: str, name: str) -> Response:
    """By key or by file name, with or without the job's id before it; always as an attachment."""
    here = services()
    job = here.store.get(job_id)
    bare = wire.served_name(job.id, name)
    return _send_made(here, _by_name(job, bare) or _by_key(job, wire.resolve(bare)), download=True)


def _by_name(job: Job, bare: str) -> Deliverable | None:
    return _first(item for item in job.deliverables if wire.served_name(job.id, item.file_name) == bare)


def _by_key(job: Job, key: str) -> Deliverable:
    """Raises NotReady while the job may still make it, DeliverableNotFound where it never will."""
    if found := _first(item for item in job.deliverables if item.key == key):
        return found
    if job.status not in ENDED and _promised(job, key):
        raise NotReady
    raise DeliverableNotFound


def _promised(job: Job, key: str) -> bool:
    """Whether the job will make such a file if all goes well."""
    wishes = job.request
    if key == "storyboard" and not wishes.include_storyboard:
        return False
    if key.endswith("_hls_captions") and not wishes.include_captions:
        return False
    if key.startswith("subtitles_") and not (
        wishes.include_captions and key.endswith(f"_{wishes.subtitle_language}")
    ):
        return False
    if (match := _KEYFRAME.fullmatch(key)) and job.analysis:
        return any(scene.number == int(match[1]) for scene in job.analysis.scenes)
    return _PROMISED.fullmatch(key) is not None


def _send_made(here: Services, made: Deliverable, *, download: bool) -> Response:
    """From this machine's disk; from the bucket where that is asked for, or where the disk has lost it."""
    path = here.store.output_path(made.file_name)
    if made.object_key and request.method == "GET" and (request.args.get("from") == "s3" or not path.is_file()):
        return bucket.link(here.settings, made, download=download)
    return _send(path, made.mime_type, download=download)


def _send(path: Path, mime_type: str, *, download: bool) -> Response:
    """A whole file or the part that was asked for; the name in an attachment is ours."""
    if not _usable_range(request.headers.get("Range")):
        # A Range that cannot be read, or several at once: the whole file is the answer that always fits.
        request.environ.pop("HTTP_RANGE", None)
    try:
        return send_file(path, mime_type, as_attachment=download, download_name=path.name, conditional=True)
    except FileNotFoundError:
        raise DeliverableNotFound from None


def _usable_range(value: str | None) -> bool:
    match = _SINGLE_RANGE.fullmatch(value or "")
    if match is None or (match[1] is None and match[2] is None):
        return False
    return match[1] is None or match[2] is None or int(match[1]) <= int(match[2])


def _asked_for_download() -> bool:
    return request.args.get("download", "").lower() in ("true", "1", "yes", "on")


def _first(items: Iterable[Deliverable]) -> Deliverable | None:
    return next(iter(items), None)
