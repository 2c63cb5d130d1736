"""Sequence parameter sets of H.264: what they say, and other words in them on how pictures are meant and held.

ITU-T H.264 (08/2021), 7.3.2.1.1 and annex A.3.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from personalizedTrailer.rendering.bits import Bits, Unreadable, escaped, unsigned_code
from personalizedTrailer.rendering.usability import MOST_HELD, Usability, read_usability, written

HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
_CONSTRAINT_3 = 0x10
_LAST_ID = 31
_HELD_MACROBLOCKS = (
    *((10, 396), (11, 900), (20, 2376), (21, 4752), (30, 8100), (31, 18_000), (32, 20_480)),
    *((41, 32_768), (42, 34_816), (50, 110_400), (52, 184_320), (62, 696_320)),
)
"""Up to which level decoders hold how many macroblocks of decoded pictures (table A-1)."""


@dataclass(frozen=True, slots=True)
class SequenceSet:
    """What a sequence parameter set says, as far as joining has to know it."""

    id: int
    profile: int
    level: int
    intra: bool
    """Whether the profile is one of intra pictures alone."""
    chroma_format: int
    bit_depth: int
    references: int
    """Most pictures that others may be predicted from."""
    macroblocks: int
    """Of one picture."""
    frames_only: bool
    """No fields, no frames of mixed fields."""
    usability: Usability

    @property
    def held(self) -> int:
        """Most pictures that a decoder holds: as said, or else what its level allows for."""
        if self.intra or self.usability.buffer is not None:
            return max(self.usability.buffer or 0, self.references)
        room = next((count for level, count in _HELD_MACROBLOCKS if self.level <= level), 0)
        return min(MOST_HELD, max(self.references, room // max(1, self.macroblocks)))


def read_sequence(data: bytes) -> SequenceSet:
    """A sequence parameter set, with its NAL header byte; raises Unreadable."""
    bits, profile, level = _payload(data), data[1], data[3]
    number, chroma, depth = _coding(bits, profile)
    references = bits.unsigned(MOST_HELD)
    macroblocks, frames_only = _picture(bits)
    usability = read_usability(bits) if bits.flag() else Usability()
    if "1" not in bits.rest():
        raise Unreadable("a parameter set has no end")
    intra = profile in HIGH_PROFILES and data[2] & _CONSTRAINT_3 > 0
    picture = chroma, depth, references, macroblocks, frames_only
    return SequenceSet(number, profile, level, intra, *picture, usability)


def reworded(data: bytes, usability: Usability, rate: Fraction, reorder: int, level: int) -> bytes:
    """The set of the same pictures with other words beside them, and a level; raises Unreadable."""
    bits = _payload(data)
    _coding(bits, data[1])
    before = bits.read()
    # OpenH264 loses a frame where a stream of no references follows on another.
    references = unsigned_code(max(1, bits.unsigned()))
    skipped = len(bits.read())
    _picture(bits)
    same = before + references + bits.read()[skipped:]
    return data[:3] + bytes([level]) + escaped(same + "1" + written(usability, rate, reorder) + "1")


def alike(sets: Sequence[bytes], rate: Fraction, reorder: int) -> list[bytes]:
    """Sets that are used in turn in one stream, so worded that they differ in how pictures are coded alone.

    A decoder then has no reason to begin anew where one takes over from another: FFmpeg's does for another shape of
    pixels, others for another number of pictures to be held. Raises Unreadable.
    """
    said = [read_sequence(data) for data in sets]
    level = max(one.level for one in said)
    chroma = next((one.usability.chroma for one in said if one.usability.chroma), None)
    held = max(reorder, *(replace(one, level=level).held for one in said))
    usability = Usability(colours=said[0].usability.colours, chroma=chroma, buffer=held)
    return [reworded(data, usability, rate, reorder, level) for data in sets]


def _payload(data: bytes) -> Bits:
    if len(data) < 5 or data[0] & 31 != 7:
        raise Unreadable("not a sequence parameter set")
    return Bits(data[4:])


def _coding(bits: Bits, profile: int) -> tuple[int, int, int]:
    """What stands before the number of references: id, chroma format, bit depth."""
    number = bits.unsigned(_LAST_ID)
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
    return number, chroma, depth


def _picture(bits: Bits) -> tuple[int, bool]:
    """What stands between the references and the usability: macroblocks, frames only."""
    bits.flag()
    macroblocks = (bits.unsigned() + 1) * (bits.unsigned() + 1)
    frames_only = bits.flag()
    if not frames_only:
        bits.flag()
    bits.flag()
    if bits.flag():
        for _ in range(4):
            bits.unsigned()
    return macroblocks, frames_only


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
