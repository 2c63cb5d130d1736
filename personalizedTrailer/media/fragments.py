"""Fragments of MP4 files (ISO/IEC 14496-12), each beginning where the caller wants it to.

FFmpeg's muxer decides by itself where a fragment begins; the segments of a stream begin where every rendition of it
can be entered, and the sound of it where the picture does.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BASE_IS_MOOF = 0x020000
_DATA_OFFSET = 0x1
_SHOWN_LATER = 0x800
_SYNC, _NEEDS_OTHERS = 0x0200_0000, 0x0101_0000
"""Sample flags: depends on no other; depends on others and cannot be entered."""

SPACER = struct.pack(">I4s", 8, b"free")
"""A box of nothing. FFmpeg 9 fetches byte ranges that touch each other at once, and then plays the first alone."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A packet in a track; times are ticks of the track's timescale."""

    data: bytes
    duration: int
    """Until the next one is decoded."""
    offset: int
    """From its decoding to its showing; negative where the track shows its first sample when it decodes it."""
    sync: bool


@dataclass(frozen=True, slots=True)
class Box:
    kind: str
    offset: int
    """Bytes from the beginning of the file."""
    size: int


def fragment(number: int, decode_time: int, samples: Sequence[Sample]) -> bytes:
    """A movie fragment and its data: consecutive samples of track 1, the first decoded at `decode_time` ticks.

    `number` counts fragments from 1. What all samples have in common is written once.
    """
    defaults, columns = b"", []
    track_flags, run_flags = _BASE_IS_MOOF, _DATA_OFFSET
    for default_flag, column_flag, values in (
        (0x08, 0x100, [sample.duration for sample in samples]),
        (0x10, 0x200, [len(sample.data) for sample in samples]),
        (0x20, 0x400, [_SYNC if sample.sync else _NEEDS_OTHERS for sample in samples]),
    ):
        if len(set(values)) == 1:
            track_flags |= default_flag
            defaults += struct.pack(">I", values[0])
        else:
            run_flags |= column_flag
            columns.append(values)
    if any(sample.offset for sample in samples):
        run_flags |= _SHOWN_LATER
        columns.append([sample.offset & 0xFFFF_FFFF for sample in samples])
    rows = b"".join(struct.pack(f">{len(row)}I", *row) for row in zip(*columns, strict=True))
    track = _full(b"tfhd", 0, track_flags, struct.pack(">I", 1), defaults)
    time = _full(b"tfdt", 1, 0, struct.pack(">Q", decode_time))

    def moof(size: int) -> bytes:
        # Version 1: the offsets are signed.
        run = _full(b"trun", 1, run_flags, struct.pack(">Ii", len(samples), size + 8), rows)
        return _box(b"moof", _full(b"mfhd", 0, 0, struct.pack(">I", number)), _box(b"traf", track, time, run))

    return moof(len(moof(0))) + _box(b"mdat", *(sample.data for sample in samples))


def boxes(path: Path) -> list[Box]:
    """The top-level boxes of a file, in order; a torn one at the end counts with the size that it claims."""
    found = []
    with path.open("rb") as file:
        at = 0
        while len(header := file.read(16)) >= 8:
            size = int.from_bytes(header[:4], "big")
            if size == 1:
                size = int.from_bytes(header[8:16], "big")
            if size < 8:
                size = path.stat().st_size - at
            found.append(Box(header[4:8].decode("latin-1"), at, size))
            at += size
            file.seek(at)
    return found


def _box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def _full(kind: bytes, version: int, flags: int, *content: bytes) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *content)
