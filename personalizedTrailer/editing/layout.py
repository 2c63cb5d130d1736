"""Where in its segment each clip lies, and the picks that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

from personalizedTrailer.editing.rooms import Rooms
from personalizedTrailer.editing.segments import Segment
from personalizedTrailer.model import Pick, Span

Fitted = Callable[[Span, Sequence[int]], list[Span] | None]
"""Where clips of about so many frames lie in a stretch, in this order."""


def place(
    segment: Segment, frames: Mapping[int, int], rng: Random, fitted: Fitted | None = None
) -> list[tuple[int, Pick]]:
    """A pick for each variant in `frames`, as (variant, pick), in chance order along the segment.

    Where the segment has room for all, they lie as `fitted` says; without that apart, the slack spread between them, a
    single one around the focus. Otherwise each is shifted left until it fits, so that together they leave no frame of
    the segment unused.
    """
    order = sorted(frames)
    rng.shuffle(order)
    slack = segment.span.frames - sum(frames.values())
    if fitted and slack >= 0 and (spans := fitted(segment.span, [frames[variant] for variant in order])):
        return [(variant, Pick(segment.scene, span)) for variant, span in zip(order, spans, strict=True)]
    if len(order) == 1:
        start = segment.focus - frames[order[0]] // 2
        start = min(max(start, segment.span.start), segment.span.end - frames[order[0]])
        return [(order[0], _pick(segment, start, frames[order[0]]))]
    placed: list[tuple[int, Pick]] = []
    dealt = 0
    for position, variant in enumerate(order, start=1):
        before = max(0, slack) * position // (len(order) + 1)
        start = min(segment.span.start + dealt + before, segment.span.end - frames[variant])
        placed.append((variant, _pick(segment, start, frames[variant])))
        dealt += frames[variant]
    return placed


def _pick(segment: Segment, start: int, frames: int) -> Pick:
    return Pick(segment.scene, Span(start, start + frames))


def join(picks: Iterable[Pick], rooms: Rooms) -> tuple[Pick, ...]:
    """`picks` in source order, those that touch within a room made one."""
    joined: list[Pick] = []
    for pick in sorted(picks, key=lambda one: one.span.start):
        if joined and joined[-1].scene == pick.scene and joined[-1].span.end == pick.span.start:
            both = Pick(pick.scene, Span(joined[-1].span.start, pick.span.end))
            if rooms.of(both):
                joined[-1] = both
                continue
        joined.append(pick)
    return tuple(joined)
