"""`script/bench render`: what rendering costs, against the guide's way, MoviePy and the least that is possible.

Costs are processor seconds, user and system, of fresh child processes with nothing in any cache; the sides run in turn
(A B A B), and a ratio is the median over the rounds. All sides make the same cuts, which our pipeline planned, with
the same FFmpeg, preset, CRF and renditions. Counted is rendering: picture, sound, packaging and, on our side,
verification. `--quick`: two minutes of 720p, five trailers of 9 s; else ten minutes of 1080p, five of 60 s.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.common import films, output
from bench.common.films import Recipe
from bench.common.measure import BenchError
from bench.common.output import progress
from bench.rendering import copied, inexact, limit, results, rounds, sides
from bench.rendering.sides import Bench
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings import load


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the benchmark is."""

    film: Recipe
    seconds: int
    """Of each trailer."""
    rounds: int
    rounds_of_tops: int
    """Of those with the top rendition alone."""
    large: tuple[Recipe, int] | None
    """A film of 4K and the length of its trailers, for the memory that they take."""


FULL = Scale(films.LONG, 60, 3, 2, (films.LARGE, 9))
QUICK = Scale(films.SHORT, 9, 2, 1, None)


def measure(scale: Scale, folder: Path) -> dict[str, object]:
    """Runs everything; the JSON object of results."""
    tool = ffmpeg.find(load(environ=os.environ))
    bench = Bench(films.make(scale.film, tool.path), scale.seconds, folder)
    runs = rounds.run(bench, scale.rounds, scale.rounds_of_tops)
    progress("Pure decoding and encoding …")
    least = limit.measure(tool.path, bench.film, runs.planned, bench.settings, folder)
    copied_share = copied.share(bench.film, sides.top_files(runs.auto[-1].folder)) if runs.auto else None
    checked = [(bench.film, [side[-1].folder for side in (runs.encode, runs.auto) if side])]
    large = None
    if scale.large:
        progress("A film of 4K …")
        recipe, seconds = scale.large
        huge = Bench(films.make(recipe, tool.path), seconds, folder / "large")
        large = huge.ours("auto")
        checked.append((huge.film, [large.folder]))
    found = results.summarise(runs, least, copied_share, large)
    progress("Checking every frame …")
    exact = inexact.together([inexact.check(film, folders) for film, folders in checked])
    return {
        **found.figures,
        "inexact_frames": exact.inexact,
        "frames_checked": exact.frames,
        "frames_proving": exact.proving,
        "violations": list(exact.violations),
        "reasons": found.reasons,
        "film": scale.film.title,
        "trailers": f"5 of at most {scale.seconds} s, {scale.rounds} rounds",
        "encoder": " ".join(map(str, bench.encoder)),
        "ffmpeg": tool.version,
        "machine": output.machine(),
    }


def main(arguments: Sequence[str]) -> int:
    parser = output.options("render", __doc__)
    parser.add_argument("--rounds", type=int, help="how often each side runs (default: 3, quick 2)")
    told = parser.parse_args(arguments)
    scale = QUICK if told.quick else FULL
    if told.rounds is not None:
        if told.rounds < 1:
            raise BenchError("--rounds is a whole number from 1 on.")
        scale = replace(scale, rounds=told.rounds)
    films.CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="render_", dir=films.CACHE) as folder:
        found = measure(scale, Path(folder))
    output.show(found, told.json)
    return 0
