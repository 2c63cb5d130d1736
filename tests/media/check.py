"""The independent checker: `python -m tests.media.check JOB.json SOURCE [--outputs DIR] [--json]`.

Reads the public job object, the uploaded film and the delivered files, and says what breaks the contract.
Exit code 0: nothing; 1: violations; 2: the check could not be made.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.media import captions_check, files_check, picture_check, pictures_check, plan_check, planned, source_film
from tests.media.hls_check import StreamCheck
from tests.media.planned import Json, Planned
from tests.media.report import Report
from tests.media.sound_check import SoundCheck
from tests.media.source_film import SourceFilm
from tests.media.thumbs import Levels


def check_job(job: dict[str, object], source: Path, outputs: Path) -> Report:
    """Verifies every invariant of a finished job that can be seen from outside."""
    report = Report()
    found: Json = dict(job)
    _try(report, "job", lambda: files_check.check_job_object(found, report))
    if found.get("status") != "completed":
        report.close()
        return report
    plans = planned.read_all(found)
    film = source_film.load(source)
    report.figures["sourceFrames"] = len(film.thumbs)
    report.figures["sourceSeconds"] = round(float(film.seconds), 3)
    _try(report, "plan", lambda: plan_check.check_plan(found, plans, film, report))
    _try(report, "files", lambda: files_check.check_entries(found, outputs, report))
    _try(report, "storyboard", lambda: files_check.check_storyboard(found, outputs, report))
    _try(report, "captions", lambda: captions_check.check_captions(found, plans, outputs, report))
    streams = StreamCheck(found, outputs, report)
    for plan in plans:
        _try(report, f"{plan.name} as a stream", functools.partial(streams.check, plan))
    levels = _check_trailers(found, plans, film, outputs, report)
    _try(report, "pictures", lambda: pictures_check.check_pictures(found, film, plans, outputs, levels, report))
    frames, proving = report.figures.get("frames", 0), report.figures.get("discriminating", 0)
    if isinstance(frames, int) and isinstance(proving, int) and frames:
        report.figures["discriminatingShare"] = round(proving / frames, 4)
    report.close()
    return report


def _check_trailers(found: Json, plans: list[Planned], film: SourceFilm, outputs: Path, report: Report) -> Levels:
    """Checks all videos; returns the grey levels into which the film's own were converted."""
    sound = SoundCheck(found, film, report)
    pictures = picture_check.PictureCheck(found, film, outputs, report)

    def one(plan: Planned) -> None:
        files = pictures.check(plan)
        if files:
            sound.check(plan, files[0], files[0].stem)

    for plan in plans:
        _try(report, plan.name, functools.partial(one, plan))
    return pictures.levels


def _try(report: Report, what: str, step: Callable[[], None]) -> None:
    """What cannot even be looked at is a violation, and the rest is checked all the same."""
    try:
        step()
    except Exception as fault:
        report.fault("unreadable", f"{what}: {type(fault).__name__}: {fault}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.media.check", description=__doc__)
    parser.add_argument("job", type=Path, help="the job object, as GET /jobs/ID answers it")
    parser.add_argument("source", type=Path, help="the uploaded film")
    parser.add_argument("--outputs", type=Path, help="folder of the deliverables (default: beside the job)")
    parser.add_argument("--json", action="store_true", help="print figures and violations as JSON")
    options = parser.parse_args(arguments)
    try:
        job = json.loads(options.job.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        print(f"{options.job}: {fault}", file=sys.stderr)
        return 2
    report = check_job(job.get("job", job), options.source, options.outputs or options.job.parent)
    if options.json:
        print(json.dumps({"violations": report.violations, "figures": report.figures}, indent=1))
    else:
        for name, value in report.figures.items():
            print(f"{name}: {value}")
        for violation in report.violations:
            print(violation)
        print(f"{len(report.violations)} violations")
    return 1 if report.violations else 0


if __name__ == "__main__":
    sys.exit(main())
