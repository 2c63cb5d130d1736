"""Sequence parameter sets of H.264: what they say, and saying more of colour in them.

ITU-T H.264 (08/2021), 7.3.2.1.1 and annex E.1.1; with_colours does what FFmpeg's h264_metadata does, on the set alone.
"""

from __future__ import annotations

from dataclasses import dataclass

UNSPECIFIED = 2
HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
_EXTENDED_SAR = 255
_UNSPECIFIED_FORMAT = 5
_NOTHING_MORE = "000000"
"""No chroma location, timing, NAL or VCL parameters of a buffer, picture structure, or restriction."""


class Unreadable(ValueError):
    """A header or parameter set that breaks the standard, or uses what is not supported here."""


@dataclass(frozen=True, slots=True)
class SequenceSet:
    """What a sequence parameter set says, as far as joining has to know it."""

    id: int
    profile: int
    level: int
    chroma_format: int
    bit_depth: int
    frames_only: bool
    """No fields, no frames of mixed fields."""
    full_range: bool
    primaries: int
    transfer: int
    matrix: int


def read_sequence(data: bytes) -> SequenceSet:
    """A sequence parameter set, with its NAL header byte; raises Unreadable."""
    bits = _payload(data)
    number, chroma, depth, frames_only = _picture(bits, data[1])
    full_range, colours = _colours(bits) if bits.flag() else (False, (UNSPECIFIED,) * 3)
    return SequenceSet(number, data[1], data[3], chroma, depth, frames_only, full_range, *colours)


def with_colours(data: bytes, colours: tuple[int, int, int]) -> bytes:
    """The sequence parameter set, with `colours` where it leaves primaries, transfer or matrix unspecified.

    Nothing else in it changes, so it still describes the same pictures. Raises Unreadable.
    """
    said = read_sequence(data)
    numbers = [
        new if old == UNSPECIFIED else old
        for old, new in zip((said.primaries, said.transfer, said.matrix), colours, strict=True)
    ]
    bits = _payload(data)
    _picture(bits, data[1])
    usability = bits.flag()
    if usability:
        _skip_to_signal(bits)
    before = bits.read() if usability else bits.read()[:-1] + "1" + "00"
    if usability and bits.flag():
        form = bits.take(3)
        bits.flag()
        if bits.flag():
            bits.take(24)
    else:
        form = _UNSPECIFIED_FORMAT
    after = bits.rest() if usability else _NOTHING_MORE + bits.rest()
    signal = f"1{form:03b}{said.full_range:b}1" + "".join(f"{number:08b}" for number in numbers)
    return data[:4] + _escaped(before + signal + after)


def _payload(data: bytes) -> Bits:
    if len(data) < 5 or data[0] & 31 != 7:
        raise Unreadable("not a sequence parameter set")
    return Bits(data[4:])


def _picture(bits: Bits, profile: int) -> tuple[int, int, int, bool]:
    """What stands before the video usability information: id, chroma format, bit depth, frames only."""
    number = bits.unsigned()
    chroma, depth = 1, 8
    if profile in HIGH_PROFILES:
        chroma = bits.unsigned()
        if chroma == 3:
            bits.flag()
        depth = 8 + max(bits.unsigned(), bits.unsigned())
        bits.flag()
        if bits.flag():
            for index in range(12 if chroma == 3 else 8):
                if bits.flag():
                    _skip_scaling_list(bits, 16 if index < 6 else 64)
    bits.unsigned()  # log2_max_frame_num
    _skip_picture_order(bits)
    bits.unsigned()  # max_num_ref_frames
    bits.flag()
    bits.unsigned()
    bits.unsigned()
    frames_only = bits.flag()
    if not frames_only:
        bits.flag()
    bits.flag()
    if bits.flag():
        for _ in range(4):
            bits.unsigned()
    return number, chroma, depth, frames_only


def _skip_scaling_list(bits: Bits, size: int) -> None:
    last, following = 8, 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_picture_order(bits: Bits) -> None:
    kind = bits.unsigned()
    if kind == 0:
        bits.unsigned()
    elif kind == 1:
        bits.flag()
        bits.signed()
        bits.signed()
        for _ in range(bits.unsigned()):
            bits.signed()


def _skip_to_signal(bits: Bits) -> None:
    """Aspect ratio and overscan, which open the video usability information."""
    if bits.flag() and bits.take(8) == _EXTENDED_SAR:
        bits.take(32)
    if bits.flag():
        bits.flag()


def _colours(bits: Bits) -> tuple[bool, tuple[int, int, int]]:
    """Range, and primaries, transfer and matrix, of the video usability information."""
    _skip_to_signal(bits)
    if not bits.flag():
        return False, (UNSPECIFIED,) * 3
    bits.take(3)
    full_range = bits.flag()
    if not bits.flag():
        return full_range, (UNSPECIFIED,) * 3
    return full_range, (bits.take(8), bits.take(8), bits.take(8))


def _escaped(bits: str) -> bytes:
    """A payload whose last one-bit is its stop bit, as bytes with emulation prevention (7.4.1)."""
    bits = bits.rstrip("0")
    plain = int(bits, 2) << (-len(bits) % 8)
    out, zeros = bytearray(), 0
    for byte in plain.to_bytes(-(-len(bits) // 8), "big"):
        if zeros == 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)


class Bits:
    """Reads a payload bit by bit, without its emulation prevention bytes."""

    def __init__(self, data: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in _unescaped(data))
        self._at = 0

    def take(self, count: int) -> int:
        if self._at + count > len(self._bits):
            raise Unreadable("a parameter set ends too early")
        self._at += count
        return int(self._bits[self._at - count : self._at] or "0", 2)

    def flag(self) -> bool:
        return self.take(1) == 1

    def unsigned(self) -> int:
        """Exp-Golomb code, 9.1."""
        zeros = 0
        while not self.flag():
            zeros += 1
            if zeros > 32:
                raise Unreadable("a number is too long")
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        code = self.unsigned()
        return (code + 1) // 2 if code % 2 else -(code // 2)

    def read(self) -> str:
        """What was read."""
        return self._bits[: self._at]

    def rest(self) -> str:
        return self._bits[self._at :]


def _unescaped(data: bytes) -> bytes:
    out, zeros = bytearray(), 0
    for byte in data:
        if zeros == 2 and byte == 3:
            zeros = 0
            continue
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)
