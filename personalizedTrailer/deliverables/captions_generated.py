"""Captions for a film without a text track: one line for each clip, of what the analysis found in its scene."""

from __future__ import annotations

from collections.abc import Sequence

from personalizedTrailer.deliverables.captions_lines import lay_out
from personalizedTrailer.deliverables.catalogue import describe
from personalizedTrailer.deliverables.cues import Cue
from personalizedTrailer.deliverables.cues_edit import ClipWindow, clip_windows
from personalizedTrailer.deliverables.cues_layout import SHORTEST, Block, as_cues, gap_seconds, place
from personalizedTrailer.model import Scene, Timeline


def generated_cues(timeline: Timeline, scenes: Sequence[Scene], language: str) -> tuple[Cue, ...]:
    """One line a clip, in `language`, for at most seven seconds from the clip's beginning.

    Clips too short to read a line in are taken together, and the line is of the longest of them; one short clip
    among longer ones has none. The same scenes and timeline give the same lines.
    """
    by_number = {scene.number: scene for scene in scenes}
    gap = gap_seconds(timeline.rate)
    blocks: list[Block] = []
    text = ""
    for turn, group in enumerate(_readable_groups(clip_windows(timeline))):
        longest = max(group, key=lambda window: window.end - window.start)
        text = describe(by_number.get(longest.clip.scene), language, turn, avoid=text)
        lines = lay_out(text, language) or (text,)
        wanted = Block(group[0].start, group[-1].end, lines)
        blocks += place([wanted], wanted.start, wanted.end, gap, language)
    return as_cues(blocks, gap)


def _readable_groups(windows: Sequence[ClipWindow]) -> list[list[ClipWindow]]:
    """Clips alone where they are long enough; shorter neighbours together, or none of them where that is not.

    A trailer that is too short altogether is one group.
    """
    groups: list[list[ClipWindow]] = []
    waiting: list[ClipWindow] = []
    for window in windows:
        waiting = [window] if _is_readable([window]) else [*waiting, window]
        if _is_readable(waiting):
            groups.append(waiting)
            waiting = []
    return groups or ([waiting] if waiting else [])


def _is_readable(group: Sequence[ClipWindow]) -> bool:
    return group[-1].end - group[0].start >= SHORTEST
