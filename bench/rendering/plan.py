"""The cuts that all sides make: what our pipeline planned, as plain numbers that any program can read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

from personalizedTrailer.model import Assembly, Timeline


@dataclass(frozen=True, slots=True)
class Plan:
    """The trailers of one job."""

    rate: str
    """Frames a second, as a fraction."""
    trailers: tuple[tuple[tuple[int, int], ...], ...]
    """Of each trailer its clips: first frame of the film, and frames until the next clip begins. Where two clips
    overlap in a dissolve the first is that much shorter, so that hard cuts give trailers of the same length."""
    renditions: tuple[tuple[int, int], ...]
    """Width and height, the top one first."""
    spans: tuple[tuple[int, int], ...]
    """Half-open ranges of frames of the film that are shown anywhere, apart and in order."""

    @property
    def frames(self) -> int:
        """Output frames of all trailers, in one rendition."""
        return sum(frames for trailer in self.trailers for _, frames in trailer)

    @property
    def distinct(self) -> int:
        """Different frames of the film among them."""
        return sum(end - start for start, end in self.spans)

    def seconds(self) -> list[list[tuple[float, float]]]:
        """The clips of each trailer in seconds: start in the film, and length."""
        rate = Fraction(self.rate)
        return [[(float(start / rate), float(frames / rate)) for start, frames in one] for one in self.trailers]


def of(assemblies: tuple[Assembly, ...]) -> Plan:
    """The plan of a job whose timelines are put together."""
    lines = [made.timeline for made in assemblies]
    return Plan(
        rate=str(lines[0].rate),
        trailers=tuple(_cuts(line) for line in lines),
        renditions=tuple((step.width, step.height) for step in assemblies[0].renditions),
        spans=union([(clip.source.start, clip.source.end) for line in lines for clip in line.clips]),
    )


def _cuts(line: Timeline) -> tuple[tuple[int, int], ...]:
    ends = [clip.at for clip in line.clips[1:]] + [line.frames]
    return tuple((clip.source.start, end - clip.at) for clip, end in zip(line.clips, ends, strict=True))


def union(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Half-open ranges, joined where they overlap or touch, in order."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def write(plan: Plan, path: Path) -> None:
    path.write_text(json.dumps(asdict(plan)), encoding="utf-8")


def read(path: Path) -> Plan:
    told = json.loads(path.read_text(encoding="utf-8"))
    return Plan(
        rate=told["rate"],
        trailers=tuple(tuple((start, frames) for start, frames in one) for one in told["trailers"]),
        renditions=tuple((width, height) for width, height in told["renditions"]),
        spans=tuple((start, end) for start, end in told["spans"]),
    )
