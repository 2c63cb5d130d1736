"""`script/bench analysis`: how many cuts, fades and dissolves are found, and how many that are none.

Films: clips of the folder of real footage whose borders somebody wrote down, and films put together from stretches of
their shots and of clips without any border, in an order by chance, encoded by x264's defaults and with a keyframe every
two seconds and nowhere else. A cut counts within 0.1 s, a fade or dissolve within half a second. PySceneDetect's
detectors run on the same films with their defaults. `--quick` puts one minute together instead of four. What the whole
analysis takes of processor, time and memory is measured on the films of `script/bench render`, in fresh processes.
How many cuts fall inside a word is counted in the clips that have a transcript with the times of words.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.analysing import words
from bench.analysing.speed import measured
from bench.common import films, output
from bench.common.measure import BenchError
from bench.common.output import progress
from bench.rendering.sides import MOVIEPY
from bench.seeing.compose import compose, stretches
from bench.seeing.truth import Count, Known, checked_by_hand, count_cuts, count_gradual
from personalizedTrailer.analysis.local.borders import borders
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.media.seeing import see
from personalizedTrailer.settings import load

OURS = "own"
WITHOUT_BORDERS = (
    "drone_hevc_anamorphic_noaudio.mp4",
    "fireworks_mpeg4_mp2.avi",
    "flipping_a_pancake_opus.mkv",
    "people_10fps_noaudio_139s.mp4",
)
"""Clips of the folder that are one shot each."""
ENCODERS = {
    "x264 default": ("-c:v", "libx264"),
    "fixed groups": ("-c:v", "libx264", "-g", "48", "-keyint_min", "48", "-sc_threshold", "0"),
}


def composed(folder: Path, clips: Sequence[Known], seconds: float) -> Iterator[tuple[str, Known]]:
    """Films made of the shots of `clips`, by how they are encoded."""
    tool = ffmpeg.find(load(environ=os.environ)).path
    for number, (name, encoder) in enumerate(ENCODERS.items()):
        rng = random.Random(number)
        parts = stretches(clips, seconds, rng)
        yield name, compose(tool, parts, folder / f"composed_{number}.mp4", encoder, rng)


def ours(known: Known, folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of the cuts, and of the fades and dissolves, that our detector finds."""
    media = probe(known.film, load(environ=os.environ), quick=False)
    seen = see(known.film, media, folder, lambda part: None, never)
    zero = float(media.video.first_pts * media.video.time_base)
    hard: list[float] = []
    gradual: list[float] = []
    for border in borders(seen):
        frame = seen.first[min(border.frame, len(seen.first) - 1)]
        (hard if border.kind == "cut" else gradual).append(zero + float(frame / media.rate))
    return hard, gradual


def peers(known: Sequence[Known]) -> Mapping[str, Mapping[str, list[float]]]:
    """By film and detector; nothing where PySceneDetect is not installed."""
    python = MOVIEPY / "bin" / "python"
    if not python.is_file():
        return {}
    command = [str(python), str(Path(__file__).parent / "seeing" / "peers.py"), *(str(one.film) for one in known)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise BenchError(f"PySceneDetect failed: {(done.stderr.strip().splitlines() or ['without a word'])[-1]}")
    found: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return found


def main(arguments: Sequence[str]) -> int:
    told = output.options("analysis", __doc__).parse_args(arguments)
    by_hand = checked_by_hand(films.footage())
    if not by_hand:
        raise BenchError("There is no folder of clips with a groundtruth.json (FOOTAGE_DIR).")
    whole = [Known(films.footage() / name, (), ()) for name in WITHOUT_BORDERS]
    with tempfile.TemporaryDirectory(prefix="analysis_") as scratch:
        folder = Path(scratch)
        progress("Putting films together …")
        sets = {
            "checked by hand": by_hand,
            "without borders": whole,
            **{name: [known] for name, known in composed(folder, [*by_hand, *whole], 60 if told.quick else 240)},
        }
        every = [known for of_set in sets.values() for known in of_set]
        progress("Other detectors …")
        others = peers(every)
        progress("Ours …")
        mine = {str(known.film): ours(known, folder) for known in every}
    heads = ("detector", "films", "cuts", "found", "false", "recall", "precision")
    table = output.Table(heads, ("{}", "{}", "{}", "{}", "{}", "{:.3f}", "{:.3f}"), told.json)
    totals: dict[str, Count] = {}
    for detector in (OURS, *next(iter(others.values()), {})):
        for name, of_set in sets.items():
            found = [mine[str(k.film)][0] if detector == OURS else others[str(k.film)][detector] for k in of_set]
            count = sum((count_cuts(one, known) for one, known in zip(found, of_set, strict=True)), Count())
            totals[detector] = totals.get(detector, Count()) + count
            table.add(detector, name, count.known, count.found, count.false, count.recall, count.precision)
    gradual = sum((count_gradual(mine[str(known.film)][1], known) for known in every), Count())
    figures = measured(ffmpeg.find(load(environ=os.environ)).path, quick=told.quick, rounds=1 if told.quick else 3)
    best = max((count.recall or 0 for name, count in totals.items() if name != OURS), default=None)
    table.close(
        hard_recall=totals[OURS].recall,
        hard_precision=totals[OURS].precision,
        gradual_recall=gradual.recall,
        gradual_precision=gradual.precision,
        best_recall_of_others=best,
        **figures,
        **words.of_footage(films.footage()),
        all_films={name: {"recall": count.recall, "precision": count.precision} for name, count in totals.items()},
    )
    return 0
