"""Looks at a long film in two steps: its keyframes and all of its sound, then every frame of what may be used.

What may be used is then known as exactly as if the whole film had been decoded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from personalizedTrailer import costs
from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.local import coarse
from personalizedTrailer.analysis.local.at_once import at_once
from personalizedTrailer.analysis.local.full import listen, look_once
from personalizedTrailer.analysis.local.looked import Looked, part_of
from personalizedTrailer.analysis.local.measures import Listened
from personalizedTrailer.analysis.local.shots import Edge, between, edges, known_within
from personalizedTrailer.media.memory import give_back
from personalizedTrailer.media.samples import Wanted
from personalizedTrailer.media.seeing import Seen, Skimmed, see_stretches, skim
from personalizedTrailer.model import MediaInfo, Span

LONGEST_SECONDS = 300
"""Of a processor, that looking at every frame may take: on two cores about as long as rendering."""
MARGIN = 30
"""Frames around a stretch that are looked at besides: what decides on a border lies within 20 of it."""
_SKIMMED = 0.25
"""How far the work is when the film has been skimmed and heard."""
_NEAR_SECONDS = Fraction(4)
"""A gap that is decoded in less time than it takes to begin anew."""


def is_better(media: MediaInfo) -> bool:
    """Whether looking at every frame would take too long."""
    megapixels = media.video.width * media.video.height / 1e6
    return media.exact_seek and media.frames * megapixels * costs.SEE > LONGEST_SECONDS


def look_twice(
    film: Path,
    media: MediaInfo,
    context: Context,
    wanted: Wanted,
    choose: Callable[[Looked], Sequence[Span]],
) -> Looked:
    """`choose` says by what the keyframes showed which spans, ascending, are worth every frame.

    A film with too few keyframes is looked at once. Raises CorruptFootage, ProcessTimedOut or Cancelled.
    """
    report, folder = context.report, context.folder
    skimmed, sound = at_once(
        lambda cancelled: skim(film, media, folder, part_of(report, 0.0, _SKIMMED), cancelled),
        lambda cancelled: listen(film, media, context, cancelled),
        context.cancelled,
    )
    tell = part_of(report, _SKIMMED, 1.0)
    if not coarse.is_skimmable(skimmed, media):
        return look_once(film, media, replace(context, report=tell), wanted, sound)
    spans = neighbourhoods(choose(_roughly(skimmed, sound, media)), media)
    give_back()  # what was made of the whole film for that
    closely = see_stretches(film, media, folder, widened(spans, media), tell, context.cancelled, wanted)
    rows = merged(skimmed, spans, closely.parts, media)
    seen = replace(rows, samples=closely.samples, warnings=closely.warnings)
    shots = known_within(between(all_edges(skimmed, spans, closely.parts, media), media), spans)
    return Looked(media, seen, sound, shots, "fast", tuple(spans))


def _roughly(skimmed: Skimmed, sound: Listened, media: MediaInfo) -> Looked:
    """What is known of a film before any frame but its keyframes was looked at."""
    guess = between(coarse.edges(skimmed, media), media)
    return Looked(media, coarse.by_second(skimmed, media), sound, guess, "fast", ())


def neighbourhoods(wanted: Sequence[Span], media: MediaInfo) -> list[Span]:
    """`wanted`, which ascend, in as few stretches as can be."""
    joined: list[Span] = []
    for span in wanted:
        if joined and span.start - joined[-1].end <= _NEAR_SECONDS * media.rate:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def widened(spans: Sequence[Span], media: MediaInfo) -> list[Span]:
    return [Span(max(0, span.start - MARGIN), min(media.frames, span.end + MARGIN)) for span in spans]


def all_edges(skimmed: Skimmed, spans: Sequence[Span], parts: Sequence[Seen], media: MediaInfo) -> list[Edge]:
    """Exact ones in `spans`, of which `parts` is what was seen, and those of keyframes everywhere else."""
    exact = [
        edge
        for span, part in zip(spans, parts, strict=True)
        for edge in edges(part, media)
        if span.start <= edge.at <= span.end
    ]
    rough = [edge for edge in coarse.edges(skimmed, media) if not any(_holds(span, edge.at) for span in spans)]
    return sorted([*exact, *rough], key=lambda edge: edge.at)


def _holds(span: Span, frame: int) -> bool:
    return span.start <= frame <= span.end


def merged(skimmed: Skimmed, spans: Sequence[Span], parts: Sequence[Seen], media: MediaInfo) -> Seen:
    """Every frame of `spans` and a row for each second of the rest."""
    inside = [_within(part, span) for span, part in zip(spans, parts, strict=True)]
    exact = Seen(np.concatenate([one.first for one in inside]), np.concatenate([one.rows for one in inside]))
    scale = coarse.calibrated(skimmed, exact, media)
    rest = coarse.by_second(skimmed, media, scale)
    outside = np.ones(len(rest.first), np.bool_)
    for span in spans:
        outside &= (rest.first < span.start) | (rest.first >= span.end)
    first = np.concatenate([exact.first, rest.first[outside]])
    order = np.argsort(first, kind="stable")
    return Seen(first[order], np.concatenate([exact.rows, rest.rows[outside]])[order])


def _within(part: Seen, span: Span) -> Seen:
    kept = (part.first >= span.start) & (part.first < span.end)
    return Seen(part.first[kept], part.rows[kept])
