"""What a film is made of, packet by packet: says whether a film of a test is of the kind that its name promises."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av

from tests.media.sound_io import ffmpeg
from tests.media.source_film import moving_picture

_FIELDS = re.compile(r"\bn: *\d+ .*? i:([PTB]) ")


@dataclass(frozen=True)
class Facts:
    codec: str
    size: tuple[int, int]
    pixels: str
    aspect: Fraction
    rotation: int
    transfer: int
    """AVColorTransferCharacteristic: 16 is PQ, 18 HLG."""
    leading: int
    """Packets that come after the first one and are to be shown before it."""
    hidden: int
    """Packets that an edit list leaves out."""
    times: tuple[Fraction, ...]
    """When each frame is shown, in seconds of the container."""
    first_sound: Fraction
    fields: str
    """A letter for each frame: P for whole ones, T and B for the field that comes first."""
    headers: int
    """Different H.264 sequence headers, in the container's header and in the stream."""

    @property
    def longest(self) -> Fraction:
        """The longest time for which a frame is held, the last one aside."""
        return max(after - before for before, after in pairwise(self.times))


def of(path: Path) -> Facts:
    """Reads and decodes the whole film."""
    stamps, hidden, headers = _packets(path)
    with av.open(str(path)) as film:
        stream = moving_picture(film)
        base, aspect = Fraction(stream.time_base), Fraction(stream.sample_aspect_ratio or 1)
        times = []
        for frame in film.decode(stream):
            times.append(frame.pts * base)
            pixels, size = frame.format.name, (frame.width, frame.height)
            rotation, transfer = frame.rotation, int(frame.color_trc)
        return Facts(
            codec=stream.codec_context.name,
            size=size,
            pixels=pixels,
            aspect=aspect,
            rotation=rotation,
            transfer=transfer,
            leading=sum(stamp < stamps[0] for stamp in stamps[1:]),
            hidden=hidden,
            times=tuple(times),
            first_sound=_first_sound(path),
            fields=_fields(path),
            headers=len(headers),
        )


def _packets(path: Path) -> tuple[list[int], int, set[bytes]]:
    """Times of all packets, how many of them are hidden, and the different sequence headers."""
    stamps: list[int] = []
    hidden, headers = 0, set()
    with av.open(str(path)) as film:
        stream = moving_picture(film)
        kind = stream.codec_context.name
        headers |= _headers(bytes(stream.codec_context.extradata or b""), kind)
        for packet in film.demux(stream):
            if packet.pts is None:
                continue
            stamps.append(packet.pts)
            hidden += packet.is_discard
            if packet.is_keyframe:
                headers |= _headers(bytes(packet), kind)
    return stamps, hidden, headers


def _headers(data: bytes, kind: str) -> set[bytes]:
    """The first bytes of the sequence headers, found by their length of two or four bytes before them."""
    if kind != "h264":
        return set()
    return {found[1] for found in re.finditer(rb"\x00[\x08-\x40](\x67[\x42\x4d\x64].{12})", data, re.DOTALL)}


def _first_sound(path: Path) -> Fraction:
    with av.open(str(path)) as film:
        packet = next(film.demux(film.streams.audio[0]))
        return Fraction((packet.pts or 0) * packet.time_base)


def _fields(path: Path) -> str:
    command = [ffmpeg(), "-nostdin", "-hide_banner", "-i", str(path), "-map", "0:v:0", "-vf", "showinfo=checksum=0"]
    log = subprocess.run([*command, "-f", "null", "-"], check=True, capture_output=True, text=True, timeout=120)
    return "".join(_FIELDS.findall(log.stderr))
