"""What has to be known to join H.264 of two encoders in one file: the header, and the units of a packet.

ISO/IEC 14496-15, 5.3.3.1: AVCDecoderConfigurationRecord.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from personalizedTrailer.rendering.bits import Bits, Unreadable
from personalizedTrailer.rendering.sequence_set import HIGH_PROFILES, alike, read_sequence

SLICES = (1, 5)
"""Types of NAL units: slices of a picture, and of an IDR picture."""
_MOST_SEQUENCES, _MOST_PICTURES = 31, 255
"""That the record can count."""
_LAST_PICTURE_SET = 255


@dataclass(frozen=True, slots=True)
class Header:
    """An AVCDecoderConfigurationRecord."""

    length_size: int
    """Bytes of the length before every NAL unit."""
    sequence_sets: tuple[bytes, ...]
    picture_sets: tuple[bytes, ...]


def read_header(data: bytes) -> Header:
    """Raises Unreadable."""
    try:
        if data[0] != 1:
            raise Unreadable("not an AVCDecoderConfigurationRecord")
        at = 5
        sequence_sets, at = _sets(data, at, data[at] & 31)
        picture_sets, at = _sets(data, at, data[at])
    except IndexError as fault:
        raise Unreadable("the header ends too early") from fault
    if not sequence_sets or not picture_sets:
        raise Unreadable("the header holds no parameter sets")
    return Header((data[4] & 3) + 1, sequence_sets, picture_sets)


def _sets(data: bytes, at: int, count: int) -> tuple[tuple[bytes, ...], int]:
    at, found = at + 1, []
    for _ in range(count):
        size = int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : at + 2 + size])
        if len(found[-1]) != size or size < 2:
            raise Unreadable("a parameter set is cut short")
        at += 2 + size
    return tuple(found), at


def write_header(headers: Iterable[Header], rate: Fraction, reorder: int) -> bytes:
    """One record with the parameter sets of all, for samples with lengths of four bytes.

    `rate` and `reorder` (see `usability`) are those of the whole stream. Raises Unreadable where two different sets
    have one id: a decoder could not tell them apart.
    """
    sequences, pictures = _distinct(headers)
    if len(sequences) > 1:
        sequences = alike(sequences, rate, reorder)
    # The record promises a profile and a level that cover every stream in it.
    top = max(sequences, key=lambda data: (read_sequence(data).profile, read_sequence(data).level))
    level = max(data[3] for data in sequences)
    if len(sequences) > _MOST_SEQUENCES or len(pictures) > _MOST_PICTURES:
        raise Unreadable("too many parameter sets")
    record = bytearray((1, top[1], top[2], level, 0xFC | 3, 0xE0 | len(sequences)))
    for data in sequences:
        record += len(data).to_bytes(2, "big") + data
    record.append(len(pictures))
    for data in pictures:
        record += len(data).to_bytes(2, "big") + data
    if top[1] in HIGH_PROFILES:
        record += bytes((0xFC | 1, 0xF8, 0xF8, 0))  # 4:2:0, 8 bits, 8 bits, no extensions
    return bytes(record)


def _distinct(headers: Iterable[Header]) -> tuple[list[bytes], list[bytes]]:
    sequences: dict[int, bytes] = {}
    pictures: dict[int, bytes] = {}
    for header in headers:
        for known, number, data in (
            *((sequences, read_sequence(data).id, data) for data in header.sequence_sets),
            *((pictures, picture_set_id(data), data) for data in header.picture_sets),
        ):
            if known.setdefault(number, data) != data:
                raise Unreadable("two streams use one number for different parameter sets")
    return list(sequences.values()), list(pictures.values())


def picture_set_id(data: bytes) -> int:
    return picture_set_numbers(data)[0]


def picture_set_numbers(data: bytes) -> tuple[int, int]:
    """A picture parameter set's own number, and that of its sequence parameter set; raises Unreadable."""
    bits = Bits(data[1:])
    number, sequence = bits.unsigned(_LAST_PICTURE_SET), bits.unsigned()
    if data[0] & 31 != 8:
        raise Unreadable("not a picture parameter set")
    return number, sequence


def free_id(header: Header) -> int:
    """A number that no parameter set of the header has; raises Unreadable where all are taken."""
    taken = {read_sequence(data).id for data in header.sequence_sets}
    taken |= {picture_set_id(data) for data in header.picture_sets}
    for number in range(1, 32):
        if number not in taken:
            return number
    raise Unreadable("every number of a parameter set is taken")


def units(data: bytes, length_size: int) -> Iterator[bytes]:
    """The NAL units of one packet."""
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + length_size], "big")
        at += length_size
        if not 0 < size <= len(data) - at:
            raise Unreadable("a packet's lengths do not add up")
        yield data[at : at + size]
        at += size


def opens_group(slices: bytes) -> bool:
    """Whether a player may begin with a packet of `slices_alone`: IDR, after which nothing refers to what was before.

    The flag of a packet says more: demuxers set it at any picture from which decoding recovers after a while.
    """
    return slices[4] & 31 == SLICES[1]


def slices_alone(data: bytes, length_size: int) -> bytes:
    """The packet with nothing but its slices, their lengths in four bytes."""
    kept = [unit for unit in units(data, length_size) if unit[0] & 31 in SLICES]
    if not kept:
        raise Unreadable("a packet holds no picture")
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in kept)
