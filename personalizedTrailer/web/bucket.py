"""Films and files in the bucket: leave for browsers to send films there, jobs of films that lie there, links to files.

Films go straight from a browser to the bucket (POST /uploads, then the form that it answers), and are looked at and
fetched when POST /generate names them by `s3_key`, before there is a job.
"""

from __future__ import annotations

import re
from pathlib import Path

from flask import Blueprint, Response, jsonify, request

from personalizedTrailer.cloud import s3, s3_links
from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.errors import (
    AwsFault,
    BucketUnavailable,
    InvalidField,
    UploadsOff,
    VideoRequired,
)
from personalizedTrailer.media.process import never
from personalizedTrailer.model import Deliverable
from personalizedTrailer.settings import Settings
from personalizedTrailer.web.names import extension_of, quoted
from personalizedTrailer.web.parse import video_name
from personalizedTrailer.web.services import Services, services

blueprint = Blueprint("bucket", __name__)

FIELD = "s3_key"
_KEY = re.compile(rf"({s3.UPLOADS}|{s3.INCOMING})/[^\x00-\x1f\x7f]{{1,400}}")


@blueprint.post("/uploads")
def allow_upload() -> Response:
    """Leave for one film of that name to be put into the bucket."""
    here = services()
    _require_on(here.settings)
    told = request.get_json(silent=True) if request.is_json else request.form
    given = told.get("file_name") if isinstance(told, dict) else None
    if not isinstance(given, str) or not given.strip():
        raise VideoRequired("file_name is required: the name of the film.", field="file_name")
    name = video_name(given)
    key = f"{s3.UPLOADS}/{here.make_id()}.{extension_of(name)}"
    try:
        limit = here.settings.max_upload_bytes
        form = s3_links.signed_post(here.settings, s3.key_of(here.settings, key), name, limit)
    except AwsFault as fault:
        raise BucketUnavailable from fault
    answer = jsonify(
        {
            "s3Key": key,
            "url": form.url,
            "fields": form.fields,
            "expiresInSeconds": form.seconds,
            "maxBytes": here.settings.max_upload_bytes,
        }
    )
    answer.status_code = 201
    answer.headers["Cache-Control"] = "no-store"
    return answer


class BucketFilm:
    """A film that a request names by its key, relative to the prefix."""

    def __init__(self, here: Services, key: str) -> None:
        """Looks at it. Raises UploadsOff, InvalidField, InvalidFileType or BucketUnavailable."""
        _require_on(here.settings)
        if not _KEY.fullmatch(key) or ".." in key.split("/"):
            raise InvalidField(
                f"{FIELD} {quoted(key)} is not allowed: it begins with {s3.UPLOADS}/ or {s3.INCOMING}/.",
                field=FIELD,
            )
        self._bucket = s3.Bucket(Aws(here.settings, never))
        self.key = s3.key_of(here.settings, key)
        try:
            found = self._bucket.head(self.key)
        except AwsFault as fault:
            raise BucketUnavailable from fault
        if found is None:
            raise InvalidField(f"{FIELD} {quoted(key)} names no film in the bucket.", field=FIELD)
        self.name = video_name(found.name or key.rpartition("/")[2])
        self.size = found.size_bytes

    def fetch(self, path: Path) -> None:
        """Raises BucketUnavailable."""
        try:
            self._bucket.fetch(self.key, path)
        except AwsFault as fault:
            raise BucketUnavailable from fault


def link(settings: Settings, made: Deliverable, *, download: bool) -> Response:
    """The way to a file in the bucket, good for a while; raises BucketUnavailable."""
    try:
        address = s3_links.signed_get(
            settings, made.object_key or "", made.file_name, made.mime_type, download=download
        )
    except AwsFault as fault:
        raise BucketUnavailable from fault
    return Response(status=302, headers={"Location": address, "Cache-Control": "no-store"})


def _require_on(settings: Settings) -> None:
    if not (settings.s3_uploads and settings.bucket):
        raise UploadsOff
