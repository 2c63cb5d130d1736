"""Lays the clips that trailers take from one scene anew within it, so that more of them begin on keyframes.

For analyses that score a scene as a whole: where in it a clip lies then makes no difference to anybody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.ascending import any_between
from personalizedTrailer.editing.footage import frames_by_third
from personalizedTrailer.model import Pick, Span

Place = tuple[int, int]
"""A trailer and one of its clips, by index."""


def repack(
    trailers: Sequence[Sequence[Pick]],
    scenes: Mapping[int, Span],
    frames: int,
    keyframes: Sequence[int],
    jump: int,
) -> list[tuple[Pick, ...]]:
    """`trailers`, every scene laid anew in which more clips begin on `keyframes` then.

    A clip keeps its length, its scene and what it takes of each third; of one trailer, clips stay `jump` frames
    apart. Clips that share frames with others, or follow one another without a gap, stay where they are.
    """
    work = _Repacking([list(picks) for picks in trailers], scenes, frames, keyframes, jump)
    for number in sorted({pick.scene for picks in trailers for pick in picks}):
        work.lay_anew(number)
    return [tuple(picks) for picks in work.trailers]


@dataclass(frozen=True, slots=True)
class _Repacking:
    trailers: list[list[Pick]]
    scenes: Mapping[int, Span]
    frames: int
    """Of the film."""
    keyframes: Sequence[int]
    jump: int
    uses: NDArray[np.int16] = field(init=False)
    """How many clips show each frame of the film."""

    def __post_init__(self) -> None:
        uses = np.zeros(self.frames + 1, dtype=np.int16)
        for picks in self.trailers:
            for pick in picks:
                uses[pick.span.start : pick.span.end] += 1
        object.__setattr__(self, "uses", uses)

    def lay_anew(self, number: int) -> None:
        places = list(self._movable(number))
        laid = self._laid(places, self.scenes[number])
        if laid is None or self._on_keys(laid.values()) <= self._on_keys(map(self._span, places)):
            return
        for place in places:
            self.uses[self._span(place).start : self._span(place).end] -= 1
        for (trailer, index), span in laid.items():
            self.uses[span.start : span.end] += 1
            self.trailers[trailer][index] = Pick(number, span)
        for picks in self.trailers:
            picks.sort(key=lambda pick: pick.span.start)

    def _movable(self, number: int) -> Iterator[Place]:
        for trailer, picks in enumerate(self.trailers):
            borders = {pick.span.start for pick in picks} & {pick.span.end for pick in picks}
            for index, pick in enumerate(picks):
                touches = pick.span.start in borders or pick.span.end in borders
                if pick.scene == number and not touches and self.uses[pick.span.start : pick.span.end].max() == 1:
                    yield trailer, index

    def _laid(self, places: Sequence[Place], scene: Span) -> dict[Place, Span] | None:
        """Where the clips could lie, the longest chosen first; None where one finds no place."""
        free = self.uses == 0
        for place in places:
            free[self._span(place).start : self._span(place).end] = True
        laid: dict[Place, Span] = {}
        for place in sorted(places, key=lambda place: -self._span(place).frames):
            own, others = self._span(place), self._others(place, places, laid)
            for span in self._candidates(own, scene, free):
                if self._suits(span, own, scene, others, free):
                    laid[place] = span
                    free[span.start : span.end] = False
                    break
            else:
                return None
        return laid

    def _others(self, place: Place, places: Sequence[Place], laid: Mapping[Place, Span]) -> list[Span]:
        """The trailer's other clips: those that stay, and those that have a new place."""
        trailer = place[0]
        stay = [pick.span for index, pick in enumerate(self.trailers[trailer]) if (trailer, index) not in places]
        return stay + [span for other, span in laid.items() if other[0] == trailer]

    def _candidates(self, own: Span, scene: Span, free: NDArray[np.bool_]) -> Iterator[Span]:
        """On keyframes, first where the least is left before the next one; where it is; then the ends of gaps."""
        low = bisect_left(self.keyframes, scene.start)
        keys = list(self.keyframes[low : bisect_right(self.keyframes, scene.end - own.frames)])
        room = {key: end - key for key, end in zip(keys, [*keys[1:], scene.end], strict=False)}
        for key in sorted(keys, key=lambda key: (room[key] < own.frames, room[key], key)):
            yield Span(key, key + own.frames)
        yield own
        inside = free[scene.start : scene.end].astype(np.int8)
        edges = [scene.start, *(np.flatnonzero(np.diff(inside)) + scene.start + 1).tolist(), scene.end]
        for edge in edges:
            yield Span(edge, edge + own.frames)
            yield Span(edge - own.frames, edge)

    def _suits(self, span: Span, own: Span, scene: Span, others: Sequence[Span], free: NDArray[np.bool_]) -> bool:
        if span.start < scene.start or span.end > scene.end or not free[span.start : span.end].all():
            return False
        if any(span.start < other.end + self.jump and other.start < span.end + self.jump for other in others):
            return False
        return frames_by_third([span], self.frames) == frames_by_third([own], self.frames)

    def _span(self, place: Place) -> Span:
        return self.trailers[place[0]][place[1]].span

    def _on_keys(self, spans: Iterable[Span]) -> int:
        return sum(any_between(self.keyframes, span.start, span.start + 1) for span in spans)
