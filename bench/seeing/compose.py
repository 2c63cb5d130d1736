"""Films put together from stretches of real shots, so that every border is known to the frame."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from bench.common.measure import BenchError
from bench.seeing.truth import Known

SIZE, RATE = (640, 360), 24
SHORTEST, LONGEST = 0.8, 5.0
"""Seconds of a shot."""
DISSOLVES, DISSOLVE_FRAMES = 0.12, (10, 30)
"""Share of the borders that are dissolves, and how long those are."""
_MARGIN = 0.3
"""Seconds left out on either side of a border of the clip that a stretch is taken from."""

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of one shot of a clip."""

    clip: Path
    start: float
    """Seconds of the container's time."""
    frames: int


def stretches(clips: Sequence[Known], seconds: float, rng: random.Random) -> list[Stretch]:
    """Parts of the shots of clips whose borders are known, by chance; neighbours are of two clips where they can be."""
    free: list[tuple[Path, float, float]] = []
    for known in clips:
        borders = sorted([*((cut, cut) for cut in known.cuts), *known.gradual, *((m, m) for m in known.unsure)])
        begins, end = 0.0, _length(known.film)
        for start, stop in [*borders, (end, end)]:
            free += _parts(known.film, begins + _MARGIN, start - _MARGIN, rng)
            begins = max(begins, stop)
    rng.shuffle(free)
    made: list[Stretch] = []
    left = seconds
    while free and left > 0:
        at = next((place for place, part in enumerate(free) if not made or part[0] != made[-1].clip), 0)
        clip, start, length = free.pop(at)
        made.append(Stretch(clip, start, round(length * RATE)))
        left -= length
    return made


def _parts(clip: Path, start: float, end: float, rng: random.Random) -> Iterator[tuple[Path, float, float]]:
    while end - start >= SHORTEST:
        length = min(end - start, SHORTEST * (LONGEST / SHORTEST) ** rng.random())
        yield clip, start, length
        start += length + _MARGIN


def _length(clip: Path) -> float:
    with av.open(str(clip)) as container:
        return (container.duration or 0) / av.time_base


def compose(ffmpeg: str, parts: Sequence[Stretch], out: Path, encoder: Sequence[str], rng: random.Random) -> Known:
    """Writes the stretches one after another, with a cut or a dissolve between them; raises BenchError."""
    command = [ffmpeg, "-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-r", str(RATE)]
    command += ["-s", f"{SIZE[0]}x{SIZE[1]}", "-i", "pipe:0", "-pix_fmt", "yuv420p", *encoder, str(out)]
    cuts: list[float] = []
    gradual: list[tuple[float, float]] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        assert child.stdin
        held: list[Picture] = []
        written = 0
        for number, part in enumerate(parts):
            pictures = _pictures(part)
            mixed = 0
            if number and rng.random() < DISSOLVES:
                mixed = min(rng.randint(*DISSOLVE_FRAMES), len(held) // 2, len(pictures) // 2)
            body = held[: len(held) - mixed]
            for picture in body:
                child.stdin.write(picture.tobytes())
            written += len(body)
            if mixed:
                gradual.append((written / RATE, (written + mixed) / RATE))
                for step in range(mixed):
                    weight = (step + 1) / (mixed + 1)
                    old, new = held[len(held) - mixed + step], pictures[step]
                    child.stdin.write((old * (1 - weight) + new * weight).astype(np.uint8).tobytes())
                written += mixed
            elif number:
                cuts.append(written / RATE)
            held = pictures[mixed:]
        for picture in held:
            child.stdin.write(picture.tobytes())
    if child.returncode:
        raise BenchError("FFmpeg could not write a film for the benchmark.")
    return Known(out, tuple(cuts), tuple(gradual))


def _pictures(part: Stretch) -> list[Picture]:
    """The frames of a stretch at RATE, in SIZE."""
    made: list[Picture] = []
    with av.open(str(part.clip)) as container:
        stream = container.streams.video[0]
        container.seek(max(0, int((part.start - 1) * av.time_base)))
        latest: Any = None
        for frame in container.decode(stream):
            if frame.time is None:
                continue
            while latest is not None and len(made) < part.frames and part.start + len(made) / RATE < frame.time:
                made.append(latest)
            if len(made) == part.frames:
                break
            latest = frame.reformat(*SIZE, "rgb24").to_ndarray() if frame.time > part.start - 0.2 else latest
        if latest is not None:
            made += [latest] * (part.frames - len(made))
    return made
