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
}


def trailer_name(variant: VariantSpec) -> str:
    """`master` for the primary, `variant_0` … for the others."""
    return "master" if variant.id == "primary" else variant.id


def trailer_key(variant: VariantSpec, rendition: Rendition) -> str:
    """`master`, `master_720p`, `trailer_variant_0`, `trailer_variant_0_720p`, …"""
    name = trailer_name(variant)
    key = name if name == "master" else f"trailer_{name}"
    return key if rendition.is_top else f"{key}_{rendition.label}"


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
