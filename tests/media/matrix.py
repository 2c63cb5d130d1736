"""Real clips through the real pipeline: `python -m tests.media.matrix --footage DIR --out DIR`.

Every readable clip of a folder is made into trailers of each length, with profiles and containers in rotation; each
job is checked whole, and a Markdown table of what was found grows as it goes. `--plans` checks the plans of all
combinations instead and renders nothing. Exit code 0: nothing is violated; 1: something is.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from tests.media import matrix_plans
from tests.media.planned import Json

ROOT = Path(__file__).resolve().parent.parent.parent
PROFILES = ("action_enthusiast", "family_viewer", "thriller_buff", "romance_devotee")
CONTAINERS = ("mp4", "mov")
VIDEOS = (".mp4", ".mov", ".mkv", ".avi", ".webm")
LONGEST = 1800
"""Seconds that a job, or its check, may take."""
HEAD = (
    *("clip", "T", "profile", "container", "rate", "size", "D of the five", "clips", "frames", "proving"),
    *("bad", "worst a", "sound off", "LUFS", "dBTP", "shares off", "shared", "made in", "violations"),
)


@dataclass(frozen=True)
class Combination:
    """One job of the matrix."""

    clip: Path
    seconds: int
    profile: str
    container: str

    @property
    def name(self) -> str:
        return f"{self.clip.stem}-{self.seconds}-{self.profile}-{self.container}"


@dataclass(frozen=True)
class Outcome:
    made: Combination
    took: float
    """Seconds for the trailers, without their check."""
    violations: tuple[str, ...]
    figures: Json = field(default_factory=dict)
    job: Json = field(default_factory=dict)

    def row(self) -> str:
        """A line of the table."""
        return "| " + " | ".join(self.cells()) + " |"

    def cells(self) -> list[str]:
        """What stands under each of `HEAD`."""
        cells = [self.made.clip.name, str(self.made.seconds), self.made.profile, self.made.container]
        if self.figures and self.job:
            cells += self._measured()
        else:
            cells += [""] * (len(HEAD) - len(cells) - 2)
        return [*cells, f"{self.took:.0f} s", str(len(self.violations))]

    def _measured(self) -> list[str]:
        figures, top = self.figures, self.job["assembly"]["renditions"][0]
        offset = figures.get("largestOffsetMs")
        return [
            str(self.job["assembly"]["frameRate"]),
            f"{top['width']}×{top['height']}",
            " ".join(f"{seconds:.2f}" for seconds in figures.get("trailerSeconds", [])),
            " ".join(map(str, figures.get("clips", []))),
            str(figures.get("frames", 0)),
            f"{100 * figures.get('discriminatingShare', 0):.0f} %",
            str(figures.get("badFrames", 0)),
            f"{figures.get('worstPart', 0):.2f}",
            "–" if offset is None else f"{offset:.2f} ms",
            _range(figures.get("lufs", {})),
            f"{max(figures['dbtp'].values()):.1f}" if figures.get("dbtp") else "–",
            f"{100 * figures.get('sharesMissed', 0):.1f}",
            f"{figures.get('sharedSeconds', 0):.1f} s",
        ]


def _range(values: dict[str, float]) -> str:
    if not values:
        return "–"
    low, high = min(values.values()), max(values.values())
    return f"{low:.1f}" if low == high else f"{low:.1f} … {high:.1f}"


def clips_of(folder: Path, only: str | None = None) -> list[Path]:
    """The readable videos of a folder: those called broken are left out."""
    found = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in VIDEOS]
    return [path for path in found if not path.name.startswith("broken_") and (not only or only in path.name)]


def combinations(footage: Path, lengths: Sequence[int], only: str | None = None) -> list[Combination]:
    """All jobs, shortest trailers first; a clip keeps its place in the rotation whatever `only` leaves out."""
    wanted = set(clips_of(footage, only))
    return [
        Combination(clip, seconds, PROFILES[(place + turn) % 4], CONTAINERS[(place // 4 + place + turn) % 2])
        for turn, seconds in enumerate(lengths)
        for place, clip in enumerate(clips_of(footage))
        if clip in wanted
    ]


def generate(made: Combination, folder: Path, settings: dict[str, str] | None = None) -> tuple[Json | None, str]:
    """The command of the package, in a process of its own; the job, or what was said instead."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "personalizedTrailer", "generate", str(made.clip.resolve())]
    command += ["--profile", made.profile, "--duration", str(made.seconds), "--format", made.container]
    command += ["--output", str(folder.resolve()), "--json"]
    environment = {**os.environ, "LOG_FILE": str(folder.resolve().parent / "matrix.log"), **(settings or {})}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST)
    try:
        job: Json = json.loads(done.stdout)
    except ValueError:
        return None, f"exit code {done.returncode}: {done.stderr.strip()[-500:]}"
    (folder / "job.json").write_text(done.stdout, encoding="utf-8")
    return job, done.stderr.strip()


