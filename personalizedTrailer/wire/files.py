"""Deliverables as the JSON edge lists them, and the names by which a caller may ask for one."""

from __future__ import annotations

import re
from urllib.parse import quote

from personalizedTrailer.model import Deliverable
from personalizedTrailer.wire.plan import PRIMARY
from personalizedTrailer.wire.times import Json, percentages, rounded

_ALIAS = re.compile(r"variant_[0-9]+")
_TRAILER = re.compile(r"trailer_(variant_[0-9]+)")


def resolve(key: str) -> str:
    """The key under which a deliverable is kept: `variant_2` is `trailer_variant_2`."""
    return f"trailer_{key}" if _ALIAS.fullmatch(key) else key


def served_name(job_id: str, file_name: str) -> str:
    """A file's name without its job: `frame_07.jpg` of `a1b2c3d4e5f6_frame_07.jpg`."""
    return file_name.removeprefix(f"{job_id}_")


def deliverables(job_id: str, made: tuple[Deliverable, ...], cdn: str | None = None) -> dict[str, Json]:
    """Every file by its key; the top rendition of a variant stands under `variant_N` as well.

    `cdn` is the address of what serves the bucket, where there is such a thing.
    """
    listed: dict[str, Json] = {}
    for item in made:
        entry = _entry(job_id, item, cdn)
        listed[item.key] = entry
        if match := _TRAILER.fullmatch(item.key):
            listed[match[1]] = dict(entry)
    return listed


def _entry(job_id: str, item: Deliverable, cdn: str | None) -> Json:
    url = f"/jobs/{job_id}/deliverables/{item.key}"
    entry: Json = {
        "path": f"outputs/{item.file_name}",
        "mimeType": item.mime_type,
        "sizeBytes": item.size_bytes,
        "url": f"/jobs/{job_id}/storyboard" if item.key == "storyboard" else url,
        "downloadUrl": url,
        # No presigned link: that is a credential. This address makes one each time that it is read.
        "s3Url": f"{url}?from=s3" if item.object_key else None,
        "cdnUrl": f"{cdn.rstrip('/')}/{quote(item.object_key)}" if cdn and item.object_key else None,
    }
    if item.part_of is not None:
        return {**entry, "partOf": item.part_of}
    return entry | _video(item) if item.is_trailer else entry


def _video(item: Deliverable) -> Json:
    variant = item.variant
    return {
        "durationSeconds": None if item.seconds is None else rounded(item.seconds),
        "name": variant.name if variant else None,
        "description": variant.description if variant else None,
        "distribution": percentages(variant.shares) if variant else None,
        "variantId": variant.id if variant and variant.id != PRIMARY else None,
        "width": item.width,
        "height": item.height,
        "renditionLabel": item.rendition,
    }
