"""Headers and packets made by somebody else: whatever is in them, they are read, or said to be unreadable, at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

import pytest

from personalizedTrailer.media.reading.units import Packets
from personalizedTrailer.rendering.bits import Unreadable, escaped, unsigned_code
from personalizedTrailer.rendering.h264 import (
    Header,
    free_id,
    picture_set_numbers,
    read_header,
    slices_alone,
    write_header,
)
from personalizedTrailer.rendering.sequence_set import alike, read_sequence, reworded

pytest.importorskip("hypothesis", reason="property-based tests need hypothesis: script/test installs it")
import contextlib

from hypothesis import example, given
from hypothesis import strategies as st

RATE = Fraction(24)
HIGH = bytes.fromhex("6764000cacb20204fb016a0c020c80000003008000001807828a51")
TIMED = bytes.fromhex("67640015acd9405005bb016a0c0c0c8000000300800000190787c608ac")
PICTURE = bytes.fromhex("68ebe3cb22c0")
HEADER = (
    b"\x01\x64\0\x0c\xff\xe1" + len(HIGH).to_bytes(2, "big") + HIGH + b"\x01\0\x06" + PICTURE + b"\xfd\xf8\xf8\0"
)
LARGE = 60_000
"""Bytes; the record of a file gives a set no more than 65,535."""
ZEROS = "0" * 31 + "1"
"""What begins a number of more than two thousand million."""


def altered(sound: bytes) -> st.SearchStrategy[bytes]:
    """A sound set cut short, with some bytes changed, or with more behind it."""

    def alter(cut: int, changes: list[tuple[int, int]], more: bytes) -> bytes:
        data = bytearray(sound[: cut or None])
        for at, value in changes:
            data[at % len(data)] = value
        return bytes(data) + more

    byte = st.integers(0, 255)
    return st.builds(
        alter,
        st.integers(0, len(sound)),
        st.lists(st.tuples(st.integers(0, 64), byte), max_size=6),
        st.binary(max_size=16),
    )


def everything(data: bytes) -> None:
    """All that is done with the header of a film."""
    for read in (read_header, read_sequence, picture_set_numbers):
        with_care(lambda read=read: read(data))  # type: ignore[misc]
    with_care(lambda: slices_alone(data, 4))
    with_care(lambda: joined(Header(4, (data,), (PICTURE,))))
    with_care(lambda: joined(Header(4, (HIGH,), (PICTURE, data))))
    with_care(lambda: joined(read_header(data)))


def joined(header: Header) -> None:
    free_id(header)
    said = read_sequence(header.sequence_sets[0])
    again = read_sequence(reworded(header.sequence_sets[0], said.usability, RATE, 2, said.level))
    assert again.usability.colours == said.usability.colours and again.macroblocks == said.macroblocks
    assert len({read_sequence(data).level for data in alike([*header.sequence_sets, TIMED], RATE, 2)}) == 1
    read_header(write_header([header], RATE, 2))


def with_care(action: Callable[[], object]) -> None:
    with contextlib.suppress(Unreadable):
        action()


@given(st.one_of(st.binary(max_size=200), altered(HIGH), altered(TIMED), altered(HEADER), altered(PICTURE)))
@example(HIGH)
@example(TIMED)
@example(HEADER)
def test_nothing_but_unreadable_is_raised(data: bytes) -> None:
    everything(data)


@given(st.one_of(st.binary(max_size=200), altered(HEADER)), st.lists(st.binary(max_size=60), max_size=4))
def test_packets_are_looked_at_whatever_they_hold(header: bytes, packets: list[bytes]) -> None:
    try:
        stream = Packets(header)
    except ValueError:
        return
    for data in packets:
        stream.look(data)
        stream.look(len(data).to_bytes(4, "big") + data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x67\x64\0\x0c" + bytes(LARGE), id="zeros"),
        pytest.param(b"\x67\x64\0\x0c" + b"\xff" * LARGE, id="ones"),
        pytest.param(b"\x67\x64\0\x0c" + b"\x55" * LARGE, id="scaling-lists"),
        pytest.param(
            b"\x67\x42\0\x0c" + escaped("11010" + "11" + "1" + ZEROS + "1" * 8 * LARGE), id="picture-orders"
        ),
        pytest.param(b"\x67\x42\0\x0c" + b"\0\0\x03" * (LARGE // 3), id="emulation"),
        pytest.param(HIGH + bytes(LARGE), id="much-behind"),
        pytest.param(b"\x01\x64\0\x0c\xff\xff" + b"\0\x02\x67\x64" * (LARGE // 4), id="many-sets"),
        pytest.param(b"\x68" + escaped(unsigned_code(300) + "1" * LARGE), id="a-high-number"),
    ],
)
def test_large_ones_take_no_time(data: bytes) -> None:
    began = time.process_time()
    everything(data)
    Packets(HEADER).look(data)
    assert time.process_time() - began < 2
