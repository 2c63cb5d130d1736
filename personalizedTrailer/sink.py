"""Where the pipeline tells what it finds."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from personalizedTrailer.model import Deliverable, Warning


class Sink(Protocol):
    """Where the pipeline tells what it does; whoever runs it decides what becomes of that."""

    def stage(self, stage: str, fraction: float, message: str) -> None:
        """`fraction` 0 to 1 of this stage is done; `message` is one sentence for a person."""

    def expect(self, stage: str, seconds: float) -> None:
        """What a stage is going to cost, in the seconds of `costs`; told where that is known better than before."""

    def record(self, **changes: object) -> None:
        """Fields of the job that are known now (`media=…`, `analysis=…`, `assemblies=…`)."""

    def warn(self, warning: Warning) -> None: ...

    def deliver(self, made: Path, deliverable: Deliverable) -> None:
        """A finished, verified file: move it to its place and list it in the job."""

    def cancelled(self) -> bool: ...
