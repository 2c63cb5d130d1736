"""Whole runs of the pipeline against a cloud of the tests."""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from personalizedTrailer import wire
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.model import STAGES, Job, Progress
from personalizedTrailer.runners.execute import execute_job
from personalizedTrailer.settings import load
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.web.parse import choices, job_request
from personalizedTrailer.web.services import new_id, utc_now
from tests.aws.jobs import EVERYTHING, QUICK

_SHOTS = ("testsrc2", "smptebars", "mandelbrot", "yuvtestsrc", "testsrc", "rgbtestsrc")


def short_film(folder: Path, seconds: float = 2.0) -> Path:
    """Six shots with a tone, whose sound is tagged as English."""
    path = folder / "short.mp4"
    if not path.exists():
        tool = ffmpeg.find(load(environ=os.environ)).path
        length = len(_SHOTS) * seconds
        shots = [
            part for one in _SHOTS for part in ("-f", "lavfi", "-t", str(seconds), "-i", f"{one}=s=192x108:r=24")
        ]
        sound = ["-f", "lavfi", "-t", str(length), "-i", "sine=frequency=330"]
        joined = "".join(f"[{number}:v]format=yuv420p,setsar=1[v{number}];" for number in range(len(_SHOTS)))
        joined += "".join(f"[v{number}]" for number in range(len(_SHOTS))) + f"concat=n={len(_SHOTS)}[v]"
        out = ["-map", "[v]", "-map", f"{len(_SHOTS)}:a", "-preset", "ultrafast", "-metadata:s:a:0", "language=eng"]
        command = [tool, "-nostdin", "-v", "error", *shots, *sound, "-filter_complex", joined, *out, str(path)]
        subprocess.run(command, check=True, timeout=120)
    return path


@dataclass(frozen=True)
class Run:
    job: Job
    log: str
    folder: Path

    @property
    def told(self) -> dict[str, Any]:
        """The job as callers see it."""
        return wire.job(self.job)

    @property
    def stored(self) -> str:
        """The job's file as it lies on the disk."""
        return (self.folder / "jobs" / f"{self.job.id}.json").read_text("utf-8")


@contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    """For this process, as long as the block."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class HasEnvironment(Protocol):
    def env(self) -> dict[str, str]:
        """What leads to a cloud, or to an account."""


def run(
    cloud: HasEnvironment, film: Path, folder: Path, fields: dict[str, str] | None = None, **settings: str
) -> Run:
    """One job in aws mode with every service on, in this process; `settings` and form `fields` override."""
    places = {name: str(folder / name[:-4].lower()) + "s" for name in ("UPLOAD_DIR", "OUTPUT_DIR")}
    given = {**QUICK, **EVERYTHING, **places, "JOBS_DIR": str(folder / "jobs"), **settings}
    lines = _Lines()
    logger = logging.getLogger("personalizedTrailer")
    level = logger.level
    with environment(cloud.env()):
        chosen = load(given, {}, ())
        form = {
            **{"profile_id": "action_enthusiast", "max_duration": "5", "subtitle_language": "de"},
            **{"mode": "aws", "user_id": "viewer-1"},
            **(fields or {}),
        }
        wishes = job_request(film.name, form, choices(chosen, PRESETS, ("mock", "local", "aws")))
        store = DiskStore(chosen)
        job = Job(new_id(), "queued", utc_now(), wishes, Progress(STAGES[0], 0.0, "Waiting"))
        source = store.source_path(job)
        source.parent.mkdir(parents=True, exist_ok=True)
        os.link(film, source)
        store.create(job)
        logger.addHandler(lines)
        logger.setLevel(logging.DEBUG)
        try:
            ended = execute_job(store, chosen, job.id, utc_now)
        finally:
            logger.removeHandler(lines)
            logger.setLevel(level)
    return Run(ended, "\n".join(lines.said), folder)


class _Lines(logging.Handler):
    """Everything that is said, as a log file would have it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))
