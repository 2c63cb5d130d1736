"""Video usability information of H.264 (annex E): what a sequence parameter set says beside its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from personalizedTrailer.rendering.bits import Bits, unsigned_code
from personalizedTrailer.rendering.template import Colours

UNSPECIFIED = 2
_UNSPECIFIED_FORMAT = 5
_EXTENDED_SAR = 255
_LAST_CHROMA = 5
_MOST_BUFFERS = 32
MOST_HELD = 16
"""Pictures that a decoder may have to hold."""


@dataclass(frozen=True, slots=True)
class Usability:
    """As far as joining has to know it."""

    square: bool = True
    """Whether the pixels are, or nothing is said of their shape."""
    full_range: bool = False
    colours: Colours = (UNSPECIFIED,) * 3
    chroma: tuple[int, int] | None = None
    """Where samples of chroma lie, for both fields; None: not said."""
    buffer: int | None = None
    """How many pictures a decoder has to hold; None: not said."""


def read_usability(bits: Bits) -> Usability:
    """Reads to the end; raises Unreadable."""
    square = _skip_to_signal(bits)
    full_range, colours = _signal(bits) if bits.flag() else (False, (UNSPECIFIED,) * 3)
    chroma = (bits.unsigned(_LAST_CHROMA), bits.unsigned(_LAST_CHROMA)) if bits.flag() else None
    if bits.flag():
        bits.take(65)  # timing
    nal = bits.flag()
    if nal:
        _skip_buffers(bits)
    vcl = bits.flag()
    if vcl:
        _skip_buffers(bits)
    if nal or vcl:
        bits.flag()
    bits.flag()  # picture structure
    return Usability(square, full_range, colours, chroma, _buffer(bits) if bits.flag() else None)


def _skip_to_signal(bits: Bits) -> bool:
    """Aspect ratio and overscan, which come first; says whether pixels are square."""
    square = True
    if bits.flag() and (shape := bits.take(8)):
        width, height = (bits.take(16), bits.take(16)) if shape == _EXTENDED_SAR else (1, shape)
        square = width == height or not width or not height
    if bits.flag():
        bits.flag()
    return square


def _signal(bits: Bits) -> tuple[bool, Colours]:
    bits.take(3)
    full_range = bits.flag()
    return full_range, (bits.take(8), bits.take(8), bits.take(8)) if bits.flag() else (UNSPECIFIED,) * 3


def _skip_buffers(bits: Bits) -> None:
    count = bits.unsigned(_MOST_BUFFERS - 1) + 1
    bits.take(8)
    for _ in range(count):
        bits.unsigned()
        bits.unsigned()
        bits.flag()
    bits.take(20)


def _buffer(bits: Bits) -> int:
    bits.flag()
    for _ in range(5):
        bits.unsigned()
    return bits.unsigned(MOST_HELD)


def written(said: Usability, rate: Fraction, reorder: int) -> str:
    """As bits; what supplemental messages would go with (buffers' timing, picture structure) is not said.

    `reorder` is how many pictures may come before one that is shown earlier.
    """
    signal = f"{_UNSPECIFIED_FORMAT:03b}{said.full_range:b}1" + "".join(f"{number:08b}" for number in said.colours)
    chroma = "0" if said.chroma is None else "1" + "".join(map(unsigned_code, said.chroma))
    timing = f"1{rate.denominator:032b}{2 * rate.numerator:032b}1"
    # Motion vectors over the edge, no limit of bytes or of their length.
    limits = "1" + "".join(map(unsigned_code, (0, 0, 15, 15, reorder, said.buffer or 0)))
    return f"1{1:08b}" + "0" + f"1{signal}" + chroma + timing + "000" + f"1{limits}"
