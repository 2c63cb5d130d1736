"""What was found on this machine, and what to do about what is missing."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from personalizedTrailer.analysis.local.models import loading as models
from personalizedTrailer.cli.codes import DONE, OURS
from personalizedTrailer.cloud.checks import ask
from personalizedTrailer.cloud.faults import title
from personalizedTrailer.cloud.usable import is_usable
from personalizedTrailer.errors import FfmpegMissing, StartError
from personalizedTrailer.factory import load_profiles, load_settings
from personalizedTrailer.media import ffmpeg, sandbox, speech
from personalizedTrailer.rendering.encoder_choice import choose
from personalizedTrailer.settings import Settings
from personalizedTrailer.web.health import look_at_disk
from personalizedTrailer.web.pages import BUILD, SOURCES

State = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    state: State
    detail: str
    remedy: str = ""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(options: argparse.Namespace) -> int:
    found = look()
    if options.json:
        print(json.dumps({"findings": [asdict(finding) for finding in found]}, indent=2))
    else:
        _show(found)
    return OURS if any(finding.state == "problem" for finding in found) else DONE


def look() -> list[Finding]:
    """Everything, in the order in which it is best put right."""
    found = [Finding("Python", "ok", platform.python_version())]
    try:
        chosen = load_settings()
    except StartError as fault:
        return [*found, Finding("settings", "problem", fault.sentence, "Correct it in the environment or in .env.")]
    found.append(Finding("settings", "ok", f"{chosen.mode} mode, port {chosen.port}"))
    checks: tuple[Callable[[Settings], list[Finding]], ...] = (
        _profiles,
        _ffmpeg,
        _ffprobe,
        _sandbox,
        _folders,
        _disk,
        _speech,
        _models,
        _aws,
        _ui,
    )
    return found + [finding for check in checks for finding in check(chosen)]


def _profiles(chosen: Settings) -> list[Finding]:
    try:
        return [Finding("profiles", "ok", f"{len(load_profiles(chosen))} profiles")]
    except StartError as fault:
        return [Finding("profiles", "problem", fault.sentence, "Correct the file that PROFILES_FILE names.")]


def _ffmpeg(chosen: Settings) -> list[Finding]:
    try:
        tool = ffmpeg.find(chosen)
    except FfmpegMissing as fault:
        return [Finding("FFmpeg", "problem", fault.sentence, "Install FFmpeg 6 or newer, or set FFMPEG_PATH.")]
    found = [Finding("FFmpeg", "ok", f"{tool.version}, {tool.kind}: {tool.path}")]
    remedy = "Install an FFmpeg that has it, or set FFMPEG_PATH."
    found += [Finding("FFmpeg", "problem", problem, remedy) for problem in tool.problems]
    found += [Finding("FFmpeg", "note", note) for note in tool.notes]
    return [*found, _encoder(tool.path, chosen)]


def _encoder(tool: str, chosen: Settings) -> Finding:
    used = choose(tool, chosen)
    if used.fallback_reason is None:
        return Finding("video encoder", "ok", used.encoder.codec)
    detail = f"{used.fallback_reason} {used.encoder.codec} is used instead."
    return Finding(
        "video encoder", "note", detail, f"Put that right, or set FFMPEG_VIDEO_CODEC={used.encoder.codec}."
    )


def _ffprobe(chosen: Settings) -> list[Finding]:
    if chosen.ffprobe_path is None:
        return []
    if Path(chosen.ffprobe_path).is_file():
        return [Finding("FFprobe", "ok", chosen.ffprobe_path)]
    return [Finding("FFprobe", "note", "FFPROBE_PATH names no file", "It is not needed: leave it empty.")]


def _sandbox(chosen: Settings) -> list[Finding]:
    if sandbox.state() == "full":
        return [Finding("sandbox", "ok", "setpriv and prlimit")]
    return [Finding("sandbox", "note", "setpriv or prlimit is missing", "Install util-linux to limit FFmpeg.")]


def _folders(chosen: Settings) -> list[Finding]:
    folders = {
        "UPLOAD_DIR": chosen.upload_dir,
        "OUTPUT_DIR": chosen.output_dir,
        "JOBS_DIR": chosen.jobs_dir,
        "LOG_FILE": chosen.log_file.parent,
    }
    found = []
    for name, folder in folders.items():
        if os.access(_existing(folder), os.W_OK | os.X_OK):
            found.append(Finding(name, "ok", str(folder)))
        else:
            state: State = "note" if name == "LOG_FILE" else "problem"
            found.append(Finding(name, state, f"{folder} cannot be written", f"Change its owner, or set {name}."))
    return found


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _disk(chosen: Settings) -> list[Finding]:
    free, problems = look_at_disk(chosen)
    if problems:
        return [Finding("disk", "problem", problems[0], "Make room, or run `clean --older-than 1d`.")]
    return [Finding("disk", "ok", f"{free / (1 << 30):.1f} GB free")]


def _speech(chosen: Settings) -> list[Finding]:
    """Whether the model can be used: it is loaded to find out."""
    if chosen.speech_model is None:
        return [Finding("speech", "ok", "off: SPEECH_MODEL is not set")]
    usable, found = speech.try_out(chosen.speech_model, chosen.render_threads)
    if usable:
        return [Finding("speech", "ok", found)]
    return [
        Finding("speech", "problem", found, f"Set SPEECH_MODEL as {speech.REQUIREMENTS} says, or leave it empty.")
    ]


def _models(chosen: Settings) -> list[Finding]:
    named = {"FACE_MODEL": chosen.face_model, "CLIP_MODEL": chosen.clip_model}
    named["EXPRESSION_MODEL"] = chosen.expression_model
    wrong = {fault.setting: fault.sentence for fault in models.faults(chosen)}
    remedy = "Correct it, or leave it empty: films are analysed without it."
    return [
        Finding(name, "problem", wrong[name], remedy) if name in wrong else Finding(name, "ok", str(path))
        for name, path in named.items()
        if path is not None
    ]


def _aws(chosen: Settings) -> list[Finding]:
    """Asked in aws mode alone, and only what is free of charge."""
    if chosen.mode != "aws":
        return []
    if not is_usable(chosen):
        remedy = "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role."
        return [Finding("AWS", "problem", "Unable to locate credentials", remedy)]
    remedy = "Compare with deploy/aws/iam-policy.json, or switch it off: jobs fall back until then."
    return [
        Finding(title(name), "problem", check.reason, remedy)
        if check.reason
        else Finding(title(name), "ok", "answers")
        for name, check in ask(chosen).items()
        if check.enabled
    ]


def _ui(chosen: Settings) -> list[Finding]:
    if (BUILD / "index.html").is_file():
        return [Finding("web interface", "ok", "built")]
    if not SOURCES.is_dir():
        return [Finding("web interface", "note", "not part of this installation")]
    return [Finding("web interface", "note", "not built yet", f"cd {SOURCES} && npm install && npm run build")]


def _show(found: list[Finding]) -> None:
    marks = {"ok": "[green]ok[/]", "note": "[yellow]note[/]", "problem": "[red]problem[/]"}
    table = Table("", "What", "Found", "What to do")
    for finding in found:
        table.add_row(marks[finding.state], finding.what, escape(finding.detail), escape(finding.remedy))
    Console().print(table)
