"""What of a film a trailer may use, by thirds, and how long a trailer of it must be."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from personalizedTrailer.model import Scene, Span, Warning

Thirds = tuple[int, int, int]

_HARM = {"static": 0, "logo": 1, "slate": 2, "credits": 4, "black": 5}
UNDECODABLE = "damaged"
"""Why a scene is kept out that cannot be shown: it is never used again."""
LEFT_OUT = Warning("partial_footage", "Scenes that cannot be decoded were left out.")
_HARM_OF_OTHERS = 3
"""Kept-out material of a kind not named above is worse than a logo and better than credits."""
SLACK_SECONDS = 2
AMPLE = Fraction(8, 5)
"""Usable footage of each third, by the target, from which on no two variants may share a frame."""
PRIMARY_SHARE = Fraction(4, 5)
VARIANT_SHARE = Fraction(2, 5)
"""Of the usable footage, where that is shorter than the trailer asked for."""


@dataclass(frozen=True, slots=True)
class Footage:
    """The usable scenes of a film of `frames`; `restored` says that kept-out material is among them."""

    frames: int
    scenes: tuple[Scene, ...]
    restored: bool

    @property
    def usable(self) -> int:
        """Frames that a trailer may use: U of the contract."""
        return sum(scene.span.frames for scene in self.scenes)

    @property
    def by_third(self) -> Thirds:
        """Usable frames of each third of the source."""
        return frames_by_third((scene.span for scene in self.scenes), self.frames)


def thirds(frames: int) -> tuple[Span, Span, Span]:
    """The thirds of the source, their borders rounded to the nearest frame."""
    first, second = (2 * frames + 3) // 6, (4 * frames + 3) // 6
    return Span(0, first), Span(first, second), Span(second, frames)


def overlap(one: Span, other: Span) -> Span:
    """The frames in both; a span of no frames where there are none."""
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))


def frames_by_third(spans: Iterable[Span], frames: int) -> Thirds:
    """How many frames of `spans` lie in each third of a source of `frames`."""
    held = list(spans)
    early, middle, late = (sum(overlap(span, third).frames for span in held) for third in thirds(frames))
    return early, middle, late


def usable_footage(scenes: Sequence[Scene], frames: int, target: Fraction) -> Footage:
    """The scenes that may be used for a trailer of `target` frames.

    Where they hold less than half of the source or of the target, kept-out scenes are used again, least
    harmful first, until they do.
    """
    kept = [scene for scene in scenes if scene.kept_out is None]
    wanted = min(Fraction(frames), target) / 2
    have = sum(scene.span.frames for scene in kept)
    spare = sorted((scene for scene in scenes if scene.kept_out not in (None, UNDECODABLE)), key=_harm)
    restored: list[Scene] = []
    for scene in spare:
        if have >= wanted:
            break
        restored.append(scene)
        have += scene.span.frames
    chosen = sorted((*kept, *restored), key=lambda scene: scene.span.start)
    return Footage(frames, tuple(chosen), bool(restored))


def partial(whole: float, claimed: float) -> Warning:
    """What is said where only the first `whole` of `claimed` seconds can be decoded."""
    sentence = f"Only {whole:.1f} of {claimed:.1f} seconds of the film can be decoded; the rest was left out."
    return Warning(LEFT_OUT.code, sentence)


def without(scenes: Sequence[Scene], stretches: Sequence[tuple[int, int]]) -> tuple[Scene, ...]:
    """The scenes, those kept out that touch one of `stretches` of frames (start, end), which do not decode."""
    return tuple(
        replace(scene, kept_out=UNDECODABLE)
        if any(scene.span.start < end and start < scene.span.end for start, end in stretches)
        else scene
        for scene in scenes
    )


def least_frames(usable: int, target: Fraction, rate: Fraction, *, primary: bool) -> int:
    """The shortest trailer allowed, in frames, of `usable` frames for a trailer of `target` frames."""
    if usable >= target:
        return max(1, math.ceil(target - SLACK_SECONDS * rate))
    return max(1, math.ceil((PRIMARY_SHARE if primary else VARIANT_SHARE) * usable))


def _harm(scene: Scene) -> tuple[int, int]:
    return _HARM.get(scene.kept_out or "", _HARM_OF_OTHERS), scene.span.start
