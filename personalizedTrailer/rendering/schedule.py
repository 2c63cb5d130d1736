"""In which order the files of a job are made: what is looked at first comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from personalizedTrailer import costs
from personalizedTrailer.model import Assembly, Loudness, Rendition, Timeline
from personalizedTrailer.rendering.trailer import Made, OnFrames, Planned, TrailerRenderer

Tell = Callable[[float, str], None]
"""Hears which part of all the work is done, 0 to 1, and a sentence."""


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
    renderer: TrailerRenderer,
    assemblies: Sequence[Assembly],
    extension: str,
    tell: Tell,
    expect: Callable[[float], None],
    aside: float = 0.0,
) -> Iterator[Finished]:
    """The top renditions, the primary trailer's before anything else is begun; then the lower ones.

    `aside`: what the caller does with the first file before he asks for the second, in the seconds of `costs`.
    `expect` hears what all of it will cost, in the same, once that can be told. Raises what `TrailerRenderer` raises.
    """
    lines, ladder = [made.timeline for made in assemblies], assemblies[0].renditions
    tell(0, "Reading the sound")
    renderer.prepare(lines)
    work = _Work([_Costs.of(*one, ladder) for one in zip(lines, renderer.planned(lines), strict=True)], tell, aside)
    expect(work.total)
    for number, line in enumerate(lines):
        with work.top(number, f"Encoding {line.variant.name}") as count:
            made, loudness = renderer.render_top(line, extension, count)
        yield Finished(number, 0, made.path, _share(made, line.frames), loudness)
        work.done += aside if number == 0 else 0.0
    if len(ladder) == 1:
        return
    for number, line in enumerate(lines):
        with work.lower(number, f"Encoding {_labels(ladder)} of {line.variant.name}") as count:
            files = renderer.render_lower(line, extension, count)
        for step, made in enumerate(files, 1):
            yield Finished(number, step, made.path, _share(made, line.frames), None)


@dataclass(frozen=True, slots=True)
class _Costs:
    """What a trailer costs, in the seconds of `costs`: the encoding of its frames, and all the rest of each pass."""

    planned: Planned
    top_frames: float
    top_rest: float
    lower_frames: float
    lower_rest: float

    @classmethod
    def of(cls, line: Timeline, planned: Planned, ladder: Sequence[Rendition]) -> _Costs:
        start, join = costs.START * float(line.rate), costs.of_frames(ladder, costs.JOIN * line.frames)
        return cls(
            planned,
            costs.of_frames(ladder, planned.encoded + start * planned.takes),
            costs.of_frames(ladder, costs.COPY * planned.copied) + costs.SOUND * float(line.seconds) + join,
            costs.of_lower(ladder, planned.lower + start * planned.lower_takes),
            join if len(ladder) > 1 else 0.0,
        )


@dataclass(slots=True)
class _Work:
    """What there is to do for all trailers, and how much of it is done."""

    costs: list[_Costs]
    tell: Tell
    aside: float
    done: float = 0.0

    @property
    def total(self) -> float:
        files = sum(one.top_frames + one.top_rest + one.lower_frames + one.lower_rest for one in self.costs)
        return files + self.aside

    def top(self, number: int, message: str) -> AbstractContextManager[OnFrames]:
        """Gives what counts the frames of a top rendition, for the length of a block."""
        one = self.costs[number]
        return self._pass(one.planned.encoded, one.top_frames, one.top_rest, message)

    def lower(self, number: int, message: str) -> AbstractContextManager[OnFrames]:
        one = self.costs[number]
        return self._pass(one.planned.lower, one.lower_frames, one.lower_rest, message)

    @contextmanager
    def _pass(self, frames: int, cost: float, rest: float, message: str) -> Iterator[OnFrames]:
        heard, before = 0, self.done

        def count(more: int) -> None:
            nonlocal heard
            heard += more
            # There are more than was planned where what was to be copied turns out to be damaged.
            self.done = before + cost * min(1.0, heard / max(1, frames))
            self.tell(min(0.99, self.done / self.total), message)

        count(0)
        yield count
        self.done = before + cost + rest


def _share(made: Made, frames: int) -> float:
    return made.copied_frames / max(1, frames)


def _labels(ladder: Sequence[Rendition]) -> str:
    return " and ".join(step.label for step in ladder[1:])
