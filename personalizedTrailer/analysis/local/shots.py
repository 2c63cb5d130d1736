"""From the borders between shots to the shots themselves, on the film's grid. Pure."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from personalizedTrailer.analysis.local.borders import Border, borders
from personalizedTrailer.media.seeing import Seen
from personalizedTrailer.model import MediaInfo, Shot, Span
from personalizedTrailer.model.analysis import BorderKind


def shots(seen: Seen, media: MediaInfo) -> tuple[Shot, ...]:
    """All shots of a film, from its first frame to its last, without a gap."""
    inside: dict[int, Border] = {}
    for border in borders(seen):
        # Of a film with more frames than its grid two may fall on one; the first frame begins no shot anew.
        if 0 < (frame := _on_grid(seen, border.frame, media)) < media.frames:
            inside.setdefault(frame, border)
    edges = [0, *inside, media.frames]
    return tuple(
        _shot(number, Span(start, end), inside.get(start), inside.get(end), seen, media)
        for number, (start, end) in enumerate(pairwise(edges), start=1)
    )


def _shot(
    number: int, span: Span, begins: Border | None, ends: Border | None, seen: Seen, media: MediaInfo
) -> Shot:
    start, end = span.start, span.end
    if begins and begins.after:
        start = min(end, _on_grid(seen, begins.frame + begins.after, media))
    if ends and ends.before:
        end = max(start, _on_grid(seen, ends.frame - ends.before, media))
    return Shot(number, span, _kind(begins, "start"), _kind(ends, "end"), Span(start, end))


def _kind(border: Border | None, otherwise: BorderKind) -> BorderKind:
    return border.kind if border else otherwise


def _on_grid(seen: Seen, frame: int, media: MediaInfo) -> int:
    """The grid frame on which a frame, by its index, is first shown."""
    if frame >= len(seen.first):
        return media.frames
    return int(seen.first[int(np.clip(frame, 0, None))])
