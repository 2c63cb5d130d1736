"""Joins strips of picture and the sound into one file by copy.

Packets are renumbered on the trailer's own grid instead of being concatenated by their times: a strip of one or two
frames starts with another delay between decoding and showing than longer ones, which a join by times cannot bridge.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from personalizedTrailer.errors import Cancelled, VerificationFailed
from personalizedTrailer.media.frames import DEMUX_ONLY
from personalizedTrailer.model import Rendition
from personalizedTrailer.rendering.bits import Unreadable
from personalizedTrailer.rendering.commands import timescale
from personalizedTrailer.rendering.h264 import read_header, write_header
from personalizedTrailer.rendering.sequence_set import read_sequence
from personalizedTrailer.rendering.strips import Strip
from personalizedTrailer.rendering.template import template

_LISTEN = 256
"""Packets between two looks at whether the job was cancelled."""


def package(
    strips: Sequence[Strip],
    rendition: Rendition,
    sound: Path,
    out: Path,
    rate: Fraction,
    cancelled: Callable[[], bool],
) -> None:
    """Writes `out` (.mp4 or .mov) from the strips of one rendition, its index at the front.

    Raises VerificationFailed where the strips cannot be joined, or Cancelled.
    """
    kind = "mov" if out.suffix == ".mov" else "mp4"
    options = {"movflags": "faststart", "video_track_timescale": str(timescale(rate))}
    try:
        ahead = max(_delay(strip) for strip in strips)
        described = io.BytesIO(_description(strips, rendition, rate, ahead))
        with (
            av.open(described, options=DEMUX_ONLY) as first,
            av.open(str(sound)) as heard,
            av.open(str(out), "w", format=kind, options=options) as container,
        ):
            video = container.add_stream_from_template(first.streams.video[0])
            audio = container.add_stream_from_template(heard.streams.audio[0])
            video.time_base = Fraction(1, timescale(rate))
            waiting = heard.demux(heard.streams.audio[0])
            pending = next(waiting)
            for number, packet in enumerate(_on_grid(strips, rate, ahead)):
                if number % _LISTEN == 0 and cancelled():
                    raise Cancelled
                while pending.dts is not None and _time(pending) <= _time(packet):
                    pending.stream = audio
                    container.mux(pending)
                    pending = next(waiting)
                packet.stream = video
                container.mux(packet)
            while pending.dts is not None:
                pending.stream = audio
                container.mux(pending)
                pending = next(waiting)
    except (OSError, av.FFmpegError, Unreadable) as fault:
        raise VerificationFailed("The pieces of a trailer cannot be joined.") from fault


def _description(strips: Sequence[Strip], rendition: Rendition, rate: Fraction, ahead: int) -> bytes:
    """A file header that describes a stream of all the strips."""
    header = write_header([strip.header for strip in strips], rate, ahead)
    said = read_sequence(read_header(header).sequence_sets[0]).usability
    return template(header, rendition.width, rendition.height, said.colours)


def _time(packet: av.Packet[Any]) -> Fraction:
    assert packet.dts is not None and packet.time_base is not None  # noqa: S101  set by whoever made it
    return packet.dts * packet.time_base


def _on_grid(strips: Sequence[Strip], rate: Fraction, ahead: int) -> Iterator[av.Packet[Any]]:
    """Every sample of every strip, shown at its frame of the trailer, decoded in its order, `ahead` frames before."""
    base = Fraction(1, timescale(rate))
    step = round(1 / (rate * base))
    at = order = 0
    for strip in strips:
        for sample in strip.samples():
            packet = av.Packet(sample.data)
            packet.time_base = base
            packet.pts, packet.dts = (at + sample.shown) * step, (order - ahead) * step
            packet.duration = step
            packet.is_keyframe = sample.keyframe
            order += 1
            yield packet
        at += strip.frames


def _delay(strip: Strip) -> int:
    """Frames by which decoding has to run ahead of showing."""
    return max((order - shown for order, shown in enumerate(strip.order())), default=0)
