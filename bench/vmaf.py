"""`script/bench vmaf`: what the default encode looks like, against x264's fast 23, at the same number of bytes.

Three real clips in their own size (the largest of the folder of clips, or three stretches of the demo film): each is
encoded by `fast 23`, and by the service's preset over a sweep of CRFs; between the points of the sweep the quality at
exactly the bytes of `fast 23` is interpolated over the logarithm of the size. A delta is the service's quality less
that of `fast 23`. --quick: shorter stretches and a coarser sweep.
"""

from __future__ import annotations

import math
import os
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.common import encoder, films, output
from bench.common.measure import BenchError, cpu_of
from bench.common.output import progress
from bench.common.quality import Quality, Scorer, scorer
from personalizedTrailer.errors import TrailerError
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe
from personalizedTrailer.settings import Settings, load

REFERENCE = "fast", 23
CLIPS = 3
SHORTEST = 15
"""Seconds that a clip must last."""
SWEEP = (-4, 7)
"""CRFs tried, from the service's own: first, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Point:
    """One encode."""

    size: int
    """Bytes."""
    quality: Quality


@dataclass(frozen=True, slots=True)
class Clip:
    film: Path
    start: float
    """Seconds."""


def clips() -> list[Clip]:
    """The largest usable clips of the folder, else stretches of the demo film."""
    chosen, folder = load(environ=os.environ), films.footage()
    sizes: list[tuple[int, Path, float]] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            media = probe(path, chosen, quick=False)
        except TrailerError:
            continue  # not a film, or a broken one
        video, seconds = media.video, float(media.seconds)
        plain = video.bit_depth == 8 and not (video.rotation or media.variable_rate or media.damaged)
        if plain and seconds >= SHORTEST:
            sizes.append((-video.width * video.height, path, seconds))
    if len(sizes) >= CLIPS:
        return [Clip(path, seconds / 3) for _, path, seconds in sorted(sizes)[:CLIPS]]
    return [Clip(films.demo(), start) for start in (20.0, 65.0, 110.0)]


def at_size(points: Sequence[Point], size: int, measure: Callable[[Quality], float | None]) -> float | None:
    """The quality that the sweep has at `size` bytes, interpolated over log size; None where it is not measured.

    Raises BenchError where the sweep does not reach that size.
    """
    known = sorted((point.size, value) for point in points if (value := measure(point.quality)) is not None)
    if not known:
        return None
    for (small, below), (large, above) in pairwise(known):
        if small <= size <= large:
            part = math.log(size / small) / math.log(large / small) if large > small else 1.0
            return below + part * (above - below)
    raise BenchError(f"The sweep does not reach {size} bytes: it has {known[0][0]} to {known[-1][0]}.")


@dataclass(frozen=True, slots=True)
class Delta:
    """What one clip shows."""

    reference: Point
    sweep: list[Point]
    own: Point
    """At the service's own CRF."""

    def of(self, measure: Callable[[Quality], float | None]) -> float | None:
        """The service's quality at the reference's bytes, less the reference's."""
        here, there = at_size(self.sweep, self.reference.size, measure), measure(self.reference.quality)
        return None if here is None or there is None else here - there


def measure(clip: Clip, seconds: float, crfs: Sequence[int], told: Settings, score: Scorer, folder: Path) -> Delta:
    """Encodes one clip in all ways."""
    tool, raw = ffmpeg.find(told).path, folder / "raw.y4m"
    encoder.cut_raw(score.tool, clip.film, clip.start, seconds, raw)

    def encoded(arguments: list[str]) -> Point:
        out = folder / "out.mp4"
        cpu_of([tool, "-nostdin", "-v", "error", "-y", "-i", str(raw), *arguments, str(out)])
        return Point(out.stat().st_size, score.score(out, raw))

    reference = encoded(encoder.arguments(*REFERENCE))
    sweep = [encoded(encoder.ours(told, crf)) for crf in crfs]
    own = sweep[list(crfs).index(told.ffmpeg_crf)]
    return Delta(reference, sweep, own)


HEADS = ("clip", "bytes of fast 23", "default, of its bytes", "VMAF of fast 23", "default at its CRF")
DELTAS = {"vmaf": "VMAF delta", "xpsnr": "XPSNR delta, dB", "ssim": "SSIM delta"}


def main(arguments: Sequence[str]) -> int:
    told = output.options("vmaf", __doc__).parse_args(arguments)
    chosen, score = load(environ=os.environ), scorer()
    crfs = range(chosen.ffmpeg_crf + SWEEP[0], chosen.ffmpeg_crf + SWEEP[1], 2 if told.quick else 1)
    table = output.Table(
        (*HEADS, *DELTAS.values()),
        ("{}", "{}", "{:.2f}", "{:.2f}", "{:.2f}", "{:+.2f}", "{:+.2f}", "{:+.5f}"),
        told.json,
    )
    found: list[list[float | None]] = []
    films.CACHE.mkdir(parents=True, exist_ok=True)
    for clip in clips():
        progress(f"{clip.film.name} …")
        with tempfile.TemporaryDirectory(prefix="vmaf_", dir=films.CACHE) as folder:
            delta = measure(clip, 2 if told.quick else 6, crfs, chosen, score, Path(folder))
        deltas = [delta.of(lambda quality, name=name: getattr(quality, name)) for name in DELTAS]  # type: ignore[misc]
        found.append(deltas)
        before, now = delta.reference, delta.own
        table.add(
            clip.film.name, before.size, now.size / before.size, before.quality.vmaf, now.quality.vmaf, *deltas
        )
    means = [None if None in column else statistics.mean(column) for column in zip(*found, strict=True)]
    more = dict(zip((f"{name}_delta" for name in DELTAS), means, strict=True))
    if more["vmaf_delta"] is None:
        progress("No FFmpeg here has libvmaf: VMAF is not measured.")
    encode = f"{chosen.ffmpeg_preset} {chosen.ffmpeg_crf}"
    table.close(**more, default=encode, scored_with=f"FFmpeg {score.version}", machine=output.machine())
    return 0
