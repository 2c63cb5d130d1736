"""Joins encoded pieces and sound into one file by copy.

Packets are renumbered on the trailer's own grid instead of being concatenated by their times: a piece of one or two
frames starts with another delay between decoding and showing than longer ones, which a join by times cannot bridge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av

from personalizedTrailer.errors import VerificationFailed
from personalizedTrailer.rendering.commands import B_FRAMES, timescale
from personalizedTrailer.rendering.encode import EncodedPiece


def package(made: Sequence[EncodedPiece], rendition: int, sound: Path, out: Path, rate: Fraction) -> None:
    """Writes `out` (.mp4 or .mov) from the files of one rendition, its index at the front.

    Raises VerificationFailed where the pieces cannot be joined.
    """
    files = [piece.files[rendition] for piece in made]
    kind = "mov" if out.suffix == ".mov" else "mp4"
    options = {"movflags": "faststart", "video_track_timescale": str(timescale(rate))}
    try:
        with (
            av.open(str(files[0])) as first,
            av.open(str(sound)) as heard,
            av.open(str(out), "w", format=kind, options=options) as container,
        ):
            header = first.streams.video[0].codec_context.extradata
            video = container.add_stream_from_template(first.streams.video[0])
            audio = container.add_stream_from_template(heard.streams.audio[0])
            video.time_base = Fraction(1, timescale(rate))
            waiting = heard.demux(heard.streams.audio[0])
            pending = next(waiting)
            for packet in _on_grid(made, files, header, rate):
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
    except (OSError, av.FFmpegError) as fault:
        raise VerificationFailed("The pieces of a trailer cannot be joined.") from fault


def _time(packet: av.Packet[av.VideoStream] | av.Packet[av.AudioStream]) -> Fraction:
    assert packet.dts is not None and packet.time_base is not None  # noqa: S101  set by whoever made it
    return packet.dts * packet.time_base


def _on_grid(
    made: Sequence[EncodedPiece], files: Sequence[Path], header: bytes | None, rate: Fraction
) -> Iterator[av.Packet[av.VideoStream]]:
    """Every packet of every piece, shown at its frame of the trailer, decoded in its order."""
    base = Fraction(1, timescale(rate))
    step = round(1 / (rate * base))
    at = order = 0
    for piece, path in zip(made, files, strict=True):
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            if stream.codec_context.extradata != header:
                raise VerificationFailed("The pieces of a trailer have different headers.")
            for packet in container.demux(stream):
                if packet.pts is None or packet.time_base is None:
                    continue  # PyAV's own end mark
                shown = at + round(packet.pts * packet.time_base * rate)
                packet.time_base = base
                packet.pts, packet.dts = shown * step, (order - B_FRAMES) * step
                packet.duration = step
                order += 1
                yield packet
        at += piece.piece.frames
