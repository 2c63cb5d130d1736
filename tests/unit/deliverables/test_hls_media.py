"""Packaging by copy: what is in the stream is what is in the trailer, and whatever is not is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from personalizedTrailer.deliverables.hls_media import Kind, Media, entry_frames, write_media
from personalizedTrailer.deliverables.hls_segments import Segment
from personalizedTrailer.deliverables.hls_verify import verify_media
from personalizedTrailer.errors import VerificationFailed
from tests.stream_samples import RATE

STARTS = [frame / RATE for frame in (0, 48, 72)]
EXTENSIONS: dict[Kind, str] = {"video": "mp4", "audio": "m4a"}
Make = Callable[..., Path]
Written = tuple[Path, Media]


@pytest.fixture
def written(make_trailer: Make, tmp_path: Path) -> Written:
    trailer = make_trailer("b.mp4")
    return trailer, write_media(trailer, "video", tmp_path / "v.mp4", STARTS)


def presented(
    path: Path, kind: Kind
) -> tuple[list[Fraction], list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]]:
    """What is seen or heard from 0 on, and when, in seconds."""
    times, shown = [], []
    with av.open(str(path)) as container:
        for frame in container.decode(**{kind: 0}):
            at = Fraction(frame.pts or 0) * frame.time_base
            if at >= 0:
                times.append(at)
                shown.append(frame.to_ndarray())
    return times, shown


@pytest.mark.parametrize("kind", ["video", "audio"])
@pytest.mark.parametrize(
    ("name", "codecs"),
    [
        ("b.mp4", ()),
        ("b.mov", ()),
        ("plain.mp4", ("-c:v", "libx264", "-bf", "0")),
        ("pyramid.mp4", ("-c:v", "libx264", "-bf", "5", "-b_strategy", "2")),
    ],
)
def test_picture_and_sound_are_those_of_the_trailer(
    name: str, codecs: tuple[str, ...], kind: Kind, make_trailer: Make, tmp_path: Path
) -> None:
    trailer = make_trailer(name, *codecs)
    media = write_media(trailer, kind, tmp_path / f"a.{EXTENSIONS[kind]}", STARTS)
    verify_media(trailer, kind, media, STARTS)
    assert len(media.segments) == 3
    times, shown = presented(media.path, kind)
    wanted_times, wanted = presented(trailer, kind)
    assert times == wanted_times and times[0] == 0
    # A decoder may take the encoder's padding off the end of one kind of file and not of the other.
    assert all(np.array_equal(a[..., : b.shape[-1]], b) for a, b in zip(shown, wanted, strict=True))


def test_picture_is_cut_to_the_frame_and_sound_to_the_packet(make_trailer: Make, tmp_path: Path) -> None:
    trailer = make_trailer("b.mp4")
    picture = write_media(trailer, "video", tmp_path / "v.mp4", STARTS)
    assert [segment.seconds * RATE for segment in picture.segments] == [48, 24, 48]
    sound = write_media(trailer, "audio", tmp_path / "a.m4a", STARTS)
    ends = np.cumsum([float(segment.seconds) for segment in sound.segments])
    assert all(0 <= start - end < 1024 / 48000 for start, end in zip(STARTS[1:], ends, strict=False))
    assert sum(segment.seconds for segment in sound.segments) == pytest.approx(float(120 / RATE), abs=1 / 48000)
    assert (picture.codec[:7], sound.codec) == ("avc1.64", "mp4a.40.2")


def test_no_two_ranges_touch(written: Written) -> None:
    """FFmpeg 9 fetches those that do in one request, and plays the first alone."""
    _, media = written
    ends = [segment.offset + segment.size for segment in media.segments]
    assert [segment.offset - end for segment, end in zip(media.segments[1:], ends, strict=False)] == [8, 8]


def test_a_player_may_begin_at_the_keyframes(make_trailer: Make) -> None:
    assert entry_frames(make_trailer("b.mp4"), RATE) == {0, 24, 48, 72, 96}


@pytest.mark.parametrize("frame", [47, 49, 50])
def test_a_segment_that_begins_between_keyframes_is_refused(frame: int, make_trailer: Make, tmp_path: Path) -> None:
    starts = [Fraction(0), frame / RATE]
    media = write_media(make_trailer("b.mp4"), "video", tmp_path / "v.mp4", starts)
    with pytest.raises(VerificationFailed, match=r"entered|other packets"):
        verify_media(make_trailer("b.mp4"), "video", media, starts)


def damaged(media: Media, change: Callable[[bytearray], object]) -> Media:
    data = bytearray(media.path.read_bytes())
    change(data)
    media.path.write_bytes(data)
    return media


def flip(data: bytearray, at: int) -> None:
    data[at] ^= 1


@pytest.mark.parametrize(
    "change",
    [
        lambda data: flip(data, -9),
        lambda data: data.append(0),
        lambda data: data.pop(),
        lambda data: flip(data, data.index(b"tfdt") + 15),
        lambda data: flip(data, data.index(b"elst") + 19),
        lambda data: flip(data, data.index(b"avcC") + 20),
        lambda data: flip(data, data.index(b"moof")),
        lambda data: data.__delitem__(slice(data.rindex(b"free") - 4, data.rindex(b"free") + 4)),
    ],
    ids=["a picture", "one byte more", "one less", "a time", "the edit list", "the header", "a box", "a spacer"],
)
def test_a_damaged_file_is_refused(written: Written, change: Callable[[bytearray], object]) -> None:
    trailer, media = written
    verify_media(trailer, "video", media, STARTS)
    data = bytearray(media.path.read_bytes())
    change(data)
    media.path.write_bytes(data)
    with pytest.raises(VerificationFailed):
        verify_media(trailer, "video", media, STARTS)


def shifted(media: Media) -> Media:
    first, second, *rest = media.segments
    longer = Segment(first.offset, first.size + 1, first.seconds)
    return replace(media, segments=(longer, Segment(second.offset + 1, second.size - 1, second.seconds), *rest))


@pytest.mark.parametrize(
    "change",
    [
        shifted,
        lambda media: replace(media, header=media.header - 1),
        lambda media: replace(media, segments=media.segments[1:]),
        lambda media: replace(media, segments=(*media.segments, media.segments[-1])),
    ],
    ids=["a border", "the header", "a segment less", "a segment more"],
)
def test_ranges_that_do_not_fit_the_file_are_refused(written: Written, change: Callable[[Media], Media]) -> None:
    trailer, media = written
    with pytest.raises(VerificationFailed):
        verify_media(trailer, "video", change(media), STARTS)


def test_a_stream_of_another_trailer_is_refused(written: Written, make_trailer: Make) -> None:
    _, media = written
    with pytest.raises(VerificationFailed):
        verify_media(make_trailer("plain.mp4"), "video", media, STARTS)


def test_other_codecs_and_what_is_no_film_are_refused(make_trailer: Make, tmp_path: Path) -> None:
    odd = make_trailer("odd.mp4", "-c:v", "mpeg4", "-c:a", "libmp3lame")
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(odd.read_bytes()[:500])
    for trailer in (odd, torn, tmp_path / "none.mp4"):
        for kind in EXTENSIONS:
            with pytest.raises(VerificationFailed):
                write_media(trailer, kind, tmp_path / "a.mp4", STARTS)
    with pytest.raises(VerificationFailed):
        entry_frames(torn, RATE)
