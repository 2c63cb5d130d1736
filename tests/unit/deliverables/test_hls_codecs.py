"""Codec names from headers, one parameter set or several; and pictures at which a player may begin."""

from __future__ import annotations

import pytest

from personalizedTrailer.deliverables.hls_codecs import aac_name, h264_name, is_idr
from personalizedTrailer.errors import VerificationFailed


def header(*sets: str, width: int = 4) -> bytes:
    """An AVCDecoderConfigurationRecord of sequence parameter sets that begin with these profiles and levels."""
    nals = [bytes.fromhex("67" + one) + b"\xac\xd9" for one in sets]
    body = b"".join(len(nal).to_bytes(2, "big") + nal for nal in nals)
    return bytes([1, 0x64, 0, 0x1F, 0xFC | width - 1, 0xE0 | len(sets)]) + body + b"\x01\x00\x01\x68"


@pytest.mark.parametrize(
    ("sets", "name"),
    [
        (["64001f"], "avc1.64001f"),
        (["42c01e"], "avc1.42c01e"),
        (["64001f", "640028"], "avc1.640028"),
        (["4d4028", "64001e"], "avc1.640028"),
        (["640c1f", "64041f"], "avc1.64041f"),
    ],
)
def test_a_decoder_for_all_parameter_sets_is_named(sets: list[str], name: str) -> None:
    assert h264_name(header(*sets)) == name


@pytest.mark.parametrize("broken", [b"", b"\x01", header(), b"\0\0\0\1\x67\x64\x00\x1f", header("64001f")[:9]])
def test_no_header_no_name(broken: bytes) -> None:
    with pytest.raises(VerificationFailed):
        h264_name(broken)


def test_sound() -> None:
    assert aac_name(bytes.fromhex("1190")) == "mp4a.40.2"
    assert aac_name(bytes.fromhex("2b09")) == "mp4a.40.5"
    for broken in (b"", b"\0\0", b"\xff"):
        with pytest.raises(VerificationFailed):
            aac_name(broken)


def unit(kind: int, width: int) -> bytes:
    return (3).to_bytes(width, "big") + bytes([0x60 | kind, 0x88, 0x84])


@pytest.mark.parametrize("width", [1, 2, 4])
@pytest.mark.parametrize(
    ("kinds", "enters"),
    [([5], True), ([9, 7, 8, 6, 5, 5], True), ([1], False), ([9, 6, 1], False), ([9, 6], False), ([1, 5], False)],
)
def test_the_first_coded_slice_decides(kinds: list[int], enters: bool, width: int) -> None:
    packet = b"".join(unit(kind, width) for kind in kinds)
    assert is_idr(packet, header("64001f", width=width)) is enters


@pytest.mark.parametrize("packet", [b"", b"\0", b"\0\0\0", b"\0\0\0\0\0\0\0\0\0", b"\xff" * 9])
def test_what_is_no_packet_is_no_entry(packet: bytes) -> None:
    assert not is_idr(packet, header("64001f"))
    assert not is_idr(unit(5, 4), b"")
