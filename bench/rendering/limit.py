"""The least that rendering without copying could take: distinct frames decoded once and encoded once, and no more.

Decoding: the whole film is decoded on one thread, and its cost a frame is taken for each distinct frame; a real
renderer decodes from a keyframe on. Encoding: the distinct frames lie as raw pictures in each size, so that neither
decoding nor scaling is in it, and what it takes to read and start (a run that encodes nothing) is taken off. Preset
and CRF are the service's. No sound, no packaging, no verification.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from bench.common import encoder
from bench.common.measure import BenchError, cpu_of
from bench.rendering.plan import Plan
from bench.rendering.sides import count_frames
from personalizedTrailer.settings import Settings

MOST_FRAMES = 300
"""Raw frames on the disk at a time: under 1 GB of 1080p."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Processor seconds."""

    decode: float
    encode: float

    @property
    def cpu(self) -> float:
        return self.decode + self.encode


def measure(tool: str, film: Path, planned: Plan, settings: Settings, folder: Path) -> Limit:
    """Measures both parts with the FFmpeg, film and cuts of the benchmark."""
    whole = [tool, "-nostdin", "-v", "error", "-threads", "1", "-i", str(film), "-map", "0:v", "-f", "null", "-"]
    decode = cpu_of(whole) / count_frames(film) * planned.distinct
    raw, encode = folder / "distinct.raw", 0.0
    for batch in batches(planned.spans):
        for width, height in planned.renditions:
            read = _read(tool, raw, width, height, planned.rate)
            _write_raw(tool, film, batch, planned.rate, (width, height), raw)
            encode += cpu_of([*read, *encoder.default(settings), "-f", "null", "-"])
            encode -= cpu_of([*read, "-f", "null", "-"])
    raw.unlink()
    return Limit(decode, encode)


def batches(spans: tuple[tuple[int, int], ...], most: int = MOST_FRAMES) -> list[list[tuple[int, int]]]:
    """The spans in groups of at most `most` frames; a span that is longer than that is divided."""
    made: list[list[tuple[int, int]]] = [[]]
    room = most
    for start, end in spans:
        while start < end:
            taken = min(room, end - start)
            made[-1].append((start, start + taken))
            start, room = start + taken, room - taken
            if not room:
                made.append([])
                room = most
    return made if made[-1] else made[:-1]


def _read(tool: str, raw: Path, width: int, height: int, rate: str) -> list[str]:
    shape = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", rate]
    return [tool, "-nostdin", "-v", "error", *shape, "-i", str(raw)]


def _write_raw(
    tool: str, film: Path, spans: list[tuple[int, int]], rate: str, size: tuple[int, int], raw: Path
) -> None:
    with raw.open("wb") as out:
        for start, end in spans:
            # Half a frame early: a seek to the very frame may round to the one after it.
            at = max(0.0, float((start - Fraction(1, 2)) / Fraction(rate)))
            command = [tool, "-nostdin", "-v", "error", "-ss", f"{at:.6f}", "-i", str(film), "-map", "0:v"]
            command += ["-frames:v", str(end - start), "-vf", f"scale={size[0]}:{size[1]}", "-pix_fmt", "yuv420p"]
            if subprocess.run([*command, "-f", "rawvideo", "-"], stdin=subprocess.DEVNULL, stdout=out).returncode:
                raise BenchError("The frames of the film cannot be laid out as raw pictures.")
