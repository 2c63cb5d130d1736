"""Section 6 and the job object: what is promised lies there, and nothing else does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.media.planned import Json
from tests.media.report import Report

JOB_KEYS = (
    *("jobId", "status", "submittedAt", "startedAt", "completedAt", "mode", "requestedMode", "input", "progress"),
    *("timings", "warnings", "providers", "analysis", "personalization", "assembly", "assemblies"),
    *("deliverables", "error"),
)
INPUT_KEYS = (
    *("sourceFile", "profile", "targetLanguage", "subtitleLanguage", "maxDurationSeconds", "outputFormat"),
    *("includeCaptions", "includeStoryboard"),
)
ENTRY_KEYS = ("path", "mimeType", "sizeBytes", "url", "downloadUrl")
VIDEO_KEYS = ("durationSeconds", "name", "description", "distribution", "width", "height", "renditionLabel")
MIME = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".vtt": "text/vtt",
    ".json": "application/json",
    ".jpg": "image/jpeg",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4a": "audio/mp4",
}
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def check_job_object(job: Json, report: Report) -> None:
    """Keys, forms and states of section 3."""
    for key in JOB_KEYS:
        report.require(key in job, "job", f"there is no {key}")
    report.require(job.get("status") == "completed", "job", f"its status is {job.get('status')}")
    report.require(job.get("error") is None, "job", f"error is {job.get('error')}")
    report.require(
        bool(re.fullmatch(r"[0-9a-f]{12}", str(job.get("jobId")))), "job", f"jobId is {job.get('jobId')}"
    )
    for key in ("submittedAt", "startedAt", "completedAt"):
        report.require(bool(STAMP.fullmatch(str(job.get(key)))), "job", f"{key} is {job.get(key)}")
    for key in INPUT_KEYS:
        report.require(key in (job.get("input") or {}), "job", f"input has no {key}")
    progress = job.get("progress") or {}
    report.require(progress.get("stageCount") == 7, "job", f"progress is {progress}")
    report.require(progress.get("percent") == 100, "job", f"percent is {progress.get('percent')}")
    ids = [one.get("variantId") for one in job.get("assemblies") or []]
    report.require(ids == [f"variant_{number}" for number in range(4)], "job", f"assemblies are {ids}")


def check_entries(job: Json, outputs: Path, report: Report) -> None:
    """Every listed file exists as listed; nothing of the job lies there unlisted."""
    entries: dict[str, Json] = job["deliverables"] or {}
    names = set()
    for key, entry in entries.items():
        names.add(Path(str(entry.get("path"))).name)
        _entry(str(job["jobId"]), key, entry, outputs, report)
    for number in range(4):
        alias, real = entries.get(f"variant_{number}"), entries.get(f"trailer_variant_{number}")
        report.require(
            alias is not None and alias == real, "files", f"variant_{number} is not trailer_variant_{number}"
        )
    wanted = {"master", "master_hls", "poster", "contact_sheet_master"}
    wanted |= {f"{kind}_variant_{number}" for kind in ("trailer", "contact_sheet") for number in range(4)}
    wanted |= {f"trailer_variant_{number}_hls" for number in range(4)}
    wanted |= {f"keyframe_{scene['sceneId']}" for scene in job["analysis"]["scenes"]}
    if job["input"]["includeStoryboard"]:
        wanted.add("storyboard")
    for key in sorted(wanted - set(entries)):
        report.fault("files", f"{key} is missing")
    prefixed = any(name.startswith(f"{job['jobId']}_") for name in names)
    for path in sorted(outputs.iterdir()):
        ours = path.name.startswith(f"{job['jobId']}_") or (not prefixed and path.is_file())
        if ours and path.name not in names and path.name != "job.json":
            report.fault("files", f"{path.name} lies there unlisted")


def _entry(job_id: str, key: str, entry: Json, outputs: Path, report: Report) -> None:
    for name in ENTRY_KEYS:
        report.require(name in entry, "files", f"{key} has no {name}")
    path = outputs / Path(str(entry["path"])).name
    served = entry.get("url") is not None
    if served:
        report.require(entry["path"] == f"outputs/{path.name}", "files", f"{key}: its path is {entry['path']}")
        place = f"/jobs/{job_id}/deliverables/{key}"
        alias = f"/jobs/{job_id}/deliverables/trailer_{key}"
        own = f"/jobs/{job_id}/storyboard" if key == "storyboard" else place
        right = entry["url"] in (own, alias) and entry["downloadUrl"] in (place, alias)
        report.require(right, "files", f"{key}: its addresses are {entry['url']} and {entry['downloadUrl']}")
    report.require(
        entry["mimeType"] == MIME.get(path.suffix), "files", f"{key}: {path.name} is {entry['mimeType']}"
    )
    if "partOf" in entry:
        report.require(key.startswith(f"{entry['partOf']}_"), "files", f"{key} is part of {entry['partOf']}")
        report.require("durationSeconds" not in entry, "files", f"{key} is listed as a film")
    elif str(entry["mimeType"]).startswith("video/"):
        for name in VIDEO_KEYS:
            report.require(name in entry, "files", f"{key} has no {name}")
    if not path.is_file():
        report.fault("files", f"{key}: {path.name} is missing")
    elif path.stat().st_size != entry["sizeBytes"]:
        report.fault("files", f"{key}: {path.stat().st_size} bytes, {entry['sizeBytes']} listed")


def check_storyboard(job: Json, outputs: Path, report: Report) -> None:
    """It parses and says what the job says."""
    entry = (job["deliverables"] or {}).get("storyboard")
    report.require(bool(entry) == job["input"]["includeStoryboard"], "storyboard", "it is not as asked for")
    if not entry or not (path := outputs / Path(entry["path"]).name).is_file():
        return
    board = json.loads(path.read_text(encoding="utf-8"))
    report.require(board.get("jobId") == job["jobId"], "storyboard", f"its job is {board.get('jobId')}")
    pairs: list[tuple[str, Any, Any]] = [
        ("analysis", board.get("analysis"), job["analysis"]),
        ("personalization", board.get("personalization"), job["personalization"]),
        ("trailers", board.get("trailers"), [job["assembly"], *job["assemblies"]]),
        ("warnings", board.get("warnings"), job["warnings"]),
    ]
    for name, told, wanted in pairs:
        report.require(told == wanted, "storyboard", f"its {name} are not those of the job")
