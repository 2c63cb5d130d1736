"""Holds the media of a stream against the trailer from which it was copied, and against what playlists say of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path

import av

from personalizedTrailer.deliverables.hls_codecs import is_idr
from personalizedTrailer.deliverables.hls_media import Kind, Media, Packet, gone, packets_of, shown, track_of
from personalizedTrailer.errors import VerificationFailed
from personalizedTrailer.media.fragments import boxes
from personalizedTrailer.media.frames import DEMUX_ONLY


def verify_media(trailer: Path, kind: Kind, made: Media, starts: Sequence[Fraction]) -> None:
    """Checks the bytes and times of all packets, the layout of the file and how its segments begin.

    `starts` are the seconds at which segments were to begin. Raises VerificationFailed.
    """
    if len(made.segments) != len(starts):
        raise VerificationFailed(f"A stream has {len(made.segments)} segments instead of {len(starts)}.")
    _check_layout(made)
    try:
        with (
            av.open(str(trailer), options=DEMUX_ONLY) as whole,
            av.open(str(made.path), options=DEMUX_ONLY) as stream,
        ):
            wanted, found = track_of(whole, kind), track_of(stream, kind)
            header = bytes(wanted.codec_context.extradata or b"")
            if bytes(found.codec_context.extradata or b"") != header:
                raise VerificationFailed("A stream has another header than its trailer.")
            entries = deque(zip(made.segments, starts, strict=True))
            for packet, copy in zip_longest(packets_of(whole, wanted), packets_of(stream, found)):
                if packet is None or copy is None or not _same(packet, copy):
                    raise VerificationFailed("A stream holds other packets than its trailer.")
                if entries and (copy.pos or 0) >= entries[0][0].offset:
                    _check_entry(copy, header, entries.popleft()[1])
    except (OSError, av.FFmpegError) as fault:
        raise VerificationFailed("A stream cannot be read.") from fault
    if entries:
        raise VerificationFailed("A stream has segments without packets.")


def _check_layout(made: Media) -> None:
    """The header, then a fragment for each segment, a spacer between them; nothing else, and nothing behind."""
    found = boxes(made.path)
    spaced = ["free", "moof", "mdat"] * len(made.segments)
    if [box.kind for box in found] != ["ftyp", "moov", *spaced[1:]]:
        raise VerificationFailed("A stream is not made of fragments.")
    whole = [box for box in found if box.kind != "free"]
    pairs = [
        (first.offset, first.size + second.size) for first, second in zip(whole[::2], whole[1::2], strict=True)
    ]
    ranges = [(0, made.header)] + [(segment.offset, segment.size) for segment in made.segments]
    if ranges != pairs or sum(ranges[-1]) != made.path.stat().st_size:
        raise VerificationFailed("The segments of a stream do not cover its file.")


def _same(packet: Packet, copy: Packet) -> bool:
    return (
        bytes(packet) == bytes(copy)
        and shown(packet) == shown(copy)
        and gone(packet) == gone(copy)
        and packet.is_keyframe == copy.is_keyframe
    )


def _check_entry(packet: Packet, header: bytes, start: Fraction) -> None:
    if packet.stream.type == "video":
        right = shown(packet) == start and is_idr(bytes(packet), header)
    else:
        right = shown(packet) <= start < gone(packet) or start == 0
    if not right:
        raise VerificationFailed("A segment of a stream cannot be entered.")
