"""The contract's invariants of a plan, as sentences on what breaks them; an empty list is a sound plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from personalizedTrailer.editing.footage import frames_by_third, usable_footage
from personalizedTrailer.model import Analysis, Scene, Selection, Span, Timeline
from tests.oracles.attainable import best_deviation, least_sharing
from tests.oracles.timeline_rules import timeline_faults

PRIMARY_ID = "primary"
SHARE_TOLERANCE = 0.02
AMPLE_SHARE_TOLERANCE = 0.10
AMPLE = Fraction(8, 5)
"""Usable frames of each third, by the target, from which on no two variants may share a frame."""
SHARING_TOLERANCE = Fraction(1, 20)
"""Of the target."""
LEAST_COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class Film:
    """What the invariants need to know of a film, and of what was asked for: `target` is in frames."""

    frames: int
    rate: Fraction
    target: Fraction
    usable: int
    caps: tuple[int, int, int]
    """Usable frames of each third."""

    def least(self, trailer: str) -> Fraction:
        """The shortest that a trailer may be, in frames."""
        if self.usable >= self.target:
            return self.target - 2 * self.rate
        return (Fraction(4, 5) if trailer == PRIMARY_ID else Fraction(2, 5)) * self.usable

    @property
    def ample(self) -> bool:
        return min(self.caps) >= AMPLE * self.target


def violations(
    analysis: Analysis,
    selections: Sequence[Selection],
    timelines: Sequence[Timeline],
    rate: Fraction,
    frames: int,
    max_duration: int,
) -> list[str]:
    """Every breach of the contract's invariants 1, 3, 4, 5 and 9 that the plan shows.

    `selections` are the primary and the variants, `timelines` theirs in the same order; `frames` at `rate` per
    second is the length of the source, `max_duration` is in seconds.
    """
    target = max_duration * rate
    footage = usable_footage(analysis.scenes, frames, target)
    film = Film(frames, rate, target, footage.usable, footage.by_third)
    faults = coverage_faults(analysis.scenes, frames)
    for selection, timeline in zip(selections, timelines, strict=True):
        name = selection.variant.id
        of_one = duration_faults(timeline, film)
        of_one += timeline_faults(timeline, frames)
        of_one += _pick_faults(selection, timeline, footage.scenes)
        of_one += share_faults(timeline, film)
        faults += [f"{name}: {fault}" for fault in of_one]
    variants = [one for one in timelines if one.variant.id != PRIMARY_ID]
    return faults + sharing_faults(variants, film)


def coverage_faults(scenes: Sequence[Scene], frames: int) -> list[str]:
    """Invariant 9: the scenes are in order, apart, and cover the source."""
    faults: list[str] = []
    position = 0
    for scene in scenes:
        if scene.span.start < position or scene.span.end > frames or scene.span.frames <= 0:
            faults.append(f"{scene.scene_id} ({scene.span}) is out of order, empty or outside the source")
        position = scene.span.end
    covered = sum(scene.span.frames for scene in scenes) / frames
    if covered < LEAST_COVERAGE:
        faults.append(f"the scenes cover {covered:.3f} of the source")
    return faults


def duration_faults(timeline: Timeline, film: Film) -> list[str]:
    """Invariant 1."""
    if timeline.frames > film.target:
        return [f"it is {timeline.frames} frames long, more than the {float(film.target):.2f} asked for"]
    least = film.least(timeline.variant.id)
    if timeline.frames < least:
        return [f"it is {timeline.frames} frames long, less than {float(least):.2f}"]
    return []


def share_faults(timeline: Timeline, film: Film) -> list[str]:
    """Invariant 5, shares: near those wanted, or near the best possible; whole frames may miss them by one."""
    spans = [clip.source for clip in timeline.clips]
    total = sum(span.frames for span in spans)
    if not total:
        return ["it has no clip"]
    taken = frames_by_third(spans, film.frames)
    wanted = timeline.variant.shares
    missed = max(abs(amount / total - float(share)) for amount, share in zip(taken, wanted, strict=True))
    allowed = best_deviation(wanted, film.caps, _least_frames(timeline, film)) + SHARE_TOLERANCE
    if film.ample:
        allowed = AMPLE_SHARE_TOLERANCE
    if missed > allowed + 1 / total:
        shares = ", ".join(f"{amount / total:.3f}" for amount in taken)
        return [f"its shares {shares} miss those wanted by {missed:.4f}, allowed is {allowed:.4f}"]
    return []


def sharing_faults(variants: Sequence[Timeline], film: Film) -> list[str]:
    """Invariant 5, sharing: none where footage is ample, else little more than the least possible."""
    if not variants:
        return []
    uses = np.zeros(film.frames, dtype=np.int16)
    for timeline in variants:
        for clip in timeline.clips:
            uses[clip.source.start : clip.source.end] += 1
    shared = int(np.maximum(uses - 1, 0).sum())
    if film.ample:
        return [f"the variants share {shared} frames, though footage is ample"] if shared else []
    least = max(_least_frames(timeline, film) for timeline in variants)
    wanted = [timeline.variant.shares for timeline in variants]
    allowed = [best_deviation(shares, film.caps, least) + SHARE_TOLERANCE for shares in wanted]
    most = max(least, min(math.floor(film.target), film.usable))
    possible = least_sharing(wanted, allowed, film.caps, least, most)
    whole_frames = 2 * len(variants)
    if shared > possible + float(SHARING_TOLERANCE * film.target) + whole_frames:
        return [f"the variants share {shared} frames, the least possible is {possible:.1f}"]
    return []


def _least_frames(timeline: Timeline, film: Film) -> int:
    return max(1, math.ceil(film.least(timeline.variant.id)))


def _pick_faults(selection: Selection, timeline: Timeline, usable: Sequence[Scene]) -> list[str]:
    faults: list[str] = []
    spans = {scene.number: scene.span for scene in usable}
    for pick in selection.picks:
        scene = spans.get(pick.scene)
        if scene is None or pick.span.start < scene.start or pick.span.end > scene.end:
            faults.append(f"the pick {pick.span} is not within the usable scene {pick.scene}")
    if len(selection.picks) != len(timeline.clips):
        faults.append(f"{len(selection.picks)} picks became {len(timeline.clips)} clips")
    for pick, clip in zip(selection.picks, timeline.clips, strict=False):
        inside = Span(max(pick.span.start, clip.source.start), min(pick.span.end, clip.source.end))
        if clip.scene != pick.scene or inside != clip.source:
            faults.append(f"the clip {clip.source} of scene {clip.scene} is not within its pick {pick.span}")
    return faults
