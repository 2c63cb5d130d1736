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

    Clips too short to read a line in are taken together, and the line is of the longest of them. The same
    scenes and timeline give the same lines.
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
    """Clips alone where they are long enough, else gathered; what stays too short joins its neighbour."""
    groups: list[list[ClipWindow]] = []
    for window in windows:
        if groups and _too_short(groups[-1]):
            groups[-1].append(window)
        else:
            groups.append([window])
    if len(groups) > 1 and _too_short(groups[-1]):
        last = groups.pop()
        groups[-1] += last
    return groups


def _too_short(group: Sequence[ClipWindow]) -> bool:
    return group[-1].end - group[0].start < SHORTEST
