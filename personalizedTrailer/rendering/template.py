"""An MP4 file without samples, whose only use is its header: what PyAV copies a stream's description from.

ISO/IEC 14496-12 (boxes) and 14496-15 (`avc1`, `avcC`).
"""

from __future__ import annotations

_MATRIX = b"".join(value.to_bytes(4, "big") for value in (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30))
_TIMESCALE = 1000


Colours = tuple[int, int, int]
"""Primaries, transfer and matrix as ITU-T H.273 numbers them; 2 is unspecified."""


def template(header: bytes, width: int, height: int, colours: Colours) -> bytes:
    """A file of one empty H.264 track of this AVCDecoderConfigurationRecord, size in pixels and limited range."""
    tables = [_full("stsd", _u32(1) + _entry(header, width, height, colours))]
    tables += [_full(name, _u32(0)) for name in ("stts", "stsc", "stco")] + [_full("stsz", _u32(0) * 2)]
    information = _box("dinf", _full("dref", _u32(1) + _box("url ", _u32(1))))
    media = (
        _full("mdhd", _u32(0) * 2 + _u32(_TIMESCALE) + _u32(0) + b"\x55\xc4\0\0")
        + _full("hdlr", _u32(0) + b"vide" + bytes(12) + b"\0")
        + _box("minf", _box("vmhd", bytes(12)) + information + _box("stbl", b"".join(tables)))
    )
    shape = (width << 16).to_bytes(4, "big") + (height << 16).to_bytes(4, "big")
    track = _full("tkhd", _u32(0) * 2 + _u32(1) + _u32(0) * 2 + bytes(16) + _MATRIX + shape, flags=3)
    movie = _full(
        "mvhd", _u32(0) * 2 + _u32(_TIMESCALE) + _u32(0) + _u32(1 << 16) + bytes(12) + _MATRIX + bytes(24) + _u32(2)
    )
    kind = _box("ftyp", b"isom" + _u32(512) + b"isomiso2avc1mp41")
    return kind + _box("moov", movie + _box("trak", track + _box("mdia", media)))


def _entry(header: bytes, width: int, height: int, colours: Colours) -> bytes:
    size = width.to_bytes(2, "big") + height.to_bytes(2, "big")
    resolution = _u32(72 << 16) * 2
    fields = bytes(6) + b"\0\1" + bytes(16) + size + resolution + bytes(4) + b"\0\1" + bytes(32) + b"\0\x18\xff\xff"
    meaning = b"nclx" + b"".join(number.to_bytes(2, "big") for number in colours) + b"\0"
    return _box("avc1", fields + _box("avcC", header) + _box("colr", meaning) + _box("pasp", _u32(1) * 2))


def _u32(value: int) -> bytes:
    return value.to_bytes(4, "big")


def _box(name: str, content: bytes) -> bytes:
    return _u32(len(content) + 8) + name.encode() + content


def _full(name: str, content: bytes, flags: int = 0) -> bytes:
    return _box(name, _u32(flags) + content)
