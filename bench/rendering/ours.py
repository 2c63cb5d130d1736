"""Our side, as a child: `python -m bench.rendering.ours FILM FOLDER --seconds 60 [--top-only] [--plan-only]`.

Runs the real pipeline with a sink in memory until the last trailer is delivered; captions and pictures are not made.
What concerns the pipeline's inside is in this file alone: its events, its ladder and its functions of verification.
FOLDER receives `plan.json`, `job.json` (the public job object), `run.json` (a `Seen`) and the trailers in `outputs`.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.common.process import tree_cpu
from bench.rendering import plan
from bench.rendering.ledger import Ledger
from personalizedTrailer import pipeline, wire
from personalizedTrailer.analysis import registry
from personalizedTrailer.deliverables.naming import trailer_key
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.errors import Cancelled
from personalizedTrailer.model import Deliverable, Job, MediaInfo, Progress, Rendition, Warning
from personalizedTrailer.settings import load
from personalizedTrailer.web.parse import choices, job_request

SELECTED = "personalization", 1.0
"""Stage, and part of it, at which the scenes are selected."""
PLANNED = "assembly", 1.0
"""The same for the timelines: what follows is rendering."""
RENDERED = "rendering", 1.0
"""All trailers are delivered."""
CHECKS = (
    ("personalizedTrailer.rendering.encode", "check_take"),
    ("personalizedTrailer.rendering.trailer", "verify"),
)
"""What verifies, by the modules that call it: each works in the thread that calls it."""
PROFILE = "action_enthusiast"


@dataclass(frozen=True, slots=True)
class Moment:
    """Since the process began, in seconds."""

    wall: float
    cpu: float
    """Of this process and all its children."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the child saw from inside; the whole of its cost is measured from outside."""

    selected: Moment
    planned: Moment
    first: Moment | None
    """The primary's top rendition is delivered."""
    last: Moment | None
    """The last file of the last trailer is delivered."""
    verification_cpu: float | None
    """Processor seconds; None where the functions of `CHECKS` are not found."""
    spent: dict[str, float]
    """Processor seconds of this process, and of its children by what they were for."""
    starts: dict[str, int]
    """How many children of each kind there were."""


class Recorder:
    """A sink in memory; asks the pipeline to stop once it has reached `until`."""

    def __init__(self, outputs: Path, until: tuple[str, float]) -> None:
        self.reached: dict[tuple[str, float], Moment] = {}
        self.delivered: list[tuple[Deliverable, Moment]] = []
        self.known: dict[str, Any] = {}
        self._outputs, self._until = outputs, until
        self._began = time.monotonic()

    def now(self) -> Moment:
        return Moment(time.monotonic() - self._began, tree_cpu(os.getpid()))

    def stage(self, stage: str, fraction: float, message: str) -> None:
        if (stage, fraction) in (SELECTED, PLANNED, RENDERED):
            self.reached[stage, fraction] = self.now()

    def expect(self, stage: str, seconds: float) -> None:
        pass  # what is measured here needs no guess

    def record(self, **changes: object) -> None:
        self.known |= changes

    def warn(self, warning: Warning) -> None:
        if warning.code == "partial_footage":  # it would be planned twice
            raise RuntimeError(f"a film of a benchmark ought to be sound: {warning.message}")

    def deliver(self, made: Path, deliverable: Deliverable) -> None:
        made.rename(self._outputs / deliverable.file_name)
        self.delivered.append((deliverable, self.now()))

    def cancelled(self) -> bool:
        return self._until in self.reached


class CheckClock:
    """Adds up the processor time of the functions of `CHECKS`, over all threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._spent = 0.0
        found = [(module, name) for where, name in CHECKS if hasattr(module := import_module(where), name)]
        self._complete = len(found) == len(CHECKS)
        for module, name in found:
            setattr(module, name, self._timed(getattr(module, name)))

    def _timed(self, check: Callable[..., object]) -> Callable[..., object]:
        def timed(*args: object, **named: object) -> object:
            began = time.thread_time()
            try:
                return check(*args, **named)
            finally:
                with self._guard:
                    self._spent += time.thread_time() - began

        return timed

    @property
    def spent(self) -> float | None:
        """Processor seconds."""
        return self._spent if self._complete else None


def by_work(checked: float | None, ledger: Ledger) -> dict[str, float]:
    """Processor seconds of this process, and of its children, by what they were for."""
    own = time.process_time()
    if checked is None:
        return {"pipeline": own, **ledger.cpu}
    return {"pipeline": own - checked, "verification in the pipeline": checked, **ledger.cpu}


def request(film: Path, seconds: int) -> Job:
    """A job as a caller would ask for it."""
    settings = load(environ=os.environ)
    allowed = choices(settings, PRESETS, registry.modes(settings))
    form = {
        "profile_id": PROFILE,
        "max_duration": str(seconds),
        "include_captions": "no",
        "include_storyboard": "no",
        "mode": "mock",
    }
    wish = job_request(film.name, form, allowed)
    return Job("be0cbe0cbe0c", "processing", datetime.now(UTC), wish, Progress("upload", 0.0, ""))


def make_trailers(film: Path, folder: Path, seconds: int, top_only: bool, plan_only: bool) -> None:
    """Runs the pipeline as far as wanted and writes down what was seen."""
    outputs, work = folder / "outputs", folder / "work"
    outputs.mkdir()
    work.mkdir()
    if top_only:
        _only_the_top_rendition()
    clock, ledger = CheckClock(), Ledger()
    sink = Recorder(outputs, PLANNED if plan_only else RENDERED)
    job = request(film, seconds)
    try:
        pipeline.run(job, film, work, load(environ=os.environ), sink)
    except Cancelled:
        if not sink.cancelled():
            raise
    job = replace(job, status="completed", **sink.known, deliverables=tuple(made for made, _ in sink.delivered))
    if not plan_only and (missing := promised(job) - {made.key for made in job.deliverables}):
        raise RuntimeError(f"rendering ended without {', '.join(sorted(missing))}: RENDERED is wrong")
    plan.write(plan.of(job.assemblies), folder / "plan.json")
    (folder / "job.json").write_text(json.dumps(wire.job(job)), encoding="utf-8")
    seen = Seen(
        selected=sink.reached[SELECTED],
        planned=sink.reached[PLANNED],
        first=next((at for made, at in sink.delivered if made.key == "master"), None),
        last=sink.delivered[-1][1] if sink.delivered else None,
        verification_cpu=clock.spent,
        spent=by_work(clock.spent, ledger),
        starts=dict(ledger.starts),
    )
    (folder / "run.json").write_text(json.dumps(asdict(seen)), encoding="utf-8")


def promised(job: Job) -> set[str]:
    """The keys of all trailers in all renditions."""
    return {trailer_key(made.timeline.variant, step) for made in job.assemblies for step in made.renditions}


def _only_the_top_rendition() -> None:
    inside = vars(pipeline)
    whole: Callable[[MediaInfo], tuple[Rendition, ...]] = inside["ladder"]
    inside["ladder"] = lambda media: whole(media)[:1]


def read(folder: Path) -> Seen:
    """What a child wrote into `folder`."""
    told = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    moments = {
        name: Moment(**told[name]) if told[name] else None for name in ("selected", "planned", "first", "last")
    }
    return Seen(**{**told, **moments})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("film", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--top-only", action="store_true")
    parser.add_argument("--plan-only", action="store_true")
    told = parser.parse_args()
    make_trailers(told.film, told.folder, told.seconds, told.top_only, told.plan_only)


if __name__ == "__main__":
    main()
