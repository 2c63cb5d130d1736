"""A published timeline, read by the words of the contract: what each output frame has to show."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Json = dict[str, Any]
PRIMARY = "primary"


@dataclass(frozen=True)
class PlannedClip:
    """`at` and `source` count frames of the trailer and of the film; `blend` and `outro` are lengths in frames."""

    number: int
    source: int
    frames: int
    at: int
    kind: str
    blend: int
    outro: int

    @property
    def end(self) -> int:
        return self.at + self.frames

    @property
    def source_end(self) -> int:
        return self.source + self.frames

    @property
    def head(self) -> int:
        """Frames at its beginning that are not the clip alone."""
        return self.blend // 2 if self.kind == "dip" else self.blend


@dataclass(frozen=True)
class Planned:
    name: str
    """`primary` or `variant_0` …"""
    rate: Fraction
    clips: tuple[PlannedClip, ...]
    assembly: Json

    @property
    def frames(self) -> int:
        return self.clips[-1].end

    @property
    def seconds(self) -> float:
        return float(self.frames / self.rate)

    def tail(self, index: int) -> int:
        """Frames at a clip's end that are not the clip alone."""
        if index + 1 == len(self.clips):
            return self.clips[index].outro
        after = self.clips[index + 1]
        if after.kind == "dip":
            return after.blend - after.blend // 2
        return after.blend if after.kind == "dissolve" else 0

    def runs_on(self, index: int) -> bool:
        """Whether the film simply goes on from the clip before into this one."""
        return (
            index > 0
            and self.clips[index].kind == "cut"
            and self.clips[index - 1].source_end == self.clips[index].source
        )

    def second(self, frame: int) -> float:
        return float(frame / self.rate)


@dataclass(frozen=True)
class Mixes:
    """For every output frame: one or two frames of the film's grid, their weights (the rest is black), its clip."""

    first: NDArray[np.int64]
    first_weight: NDArray[np.float64]
    second: NDArray[np.int64]
    """-1 where one frame is shown alone."""
    second_weight: NDArray[np.float64]
    clip: NDArray[np.int64]
    steps: NDArray[np.int64]
    """Length of the transition that a frame belongs to; 0 outside one."""


def read(assembly: Json) -> Planned:
    """An `assembly` or one of the `assemblies`."""
    numerator, denominator = str(assembly["frameRate"]).split("/")
    rate = Fraction(int(numerator), int(denominator))
    clips: list[PlannedClip] = []
    for number, item in enumerate(assembly["timeline"]):
        blend = round(float(item["transitionSeconds"]) * rate)
        overlap = blend if item["transition"] == "dissolve" and clips else 0
        clips.append(
            PlannedClip(
                number=number,
                source=int(item["sourceStartFrame"]),
                frames=int(item["frames"]),
                at=clips[-1].end - overlap if clips else 0,
                kind=str(item["transition"]),
                blend=blend,
                outro=round(float(item.get("outroSeconds") or 0) * rate) if item.get("outro") == "fade" else 0,
            )
        )
    if not clips:
        raise ValueError("the timeline is empty")
    return Planned(str(assembly.get("variantId") or PRIMARY), rate, tuple(clips), assembly)


def read_all(job: Json) -> list[Planned]:
    """The primary and the variants, in the job's order."""
    return [read(job["assembly"]), *(read(one) for one in job["assemblies"])]


def mixes(planned: Planned) -> Mixes:
    """What each output frame shows, by clips and transitions."""
    count = planned.frames
    first, second = np.zeros(count, np.int64), np.full(count, -1, np.int64)
    weight, other = np.ones(count), np.zeros(count)
    clip_of, steps = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for index, clip in enumerate(planned.clips):
        tail = planned.tail(index)
        leaves = index + 1 < len(planned.clips) and planned.clips[index + 1].kind == "dissolve"
        for frame in range(clip.at, clip.end):
            into, left = frame - clip.at, clip.end - frame
            here = clip.source + into
            if clip.kind == "dissolve" and index and into < clip.blend:
                second[frame], other[frame] = here, into / clip.blend
                continue
            first[frame], clip_of[frame] = here, index
            if into < clip.head:
                weight[frame], steps[frame] = into / clip.head, clip.head
            elif left <= tail:
                weight[frame], steps[frame] = left / tail, tail
                if leaves:
                    steps[frame] = tail
    return Mixes(first, weight, second, other, clip_of, steps)
