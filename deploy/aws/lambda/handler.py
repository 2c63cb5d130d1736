"""Starts a job when a film lands in the bucket: asks the service over HTTP to take it from there.

The standard library alone, so the function is this one file. It reads TRAILER_URL (the service's address, which the
function must be able to reach), TRAILER_PREFIX (that of the keys in the bucket), and TRAILER_FIELDS (a JSON object with
the fields of POST /generate, `profile_id` at least). TRAILER_API_KEY is sent as X-API-Key where it is set.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote_plus

log = logging.getLogger("trailers")
log.setLevel(logging.INFO)

EXTENSIONS = frozenset({".mp4", ".mov", ".mkv", ".avi", ".webm"})
TIMEOUT_SECONDS = 240
"""The service fetches and probes the film before it answers."""


class NotNow(Exception):
    """The service cannot take the film at the moment: Lambda tries the event again."""


def handle(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    """Of an event of S3 or of EventBridge: the job of each film, or why there is none.

    Raises NotNow; films of the event that were taken before then are not taken twice, as each has a key of its own.
    """
    return {"films": [_start(key, mark) for key, mark in _films(event)]}


def _films(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys of films, relative to the prefix, each with what tells this upload of it from every other."""
    prefix = os.environ["TRAILER_PREFIX"].strip("/") + "/"
    for key, version in _objects(event):
        if key.startswith(f"{prefix}incoming/") and PurePosixPath(key).suffix.lower() in EXTENSIONS:
            # The address of an object may be longer than the service takes as a key.
            yield key.removeprefix(prefix), hashlib.sha256(f"{key}\n{version}".encode()).hexdigest()


def _objects(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "detail" in event:
        found = event["detail"]["object"]
        yield found["key"], found.get("sequencer") or found.get("etag", "")
    for record in event.get("Records", ()):
        found = record["s3"]["object"]
        # S3 writes keys as forms do; EventBridge does not.
        yield unquote_plus(found["key"]), found.get("sequencer") or found.get("eTag", "")


def _start(key: str, mark: str) -> dict[str, str]:
    fields = {**json.loads(os.environ["TRAILER_FIELDS"]), "s3_key": key}
    boundary = uuid.uuid4().hex
    request = urllib.request.Request(  # noqa: S310  the operator's own address
        os.environ["TRAILER_URL"].rstrip("/") + "/generate",
        data=_form(fields, boundary),
        headers={
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Prefer": "respond-async",
            "Idempotency-Key": mark,
            **({"X-API-Key": api_key} if (api_key := os.environ.get("TRAILER_API_KEY")) else {}),
        },
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            job = str(json.load(answer)["job"]["jobId"])
    except urllib.error.HTTPError as refusal:
        if refusal.code >= 500:
            raise NotNow(f"{key}: {refusal.code}") from None
        why = _reason(refusal)
        log.warning("%s was refused: %s", key, why)
        return {"key": key, "refused": why}
    except (urllib.error.URLError, TimeoutError) as fault:
        raise NotNow(f"{key}: {type(fault).__name__}") from None
    log.info("%s became job %s", key, job)
    return {"key": key, "jobId": job}


def _form(fields: dict[str, str], boundary: str) -> bytes:
    parts = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return f"{''.join(parts)}--{boundary}--\r\n".encode()


def _reason(refusal: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(refusal.read(1 << 16))["error"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {refusal.code}"