def check(made: Combination, folder: Path) -> tuple[tuple[str, ...], Json]:
    """The checker, in a process of its own: violations and figures."""
    command = [sys.executable, "-m", "tests.media.check", str((folder / "job.json").resolve())]
    command += [str(made.clip.resolve()), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return (f"[check] exit code {done.returncode}: {done.stderr.strip()[-500:]}",), {}
    return tuple(told["violations"]), told["figures"]


def run_one(made: Combination, out: Path, keep: bool) -> Outcome:
    """Makes the trailers of one combination and checks them; what is clean is removed."""
    folder, began = out / made.name, time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    job, said = generate(made, folder)
    took = time.monotonic() - began
    if job is None:
        return Outcome(made, took, (f"[job] {said}",))
    violations, figures = check(made, folder)
    if not violations and not keep:
        shutil.rmtree(folder)
    return Outcome(made, took, violations, figures, job)


def table(outcomes: Sequence[Outcome]) -> str:
    """All rows so far, and below them every violation."""
    lines = ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD), *(one.row() for one in outcomes)]
    for one in outcomes:
        if one.violations:
            lines += ["", f"{one.made.name}:", *(f"- {violation}" for violation in one.violations)]
    return "\n".join([*lines, "", summary(outcomes), ""])


def summary(outcomes: Sequence[Outcome]) -> str:
    frames = sum(int(one.figures.get("frames", 0)) for one in outcomes)
    bad = sum(int(one.figures.get("badFrames", 0)) for one in outcomes)
    violated = sum(bool(one.violations) for one in outcomes)
    return (
        f"{len(outcomes)} jobs, {frames} frames compared, {bad} of them bad; "
        f"{sum(len(one.violations) for one in outcomes)} violations in {violated} jobs."
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.media.matrix", description=__doc__)
    parser.add_argument("--footage", type=Path, required=True, metavar="DIR", help="folder of clips")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the trailers are made")
    parser.add_argument("--seconds", type=int, nargs="+", help="lengths of trailers (default: 15 60)")
    parser.add_argument("--only", metavar="NAME", help="clips whose name contains this")
    parser.add_argument("--table", type=Path, metavar="FILE", help="the table (default: matrix.md in --out)")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time (default: 1)")
    parser.add_argument("--keep", action="store_true", help="keep the trailers that are sound, too")
    parser.add_argument("--plans", action="store_true", help="check plans of all combinations; render nothing")
    options = parser.parse_args(arguments)
    if options.plans:
        return matrix_plans.run(
            clips_of(options.footage, options.only), PROFILES, options.seconds or matrix_plans.LENGTHS
        )
    if options.out is None:
        parser.error("--out is needed")
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.table or options.out / "matrix.md"
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(options.jobs) as pool:
        wanted = combinations(options.footage, options.seconds or (15, 60), options.only)
        futures = [pool.submit(run_one, made, options.out, options.keep) for made in wanted]
        for future in as_completed(futures):
            outcomes.append(future.result())
            path.write_text(table(outcomes), encoding="utf-8")
            print(outcomes[-1].row(), *outcomes[-1].violations, sep="\n", flush=True)
    print(summary(outcomes))
    return int(any(one.violations for one in outcomes) or not outcomes)


if __name__ == "__main__":
    sys.exit(main())
