"""Parameter sets: read as FFmpeg reads them, said of colour what FFmpeg's own filter would say, and joined."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path

import av
import pytest

from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.rendering.h264 import free_id, read_header, slices_alone, with_colours_said, write_header
from personalizedTrailer.rendering.sequence_set import UNSPECIFIED, Unreadable, read_sequence, with_colours

BT709 = "colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1"
MANNERS = (
    (),
    ("-x264-params", "nal-hrd=vbr:vbv-maxrate=2000:vbv-bufsize=2000"),
    ("-x264-params", "colorprim=bt709:overscan=show"),
    ("-vf", "setsar=4/3"),
)


def encode(path: Path, *options: str) -> bytes:
    """A second of film; returns the header of its file."""
    tool = ffmpeg.find(settings.load()).path
    source = ["-f", "lavfi", "-i", "testsrc=d=1:s=318x182:r=10", "-c:v", "libx264", "-pix_fmt", "yuv420p"]
    subprocess.run([tool, "-v", "error", "-y", *source, *options, str(path)], check=True, timeout=60)
    return header(path)


def header(path: Path) -> bytes:
    with av.open(str(path)) as film:
        return bytes(film.streams.video[0].codec_context.extradata or b"")


@pytest.mark.parametrize(("profile", "manner"), [*itertools.product(["baseline", "high"], MANNERS)])
def test_colours_are_said_as_by_ffmpegs_filter(profile: str, manner: tuple[str, ...], tmp_path: Path) -> None:
    data = read_header(encode(tmp_path / "a.mp4", "-profile:v", profile, *manner)).sequence_sets[0]
    tool = ffmpeg.find(settings.load()).path
    said = tmp_path / "b.mp4"
    copy = ["-c", "copy", "-bsf:v", f"h264_metadata={BT709}", str(said)]
    subprocess.run([tool, "-v", "error", "-i", str(tmp_path / "a.mp4"), *copy], check=True, timeout=60)
    assert read_sequence(data).matrix == UNSPECIFIED
    assert with_colours(data, (1, 1, 1)) == read_header(header(said)).sequence_sets[0]
    assert with_colours(with_colours(data, (1, 1, 1)), (6, 6, 6)) == with_colours(data, (1, 1, 1))


def test_what_a_film_is_is_read(tmp_path: Path) -> None:
    fields = read_header(encode(tmp_path / "i.mp4", "-vf", "scale=320:184", "-flags", "+ildct+ilme"))
    assert not read_sequence(fields.sequence_sets[0]).frames_only
    plain = read_sequence(read_header(encode(tmp_path / "p.mp4", "-color_range", "pc")).sequence_sets[0])
    assert plain.frames_only and plain.full_range
    deep = encode(tmp_path / "d.mp4", "-vf", "format=yuv422p")
    assert read_sequence(read_header(deep).sequence_sets[0]).chroma_format in (1, 2)


def test_two_streams_in_one_header(tmp_path: Path) -> None:
    one = read_header(encode(tmp_path / "a.mp4"))
    number = free_id(one)
    other = read_header(encode(tmp_path / "b.mp4", "-x264-params", f"sps-id={number}"))
    both = read_header(write_header([one, other, one]))
    assert [read_sequence(data).id for data in both.sequence_sets] == [0, number]
    assert len(both.picture_sets) == 2
    with pytest.raises(Unreadable):
        write_header([one, with_colours_said(one, (1, 1, 1))])


def test_only_slices_stay(tmp_path: Path) -> None:
    head = read_header(encode(tmp_path / "a.mp4"))
    with av.open(str(tmp_path / "a.mp4")) as film:
        first = bytes(next(film.demux(film.streams.video[0])))
    kept = slices_alone(first, head.length_size)
    assert len(kept) < len(first) and kept in first


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01d\x00\x1f\xff\xe1\xff\xff", b"\x00" * 40])
def test_a_broken_header_is_said_to_be_one(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_header(data)


@pytest.mark.parametrize("data", [b"", b"g", b"gd\0\x1f", b"gd\0\x1f\0\0\0\0", b"habcdef"])
def test_a_broken_set_is_said_to_be_one(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_sequence(data)
