"""Holds a finished file against its plan: what does not match is an error, not a deliverable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from personalizedTrailer.errors import BrokenFrame, VerificationFailed
from personalizedTrailer.media import frames
from personalizedTrailer.model import Rendition
from personalizedTrailer.rendering.commands import THUMB
from personalizedTrailer.rendering.encode import MAX_THUMB_ERROR
from personalizedTrailer.rendering.strips import CopiedStrip, DamagedGroup, Sample, Strip

AUDIO_TOLERANCE = Fraction(1, 10)
"""Seconds by which sound and picture may end apart."""


def verify(
    path: Path, strips: Sequence[Strip], rendition: Rendition, rate: Fraction, cancelled: Callable[[], bool]
) -> None:
    """Checks packets, sizes, ends and two frames after every join, and before it where the header changes.

    What was encoded was decoded when it was made, and each strip begins anew: what is left to see is that theirs are
    the packets of the file, each at its time, and that they are decoded with the headers that the file has for them.
    Where a stream of another header follows, decoders may drop what still waits to be shown: those ends are seen, too.
    What was copied is decoded here for the first time, all of it, and its first frames are compared.

    Raises DamagedGroup where that does not decode, VerificationFailed or Cancelled.
    """
    try:
        with av.open(str(path), options=frames.DEMUX_ONLY) as container:
            _check_streams(container, strips, rendition, rate)
        _check_joins(path, strips, cancelled)
    except (OSError, av.FFmpegError) as fault:
        raise VerificationFailed("A rendered file does not decode.") from fault
    if not _index_is_first(path):
        raise VerificationFailed("A rendered file has its index at the end.")


def _check_streams(
    container: av.container.InputContainer, strips: Sequence[Strip], rendition: Rendition, rate: Fraction
) -> None:
    video, audio = container.streams.video[0], container.streams.audio[0]
    if (video.width, video.height) != (rendition.width, rendition.height):
        raise VerificationFailed(f"A rendered file is {video.width} × {video.height} pixels.")
    if len(container.streams.video) != 1 or len(container.streams.audio) != 1:
        raise VerificationFailed("A rendered file has the wrong streams.")
    wanted, total, sound_end = _samples(strips), sum(strip.frames for strip in strips), Fraction(0)
    for packet in container.demux(video, audio):
        if packet.pts is None or packet.time_base is None:
            continue
        if packet.stream.type == "video":
            frame, sample = next(wanted, (-1, None))
            if sample is None or bytes(packet) != sample.data or packet.is_keyframe != sample.keyframe:
                raise VerificationFailed("A rendered file holds other packets than its plan.")
            if abs(packet.pts * packet.time_base * rate - frame) > Fraction(1, 1000):
                raise VerificationFailed(f"Frame {frame} of a rendered file is out of step with its plan.")
        else:
            sound_end = max(sound_end, (packet.pts + (packet.duration or 0)) * packet.time_base)
    if next(wanted, None):
        raise VerificationFailed("A rendered file has fewer frames than its plan.")
    lasts = Fraction(video.duration or 0) * Fraction(video.time_base or 0)
    if abs(lasts - total / rate) > Fraction(1, 1000):
        raise VerificationFailed(f"A rendered file says that it lasts {float(lasts):.3f} s.")
    if abs(sound_end - total / rate) > AUDIO_TOLERANCE:
        raise VerificationFailed("Sound and picture of a rendered file end apart.")


def _samples(strips: Sequence[Strip]) -> Iterator[tuple[int, Sample]]:
    """Every sample in its order, with the frame of the trailer that it is."""
    at = 0
    for strip in strips:
        for sample in strip.samples():
            yield at + sample.shown, sample
        at += strip.frames


def _check_joins(path: Path, strips: Sequence[Strip], cancelled: Callable[[], bool]) -> None:
    """Decodes the edges of every strip from the file, and of copied ones all frames.

    Those of which it is known what they look like do so.
    """
    wanted: dict[int, frames.Thumbs] = {}
    copied: dict[tuple[int, int], CopiedStrip] = {}
    at = 0
    for strip, following in zip(strips, [*strips[1:], None], strict=True):
        count, references = strip.frames, strip.references
        goes_on = following and following.header == strip.header
        edges = {0, 1} if goes_on else {0, 1, count - 2, count - 1}
        if isinstance(strip, CopiedStrip):
            copied[at, at + count] = strip
            edges = set(references)
        for frame in edges & references.keys():
            wanted[at + frame] = references[frame]
        at += count
    raw = path.with_suffix(".joins")
    try:
        frames.of_trailer(
            path, list(wanted), (THUMB, THUMB), "luma", raw, cancelled, whole=list(copied), ours=not copied
        )
    except BrokenFrame as fault:
        for (first, end), strip in copied.items():
            if first <= fault.frame < end:
                raise DamagedGroup(strip.group_at(fault.frame - first)) from fault
        raise
    found = frames.raw_thumbs(raw, THUMB)
    raw.unlink()
    for number, picture in zip(sorted(wanted), found, strict=True):
        error = np.abs(picture.astype(np.int16) - wanted[number].astype(np.int16)).mean()
        if error > MAX_THUMB_ERROR:
            raise VerificationFailed(f"Frame {number} of a rendered file is not the planned one.")


def _index_is_first(path: Path) -> bool:
    """Whether `moov` comes before `mdat`, so that playback can begin before the file is whole."""
    with path.open("rb") as file:
        while header := file.read(8):
            size, kind = int.from_bytes(header[:4], "big"), header[4:8]
            if kind in (b"moov", b"mdat"):
                return kind == b"moov"
            if size == 1:
                size = int.from_bytes(file.read(8), "big") - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False
