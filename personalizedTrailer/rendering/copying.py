"""Which frames of a film can be copied instead of encoded: whole groups of pictures, and beginnings of them. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from personalizedTrailer.media.packets import NOT_ON_GRID, PacketIndex
from personalizedTrailer.model import MediaInfo, Rendition
from personalizedTrailer.rendering.bits import Unreadable
from personalizedTrailer.rendering.h264 import Header, free_id, picture_set_numbers, read_header
from personalizedTrailer.rendering.plan import Piece
from personalizedTrailer.rendering.sequence_set import SequenceSet, read_sequence
from personalizedTrailer.rendering.usability import Usability

PROFILES = {66: "baseline", 77: "main", 100: "high"}
"""That every player knows, by number, as x264 calls them."""
_PRIMARIES = frozenset({1, 2, 4, 5, 6, 7, 11, 12})
_TRANSFERS = frozenset({1, 2, 4, 5, 6, 7, 11, 12, 13})
_MATRICES = frozenset({1, 2, 4, 5, 6, 7})
"""Colours of standard range, as ITU-T H.273 numbers them; others are converted where pieces are encoded."""
_MOST_PICTURE_SETS = 255
"""In one header, ours among them."""
MOST_BITS_A_PIXEL = 0.5
"""Of the whole film: 25 Mbit/s at 1080p24, a Blu-ray's. What cameras record with more is too large for a trailer."""
SHORTEST_RUN = 12
"""Frames: to copy fewer is not worth the keyframe that the next encoded piece then begins with."""


@dataclass(frozen=True, slots=True)
class CopyRun:
    """Packets `first` to `first + frames` of the index, which show `frames` grid frames from `source` on."""

    source: int
    frames: int
    first: int

    kind: Literal["copy"] = "copy"


Part = Piece | CopyRun


def may_copy(media: MediaInfo, size_bytes: int, top: Rendition) -> bool:
    """Whether packets of such a film could stand in this rendition as they are, as far as the probe knows."""
    video = media.video
    pixels = video.width * video.height * media.frames
    return (
        video.codec == "h264"
        and media.container in ("mp4", "mov", "mkv")
        and not media.variable_rate
        and not media.damaged
        and media.exact_seek
        and (video.pixel_format, video.bit_depth, video.hdr) == ("yuv420p", 8, None)
        and not (video.rotation or video.interlaced or video.full_range)
        and video.matrix != "bt2020nc"
        and video.sample_aspect == 1
        and (video.width, video.height) == (top.width, top.height)
        and 8 * size_bytes <= MOST_BITS_A_PIXEL * pixels
    )


def one_sequence(index: PacketIndex) -> tuple[Header, SequenceSet] | None:
    """The header of all packets and what it says; None where that is not one plain progressive 8-bit 4:2:0 stream.

    Nor where another stream's header could not stand beside it.
    """
    try:
        header = read_header(index.header)
        said = read_sequence(header.sequence_sets[0])
        numbers = [picture_set_numbers(data) for data in header.picture_sets]
        free_id(header)
    except Unreadable:
        return None
    alone = len(header.sequence_sets) == 1 and {sequence for _, sequence in numbers} == {said.id}
    apart = len({number for number, _ in numbers}) == len(numbers) < _MOST_PICTURE_SETS
    plain = said.profile in PROFILES and said.frames_only and (said.chroma_format, said.bit_depth) == (1, 8)
    return (header, said) if alone and apart and plain and _is_usual(said.usability) else None


def _is_usual(said: Usability) -> bool:
    primaries, transfer, matrix = said.colours
    seen = primaries in _PRIMARIES and transfer in _TRANSFERS and matrix in _MATRICES
    return seen and said.square and not said.full_range


def reordering(index: PacketIndex) -> int:
    """How many pictures at most come before one that is shown earlier."""
    rank = np.argsort(np.argsort(index.stamps, kind="stable"), kind="stable")
    return int((np.arange(len(rank)) - rank).max(initial=0))


def resolve(piece: Piece, index: PacketIndex) -> tuple[Part, ...]:
    """A body as runs to copy and pieces to encode between them; other pieces as they are."""
    if piece.kind != "body":
        return (piece,)
    parts: list[Part] = []
    at, end = piece.source, piece.source + piece.frames
    for run in _runs(index, at, end):
        if run.frames < SHORTEST_RUN:
            continue
        if run.source > at:
            parts.append(replace(piece, source=at, frames=run.source - at))
        parts.append(run)
        at = run.source + run.frames
    if at < end:
        parts.append(replace(piece, source=at, frames=end - at))
    return tuple(parts)


def groups_of(run: CopyRun, index: PacketIndex) -> tuple[CopyRun, ...]:
    """A run as runs of one group of pictures each."""
    begins = np.flatnonzero(index.keys[run.first : run.first + run.frames]).tolist()
    ends = [*begins[1:], run.frames]
    return tuple(CopyRun(run.source + b, e - b, run.first + b) for b, e in zip(begins, ends, strict=True))


def whole_runs(groups: Sequence[CopyRun], whole: Container[CopyRun]) -> list[Part]:
    """Groups that follow one another as the longest runs of whole ones; what is not worth copying is to be encoded."""
    parts: list[Part] = []
    for good, some in itertools.groupby(groups, key=whole.__contains__):
        together = list(some)
        run = replace(together[0], frames=sum(group.frames for group in together))
        if good and run.frames >= SHORTEST_RUN:
            parts.append(run)
        elif parts and isinstance(before := parts[-1], Piece):
            parts[-1] = replace(before, frames=before.frames + run.frames)
        else:
            parts.append(Piece("body", run.source, run.frames))
    return parts


def _runs(index: PacketIndex, start: int, end: int) -> Sequence[CopyRun]:
    """The longest runs inside [start, end) that begin with an IDR and are whole in the order of showing."""
    runs: list[CopyRun] = []
    packets = np.flatnonzero(index.keys & (index.frames >= start) & (index.frames < end))
    keys, last_key = np.flatnonzero(index.keys), len(index.frames)
    for key in packets.tolist():
        place = int(np.searchsorted(keys, key, side="right"))
        following = int(keys[place]) if place < len(keys) else last_key
        source = int(index.frames[key])
        whole = _whole_prefix(index, key, following, end - source)
        if not whole:
            continue
        previous = runs[-1] if runs else None
        if previous and previous.first + previous.frames == key and previous.source + previous.frames == source:
            runs[-1] = replace(previous, frames=previous.frames + whole)
        else:
            runs.append(CopyRun(source, whole, key))
    return runs


def _whole_prefix(index: PacketIndex, key: int, until: int, room: int) -> int:
    """How many packets from `key` on, at most `room`, show just as many frames without a gap."""
    frames = index.frames[key : min(until, key + room + 32)]
    good = index.plain[key : key + len(frames)] & (frames != NOT_ON_GRID)
    count = len(frames) if good.all() else int(np.argmin(good))
    shown = frames[:count] - frames[0]
    if count == 0 or shown.min() < 0:
        return 0
    # The first n packets are whole where the latest frame among them is the n-th: no two are alike.
    whole = np.flatnonzero(np.maximum.accumulate(shown) == np.arange(count)) + 1
    whole = whole[whole <= room]
    return int(whole[-1]) if len(whole) else 0
