"""Stretches of finished H.264 that are joined into one file: encoded by us, or copied from the film."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import VerificationFailed
from personalizedTrailer.media.frames import DEMUX_ONLY, Thumbs
from personalizedTrailer.media.packets import Copied
from personalizedTrailer.rendering.h264 import Header, opens_group, read_header, slices_alone


class DamagedGroup(VerificationFailed):
    """What was copied does not decode in the file that it was copied to."""

    def __init__(self, group: Copied) -> None:
        super().__init__("What was copied of the film does not decode.")
        self.group = group


@dataclass(frozen=True, slots=True)
class Sample:
    """One packet, in the order of decoding: slices alone, the lengths before them of four bytes.

    No captions of the film either, which are within its pictures (CEA-608): in a trailer their sentences are torn.
    """

    data: bytes
    shown: int
    """Frame of the strip that it is, from 0."""
    keyframe: bool


class Strip(Protocol):
    """Begins with an IDR picture and refers to nothing outside."""

    @property
    def frames(self) -> int: ...

    @property
    def header(self) -> Header: ...

    @property
    def references(self) -> Mapping[int, Thumbs]:
        """Thumbnails of what the planned picture looks like, by frame of the strip; all of them, or some."""

    def order(self) -> Iterator[int]:
        """The frame of the strip that each sample is."""

    def samples(self) -> Iterator[Sample]: ...


class EncodedFile:
    """A file that was encoded for this; it is looked through once, and its pictures stay on the disk."""

    def __init__(self, path: Path, rate: Fraction) -> None:
        self.path, self._rate = path, rate

    @property
    def header(self) -> Header:
        return self._read[0]

    def packets(self, first: int, frames: int) -> list[_Packet]:
        """Those that show the frames from `first` on, in the order of decoding."""
        return [packet for packet in self._read[1] if first <= packet.shown < first + frames]

    @cached_property
    def _read(self) -> tuple[Header, list[_Packet]]:
        with av.open(str(self.path), options=DEMUX_ONLY) as container:
            stream = container.streams.video[0]
            header = read_header(bytes(stream.codec_context.extradata or b""))
            return header, [
                _Packet(round(packet.pts * packet.time_base * self._rate), packet.pos, packet.size)
                for packet in container.demux(stream)
                # PyAV's own end mark has none.
                if packet.pts is not None and packet.time_base is not None and packet.pos is not None
            ]


class _Packet(NamedTuple):
    shown: int
    """Frame of the file that it is."""
    offset: int
    """Of its first byte in the file."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class EncodedStrip:
    """Some groups of pictures, whole, of a file that was encoded for this."""

    file: EncodedFile
    first: int
    """Frame of the file on which it begins."""
    frames: int
    thumbs: Thumbs

    @property
    def header(self) -> Header:
        return self.file.header

    @property
    def references(self) -> Mapping[int, Thumbs]:
        return dict(enumerate(self.thumbs))

    def order(self) -> Iterator[int]:
        return (packet.shown - self.first for packet in self.file.packets(self.first, self.frames))

    def samples(self) -> Iterator[Sample]:
        length = self.header.length_size
        with self.file.path.open("rb") as data:
            for packet in self.file.packets(self.first, self.frames):
                data.seek(packet.offset)
                slices = slices_alone(data.read(packet.size), length)
                yield Sample(slices, packet.shown - self.first, opens_group(slices))


@dataclass(frozen=True, slots=True)
class CopiedStrip:
    """Groups of the film's packets."""

    groups: tuple[Copied, ...]
    shown: NDArray[np.int64]
    keys: NDArray[np.bool_]
    header: Header

    @property
    def frames(self) -> int:
        return len(self.shown)

    @property
    def references(self) -> Mapping[int, Thumbs]:
        """Of the first frames of each group."""
        found: dict[int, Thumbs] = {}
        at = 0
        for group in self.groups:
            found |= {at + place: picture for place, picture in enumerate(group.thumbs)}
            at += len(group.sizes)
        return found

    def group_at(self, frame: int) -> Copied:
        """The group that holds a frame of the strip."""
        ends = np.cumsum([len(group.sizes) for group in self.groups])
        return self.groups[int(np.searchsorted(ends, frame, side="right"))]

    def order(self) -> Iterator[int]:
        return iter(self.shown.tolist())

    def samples(self) -> Iterator[Sample]:
        packets = (packet for group in self.groups for packet in group.packets())
        for packet, shown, key in zip(packets, self.shown.tolist(), self.keys.tolist(), strict=True):
            yield Sample(slices_alone(packet, self.header.length_size), shown, key)
