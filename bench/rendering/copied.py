"""How much of the trailers is copied from the film: found in the files, whatever the renderer says.

A frame counts as copied where its coded slices are, byte for byte, those of some frame of the film. For H.264 in
MP4 or MOV alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import av

SLICES = frozenset({1, 2, 3, 4, 5})
"""Types of NAL units that hold picture; parameter sets and messages are left out."""


def coded_frames(path: Path) -> Iterator[bytes]:
    """A digest of each coded frame's slices."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        # avcC: the low bits of its fifth byte say how many bytes give a unit's length.
        width = ((stream.codec_context.extradata or bytes(5))[4] & 3) + 1
        for packet in container.demux(stream):
            if packet.pts is not None:
                slices = [unit for unit in units(bytes(packet), width) if unit[0] & 31 in SLICES]
                yield hashlib.sha256(b"".join(slices)).digest()


def units(data: bytes, width: int) -> Iterator[bytes]:
    """The NAL units of a packet in which each follows its length."""
    at = 0
    while at + width < len(data):
        end = at + width + int.from_bytes(data[at : at + width], "big")
        if end > at + width:
            yield data[at + width : end]
        at = end


def share(film: Path, trailers: Sequence[Path]) -> float:
    """The part of all frames of the trailers, 0 to 1, that is copied."""
    known = set(coded_frames(film))
    found = [frame in known for path in trailers for frame in coded_frames(path)]
    return sum(found) / len(found)
