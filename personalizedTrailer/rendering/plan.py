"""A timeline as work: which pieces of picture and which runs of sound to make, as data. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from personalizedTrailer.model import Clip, Timeline

SAMPLE_RATE = 48_000
PieceKind = Literal["body", "fade_in", "fade_out", "dissolve"]
EDGE_SECONDS = Fraction(3, 1000)
"""Fade at every join, so that none clicks; auto-editor settled on the same 3 ms."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of output picture that is encoded on its own and joined to its neighbours by copy."""

    kind: PieceKind
    source: int
    """First grid frame of the (outgoing) film."""
    frames: int
    incoming: int | None = None
    """First grid frame of the incoming clip; for a dissolve alone."""

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The ranges of grid frames that it shows."""
        starts = [self.source] if self.incoming is None else [self.source, self.incoming]
        return tuple((start, start + self.frames) for start in starts)

    def mix(self, frame: int) -> tuple[tuple[int, Fraction], ...]:
        """What frame `frame` (from 0) of this piece shows: grid frames and their weights; the rest is black."""
        part = Fraction(frame, self.frames)
        here = self.source + frame
        if self.kind == "fade_in":
            return ((here, part),)
        if self.kind == "fade_out":
            return ((here, 1 - part),)
        if self.kind == "dissolve" and self.incoming is not None:
            return ((here, 1 - part), (self.incoming + frame, part))
        return ((here, Fraction(1)),)


@dataclass(frozen=True, slots=True)
class SoundRun:
    """A stretch of source sound on the trailer, in samples at 48 kHz."""

    source: int
    at: int
    samples: int
    fade_in: int
    fade_out: int
    crossfade_in: bool = False
    """Whether the fades are halves of an equal-power crossfade with the neighbour."""
    crossfade_out: bool = False


def pieces(timeline: Timeline) -> tuple[Piece, ...]:
    """The picture of a trailer, in output order; their frames add up to the timeline's."""
    made: list[Piece] = []
    clips = timeline.clips
    for index, clip in enumerate(clips):
        following = clips[index + 1] if index + 1 < len(clips) else None
        head, tail = _head(clip), _tail(clip, following)
        if clip.transition in ("fade", "dip") and head:
            made.append(Piece("fade_in", clip.source.start, head))
        if body := clip.source.frames - head - tail:
            made.append(Piece("body", clip.source.start + head, body))
        if tail and following and following.transition == "dissolve":
            made.append(Piece("dissolve", clip.source.end - tail, tail, following.source.start))
        elif tail:
            made.append(Piece("fade_out", clip.source.end - tail, tail))
    return tuple(made)


def _head(clip: Clip) -> int:
    """Frames at the clip's beginning that are mixed with something else."""
    return clip.transition_frames // 2 if clip.transition == "dip" else clip.transition_frames


def _tail(clip: Clip, following: Clip | None) -> int:
    if following is None:
        return clip.outro_frames
    if following.transition == "dip":
        return following.transition_frames // 2
    return following.transition_frames if following.transition == "dissolve" else 0


def sample_at(frame: int, rate: Fraction) -> int:
    """The sample on which a frame begins."""
    return round(frame * SAMPLE_RATE / rate)


def sound_runs(timeline: Timeline) -> tuple[SoundRun, ...]:
    """The sound of a trailer. Clips over which the source runs on are one run: no fade, no lost sample."""
    rate, edge = timeline.rate, round(EDGE_SECONDS * SAMPLE_RATE)
    runs: list[SoundRun] = []
    for group in _continuous(timeline.clips):
        first, last = group[0], group[-1]
        index = timeline.clips.index(last)
        following = timeline.clips[index + 1] if index + 1 < len(timeline.clips) else None
        head, tail = _head(first), _tail(last, following)
        at = sample_at(first.at, rate)
        runs.append(
            SoundRun(
                source=sample_at(first.source.start, rate),
                at=at,
                samples=sample_at(last.end, rate) - at,
                fade_in=sample_at(head, rate) or edge,
                fade_out=sample_at(tail, rate) or edge,
                crossfade_in=first.transition == "dissolve",
                crossfade_out=following is not None and following.transition == "dissolve",
            )
        )
    return tuple(runs)


def _continuous(clips: tuple[Clip, ...]) -> list[list[Clip]]:
    groups: list[list[Clip]] = []
    for clip in clips:
        runs_on = groups and clip.transition == "cut" and groups[-1][-1].source.end == clip.source.start
        if runs_on:
            groups[-1].append(clip)
        else:
            groups.append([clip])
    return groups
