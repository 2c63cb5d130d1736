"""A delivered video, decoded whole: frames as thumbnails, times, and what its streams say."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.media.thumbs import Thumbs, thumb, tint


@dataclass(frozen=True)
class OutputFile:
    path: Path
    thumbs: Thumbs
    tints: Thumbs
    stamps: tuple[Fraction, ...]
    """Seconds, in the order of decoding to the screen."""
    streams: tuple[str, ...]
    codec: str
    profile: str
    pixels: str
    size: tuple[int, int]
    aspect: Fraction
    rotation: int
    colour: tuple[int, int, int, int]
    """Range, matrix, primaries and transfer, as FFmpeg numbers them."""
    average_rate: Fraction
    track_seconds: Fraction
    """What the index says that the picture lasts: players stop there."""
    audio_codec: str
    audio_rate: int
    audio_layout: str
    video_end: Fraction
    audio_end: Fraction
    audio_packets: int
    """Checksum of the coded sound."""
    damaged: int
    """Frames marked as corrupt."""
    false_keyframes: int
    """Packets of H.264 that say that a player can begin with them, and are no IDR pictures."""


def load(path: Path) -> OutputFile:
    """Decodes the picture; raises av.FFmpegError where that fails."""
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        video.thread_type = "AUTO"
        stamps: list[Fraction] = []
        small: list[Thumbs] = []
        tints: list[Thumbs] = []
        shown: Any = None
        damaged = 0
        for frame in container.decode(video):
            shown = frame
            damaged += int(frame.is_corrupt)
            stamps.append(int(frame.pts or 0) * Fraction(frame.time_base or 1))
            small.append(thumb(frame))
            tints.append(tint(frame))
        if shown is None:
            raise ValueError("no frame decodes")
        video_end = stamps[-1] + (shown.duration or 0) * Fraction(shown.time_base)
        audio_end, checksum = _sound_packets(path)
        audio = container.streams.audio[0] if container.streams.audio else None
        return OutputFile(
            path=path,
            thumbs=np.stack(small),
            tints=np.stack(tints),
            stamps=tuple(stamps),
            streams=tuple(stream.type for stream in container.streams),
            codec=video.codec_context.name,
            profile=str(video.profile),
            pixels=str(video.codec_context.pix_fmt),
            size=(shown.width, shown.height),
            aspect=Fraction(video.sample_aspect_ratio or 1),
            rotation=int(shown.rotation),
            colour=(
                int(shown.color_range),
                int(shown.colorspace),
                int(shown.color_primaries),
                int(shown.color_trc),
            ),
            average_rate=Fraction(video.average_rate or 0),
            track_seconds=(video.duration or 0) * Fraction(video.time_base or 0),
            audio_codec=audio.codec_context.name if audio else "none",
            audio_rate=audio.codec_context.sample_rate if audio else 0,
            audio_layout=audio.codec_context.layout.name if audio else "none",
            video_end=video_end,
            audio_end=audio_end,
            audio_packets=checksum,
            damaged=damaged,
            false_keyframes=_false_keyframes(path),
        )


def _false_keyframes(path: Path) -> int:
    with av.open(str(path)) as container:
        track = container.streams.video[0]
        keys = [bytes(packet) for packet in container.demux(track) if packet.pts is not None and packet.is_keyframe]
    return sum(5 not in _kinds(packet) for packet in keys)


def _kinds(packet: bytes) -> set[int]:
    """The types of NAL units, each after its length in four bytes."""
    found, at = set(), 0
    while at + 4 < len(packet):
        found.add(packet[at + 4] & 31)
        at += 4 + int.from_bytes(packet[at : at + 4], "big")
    return found


def _sound_packets(path: Path) -> tuple[Fraction, int]:
    """Where the coded sound ends, in seconds, and a checksum of it."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return Fraction(0), 0
        end, checksum = Fraction(0), 0
        for packet in container.demux(container.streams.audio[0]):
            if packet.pts is None or packet.time_base is None:
                continue
            end = max(end, (packet.pts + (packet.duration or 0)) * Fraction(packet.time_base))
            checksum = hash((checksum, bytes(packet)))
        return end, checksum


def boxes(path: Path) -> list[tuple[str, bytes]]:
    """The top-level boxes of an MP4 or MOV file in order: kind, and the first 8 bytes of content."""
    found: list[tuple[str, bytes]] = []
    with path.open("rb") as file:
        while len(header := file.read(8)) == 8:
            size, kind = int.from_bytes(header[:4], "big"), header[4:8].decode("latin-1")
            begin = file.tell() - 8
            if size == 1:
                size = int.from_bytes(file.read(8), "big")
            found.append((kind, file.read(8)))
            if size < 8:
                break
            file.seek(begin + size)
    return found


def grid_positions(file: OutputFile, rate: Fraction) -> NDArray[np.float64]:
    """Times in frames of `rate`."""
    return np.array([float(stamp * rate) for stamp in file.stamps])
