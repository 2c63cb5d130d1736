"""In which order the files of a job are made: what is looked at first comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer.model import Assembly, Loudness, Rendition
from personalizedTrailer.rendering.trailer import Made, TrailerRenderer

Tell = Callable[[float, str], None]
"""Hears which part of all the work is done, 0 to 1, and a sentence."""
_LOWER_COST = 0.7
"""Of the top rendition's, for all lower ones together: measured at 1080p, 720p and 480p."""


@dataclass(frozen=True, slots=True)
class Finished:
    """One verified file: which trailer's, which rendition, and how much of it was copied."""

    trailer: int
    """Index of its assembly."""
    rendition: int
    path: Path
    copied_share: float
    loudness: Loudness | None
    """Of the top rendition; None with the others, which have the same sound, and for a silent film."""


def in_order(
    renderer: TrailerRenderer, assemblies: Sequence[Assembly], extension: str, tell: Tell
) -> Iterator[Finished]:
    """The top renditions, the primary trailer's before anything else is begun; then the lower ones.

    Raises what `TrailerRenderer` raises.
    """
    lines, ladder = [made.timeline for made in assemblies], assemblies[0].renditions
    total = sum(line.frames for line in lines) * (1 + _LOWER_COST * (len(ladder) > 1))
    done = 0.0

    def counter(message: str, weight: float) -> Callable[[int], None]:
        def count(frames: int) -> None:
            nonlocal done
            done += frames * weight
            tell(min(0.99, done / total), message)

        count(0)
        return count

    renderer.prepare(lines)
    for number, line in enumerate(lines):
        made, loudness = renderer.render_top(line, extension, counter(f"Encoding {line.variant.name}", 1))
        yield Finished(number, 0, made.path, _share(made, line.frames), loudness)
    for number, line in enumerate(lines):
        message = f"Encoding {_labels(ladder)} of {line.variant.name}"
        files = renderer.render_lower(line, extension, counter(message, _LOWER_COST)) if len(ladder) > 1 else []
        for step, made in enumerate(files, 1):
            yield Finished(number, step, made.path, _share(made, line.frames), None)


def _share(made: Made, frames: int) -> float:
    return made.copied_frames / max(1, frames)


def _labels(ladder: Sequence[Rendition]) -> str:
    return " and ".join(step.label for step in ladder[1:])
