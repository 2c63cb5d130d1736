"""Whether the service can do its work."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import monotonic

from flask import Blueprint, Response, jsonify

from personalizedTrailer.cloud.checks import Check
from personalizedTrailer.cloud.providers import PROVIDERS
from personalizedTrailer.errors import FfmpegMissing
from personalizedTrailer.media import ffmpeg, sandbox
from personalizedTrailer.rendering.encoder_choice import choose
from personalizedTrailer.settings import Settings
from personalizedTrailer.web.services import services

blueprint = Blueprint("health", __name__)

LEAST_FREE_BYTES = 1 << 30
LEAST_FREE_SHARE = 0.02


@blueprint.get("/health")
def health() -> Response:
    here = services()
    tool, problems, notes = look_for_ffmpeg(here.settings)
    encoder, doubts = look_at_encoder(here.settings)
    notes += doubts
    free, short = look_at_disk(here.settings)
    problems += short
    if sandbox.state() != "full":
        notes.append("setpriv or prlimit of util-linux is missing: films are read without a memory limit.")
    if unreadable := here.store.quarantined():
        notes.append(f"{unreadable} unreadable job files were set aside.")
    status = "degraded" if problems else "ok"
    if here.settings.mode not in here.modes():
        # Not counted: whoever names a mode is served.
        problems.append(mode_problem(here.settings.mode, here.modes()))
    aws = here.settings.mode == "aws" and "aws" in here.modes()
    checks = here.aws.now() if aws else {}
    notes += [f"{name}: {one.reason}" for name, one in checks.items() if one.reason]
    return jsonify(
        {
            "status": status,
            "mode": here.settings.mode,
            "region": here.settings.region,
            "services": {name: name in checks and checks[name].answers for name in PROVIDERS},
            "aws": {name: _told(one) for name, one in checks.items()} or None,
            "bucket": here.settings.bucket if aws else None,
            "version": here.version,
            "uptime": int(monotonic() - here.started),
            "ffmpeg": tool,
            "encoder": encoder,
            "disk": {"freeBytes": free},
            "sandbox": sandbox.state(),
            "notes": notes,
            "problems": problems,
        }
    )


def mode_problem(mode: str, usable: tuple[str, ...]) -> str:
    """What there is to say where the configured mode cannot run."""
    return f"{mode} mode cannot run here: a request must name a mode that can ({', '.join(usable)})."


def look_for_ffmpeg(settings: Settings) -> tuple[dict[str, str | None], list[str], list[str]]:
    """Its version and where it comes from (never its path), then problems, then notes."""
    try:
        found = ffmpeg.find(settings)
    except FfmpegMissing as missing:
        return {"version": None, "kind": None}, [missing.sentence], []
    return {"version": found.version, "kind": found.kind}, list(found.problems), list(found.notes)


def look_at_encoder(settings: Settings) -> tuple[dict[str, str | None], list[str]]:
    """The video encoder that was asked for and the one that is used, then notes; tested once in a process."""
    asked = settings.ffmpeg_video_codec
    try:
        chosen = choose(ffmpeg.find(settings).path, settings)
    except FfmpegMissing:
        return {"asked": asked, "used": None, "fallbackReason": None}, []
    used, reason = chosen.encoder.codec, chosen.fallback_reason
    notes = [f"{reason} {used} is used instead."] if reason else []
    return {"asked": asked, "used": used, "fallbackReason": reason}, notes


def look_at_disk(settings: Settings) -> tuple[int, list[str]]:
    """Free bytes where there are fewest, and the problem where any disk has too few."""
    folders = {settings.upload_dir, settings.output_dir, settings.jobs_dir}
    disks = [shutil.disk_usage(_existing(folder)) for folder in folders]
    short = [disk.free for disk in disks if disk.free < max(LEAST_FREE_BYTES, LEAST_FREE_SHARE * disk.total)]
    problems = [f"Only {min(short) // (1 << 20)} MB are free on the disk."] if short else []
    return min(disk.free for disk in disks), problems


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _told(check: Check) -> dict[str, bool | str | None]:
    return {"configured": check.enabled, "reachable": check.answers, "lastError": check.reason}
