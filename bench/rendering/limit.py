"""The least that rendering without copying could take: distinct frames decoded once and encoded once, and no more.

Decoding: the whole film is decoded on one thread, and its cost a frame is taken for each distinct frame; a real
renderer decodes from a keyframe on. Encoding: the distinct frames lie as raw pictures in each size, so that neither
decoding nor scaling is in it, and what it takes to read and start (a run that encodes nothing) is taken off. Preset
and CRF are the service's. No sound, no packaging, no verification. As many processes run at once as the renderer
starts: where two threads of one core are both busy, the same work takes more processor seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av

from bench.common import encoder
from bench.common.measure import run
from bench.rendering.plan import Plan
from bench.rendering.sides import count_frames
from personalizedTrailer.settings import Settings

MOST_FRAMES = 150
"""Raw frames on the disk at a time, for each process: under 1 GB in all sizes of 1080p."""


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
    at_once, quiet = settings.render_threads, [tool, "-nostdin", "-v", "error"]
    slots = [
        {size: folder / f"distinct_{slot}_{size[1]}.raw" for size in planned.renditions} for slot in range(at_once)
    ]
    with ThreadPoolExecutor(at_once) as pool:

        def cpu(commands: Sequence[list[str]]) -> float:
            return sum(spent.cpu for spent in pool.map(lambda command: run(command, folder), commands))

        whole = [*quiet, "-threads", "1", "-i", str(film), "-map", "0:v", "-f", "null", "-"]
        decode = cpu([whole] * at_once) / at_once / count_frames(film) * planned.distinct
        frames, encode = distinct(film, planned.spans), 0.0
        while filled := [raws for raws in slots if write_raws(frames, raws)]:
            reads = [
                [*quiet, *_raw(size, planned.rate), "-i", str(raw)] for raws in filled for size, raw in raws.items()
            ]
            encode += cpu([[*read, *encoder.ours(settings), "-f", "null", "-"] for read in reads])
            encode -= cpu([[*read, "-f", "null", "-"] for read in reads])
    return Limit(decode, encode)


def _raw(size: tuple[int, int], rate: str) -> list[str]:
    return ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size[0]}x{size[1]}", "-r", rate]


def distinct(film: Path, spans: tuple[tuple[int, int], ...]) -> Iterator[av.VideoFrame]:
    """The frames of a film of constant rate that lie in the spans, in order."""
    wanted = {frame for start, end in spans for frame in range(start, end)}
    with av.open(str(film)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for number, frame in enumerate(container.decode(video=0)):
            if number in wanted:
                yield frame


def write_raws(frames: Iterator[av.VideoFrame], raws: dict[tuple[int, int], Path], most: int = MOST_FRAMES) -> int:
    """Writes the next frames, as many as there are and at most `most`, in each size; returns how many there were."""
    written = 0
    with ExitStack() as stack:
        files = {size: stack.enter_context(path.open("wb")) for size, path in raws.items()}
        for frame in islice(frames, most):
            for (width, height), out in files.items():
                out.write(frame.reformat(width, height, "yuv420p").to_ndarray().tobytes())
            written += 1
    return written
