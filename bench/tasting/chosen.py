"""What the real pipeline chooses for a viewer, stopped before it renders anything."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.common.measure import BenchError
from bench.tasting.truth import Truth
from personalizedTrailer import pipeline
from personalizedTrailer.analysis import registry
from personalizedTrailer.editing.footage import usable_footage
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.errors import Cancelled
from personalizedTrailer.model import Deliverable, Job, Progress, Span, Warning
from personalizedTrailer.settings import load
from personalizedTrailer.web.parse import choices, job_request

SELECTED = "personalization", 1.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A primary trailer as it was selected."""

    picks: tuple[Span, ...]
    usable: tuple[Span, ...]
    """What a trailer may use, as the analysis says."""


class _UntilSelected:
    """A sink that asks the pipeline to stop once the scenes are selected."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}
        self._done = False

    def stage(self, stage: str, fraction: float, message: str) -> None:
        self._done = self._done or (stage, fraction) == SELECTED

    def expect(self, stage: str, seconds: float) -> None:
        """What it would cost to go on is no matter here."""

    def record(self, **changes: object) -> None:
        self.known |= changes

    def warn(self, warning: Warning) -> None:
        """Nothing that is warned of changes what was selected."""

    def deliver(self, made: Path, deliverable: Deliverable) -> None:
        raise BenchError("The pipeline went on after it was asked to stop.")

    def cancelled(self) -> bool:
        return self._done


def choose(truth: Truth, profile: str, mode: str) -> Chosen:
    """The primary for a viewer, of the length that `truth` asks for; raises BenchError and TrailerError."""
    # What may be copied is not asked: it is a matter of rendering alone.
    settings = replace(load(environ=os.environ), render_strategy="encode")
    form = {"profile_id": profile, "max_duration": str(truth.target), "mode": mode}
    allowed = choices(settings, PRESETS, registry.modes(settings))
    job = Job(
        id="0" * 12,
        status="processing",
        submitted_at=datetime.now(UTC),
        request=job_request(truth.film.name, form, allowed),
        progress=Progress("upload", 0.0, ""),
    )
    sink = _UntilSelected()
    with tempfile.TemporaryDirectory(prefix="taste_") as folder:
        work = Path(folder) / "work"
        work.mkdir()
        private = replace(settings, output_dir=Path(folder) / "outputs")
        try:
            pipeline.run(job, truth.film, work, private, sink)
        except Cancelled:
            return _found(truth, sink.known)
    raise BenchError("The pipeline ended before it had selected anything.")


def _found(truth: Truth, known: dict[str, Any]) -> Chosen:
    media = known["media"]
    if (media.rate, media.frames) != (truth.rate, truth.frames):
        raise BenchError(
            f"{truth.film.name} has {media.frames} frames at {media.rate}, and not those that were put in."
        )
    primary = known["selections"][0]
    footage = usable_footage(known["analysis"].scenes, media.frames, truth.target * media.rate)
    return Chosen(
        tuple(pick.span for pick in primary.picks),
        tuple(scene.span for scene in footage.scenes),
    )
