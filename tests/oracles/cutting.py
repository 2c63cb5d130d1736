"""How clips are cut where shots and words are known, as sentences on what breaks the rules, and as figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from personalizedTrailer.editing.material import Material
from personalizedTrailer.model import Clip, Span, Timeline

BESIDE = 8
"""Frames: a clip that begins or ends this near to a cut, and not on it, shows a flash of the wrong shot."""


def handle_faults(timeline: Timeline, material: Material) -> list[str]:
    """Invariant 5.4: no handle reaches over the border of a shot."""
    borders = borders_of(material)
    return [
        f"the handles of the clip {clip.source} reach over a border"
        for clip in timeline.clips
        if _inside(Span(clip.source.start, clip.source.start + clip.pad_before), borders)
        or _inside(Span(clip.source.end - clip.pad_after, clip.source.end), borders)
    ]


def mixing_faults(timeline: Timeline, material: Material) -> list[str]:
    """Nothing is mixed while somebody speaks."""
    faults: list[str] = []
    for index, clip in enumerate(timeline.clips):
        for what, span in _mixed(timeline.clips, index):
            if span.frames and not _is_quiet(span, material):
                faults.append(f"the {what} of the clip {clip.source} mixes speech in {span}")
    return faults


def cut_faults(timeline: Timeline, material: Material, shortest: int) -> list[str]:
    """No cut of the film lies inside a clip, but between shots that are themselves shorter than `shortest` frames."""
    faults: list[str] = []
    for clip in timeline.clips:
        for before, after in pairwise(material.clear):
            is_cut = before.end == after.start
            if is_cut and _inside(clip.source, [after.start]) and max(before.frames, after.frames) >= shortest:
                faults.append(f"the clip {clip.source} holds the cut at {after.start}")
    return faults


def beside_a_cut(timeline: Timeline, material: Material) -> list[int]:
    """Points of clips that are a few frames away from a border, without being on one."""
    borders = borders_of(material)
    return [
        point
        for point in points_of(timeline)
        if point not in borders
        and borders[bisect_left(borders, point - BESIDE) : bisect_right(borders, point + BESIDE)]
    ]


def in_words(timeline: Timeline, material: Material, frames: int) -> list[int]:
    """Points of clips inside words, where the source does not run on; the ends of the film are no cuts."""
    return [
        point
        for point in points_of(timeline)
        if 0 < point < frames and not any(start <= point <= end for start, end in material.pauses)
    ]


def points_of(timeline: Timeline) -> list[int]:
    """Where clips begin and end, but not where one goes on with the frame after the last one's."""
    starts = {clip.source.start for clip in timeline.clips}
    ends = {clip.source.end for clip in timeline.clips}
    return sorted([*(starts - ends), *(ends - starts)])


def borders_of(material: Material) -> list[int]:
    return sorted({frame for span in material.clear for frame in (span.start, span.end)})


def _inside(span: Span, borders: Sequence[int]) -> bool:
    return bisect_right(borders, span.start) < bisect_left(borders, span.end)


def _near(point: int, borders: Sequence[int]) -> Sequence[int]:
    return borders[bisect_left(borders, point - BESIDE) : bisect_right(borders, point + BESIDE)]


def _is_quiet(span: Span, material: Material) -> bool:
    return any(start <= span.start and span.end <= end for start, end in material.pauses)


def _mixed(clips: Sequence[Clip], index: int) -> Iterator[tuple[str, Span]]:
    clip, frames = clips[index], clips[index].transition_frames
    half = frames // 2 if clip.transition == "dip" else 0
    if clip.transition != "cut":
        yield clip.transition, Span(clip.source.start, clip.source.start + frames - half)
    if index and clip.transition in ("dip", "dissolve"):
        end = clips[index - 1].source.end
        yield clip.transition, Span(end - (half or frames), end)
    yield "outro", Span(clip.source.end - clip.outro_frames, clip.source.end)
