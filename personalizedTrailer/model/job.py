"""A job: what was asked, how far it is, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from personalizedTrailer.model.analysis import Analysis, Warning
from personalizedTrailer.model.footage import MediaInfo
from personalizedTrailer.model.plan import Assembly, Deliverable, Profile, RankedScene, Selection

Status = Literal["queued", "processing", "completed", "failed", "cancelled"]
Scalar = str | int | float | bool | None

STAGES = ("upload", "analysis", "personalization", "assembly", "rendering", "deliverables", "completion")
ENDED: frozenset[str] = frozenset({"completed", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class JobRequest:
    """What the caller asked for, checked."""

    source_name: str
    """The caller's file name, for display alone."""
    extension: str
    profile: Profile
    target_language: str
    subtitle_language: str
    max_duration: int
    """Seconds."""
    output_format: str
    include_captions: bool
    include_storyboard: bool
    mode: str
    user_id: str | None = None
    """By whom Personalize knows the viewer; None ranks by the profile alone."""
    source_key: str | None = None
    """Under which the film lies in the bucket, where it came from there."""


@dataclass(frozen=True, slots=True)
class Progress:
    stage: str
    percent: float
    """0 to 100, of the whole job."""
    message: str
    seconds_left: float | None = None
    """Until the end of the job; None until there is something to tell it from."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What one part of the work really ran on."""

    mode: str
    details: dict[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobError:
    code: str
    message: str
    stage: str
    fault: str


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    """12 lower-case hexadecimal digits."""
    status: Status
    submitted_at: datetime
    request: JobRequest
    progress: Progress
    started_at: datetime | None = None
    completed_at: datetime | None = None
    mode: str | None = None
    attempts: int = 0
    cancel_requested: bool = False
    timings: dict[str, float] = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()
    providers: dict[str, Provider] = field(default_factory=dict)
    media: MediaInfo | None = None
    digest: str | None = None
    analysis: Analysis | None = None
    ranked: tuple[RankedScene, ...] = ()
    selections: tuple[Selection, ...] = ()
    """The primary first, then the variants; empty until chosen."""
    assemblies: tuple[Assembly, ...] = ()
    """In the order of `selections`."""
    deliverables: tuple[Deliverable, ...] = ()
    error: JobError | None = None
    aws_cost_usd: float = 0.0
    """What all attempts together have cost at AWS, as far as it is known, by our estimate."""

    @property
    def synthetic(self) -> bool:
        """Whether AWS was asked for, and the analysis is invented."""
        return self.request.mode == "aws" and self.analysis is not None and self.analysis.simulated
