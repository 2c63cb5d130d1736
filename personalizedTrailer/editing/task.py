"""What is asked of a choice of clips."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from personalizedTrailer.editing.chance import seeded
from personalizedTrailer.editing.edges import Stops
from personalizedTrailer.editing.footage import AMPLE, Footage, Thirds, least_frames
from personalizedTrailer.editing.mending import Manners
from personalizedTrailer.editing.segments import Stretch, frames_of
from personalizedTrailer.editing.variants import PRIMARY
from personalizedTrailer.model import Profile, VariantSpec

SHORTEST_CLIP_SECONDS = Fraction(3, 2)
SHORTEST_CLIP_SHARE = Fraction(1, 10)
"""Of the trailer, where that is less."""
SHORTEST_CLIP_FRAMES = 2
JUMP_SECONDS = Fraction(3, 4)
"""A gap between two clips of a trailer shorter than this looks like a fault."""
MENDING_SHARE = Fraction(3, 400)
"""Of the target, that mending may share between variants beyond the plan."""
CLIP_SPREAD = (55, 66, 75, 83, 92, 102, 114, 129, 154)
"""Deciles of a lognormal law with mean 1 and sigma 0.4, in hundredths: the shape of shot lengths in films."""


@dataclass(frozen=True, slots=True)
class Task:
    footage: Footage
    scores: Mapping[int, float]
    """By the scene's number."""
    profile: Profile
    rate: Fraction
    target: Fraction
    """Frames of the trailer asked for."""
    seed_text: str
    stops: Stops

    @property
    def ample(self) -> bool:
        """Whether no two variants may share a frame."""
        return min(self.footage.by_third) >= AMPLE * self.target

    @property
    def clip(self) -> Fraction:
        """Frames of a clip that the taste wants, on average."""
        return Fraction(self.profile.clip_seconds) * self.rate

    def least(self, variants: Sequence[VariantSpec]) -> int:
        """Frames of the shortest trailer allowed."""
        primary = variants == (PRIMARY,)
        return least_frames(self.footage.usable, self.target, self.rate, primary=primary)

    def shortest_clip(self, trailer: int) -> int:
        """Frames of the shortest good clip of a trailer of `trailer` frames."""
        seconds = min(SHORTEST_CLIP_SECONDS, SHORTEST_CLIP_SHARE * trailer / self.rate)
        return max(SHORTEST_CLIP_FRAMES, math.floor(seconds * self.rate))

    def manners(self, shortest: int) -> Manners:
        return Manners(least=shortest, jump=math.ceil(JUMP_SECONDS * self.rate))

    def mending_allowance(self) -> int:
        """Frames that mending may share between variants beyond the plan."""
        return 0 if self.ample else int(self.target * MENDING_SHARE)

    def chance(self, variants: Sequence[VariantSpec], third: int) -> Random:
        return seeded("selection", self.seed_text, f"{variants[0].id} {third}")


def frames_held(held: Sequence[Sequence[Stretch]]) -> Thirds:
    """By third."""
    early, middle, late = map(frames_of, held)
    return early, middle, late
