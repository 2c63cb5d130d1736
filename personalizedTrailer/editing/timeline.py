"""From picks to a timeline: transitions, handles, cues and the closing fade, in whole output frames.

Output frame f of clip c shows source frame c.source.start + (f - c.at). During a dissolve both clips run; during
a fade, a dip or the outro one clip is mixed with black.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from personalizedTrailer.editing.chance import seeded
from personalizedTrailer.editing.footage import SLACK_SECONDS, least_frames, usable_footage
from personalizedTrailer.editing.handles import handles
from personalizedTrailer.editing.material import Material
from personalizedTrailer.editing.pauses import Pauses
from personalizedTrailer.editing.transitions import (
    CLIP_SHARE,
    OUTRO_SECONDS,
    SHORTEST_TRANSITION,
    SLOW_SECONDS,
    away_from,
    dissolve_frames,
    draw_kinds,
    nearest_frames,
    sparing_words,
    transition_frames,
)
from personalizedTrailer.editing.variants import PRIMARY
from personalizedTrailer.model import Clip, Profile, Scene, Selection, Span, Timeline, TransitionKind

AUDIO_CUES = ("rise", "drop", "sting", "motif")


def assemble(
    selection: Selection,
    rate: Fraction,
    frames: int,
    max_duration_frames: int,
    scenes: Sequence[Scene],
    profile: Profile,
    seed_text: str,
    keyframes: Sequence[int] = (),
    material: Material | None = None,
) -> Timeline:
    """The timeline of a selection from a film of `frames` at `rate`, never longer than `max_duration_frames`.

    Clips that begin on `keyframes` (of the film, ascending), as shots mostly do, are rather cut to than mixed. Where
    `material` says that somebody speaks, nothing is mixed, and handles end at the borders of its shots. Chance depends
    on `seed_text` and the variant alone. Dissolves shorten the trailer only as far as the contract's least duration
    allows.
    """
    rng = seeded("timeline", seed_text, selection.variant.id)
    pauses = Pauses(material.pauses) if material else None
    spans = _trimmed([pick.span for pick in selection.picks], max_duration_frames, rate, pauses)
    usable = usable_footage(scenes, frames, Fraction(max_duration_frames)).usable
    least = _least(usable, max_duration_frames, rate, primary=selection.variant.id == PRIMARY.id)
    length = sum(span.frames for span in spans)
    kinds = away_from(keyframes, spans, draw_kinds(spans, profile, rng))
    kinds = sparing_words(spans, kinds, rate, pauses)
    possible = dissolve_frames(spans, rate, pauses)
    kinds = _with_dissolves(kinds, possible, length - max_duration_frames, length - least, rng)
    clips: list[Clip] = []
    at = 0
    for index, (pick, span, kind, pads) in enumerate(
        zip(selection.picks, spans, kinds, handles(spans, rate, _borders(material)), strict=True)
    ):
        before = spans[index - 1] if index else span
        length = transition_frames(kind, before.frames, span.frames, rate)
        at -= length if kind == "dissolve" else 0
        cue = rng.choice(AUDIO_CUES)
        clips.append(Clip(pick.scene, span, at, kind if length else "cut", length, *pads, cue))
        at += span.frames
    return Timeline(selection.variant, rate, _with_outro(clips, profile, rate, pauses))


def _borders(material: Material | None) -> list[int]:
    """Where shots, or their mixing with others, begin and end."""
    return sorted({frame for span in material.clear for frame in (span.start, span.end)}) if material else []


def _least(usable: int, target: int, rate: Fraction, *, primary: bool) -> int:
    """The shortest trailer allowed, in frames.

    `target` is rounded down, so what was asked for may be almost one frame more: one frame is added, and where
    the usable footage is about as long, the greater of both rules holds.
    """
    long_enough = math.ceil(target + 1 - SLACK_SECONDS * rate)
    if usable > target + 1:
        return long_enough
    by_share = least_frames(min(usable, target), Fraction(target + 1), rate, primary=primary)
    return by_share if usable < target else max(by_share, long_enough)


def _trimmed(spans: Sequence[Span], longest: int, rate: Fraction, pauses: Pauses | None) -> list[Span]:
    """`spans`, the longest shortened at their end until dissolves can bring all down to `longest` frames."""
    trimmed = list(spans)
    while True:
        over = sum(span.frames for span in trimmed) - sum(dissolve_frames(trimmed, rate, pauses)) - longest
        if over <= 0:
            return trimmed
        index = max(range(len(trimmed)), key=lambda at: trimmed[at].frames)
        cut = min(math.ceil(over / len(trimmed)), trimmed[index].frames - 1)
        trimmed[index] = Span(trimmed[index].start, trimmed[index].end - cut)


def _with_dissolves(
    kinds: Sequence[TransitionKind], possible: Sequence[int], needed: int, allowed: int, rng: Random
) -> list[TransitionKind]:
    """`kinds` with as many dissolves as overlap at least `needed` and at most `allowed` frames."""
    order = [index for index, frames in enumerate(possible) if frames]
    rng.shuffle(order)
    order.sort(key=lambda index: kinds[index] != "dissolve")
    chosen: list[TransitionKind] = [("cut" if kind == "dissolve" else kind) for kind in kinds]
    overlap = 0
    for index in order:
        wished = kinds[index] == "dissolve" or overlap < needed
        if wished and overlap + possible[index] <= allowed:
            chosen[index] = "dissolve"
            overlap += possible[index]
    return chosen


def _with_outro(clips: list[Clip], profile: Profile, rate: Fraction, pauses: Pauses | None) -> tuple[Clip, ...]:
    """`clips`, the last fading to black, longer for a slow taste, and never while somebody speaks."""
    if not clips:
        return ()
    seconds = OUTRO_SECONDS[profile.clip_seconds > SLOW_SECONDS]
    frames = min(nearest_frames(seconds, rate), clips[-1].source.frames // CLIP_SHARE)
    if pauses:
        frames = min(frames, pauses.before(clips[-1].source.end))
    if frames < SHORTEST_TRANSITION:
        return tuple(clips)
    return (*clips[:-1], replace(clips[-1], outro_frames=frames))
