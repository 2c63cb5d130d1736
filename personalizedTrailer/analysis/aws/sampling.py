"""Which frames Rekognition is shown, for what is charged is the frame: all scenes once, then those that matter. Pure.

First one frame of every scene that may be used, for its labels; then several frames of the scenes that trailers may be
cut from, for faces and celebrities besides. How many there are of these goes by the trailers, not by the film.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from personalizedTrailer.analysis.aws.thrift import MOST_FRAMES
from personalizedTrailer.editing.footage import overlap
from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import RankedScene, Scene, Span

_STEP = Fraction(1, 4)
"""Seconds between the frames that are considered."""


@dataclass(frozen=True, slots=True)
class Look:
    """A frame to be shown."""

    scene: int
    frame: int
    exact: bool
    """False where it is a keyframe, which is quick to get at."""


def first_looks(
    scenes: Sequence[Scene],
    ranked: Sequence[RankedScene],
    clear: Sequence[Span],
    keyframes: Sequence[int],
    most: int,
) -> list[Look]:
    """A frame of each scene that may be used, best scene first, no more than `most`."""
    usable = {scene.number: scene for scene in scenes if scene.kept_out is None}
    chosen = [usable[item.scene] for item in ranked if item.scene in usable][:most]
    return [_first_look(scene, clear, keyframes) for scene in chosen]


def _first_look(scene: Scene, clear: Sequence[Span], keyframes: Sequence[int]) -> Look:
    """The keyframe nearest to its key frame that is not mixed with another shot; its key frame where there is none."""
    within = keyframes[bisect_left(keyframes, scene.span.start) : bisect_left(keyframes, scene.span.end)]
    near = sorted(within, key=lambda frame: abs(frame - scene.key_frame))
    for frame in near:
        if _is_clear(frame, clear):
            return Look(scene.number, frame, exact=False)
    return Look(scene.number, scene.key_frame, exact=True)


def close_looks(
    scenes: Sequence[Scene], material: Material, rate: Fraction, seconds_apart: float, most: int
) -> list[Look]:
    """Frames of `scenes`, the best frame of every scene before the second best of any, no more than `most`."""
    rounds = [_of_scene(scene, material, rate, seconds_apart) for scene in scenes]
    dealt = [
        Look(scene.number, frames[turn], exact=True)
        for turn in range(MOST_FRAMES)
        for scene, frames in zip(scenes, rounds, strict=True)
        if turn < len(frames)
    ]
    return dealt[:most]


def _of_scene(scene: Scene, material: Material, rate: Fraction, seconds_apart: float) -> list[int]:
    """Its strongest frames, none nearer to another than that: the key frame first."""
    step, apart = max(1, int(_STEP * rate)), seconds_apart * float(rate)
    near = [frame for frame in range(scene.span.start, scene.span.end, step) if _is_clear(frame, material.clear)]
    worth = np.asarray([material.worth[frame] for frame in near], np.float32)
    chosen = [scene.key_frame]
    for place in np.argsort(-worth, kind="stable").tolist():
        if len(chosen) == MOST_FRAMES:
            break
        if all(abs(near[place] - other) >= apart for other in chosen):
            chosen.append(near[place])
    return chosen


def _is_clear(frame: int, clear: Sequence[Span]) -> bool:
    place = bisect_right(clear, frame, key=lambda span: span.start) - 1
    return place >= 0 and overlap(clear[place], Span(frame, frame + 1)).frames == 1
