"""Parameter sets: read and written as FFmpeg reads them, and joined."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.rendering.bits import Unreadable
from personalizedTrailer.rendering.h264 import free_id, read_header, slices_alone, write_header
from personalizedTrailer.rendering.sequence_set import read_sequence, reworded
from personalizedTrailer.rendering.usability import Usability

RATE = Fraction(10)
SAID = {
    "vui_parameters_present_flag": 1,
    "aspect_ratio_idc": 1,
    "video_full_range_flag": 0,
    "colour_primaries": 1,
    "transfer_characteristics": 6,
    "matrix_coefficients": 5,
    "chroma_sample_loc_type_top_field": 2,
    "chroma_sample_loc_type_bottom_field": 2,
    "num_units_in_tick": 1001,
    "time_scale": 60_000,
    "fixed_frame_rate_flag": 1,
    "nal_hrd_parameters_present_flag": 0,
    "vcl_hrd_parameters_present_flag": 0,
    "pic_struct_present_flag": 0,
    "max_num_reorder_frames": 3,
    "max_dec_frame_buffering": 5,
    "rbsp_stop_one_bit": 1,
}
MANNERS = (
    (),
    ("-x264-params", "nal-hrd=vbr:vbv-maxrate=2000:vbv-bufsize=2000"),
    ("-x264-params", "colorprim=bt709:overscan=show"),
    ("-vf", "setsar=4/3"),
    ("-g", "1"),
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
def test_other_words_leave_the_pictures_as_they_are(profile: str, manner: tuple[str, ...], tmp_path: Path) -> None:
    """FFmpeg's own parser finds every value that was written, and the same values before them."""
    encode(tmp_path / "a.mp4", "-profile:v", profile, *manner)
    before, _ = fields(tmp_path / "a.mp4", lambda data: data)
    said = Usability(colours=(1, 6, 5), chroma=(2, 2), buffer=5)
    after, other = fields(tmp_path / "a.mp4", lambda data: reworded(data, said, Fraction(30000, 1001), 3, 31))
    assert read_sequence(other).usability == said and read_sequence(other).held == 5
    names = list(before)[: list(before).index("vui_parameters_present_flag")]
    before |= {"level_idc": 31, "max_num_ref_frames": max(1, before["max_num_ref_frames"])}
    assert {name: after[name] for name in names} == {name: before[name] for name in names}
    assert after | SAID == after
    assert not after.keys() & {"cpb_cnt_minus1", "overscan_appropriate_flag"}


def fields(film: Path, change: Callable[[bytes], bytes]) -> tuple[dict[str, int], bytes]:
    """The film's sequence parameter set, changed, as FFmpeg's `trace_headers` prints it, and as bytes."""
    head = read_header(header(film))
    with av.open(str(film)) as container:
        first = slices_alone(bytes(next(container.demux(container.streams.video[0]))), head.length_size)
    data, raw = change(head.sequence_sets[0]), film.with_suffix(".h264")
    raw.write_bytes(b"".join(b"\0\0\0\1" + unit for unit in (data, *head.picture_sets, first[4:])))
    tool = ffmpeg.find(settings.load()).path
    show = ["-c", "copy", "-bsf:v", "trace_headers", "-f", "null", "-"]
    told = subprocess.run([tool, "-f", "h264", "-i", str(raw), *show], check=True, capture_output=True, text=True)
    block = told.stderr.partition("Sequence Parameter Set\n")[2].partition("Picture Parameter Set\n")[0]
    return {name: int(value) for name, value in re.findall(r"\d+ +(\w+).*= (-?\d+)\n", block)}, data


def test_what_a_film_is_is_read(tmp_path: Path) -> None:
    found = read_header(encode(tmp_path / "i.mp4", "-vf", "scale=320:184", "-flags", "+ildct+ilme"))
    assert not read_sequence(found.sequence_sets[0]).frames_only
    plain = read_sequence(read_header(encode(tmp_path / "p.mp4", "-color_range", "pc")).sequence_sets[0])
    assert plain.frames_only and plain.usability.full_range
    deep = encode(tmp_path / "d.mp4", "-vf", "format=yuv422p")
    assert read_sequence(read_header(deep).sequence_sets[0]).chroma_format in (1, 2)


def test_two_streams_in_one_header(tmp_path: Path) -> None:
    one = read_header(encode(tmp_path / "a.mp4", "-bf", "0", "-vf", "setsar=1"))
    number = free_id(one)
    other = read_header(encode(tmp_path / "b.mp4", "-x264-params", f"sps-id={number}:ref=5:level=52"))
    both = read_header(write_header([one, other, one], RATE, 2))
    said = [read_sequence(data) for data in both.sequence_sets]
    assert [one.id for one in said] == [0, number]
    assert len(both.picture_sets) == 2
    assert said[0].usability == said[1].usability and said[0].level == said[1].level == 52
    assert said[0].usability.buffer == 5
    alone = read_header(write_header([one, one], RATE, 2))
    assert alone == one
    data = one.sequence_sets[0]
    changed = reworded(data, Usability(), RATE, 0, 10)
    with pytest.raises(Unreadable):
        write_header([one, replace(one, sequence_sets=(changed,))], RATE, 2)


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
