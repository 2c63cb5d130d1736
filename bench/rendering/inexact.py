"""Whether every frame of every rendition is the planned one: the independent checker of the tests, picture alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.media import planned, source_film
from tests.media.picture_check import PictureCheck
from tests.media.report import Report


@dataclass(frozen=True, slots=True)
class Exactness:
    """Of all files that were checked."""

    frames: int
    """Output frames, all renditions."""
    proving: int
    """Frames among them for which no neighbour could stand in."""
    inexact: int
    violations: tuple[str, ...]
    """All that the checker objects to, in sentences: inexact frames, streams, times, colours."""


def check(film: Path, folders: Sequence[Path]) -> Exactness:
    """Checks the trailers of one film that were made into `folders`, each with its `job.json`."""
    source = source_film.load(film)
    reports = []
    for folder in folders:
        job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
        reports.append(report := Report())
        pictures = PictureCheck(job, source, folder / "outputs", report)
        for plan in planned.read_all(job):
            pictures.check(plan)
        report.close()
    return Exactness(
        frames=_sum(reports, "frames"),
        proving=_sum(reports, "discriminating"),
        inexact=_sum(reports, "badFrames"),
        violations=tuple(violation for report in reports for violation in report.violations),
    )


def together(parts: Sequence[Exactness]) -> Exactness:
    """The same over several films."""
    return Exactness(
        frames=sum(part.frames for part in parts),
        proving=sum(part.proving for part in parts),
        inexact=sum(part.inexact for part in parts),
        violations=tuple(violation for part in parts for violation in part.violations),
    )


def _sum(reports: Sequence[Report], name: str) -> int:
    return sum(found for report in reports if isinstance(found := report.figures.get(name, 0), int))
