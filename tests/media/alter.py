"""Films that no single call of an encoder makes: cut by copy, joined, and patched after they were made."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import cycle
from pathlib import Path

import av

from tests.media import films
from tests.media.films import Recipe
from tests.media.sound_io import ffmpeg

QUIET = ("-nostdin", "-v", "error", "-y")
PULLDOWN = ((True, True), (False, False), (False, True), (True, False))
"""Top field first and first field repeated, over four frames of film: ten fields."""
SEQUENCE, EXTENSION = b"\x00\x00\x01\xb3", b"\x00\x00\x01\xb5"


def copied(path: Path, before: Sequence[str] = (), after: Sequence[str] = ()) -> Path:
    """The film copied packet by packet, with options before and after its name."""
    out = path.with_stem(f"{path.stem}-copied")
    command = [ffmpeg(), *QUIET, *before, "-i", str(path), "-map", "0", "-c", "copy", *after, str(out)]
    subprocess.run(command, check=True, timeout=60)
    return out


def beheaded(path: Path, seconds: float, options: dict[str, str] | None = None) -> Path:
    """The film from the first keyframe after `seconds` on, with every packet that follows that one in the file."""
    out = path.with_stem(f"{path.stem}-beheaded")
    with av.open(str(path)) as film, av.open(str(out), "w", options=options or {}) as made:
        streams = {one.index: made.add_stream_from_template(one) for one in film.streams}
        begin: Fraction | None = None
        heard: int | None = None
        for packet in film.demux():
            if packet.dts is None or packet.pts is None:
                continue
            at = packet.pts * packet.time_base
            if begin is None and packet.stream.type == "video" and packet.is_keyframe and at >= seconds:
                begin = packet.dts * packet.time_base
            if begin is None or (packet.stream.type == "audio" and at < begin):
                continue
            late = round(begin / packet.time_base)
            if packet.stream.type == "audio":
                # The sound begins at zero: some containers could not say otherwise.
                late = heard = packet.dts if heard is None else heard
            packet.pts, packet.dts = packet.pts - late, packet.dts - late
            packet.stream = streams[packet.stream.index]
            made.mux(packet)
    return out


def joined(recipe: Recipe, other: Sequence[str], path: Path) -> Path:
    """Two encodes of the same recipe, one after the other in one track: the headers change half-way."""
    parts = []
    for number, video in enumerate((recipe.video, tuple(other))):
        part = films.make(
            replace(recipe, video=video, channels=0, extension="mp4"), path.with_stem(f"part{number}")
        )
        parts.append(_as_stream(part, number * recipe.seconds))
    whole = path.with_suffix(".ts")
    whole.write_bytes(b"".join(parts))
    sound = films.make(replace(recipe, seconds=2 * recipe.seconds, extension="mp4"), path.with_stem("sound"))
    out = path.with_stem(f"{path.stem}-joined").with_suffix(f".{recipe.extension}")
    command = [ffmpeg(), *QUIET, "-i", str(whole), "-i", str(sound), "-map", "0:v", "-map", "1:a", "-c", "copy"]
    subprocess.run([*command, str(out)], check=True, timeout=60)
    return out


def _as_stream(part: Path, late: float) -> bytes:
    """The picture as an MPEG transport stream that begins `late` seconds after one second."""
    stream = part.with_suffix(".ts")
    command = [ffmpeg(), *QUIET, "-i", str(part), "-c", "copy", "-muxdelay", "0", "-muxpreload", "0"]
    subprocess.run([*command, "-output_ts_offset", str(1 + late), str(stream)], check=True, timeout=60)
    return stream.read_bytes()


def soft_telecine(path: Path) -> Path:
    """MPEG-2 of 23.976 frames a second in Matroska, flagged to be shown as 59.94 fields."""
    stream, out = path.with_suffix(".m2v"), path.with_stem(f"{path.stem}-flagged")
    subprocess.run([ffmpeg(), *QUIET, "-i", str(path), "-map", "0:v", "-c", "copy", str(stream)], check=True)
    data = bytearray(stream.read_bytes())
    for body in _after(data, SEQUENCE):
        data[body + 3] = data[body + 3] & 0xF0 | 4  # 29.97 frames of two fields
    flags = cycle(PULLDOWN)
    for body in _after(data, EXTENSION):
        if data[body] >> 4 == 1:
            data[body + 1] &= ~0x08  # the sequence is not progressive: only then do the flags count
        if data[body] >> 4 == 8:
            top, again = next(flags)
            data[body + 3] = data[body + 3] & ~0x82 | 0x80 * top | 0x02 * again
            data[body + 4] |= 0x80
    stream.write_bytes(bytes(data))
    command = [ffmpeg(), *QUIET, "-fflags", "+genpts", "-i", str(stream), "-i", str(path)]
    subprocess.run([*command, "-map", "0:v", "-map", "1:a", "-c", "copy", str(out)], check=True, timeout=60)
    return out


def _after(data: bytearray, start_code: bytes) -> Iterator[int]:
    """Where the content behind each of these start codes begins."""
    at = -1
    while (at := data.find(start_code, at + 1)) >= 0:
        yield at + len(start_code)


def edited(path: Path, spans: Sequence[tuple[int, int]], rate: int = 24) -> Path:
    """An MP4 film whose edit lists show only these spans (first frame, frames), one after another."""
    data = path.read_bytes()
    boxes = dict(_boxes(data))
    assert list(boxes)[-1] == b"moov", "the index must be last, so that no chunk of media moves"
    index = boxes[b"moov"]
    movie_scale = _scale(index, b"mvhd")
    seconds = [(Fraction(start, rate), Fraction(length, rate)) for start, length in spans]
    tracks = []
    for kind, content in _boxes(index):
        if kind == b"trak":
            content = _with_edits(content, seconds, movie_scale)
        tracks.append(_box(kind, content))
    out = path.with_stem(f"{path.stem}-edited")
    out.write_bytes(data[: len(data) - len(index) - 8] + _box(b"moov", b"".join(tracks)))
    return out


def _with_edits(track: bytes, spans: Sequence[tuple[Fraction, Fraction]], movie_scale: int) -> bytes:
    parts = dict(_boxes(track))
    scale, first = _scale(parts[b"mdia"], b"mdhd"), _first_shown(parts.get(b"edts"))
    entries = b"".join(
        struct.pack(">IiI", round(length * movie_scale), first + round(start * scale), 1 << 16)
        for start, length in spans
    )
    edits = _box(b"edts", _box(b"elst", struct.pack(">II", 0, len(spans)) + entries))
    shown = [_box(kind, content) for kind, content in parts.items() if kind != b"edts"]
    return b"".join([shown[0], edits, *shown[1:]])


def _first_shown(edits: bytes | None) -> int:
    """Media time at which the list that is there begins: what comes before it is priming."""
    if edits is None:
        return 0
    entries = dict(_boxes(edits))[b"elst"][8:]
    times = [int.from_bytes(entries[at + 4 : at + 8], "big", signed=True) for at in range(0, len(entries), 12)]
    return max(0, *times)


def _scale(parent: bytes, kind: bytes) -> int:
    """Ticks a second of a header of version 0."""
    return int.from_bytes(dict(_boxes(parent))[kind][12:16], "big")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind, data[at + 8 : at + size]
        at += size


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content
