"""The pieces of shots that clips are dealt from, and how long a clip of each should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from personalizedTrailer.editing.fitting import natural
from personalizedTrailer.editing.points import Points
from personalizedTrailer.editing.segments import VARIETY_STEP, Segment, Stretch
from personalizedTrailer.editing.strength import Strength
from personalizedTrailer.editing.task import CLIP_SPREAD
from personalizedTrailer.model import Span

PIECE_CLIPS = Fraction(5, 4)
"""Clip lengths that a piece of a stretch holds: so few that a clip seldom has to share it."""
LIKELY = 4
"""How much more footage than is needed is thought likely to be used."""
SCENE_PART = 0.3
"""Of the value of a piece, that the score of its scene makes up."""
LIKING_PART = 0.75
"""Of the same, that the taste's own view of its shots makes up."""
STRENGTH = 0.5
"""What its strongest moments add to the latter, at most: strength alone makes nothing to a taste."""
INDIFFERENT = 0.1
"""Added to every liking, so that a taste which likes nothing of a film still gets what is strong in it."""
HARM_COST = 0.5
"""What a piece is worth less for each step of harm: it is used where nothing else is left."""
FAULT_COST = 0.1
"""What a piece is worth less for each point that must lie inside a word."""


def shot_segments(
    held: Sequence[Stretch],
    scores: Mapping[int, float],
    clip: Fraction,
    shortest: int,
    points: Points,
    strength: Strength,
    liking: Strength,
) -> tuple[Segment, ...]:
    """`held` in pieces, best first: those of good scenes, and of each scene its best liked and strongest.

    `clip` frames are wanted of a clip on average, and at least `shortest`.
    """
    by_scene: dict[int, list[tuple[float, Span]]] = {}
    piece = max(shortest, int(PIECE_CLIPS * clip))
    for stretch in held:
        for span in points.divided(stretch.span, piece):
            best = (INDIFFERENT + liking.mean(span)) * (LIKING_PART + STRENGTH * strength.best(span, int(clip)))
            best -= HARM_COST * stretch.harm + FAULT_COST * points.faults(span, shortest)
            best -= max(0.0, 1 - span.frames / shortest)
            by_scene.setdefault(stretch.scene.number, []).append((best, span))
    segments: list[Segment] = []
    for number, found in by_scene.items():
        found.sort(key=lambda pair: (-pair[0], pair[1].start))
        score = SCENE_PART * scores.get(number, 0.0)
        segments += [
            Segment(number, span, round(score + best - VARIETY_STEP * rank, 6), span.start)
            for rank, (best, span) in enumerate(found)
        ]
    return tuple(sorted(segments, key=lambda segment: (-segment.value, segment.span.start)))


def wants(
    segments: Sequence[Segment],
    needs: Sequence[int],
    clip: Fraction,
    shortest: int,
    points: Points,
    strength: Strength,
    rng: Random,
) -> list[list[int]]:
    """The clip length wanted per segment and variant: of segments about as good, the shortest of the liveliest.

    Of lengths near that, it is one that the words allow; for those segments at least that `needs`, frames per variant,
    may be met from.
    """
    wanted: list[list[int]] = []
    enough = LIKELY * sum(needs)
    for first in range(0, len(segments), len(CLIP_SPREAD)):
        group = segments[first : first + len(CLIP_SPREAD)]
        drawn = [sorted(rng.sample(CLIP_SPREAD, len(group))) for _ in needs]
        liveliest = sorted(range(len(group)), key=lambda at: -strength.mean(group[at].span))
        places = {at: place for place, at in enumerate(liveliest)}
        for at, segment in enumerate(group):
            lengths = [max(shortest, int(clip * row[places[at]]) // 100) for row in drawn]
            if enough > 0:
                lengths = natural(segment.span, lengths, shortest, points, strength)
            wanted.append(lengths)
            enough -= segment.span.frames
    return wanted
