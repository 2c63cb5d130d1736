"""Stretches of finished H.264 that are joined into one file: encoded by us, or copied from the film."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import VerificationFailed
from personalizedTrailer.media.frames import Thumbs
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


@dataclass(frozen=True, slots=True)
class EncodedStrip:
    """Some groups of pictures, whole, of a file that was encoded for this."""

    path: Path
    first: int
    """Frame of the file on which it begins."""
    frames: int
    rate: Fraction
    thumbs: Thumbs

    @property
    def header(self) -> Header:
        with av.open(str(self.path)) as container:
            return read_header(bytes(container.streams.video[0].codec_context.extradata or b""))

    @property
    def references(self) -> Mapping[int, Thumbs]:
        return dict(enumerate(self.thumbs))

    def order(self) -> Iterator[int]:
        return (shown for shown, _ in self._packets())

    def samples(self) -> Iterator[Sample]:
        length = self.header.length_size
        for shown, packet in self._packets():
            slices = slices_alone(bytes(packet), length)
            yield Sample(slices, shown, opens_group(slices))

    def _packets(self) -> Iterator[tuple[int, av.Packet[av.VideoStream]]]:
        with av.open(str(self.path)) as container:
            for packet in container.demux(container.streams.video[0]):
                if packet.pts is None or packet.time_base is None:  # PyAV's own end mark
                    continue
                shown = round(packet.pts * packet.time_base * self.rate) - self.first
                if 0 <= shown < self.frames:
                    yield shown, packet


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
