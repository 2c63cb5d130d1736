"""How clips begin: which transitions a taste likes, how long each may be, and which joins can bear one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random

from personalizedTrailer.editing.ascending import any_between
from personalizedTrailer.editing.pauses import Pauses
from personalizedTrailer.model import Pick, Profile, Span, TransitionKind

KINDS: tuple[TransitionKind, ...] = ("cut", "fade", "dip", "dissolve")
_STYLES: tuple[tuple[float, tuple[int, int, int, int]], ...] = (
    (2.5, (82, 4, 10, 4)),
    (3.1, (58, 14, 20, 8)),
    (3.7, (55, 8, 7, 30)),
    (math.inf, (42, 10, 8, 40)),
)
"""Pacing in seconds up to which a style holds, and its chances of cut, fade, dip and dissolve, in hundredths."""
TRANSITION_SECONDS = Fraction(1, 2)
SHORTEST_TRANSITION = 4
"""Frames; anything shorter is a cut."""
OUTRO_SECONDS = (Fraction(1, 2), Fraction(1))
"""Of a fast taste and of a slow one."""
SLOW_SECONDS = 3.1
CLIP_SHARE = 3
"""No transition is longer than one part in so many of either clip."""


def style(profile: Profile) -> tuple[int, int, int, int]:
    """Chances of cut, fade, dip and dissolve in hundredths: the slower the taste, the softer its joins."""
    return next(chances for pacing, chances in _STYLES if profile.clip_seconds <= pacing)


def nearest_frames(seconds: Fraction, rate: Fraction) -> int:
    """Whole frames nearest to `seconds`; of two equally near, the fewer."""
    return math.ceil(seconds * rate - Fraction(1, 2))


def transition_frames(kind: TransitionKind, before: int, after: int, rate: Fraction) -> int:
    """Length of a transition between clips of `before` and `after` frames; 0 where it must be a cut.

    A dip is even, as it spends half on either clip.
    """
    if kind == "cut":
        return 0
    longest = min(before, after) // CLIP_SHARE
    if kind == "dip":
        frames = 2 * min(nearest_frames(TRANSITION_SECONDS / 2, rate), longest // 2)
    else:
        frames = min(nearest_frames(TRANSITION_SECONDS, rate), longest)
    return frames if frames >= SHORTEST_TRANSITION else 0


def touch(before: Span, after: Span) -> bool:
    """Whether the source runs on from one to the other: always a cut, and never seen as one."""
    return before.end == after.start


def dissolve_frames(spans: Sequence[Span], rate: Fraction, pauses: Pauses | None = None) -> list[int]:
    """Per clip, the frames that a dissolve from the previous one would take; 0 where there can be none."""
    possible = [0] * min(1, len(spans))
    for before, after in pairwise(spans):
        frames = 0 if touch(before, after) else transition_frames("dissolve", before.frames, after.frames, rate)
        possible.append(frames if spares_words("dissolve", before, after, frames, pauses) else 0)
    return possible


def spares_words(
    kind: TransitionKind, before: Span | None, after: Span, frames: int, pauses: Pauses | None
) -> bool:
    """Whether nobody speaks while a transition of `frames` mixes the clips; always so where words are not known."""
    if pauses is None or kind == "cut":
        return True
    own = {"fade": (0, frames), "dip": (frames // 2, frames - frames // 2), "dissolve": (frames, frames)}
    tail, head = own[kind]
    return pauses.hold(after.start, after.start + head) and (
        before is None or not tail or pauses.hold(before.end - tail, before.end)
    )


def sparing_words(
    spans: Sequence[Span], kinds: Sequence[TransitionKind], rate: Fraction, pauses: Pauses | None
) -> list[TransitionKind]:
    """`kinds`, with a cut for each that would mix spoken words."""
    dealt: list[TransitionKind] = []
    for index, (span, kind) in enumerate(zip(spans, kinds, strict=True)):
        before = spans[index - 1] if index else None
        frames = transition_frames(kind, (before or span).frames, span.frames, rate)
        dealt.append(kind if spares_words(kind, before, span, frames, pauses) else "cut")
    return dealt


def draw_kinds(spans: Sequence[Span], profile: Profile, rng: Random) -> list[TransitionKind]:
    """A transition for each clip by the taste's chances: the first cuts or fades in, touching clips cut."""
    chances = style(profile)
    kinds: list[TransitionKind] = []
    for index, span in enumerate(spans):
        kind = rng.choices(KINDS, chances)[0]
        if index == 0:
            kind = "cut" if kind == "cut" and rng.random() < 0.5 else "fade"
        elif touch(spans[index - 1], span):
            kind = "cut"
        kinds.append(kind)
    return kinds


def away_from(
    keyframes: Sequence[int], spans: Sequence[Span], kinds: Sequence[TransitionKind]
) -> list[TransitionKind]:
    """`kinds` dealt out anew, so that as few clips as can be that begin on a keyframe begin with anything but a cut.

    There the film itself cuts, mostly, and such a clip is copied if it is cut to; one that begins amid a shot is better
    mixed. The first clip keeps its kind.
    """
    dealt = list(kinds)
    joins = [index for index in range(1, len(spans)) if not touch(spans[index - 1], spans[index])]
    keyed = {index for index in joins if any_between(keyframes, spans[index].start, spans[index].start + 1)}
    spare = [index for index in joins if index not in keyed and dealt[index] == "cut"]
    for index in sorted(keyed):
        if spare and dealt[index] != "cut":
            other = min(spare, key=lambda free: abs(free - index))
            spare.remove(other)
            dealt[index], dealt[other] = dealt[other], dealt[index]
    return dealt


def expected_overlap(profile: Profile, target: int, rate: Fraction) -> int:
    """Frames that the dissolves of a trailer of `target` frames surely overlap: half of those expected."""
    joins = target / (float(rate) * profile.clip_seconds) - 1
    sure = max(0, int(joins * style(profile)[KINDS.index("dissolve")] / 100 / 2))
    return sure * nearest_frames(TRANSITION_SECONDS, rate)


def can_overlap(picks: Sequence[Pick], frames: int, rate: Fraction, pauses: Pauses | None = None) -> bool:
    """Whether dissolves between `picks` can overlap by `frames` in all."""
    return sum(dissolve_frames([pick.span for pick in picks], rate, pauses)) >= frames
