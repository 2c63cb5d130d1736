"""Which scenes of a long film are looked at closely: those that the trailers may be cut from. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from personalizedTrailer.editing.footage import AMPLE, frames_by_third
from personalizedTrailer.model import RankedScene, Scene

CHOICE = 2
"""How much more footage is looked at than trailers that share nothing need: so much is there to choose from."""


def candidates(
    scenes: Sequence[Scene], ranked: Sequence[RankedScene], frames: int, target: Fraction
) -> tuple[Scene, ...]:
    """The best scenes of each third of a film of `frames`, in source order, for trailers of `target` frames.

    Of every third they hold CHOICE times what the contract takes for ample, or all that it has.
    """
    by_number = {scene.number: scene for scene in scenes if scene.kept_out is None}
    held = [0, 0, 0]
    chosen: set[int] = set()
    for item in ranked:
        if item.scene not in by_number:
            continue
        of_scene = frames_by_third([by_number[item.scene].span], frames)
        if any(part and have < CHOICE * AMPLE * target for part, have in zip(of_scene, held, strict=True)):
            chosen.add(item.scene)
            held = [have + part for have, part in zip(held, of_scene, strict=True)]
    return tuple(scene for scene in scenes if scene.number in chosen)
