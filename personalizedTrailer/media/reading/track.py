"""One audio stream of a film as samples without a gap, from the film's zero to its end."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.media.reading.film import decoded

RATE = 48_000
Block = NDArray[np.float32]
"""Shape [channels, samples] at 48 kHz, full scale 1."""
_JITTER = RATE // 25
"""Timestamps are rounded (Matroska: 1 ms): nearer than this to the end of the block before, one follows it."""
_PRECISE = RATE // 500
"""The same before zero, where the first stamps may be wrong, and nothing is lost by going by each."""
_LAYOUTS = ("mono", "stereo", "2.1", "4.0", "5.0", "5.1", "6.1")
"""By the number of channels, where the container does not say what they are: as FFmpeg takes them."""


class Track:
    """The sound of a stream on the film's clock: silence where there is none, and nothing twice."""

    def __init__(self, container: Any, index: int, origin: Fraction) -> None:
        """`origin` is the container time of the film's zero in seconds."""
        self.layout: Any = None
        """Of PyAV; known once a block was read, None where the stream has no sound."""
        self._container, self._stream, self._origin = container, container.streams[index], origin
        self._kind: tuple[str, str, int] | None = None
        self._resampler: Any = None

    def pieces(self, samples: int, length: int) -> Iterator[Block]:
        """Pieces of `length` samples that add up to `samples`, a multiple of it; none where there is no sound."""
        piece: Block = np.zeros((0, 0), np.float32)
        written = 0
        for at, block in _sure(self._blocks()):
            if not piece.size:
                piece = np.zeros((len(block), length), np.float32)
            while at + block.shape[1] > written and written < samples:
                start = written % length
                if at >= written - start + length:  # silence to the end of the piece
                    written += length - start
                else:
                    begin = max(at, written)
                    part = block[:, begin - at : begin - at + length - begin % length]
                    piece[:, begin % length : begin % length + part.shape[1]] = part
                    written = begin + part.shape[1]
                if not written % length:
                    yield _clean(piece)
                    piece = np.zeros_like(piece)
            if written >= samples:
                return
        while piece.size and written < samples:
            written += length - written % length
            yield _clean(piece)
            piece = np.zeros_like(piece)

    def _blocks(self) -> Iterator[tuple[int, Block]]:
        """Blocks, and the sample of the film's clock at which each begins; they may overlap."""
        position: int | None = None
        zero = float(self._origin * RATE)
        for frame in self._frames():
            stamp = round(frame.time * RATE - zero)
            near = _JITTER if position is not None and position >= 0 else _PRECISE
            if position is None or abs(stamp - position) > near:
                position = stamp
            block = _planes(frame)
            yield position, block
            position += block.shape[1]

    def _frames(self) -> Iterator[Any]:
        """Frames at 48 kHz in planes of floats, all of the first one's layout."""
        try:
            for packet in self._container.demux(self._stream):
                for frame in decoded(packet):
                    if frame.pts is not None and frame.samples:
                        self.layout = self.layout or _layout(frame)
                        yield from self._alike(frame)
        except av.FFmpegError:  # a torn end: what came before it was heard
            return

    def _alike(self, frame: Any) -> list[Any]:
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind == ("fltp", self.layout.name, RATE):
            return [frame]
        if kind != self._kind:  # damage, too, may look like another kind of sound
            self._kind, self._resampler = kind, av.AudioResampler("fltp", self.layout, RATE)
        try:
            return list(self._resampler.resample(frame))
        except (av.FFmpegError, ValueError):
            self._kind = None
            return []


def _planes(frame: Any) -> Block:
    """As `frame.to_ndarray()`, in a third of the time."""
    block: Block = np.empty((len(frame.planes), frame.samples), np.float32)
    for channel, plane in zip(block, frame.planes, strict=True):
        channel[:] = np.frombuffer(plane, np.float32, frame.samples)
    return block


def _clean(piece: Block) -> Block:
    """A damaged packet may decode to anything, infinities included; sound itself hardly goes over full scale."""
    return np.clip(np.nan_to_num(piece, copy=False, posinf=0, neginf=0), -2, 2, out=piece)


def _layout(frame: Any) -> Any:
    """As the sound has it; more channels than there are in _LAYOUTS are mixed down, which adds them up.

    PyAV reads eight planes and more beyond the end of its buffers.
    """
    count = frame.layout.nb_channels
    if count > len(_LAYOUTS):
        return av.AudioLayout("stereo")
    unsaid = any(channel.name == "NONE" for channel in frame.layout.channels)
    return av.AudioLayout(_LAYOUTS[count - 1]) if unsaid else frame.layout


def _sure(blocks: Iterator[tuple[int, Block]]) -> Iterator[tuple[int, Block]]:
    """Without blocks that stand alone, ahead of what comes next: their timestamps are broken."""
    end: int | None = None
    held: tuple[int, Block] | None = None
    for at, block in blocks:
        if held is not None and at > held[0]:
            yield held
            end = held[0] + held[1].shape[1]
        held = None
        if end is not None and at > end:
            held = (at, block)
            continue
        yield at, block
        end = at + block.shape[1]
    if held is not None:
        yield held
