"""What a person sees while trailers are made, and afterwards."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.filesize import decimal
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from personalizedTrailer.cli.film import place_of
from personalizedTrailer.model import STAGES, Job


class Bar:
    """A progress bar on stderr, one step a stage; nothing where it is not `shown`."""

    def __init__(self, *, shown: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.fields[stage]:>15}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
            console=Console(stderr=True),
            disable=not shown,
        )
        self._task = self._progress.add_task("", total=len(STAGES), stage=STAGES[0])

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._progress.update(self._task, completed=len(STAGES), description="", stage=STAGES[-1])
        self._progress.stop()

    def watch(self, stage: str, fraction: float, message: str) -> None:
        done = STAGES.index(stage) + fraction
        self._progress.update(self._task, completed=done, description=escape(message), stage=stage)


def show_made(job: Job, output: Path) -> None:
    """A table of every file, and every warning, on stdout."""
    console = Console()
    table = Table(title=f"Trailers of {escape(job.request.source_name)}", caption=f"in {escape(str(output))}")
    for heading in ("File", "What", "Length", "Size"):
        table.add_column(heading, overflow="fold")
    for made in job.deliverables:
        if made.key.startswith("keyframe_") or made.part_of:
            continue
        what = made.variant.name if made.variant else made.key
        length = "" if made.seconds is None else f"{made.seconds:.1f} s"
        table.add_row(place_of(output, job, made).name, what, length, decimal(made.size_bytes))
    console.print(table)
    for warning in job.warnings:
        console.print(f"Note: {escape(warning.message)}")
    if job.analysis and job.analysis.simulated:
        console.print("Scenes and scores are simulated (mock mode); the cuts are real.")
