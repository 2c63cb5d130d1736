"""Fragments of MP4 files, read back by the words of ISO/IEC 14496-12."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.media.fragments import Box, Sample, boxes, fragment


@dataclass(frozen=True)
class Read:
    number: int
    track: int
    decode_time: int
    samples: list[Sample]


def children(data: bytes) -> dict[str, bytes]:
    found, at = {}, 0
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found[kind.decode()] = data[at + 8 : at + size]
        at += size
    return found


def read(data: bytes) -> Read:
    top = children(data)
    assert list(top) == ["moof", "mdat"]
    moof = children(top["moof"])
    traf = children(moof["traf"])
    assert (list(moof), list(traf)) == (["mfhd", "traf"], ["tfhd", "tfdt", "trun"])
    head, run = traf["tfhd"], traf["trun"]
    flags, track = struct.unpack_from(">II", head)
    assert flags & 0x020000, "offsets count from moof"
    defaults, at = {}, 8
    for flag in (0x08, 0x10, 0x20):
        if flags & flag:
            (defaults[flag],) = struct.unpack_from(">I", head, at)
            at += 4
    assert at == len(head) and traf["tfdt"][0] == 1
    version_flags, count, offset = struct.unpack_from(">IIi", run)
    assert version_flags >> 24 == 1 and version_flags & 1
    at, samples = 12, []
    for _ in range(count):
        row = {}
        for flag, default, form in (
            (0x100, 0x08, ">I"),
            (0x200, 0x10, ">I"),
            (0x400, 0x20, ">I"),
            (0x800, 0, ">i"),
        ):
            if version_flags & flag:
                (row[flag],) = struct.unpack_from(form, run, at)
                at += 4
            else:
                row[flag] = defaults.get(default, 0)
        body = data[offset : offset + row[0x200]]
        offset += row[0x200]
        samples.append(Sample(body, row[0x100], row[0x800], row[0x400] == 0x02000000))
    assert at == len(run) and offset == len(data)
    return Read(struct.unpack(">I", moof["mfhd"][4:])[0], track, struct.unpack(">Q", traf["tfdt"][4:])[0], samples)


SAMPLES = st.lists(
    st.builds(Sample, st.binary(max_size=6), st.integers(0, 3), st.integers(-3, 3), st.booleans()),
    min_size=1,
    max_size=9,
)


@given(st.integers(1, 2**32 - 1), st.integers(0, 2**63), SAMPLES)
def test_what_was_written_is_read_back(number: int, decode_time: int, samples: list[Sample]) -> None:
    assert read(fragment(number, decode_time, samples)) == Read(number, 1, decode_time, samples)


def test_what_all_samples_have_in_common_is_written_once() -> None:
    alike = [Sample(b"abcd", 1024, 0, True)] * 100
    assert len(fragment(1, 0, alike)) - 400 < 150


def test_boxes_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    long = struct.pack(">I4sQ", 1, b"mdat", 20) + b"abcd"
    path.write_bytes(struct.pack(">I4s", 12, b"free") + b"abcd" + long + struct.pack(">I4s", 0, b"mdat") + b"abc")
    assert boxes(path) == [Box("free", 0, 12), Box("mdat", 12, 20), Box("mdat", 32, 11)]
    path.write_bytes(struct.pack(">I4s", 99, b"mdat") + b"torn")
    assert boxes(path) == [Box("mdat", 0, 99)]
    path.write_bytes(b"")
    assert boxes(path) == []
