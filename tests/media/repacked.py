"""A film's H.264 packets put into another file, with another header, changed, or left out."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import av

from personalizedTrailer.rendering.h264 import Header, read_header, units
from personalizedTrailer.rendering.template import Colours, template

Change = Callable[[int, list[bytes]], list[bytes]]
"""From the number of a packet and its NAL units to other units; none: the packet is left out."""


def header_of(film: Path) -> Header:
    with av.open(str(film)) as container:
        return read_header(bytes(container.streams.video[0].codec_context.extradata or b""))


def units_of(film: Path) -> list[bytes]:
    """The NAL units of all packets, which have lengths of four bytes."""
    with av.open(str(film)) as container:
        packets = [
            bytes(packet) for packet in container.demux(container.streams.video[0]) if packet.pts is not None
        ]
    return [unit for packet in packets for unit in units(packet, 4)]


def repacked(
    film: Path,
    out: Path,
    *,
    sequence_sets: Sequence[bytes] = (),
    picture_sets: Sequence[bytes] = (),
    length: int = 4,
    change: Change = lambda _, some: some,
    colours: Colours = (2, 2, 2),
) -> Path:
    """The picture of a film whose packets have lengths of four bytes."""
    head = header_of(film)
    head = Header(length, tuple(sequence_sets) or head.sequence_sets, tuple(picture_sets) or head.picture_sets)
    with av.open(str(film)) as source:
        stream = source.streams.video[0]
        described = io.BytesIO(template(record(head), stream.width, stream.height, colours))
        with av.open(described) as model, av.open(str(out), "w") as made:
            track = made.add_stream_from_template(model.streams.video[0])
            track.time_base = stream.time_base
            for number, packet in enumerate(source.demux(stream)):
                if packet.pts is None or not (kept := change(number, list(units(bytes(packet), 4)))):
                    continue
                other = av.Packet(b"".join(len(unit).to_bytes(length, "big") + unit for unit in kept))
                other.pts, other.dts, other.duration = packet.pts, packet.dts, packet.duration
                other.time_base, other.is_keyframe, other.stream = packet.time_base, packet.is_keyframe, track
                made.mux(other)
    return out


def record(head: Header) -> bytes:
    """An AVCDecoderConfigurationRecord, whatever is in the sets."""
    first = head.sequence_sets[0]
    out = bytes((1, *first[1:4], 0xFC | head.length_size - 1))
    for flags, sets in ((0xE0, head.sequence_sets), (0, head.picture_sets)):
        out += bytes([flags | len(sets)]) + b"".join(len(data).to_bytes(2, "big") + data for data in sets)
    return out + (b"\xfd\xf8\xf8\0" if first[1] >= 100 else b"")
