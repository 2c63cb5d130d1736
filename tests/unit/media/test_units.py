"""Which packets of H.264 may be copied, by what is in them."""

from __future__ import annotations

import pytest

from personalizedTrailer.media.reading.units import Packets

SPS, PPS = b"\x67\x64\x00\x0c\xac", b"\x68\xeb\xec"
IDR, SLICE, LATER = b"\x65\x88\x84", b"\x41\x9a\x21", b"\x41\x5a\x21"
"""`LATER` does not begin with the first macroblock."""
SEI, DELIMITER, FILLER, END = b"\x06\x05\x01\x00\x80", b"\x09\xf0", b"\x0c\xff\x80", b"\x0a"
OTHER = b"\x68\xeb\xed"


def header(length: int = 4) -> bytes:
    return b"".join(
        (
            b"\x01\x64\x00\x0c",
            bytes([0xFC | length - 1]),
            b"\xe1\x00\x05",
            SPS,
            b"\x01\x00\x03",
            PPS,
            b"\xfd\xf8\xf8\0",
        )
    )


def packet(*units: bytes, length: int = 4) -> bytes:
    return b"".join(len(unit).to_bytes(length, "big") + unit for unit in units)


@pytest.mark.parametrize("length", [1, 2, 4])
@pytest.mark.parametrize(
    ("units", "key", "plain"),
    [
        ((IDR,), True, True),
        ((SLICE,), False, True),
        ((SLICE, LATER, LATER), False, True),
        ((DELIMITER, SEI, IDR, FILLER, END), True, True),
        ((SPS, PPS, SEI, IDR), True, True),
        ((SEI,), False, False),
        ((FILLER,), False, False),
        ((LATER,), False, False),
        ((SLICE, SLICE), False, False),
        ((IDR, LATER), True, False),
        ((b"\x42\x9a\x21",), False, False),
        ((SLICE, b"\x54\x9a\x21"), False, False),
        ((OTHER, IDR), True, False),
    ],
)
def test_what_a_packet_holds(units: tuple[bytes, ...], key: bool, plain: bool, length: int) -> None:
    assert Packets(header(length)).look(packet(*units, length=length)) == (key, plain)


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0\0", b"\0\0\0\0" + packet(IDR), packet(IDR) + b"\0\0", packet(IDR)[:-1], b"\0\0\0\x01"]
)
def test_lengths_have_to_add_up(data: bytes) -> None:
    assert Packets(header()).look(data)[1] is False


def test_other_parameter_sets_stay_in_force() -> None:
    """What comes after a change may refer to it without repeating it."""
    packets = Packets(header())
    seen = [packets.look(packet(*units))[1] for units in ((IDR,), (OTHER, IDR), (SLICE,), (IDR,), (SPS, PPS, IDR))]
    assert seen == [True, False, False, False, False]


def test_the_container_may_change_the_header_and_change_it_back() -> None:
    packets = Packets(header())
    changed = header().replace(PPS, OTHER)
    seen = [packets.look(packet(IDR), new)[1] for new in (b"", changed, b"", header(), b"")]
    assert seen == [True, False, False, True, True]


@pytest.mark.parametrize("data", [b"", b"\x01", b"\0\0\0\x01" + SPS, bytes(40)])
def test_a_stream_without_lengths(data: bytes) -> None:
    with pytest.raises(ValueError, match="no lengths"):
        Packets(data)
