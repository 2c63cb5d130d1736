"""`script/bench presets [FILM]`: the default encode against those that the guide names.

Encodes the same stretches of a film (the demo film where none is named) with each setting, interleaved, one thread, and
prints processor seconds, size and quality (SSIM, PSNR and XPSNR of luma, VMAF, where FFmpeg has them) as ratios to
`fast 23`. --quick: two stretches instead of six.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common import encoder, films, output
from bench.common.measure import BenchError, cpu_of
from bench.common.quality import Quality, Scorer, scorer
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings import load

SETTINGS = (("fast", 23), ("veryfast", 21), ("medium", 23), ("veryfast", 23))
STRETCH_SECONDS = 4
APART_SECONDS = 20
"""From the beginning of one stretch to that of the next."""


@dataclass(frozen=True, slots=True)
class Encode:
    cpu: float
    """Processor seconds."""
    size: int
    """Bytes."""
    quality: Quality


def encode(tool: str, raw: Path, arguments: Sequence[str], out: Path, score: Scorer) -> Encode:
    spent = cpu_of([tool, "-nostdin", "-v", "error", "-y", "-i", str(raw), *arguments, str(out)])
    return Encode(spent, out.stat().st_size, score.score(out, raw))


def median(runs: Sequence[Encode], measure: str) -> float | None:
    """Of one measure of quality; None where it is not measured."""
    values = [getattr(one.quality, measure) for one in runs]
    return None if None in values else statistics.median(values)


def main(arguments: Sequence[str]) -> int:
    parser = output.options("presets", __doc__)
    parser.add_argument("film", type=Path, nargs="?", help="default: the demo film")
    parser.add_argument("--stretches", type=int, help="how many (default: 6)")
    told = parser.parse_args(arguments)
    if told.film and not told.film.is_file():
        raise BenchError(f"There is no film {told.film}.")
    settings = load(environ=os.environ)
    film, tool, score = told.film or films.demo(), ffmpeg.find(settings), scorer()
    default = settings.ffmpeg_preset, settings.ffmpeg_crf
    results: dict[tuple[str, int], list[Encode]] = {setting: [] for setting in SETTINGS}
    with tempfile.TemporaryDirectory() as folder:
        raw, out = Path(folder) / "raw.y4m", Path(folder) / "out.mp4"
        for number in range(told.stretches or (2 if told.quick else 6)):
            encoder.cut_raw(tool.path, film, 5 + number * APART_SECONDS, STRETCH_SECONDS, raw)
            for preset, crf in SETTINGS:
                ours = (preset, crf) == default
                encoded = encoder.ours(settings) if ours else encoder.arguments(preset, crf)
                results[preset, crf].append(encode(tool.path, raw, encoded, out, score))
    table = output.Table(
        ("preset, CRF", "CPU, ratio to fast 23", "size, ratio", "SSIM Y", "PSNR Y dB", "XPSNR Y dB", "VMAF"),
        ("{}", "{:.2f}", "{:.2f}", "{:.4f}", "{:.2f}", "{:.2f}", "{:.2f}"),
        told.json,
    )
    base = results["fast", 23]
    for (preset, crf), made in results.items():
        cpu = statistics.median(one.cpu / other.cpu for one, other in zip(made, base, strict=True))
        size = statistics.median(one.size / other.size for one, other in zip(made, base, strict=True))
        quality = [median(made, name) for name in ("ssim", "psnr", "xpsnr", "vmaf")]
        table.add(f"{preset} {crf}", cpu, size, *quality)
    table.close(film=film.name, encoded_with=f"FFmpeg {tool.version}", scored_with=f"FFmpeg {score.version}")
    return 0
