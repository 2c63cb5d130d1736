"""The rules of a timeline (invariants 3 and 4 of the contract), as sentences on what breaks them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from personalizedTrailer.model import Clip, Timeline

TRANSITION_SECONDS = Fraction(1, 2)
PAD_BEFORE_SECONDS = Fraction(3, 4)
PAD_AFTER_SECONDS = Fraction(9, 10)
PAD_AFTER_OF_GAP = Fraction(9, 20)
PADS_OF_CLIP = Fraction(3, 10)


def timeline_faults(timeline: Timeline, frames: int) -> list[str]:
    """Every breach, for a source of `frames`."""
    if not timeline.clips:
        return ["the timeline is empty"]
    return [
        *_order(timeline, frames),
        *_transitions(timeline),
        *(fault for clip in timeline.clips for fault in _own_handles(clip, timeline.rate)),
        *(fault for one, after in pairwise(timeline.clips) for fault in _handles_between(one, after)),
        *_outros(timeline),
    ]


def _order(timeline: Timeline, frames: int) -> Iterator[str]:
    first, last = timeline.clips[0], timeline.clips[-1]
    if first.at != 0:
        yield f"the first clip begins at output frame {first.at}"
    if first.source.start < 0 or last.source.end > frames:
        yield "a clip lies outside the source"
    for clip in timeline.clips:
        if clip.source.frames <= 0:
            yield f"the clip at {clip.at} has no frame"
    for before, clip in pairwise(timeline.clips):
        if clip.source.start < before.source.end:
            yield f"the clip at {clip.at} overlaps or precedes the one before it in the source"
        overlap = clip.transition_frames if clip.transition == "dissolve" else 0
        if clip.at != before.end - overlap:
            yield f"the clip at {clip.at} does not follow the one that ends at {before.end}"


def _transitions(timeline: Timeline) -> Iterator[str]:
    longest = TRANSITION_SECONDS * timeline.rate + 1
    if timeline.clips[0].transition not in ("cut", "fade"):
        yield f"the first clip begins with a {timeline.clips[0].transition}"
    for index, clip in enumerate(timeline.clips):
        frames = clip.transition_frames
        if (clip.transition == "cut") != (frames == 0):
            yield f"the {clip.transition} at {clip.at} has {frames} frames"
        if frames > longest or frames < 0:
            yield f"the {clip.transition} at {clip.at} has {frames} frames, more than half a second"
        if clip.transition == "dip" and frames % 2:
            yield f"the dip at {clip.at} has {frames} frames, which cannot be halved"
        before = timeline.clips[index - 1] if index else clip
        if 3 * frames > min(clip.source.frames, before.source.frames):
            yield f"the {clip.transition} at {clip.at} takes more than a third of a clip"
        if index and before.source.end == clip.source.start and clip.transition != "cut":
            yield f"the source runs on at {clip.at}, yet there is a {clip.transition}"


def _own_handles(clip: Clip, rate: Fraction) -> Iterator[str]:
    if clip.pad_before < 0 or clip.pad_after < 0:
        yield f"the clip at {clip.at} has a negative handle"
    if clip.pad_before > PAD_BEFORE_SECONDS * rate or clip.pad_after > PAD_AFTER_SECONDS * rate:
        yield f"a handle of the clip at {clip.at} is too long"
    if clip.pad_before + clip.pad_after > PADS_OF_CLIP * clip.source.frames:
        yield f"the handles of the clip at {clip.at} take more than 30 % of it"


def _handles_between(clip: Clip, after: Clip) -> Iterator[str]:
    gap = after.source.start - clip.source.end
    if clip.pad_after > PAD_AFTER_OF_GAP * gap:
        yield f"the handle after the clip at {clip.at} is more than 0.45 of the gap of {gap} frames"
    if after.pad_before > gap:
        yield f"the handle before the clip at {after.at} is more than the gap of {gap} frames"


def _outros(timeline: Timeline) -> Iterator[str]:
    for clip in timeline.clips[:-1]:
        if clip.outro_frames:
            yield f"the clip at {clip.at} has an outro, yet is not the last"
    last = timeline.clips[-1]
    if last.outro_frames < 0 or 3 * last.outro_frames > last.source.frames:
        yield "the outro takes more than a third of the last clip"
    if last.outro_frames + last.transition_frames > last.source.frames:
        yield "the outro overlaps the last clip's transition"
