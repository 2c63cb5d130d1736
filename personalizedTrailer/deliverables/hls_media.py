"""The media of a stream: one track in one fragmented MP4 file, packets copied from a finished trailer."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal, TypeAlias

import av

from personalizedTrailer.deliverables.hls_codecs import aac_name, h264_name, is_idr
from personalizedTrailer.deliverables.hls_segments import Segment
from personalizedTrailer.errors import VerificationFailed
from personalizedTrailer.media.fragments import SPACER, Sample, fragment
from personalizedTrailer.media.frames import DEMUX_ONLY

Kind = Literal["video", "audio"]
Stream = av.VideoStream | av.AudioStream
Packet: TypeAlias = "av.Packet[av.stream.Stream]"

_MOVFLAGS = "delay_moov+empty_moov+default_base_moof"
"""The header is written once the first packet is known, because its edit list depends on it."""


@dataclass(frozen=True, slots=True)
class Media:
    """A written file and the stretches of it that playlists name."""

    path: Path
    header: int
    """Bytes that a decoder needs before any segment."""
    segments: tuple[Segment, ...]
    codec: str
    """RFC 6381."""


def track_of(container: av.container.InputContainer, kind: Kind) -> Stream:
    """The only track of its kind; raises VerificationFailed where there are none or several."""
    found: list[Stream] = [*container.streams.video] if kind == "video" else [*container.streams.audio]
    if len(found) != 1:
        raise VerificationFailed(f"A trailer has {len(found)} tracks of {kind}.")
    return found[0]


def packets_of(container: av.container.InputContainer, stream: Stream) -> Iterator[Packet]:
    """Its packets in the order of decoding, without PyAV's own end mark."""
    for packet in container.demux(stream):
        if packet.pts is not None and packet.dts is not None:
            yield packet


def entry_frames(trailer: Path, rate: Fraction) -> frozenset[int]:
    """Frames at which a player can begin; raises VerificationFailed where the file cannot be read."""
    try:
        with av.open(str(trailer), options=DEMUX_ONLY) as container:
            stream = track_of(container, "video")
            header = bytes(stream.codec_context.extradata or b"")
            found = [
                round(shown(packet) * rate)
                for packet in packets_of(container, stream)
                if packet.is_keyframe and is_idr(bytes(packet), header)
            ]
    except (OSError, av.FFmpegError) as fault:
        raise VerificationFailed("A finished trailer cannot be read.") from fault
    return frozenset(found)


def shown(packet: Packet) -> Fraction:
    """Seconds on the trailer's clock at which it is seen or heard."""
    assert packet.pts is not None and packet.time_base is not None  # noqa: S101  `packets_of` has seen to that
    return packet.pts * packet.time_base


def gone(packet: Packet) -> Fraction:
    """Seconds on the trailer's clock at which it has been seen or heard."""
    assert packet.time_base is not None  # noqa: S101  `packets_of` has seen to that
    return shown(packet) + (packet.duration or 0) * packet.time_base


def write_media(trailer: Path, kind: Kind, out: Path, starts: Sequence[Fraction]) -> Media:
    """Copies one track into `out`, a fragment for each segment and a spacer between them.

    A segment begins with the packet that is seen or heard at its start, in seconds, the first being 0. Raises
    VerificationFailed where the trailer cannot be read, or is of other codecs than H.264 and AAC.
    """
    try:
        with av.open(str(trailer), options=DEMUX_ONLY) as container:
            clock = _clock(packets_of(container, track_of(container, kind)))
        with av.open(str(trailer), options=DEMUX_ONLY) as container, out.open("wb") as file:
            stream = track_of(container, kind)
            extradata = bytes(stream.codec_context.extradata or b"")
            codec = h264_name(extradata) if kind == "video" else aac_name(extradata)
            header, segments = b"", []
            for number, packets in enumerate(_by_segment(packets_of(container, stream), starts), 1):
                if header:
                    file.write(SPACER)
                else:
                    header = _header(stream, packets[0], clock)
                    file.write(header)
                data = fragment(number, (packets[0].dts or 0) - clock.decoding, _samples(packets, clock))
                begin = max(Fraction(0), min(shown(packet) for packet in packets))
                end = max(gone(packet) for packet in packets)
                segments.append(Segment(file.tell(), len(data), end - begin))
                file.write(data)
    except (OSError, av.FFmpegError) as fault:
        raise VerificationFailed("A trailer cannot be made a stream.") from fault
    return Media(out, len(header), tuple(segments), codec)


@dataclass(frozen=True, slots=True)
class _Clock:
    """What the clock of a file's track shows as 0, in ticks of the trailer's."""

    decoding: int
    showing: int
    """No later than `decoding` allows: no packet is shown before it is decoded."""


def _clock(packets: Iterator[Packet]) -> _Clock:
    first = next(packets, None)
    if first is None:
        raise VerificationFailed("A trailer has an empty track.")
    decoding, showing = first.dts or 0, first.pts or 0
    # As little as possible, for players that do not look at edit lists show the picture late by as much.
    late = max(((packet.dts or 0) - decoding - (packet.pts or 0) + showing for packet in packets), default=0)
    return _Clock(decoding, showing - max(0, late))


def _by_segment(packets: Iterator[Packet], starts: Sequence[Fraction]) -> Iterator[list[Packet]]:
    later = list(starts[:0:-1])
    group: list[Packet] = []
    for packet in packets:
        if later and gone(packet) > later[-1]:
            later.pop()
            yield group
            group = []
        group.append(packet)
    yield group


def _samples(packets: Sequence[Packet], clock: _Clock) -> list[Sample]:
    return [
        Sample(
            data=bytes(packet),
            duration=packet.duration or 0,
            offset=(packet.pts or 0) - clock.showing - (packet.dts or 0) + clock.decoding,
            sync=packet.is_keyframe,
        )
        for packet in packets
    ]


def _header(stream: Stream, first: Packet, clock: _Clock) -> bytes:
    """`ftyp` and `moov` of a fragmented file, as FFmpeg's muxer writes them; an edit list leads from `clock` to 0."""
    out = io.BytesIO()
    base = stream.time_base or Fraction(1)
    options = {"movflags": _MOVFLAGS, "video_track_timescale": str(base.denominator)}
    with av.open(out, "w", format="mp4", options=options) as container:
        packet = av.Packet(bytes(first))
        packet.stream = container.add_stream_from_template(stream)
        packet.stream.time_base = packet.time_base = base
        packet.pts, packet.dts, packet.is_keyframe = first.pts, clock.showing, True
        container.mux(packet)
    written = out.getvalue()
    return written[: written.index(b"moof") - 4]
