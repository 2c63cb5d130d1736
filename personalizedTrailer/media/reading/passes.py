"""Ways through the pictures of a film: all of them, keyframes alone, or those of single stretches.

A way is a run of passes: what is measured between two frames means something within a pass alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import av

from personalizedTrailer.media.reading.film import decoded

Frames = Iterator[Any]
Hear = Callable[[Any], None]
"""Is told every packet with a picture before it is decoded."""

_LEAD_SECONDS = 1.0
"""Files are searched by the time of decoding, which lies before that of showing."""


def whole(container: Any, stream: Any) -> Iterator[Frames]:
    """One pass through every frame that decodes."""
    yield _frames(container, stream)


def keyframes(container: Any, stream: Any, hear: Hear) -> Iterator[Frames]:
    """One pass through those frames alone that need no other."""
    stream.codec_context.skip_frame = "NONKEY"
    # Only one frame in so many packets is decoded: by frames, threads would wait for each other.
    stream.thread_type = "SLICE"
    yield _frames(container, stream, hear)


def stretches(container: Any, stream: Any, wanted: list[tuple[int, int]]) -> Iterator[Frames]:
    """A pass through each stretch [start, end) of timestamps, ascending; decoding begins at a keyframe before it."""
    lead = int(_LEAD_SECONDS / stream.time_base)
    for start, end in wanted:
        # Mostly no lead is needed, and with one a whole group more is decoded.
        for back in (0, lead):
            frames = _from(container, stream, start, start - back)
            first = next(frames, None)
            if first is not None and first.pts <= start:
                break
        if first is not None:
            yield _between(chain([first], frames), start, end)


def _from(container: Any, stream: Any, start: int, landing: int) -> Frames:
    """Frames from the keyframe before `landing` on; of those before `start`, perhaps only those that others need."""
    try:
        container.seek(landing, stream=stream, backward=True)
    except av.FFmpegError:  # nothing of it can be reached: it shows no frames
        return iter(())
    context = stream.codec_context
    context.flush_buffers()

    def prepare(packet: Any) -> None:
        context.skip_frame = "NONREF" if packet.pts < start else "DEFAULT"

    return _frames(container, stream, prepare)


def _between(frames: Frames, start: int, end: int) -> Frames:
    for frame in frames:
        if frame.pts >= end:
            return
        if frame.pts >= start:
            yield frame


def _frames(container: Any, stream: Any, hear: Hear | None = None) -> Frames:
    pictures = chain.from_iterable(decoded(packet) for packet in _packets(container, stream, hear))
    return (frame for frame in pictures if frame.pts is not None)


def _packets(container: Any, stream: Any, hear: Hear | None) -> Iterator[Any]:
    try:
        for packet in container.demux(stream):
            if hear and packet.pts is not None:
                hear(packet)
            yield packet
    except av.FFmpegError:  # a torn end: what came before it was seen
        return
