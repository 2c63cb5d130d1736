"""Keys and file names of deliverables."""

from __future__ import annotations

from pathlib import Path

from personalizedTrailer.model import Deliverable, Rendition, Timeline, VariantSpec

MIME = {
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "vtt": "text/vtt",
    "json": "application/json",
    "jpg": "image/jpeg",
    "m3u8": "application/vnd.apple.mpegurl",
    "m4a": "audio/mp4",
    "ts": "video/mp2t",
}


def trailer_name(variant: VariantSpec) -> str:
    """`master` for the primary, `variant_0` … for the others."""
    return "master" if variant.id == "primary" else variant.id


def trailer_key(variant: VariantSpec, rendition: Rendition) -> str:
    """`master`, `master_720p`, `trailer_variant_0`, `trailer_variant_0_720p`, …"""
    return _key(variant) if rendition.is_top else f"{_key(variant)}_{rendition.label}"


def trailer_file(job_id: str, variant: VariantSpec, rendition: Rendition, extension: str) -> str:
    suffix = "" if rendition.is_top else f"_{rendition.label}"
    return f"{job_id}_trailer_{trailer_name(variant)}{suffix}.{extension}"


def trailer(job_id: str, timeline: Timeline, rendition: Rendition, extension: str, path: Path) -> Deliverable:
    """The entry of a finished trailer file."""
    return Deliverable(
        key=trailer_key(timeline.variant, rendition),
        file_name=trailer_file(job_id, timeline.variant, rendition, extension),
        mime_type=MIME[extension],
        size_bytes=path.stat().st_size,
        variant=timeline.variant,
        seconds=float(timeline.seconds),
        width=rendition.width,
        height=rendition.height,
        rendition=rendition.label,
    )


def captions_key(variant: VariantSpec, language: str) -> str:
    """`subtitles_master_en`, `subtitles_variant_0_en`, …"""
    return f"subtitles_{trailer_name(variant)}_{language}"


def stream_key(variant: VariantSpec, part: str = "", *, media: bool = False) -> str:
    """`master_hls` for the playlist of all, `master_hls_720p` for a part's, `master_hls_720p_media` for its bytes."""
    return "_".join([_key(variant), "hls", *([part] if part else []), *(["media"] if media else [])])


def stream_file(variant: VariantSpec, part: str, extension: str) -> str:
    """A file of a stream as playlists call it: without its job, for they lie side by side."""
    return f"trailer_{trailer_name(variant)}_hls{'_' if part else ''}{part}.{extension}"


def packaged_file(job_id: str, variant: VariantSpec) -> str:
    """How the files begin that MediaConvert makes of a trailer."""
    return f"{job_id}_trailer_{trailer_name(variant)}_mediaconvert"


def packaged_key(variant: VariantSpec, part: str = "") -> str:
    """`master_mediaconvert` for the playlist of all, `master_mediaconvert_720p` for a part."""
    return "_".join([_key(variant), "mediaconvert", *([part] if part else [])])


def _key(variant: VariantSpec) -> str:
    name = trailer_name(variant)
    return name if name == "master" else f"trailer_{name}"
