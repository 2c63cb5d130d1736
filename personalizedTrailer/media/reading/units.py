"""NAL units in packets of H.264 (ISO/IEC 14496-15, ITU-T H.264 table 7-1): which packets may be copied."""

from __future__ import annotations

SLICE, IDR_SLICE, SEQUENCE_SET, PICTURE_SET = 1, 5, 7, 8
LEFT_OUT = {6, 9, 10, 11, 12}
"""SEI, delimiters, ends of a sequence and of the stream, filler: pictures are the same without them."""


class Packets:
    """Looks at the packets of a stream one after another, in the order of decoding."""

    def __init__(self, header: bytes) -> None:
        """`header` is the AVCDecoderConfigurationRecord; raises ValueError where it is none."""
        if len(header) < 7 or header[0] != 1:
            raise ValueError("the packets have no lengths")
        self._length = (header[4] & 3) + 1
        self._header, self._sets = header, _sets(header)
        self._in_force = True
        """Whether the header still says what the packets refer to."""

    def look(self, data: bytes, new_header: bytes = b"") -> tuple[bool, bool]:
        """Whether decoding can begin at a packet, and whether it may be copied without what may be left out."""
        units = _units(data, self._length)
        kinds = {unit[0] & 31 for unit in units}
        if new_header:
            self._in_force = new_header == self._header
        if any(unit not in self._sets for unit in units if unit[0] & 31 in (SEQUENCE_SET, PICTURE_SET)):
            self._in_force = False  # and stays so: later packets may refer to it without repeating it
        slices = kinds & {SLICE, IDR_SLICE}
        usual = kinds <= {*slices, *LEFT_OUT, SEQUENCE_SET, PICTURE_SET}
        return IDR_SLICE in kinds, self._in_force and usual and len(slices) == 1 and _pictures(units) == 1


def _sets(header: bytes) -> frozenset[bytes]:
    found, at = [], 5
    for mask in (31, 255):
        count, at = header[at : at + 1], at + 1
        for _ in range(count[0] & mask if count else 0):
            size = int.from_bytes(header[at : at + 2], "big")
            found.append(header[at + 2 : at + 2 + size])
            at += 2 + size
    return frozenset(found)


def _units(data: bytes, length: int) -> list[bytes]:
    """The units of a packet, each after its length; none where the lengths do not add up."""
    units, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + length], "big")
        at += length + size
        if not size or at > len(data):
            return []
        units.append(data[at - size : at])
    return units


def _pictures(units: list[bytes]) -> int:
    """How many pictures begin: slices whose first macroblock is number 0, which is a single one-bit."""
    return sum(unit[0] & 31 in (SLICE, IDR_SLICE) and len(unit) > 1 and unit[1] > 127 for unit in units)
