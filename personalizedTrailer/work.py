"""What a run of the pipeline offers to those who make what comes with its trailers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.model import Analysis, Deliverable, Job, MediaInfo, Rendition, Warning


class Work(Protocol):
    """The run that they belong to."""

    job: Job
    aws: Aws | None
    """None outside aws mode."""

    @property
    def trailers(self) -> Mapping[tuple[str, Rendition], Path]:
        """Every finished trailer, by variant id and rendition."""

    @property
    def media(self) -> MediaInfo: ...

    @property
    def analysis(self) -> Analysis: ...

    def step(self, stage: str, fraction: float, message: str) -> None: ...

    def know(self, **changes: object) -> None: ...

    def warn(self, warning: Warning) -> None: ...

    def deliver(self, path: Path, deliverable: Deliverable) -> None: ...

    def cancelled(self) -> bool: ...
