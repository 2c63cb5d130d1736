"""Jobs for the tests of storage: a bare one, and one with every field in use."""

from __future__ import annotations

import dataclasses
import types
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from personalizedTrailer.model import Deliverable, Job, JobRequest, Profile, Progress, Provider
from personalizedTrailer.settings import Settings, load

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def sample(kind: Any) -> Any:
    """A value of any type that a job may hold, with every field in use."""
    plain = {str: "Фильм \u202e\n", int: 2**40, float: 0.1, bool: True, Fraction: Fraction(24000, 1001)}
    if kind in plain:
        return plain[kind]
    if kind is datetime:
        return START + timedelta(microseconds=1)
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: sample(hints[field.name]) for field in dataclasses.fields(kind)})  # type: ignore[operator]
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return args[-1]
    if origin in (Union, types.UnionType):
        return sample(args[0])
    if origin is tuple:
        return tuple(sample(arg) for arg in args if arg is not Ellipsis)
    assert origin is dict, kind
    return {"key": sample(args[1])}


def make_settings(root: Path, **overrides: object) -> Settings:
    folders = {name: root / f"{name.split('_')[0].lower()}s" for name in ("UPLOAD_DIR", "OUTPUT_DIR")}
    others = {"JOBS_DIR": root / "jobs", "LOG_FILE": root / "log"}
    return load({**folders, **others, **overrides}, environ={}, dotenv_files=())


def job_id(number: int) -> str:
    return f"{number:012x}"


def bare_job(number: int = 1, status: str = "queued") -> Job:
    """Later numbers were submitted later."""
    request: JobRequest = replace(sample(JobRequest), extension="mp4", profile=sample(Profile))
    submitted = START + timedelta(seconds=number)
    return Job(job_id(number), status, submitted, request, Progress("upload", 0, ""))  # type: ignore[arg-type]


def full_job(number: int = 1) -> Job:
    bare = bare_job(number)
    file_name = f"{bare.id}_trailer_master.mp4"
    full: Job = sample(Job)
    return replace(
        full,
        id=bare.id,
        status="failed",
        submitted_at=bare.submitted_at,
        request=bare.request,
        progress=bare.progress,
        attempts=2,
        providers={"audio": Provider("local", {"stream": 1, "tag": None, "gain": -1.5, "kept": True})},
        deliverables=(replace(sample(Deliverable), key="master", file_name=file_name),),
    )
