"""H.264 that is not as x264 writes it by itself: what is copied of it is right, what may not be copied is encoded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest

from personalizedTrailer.rendering.bits import Bits, escaped, unsigned_code
from personalizedTrailer.rendering.sequence_set import reworded
from personalizedTrailer.rendering.usability import Usability
from tests.media import films
from tests.media.alter import copied
from tests.media.chromium import chromium
from tests.media.films import Recipe
from tests.media.one_trailer import OneTrailer, one_trailer
from tests.media.repacked import Change, header_of, repacked, units_of

X264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "22", "-pix_fmt", "yuv420p")
GROUP = 24
HALF = 72
"""The first packet of a group in the middle."""
SPANS = ((Fraction(1, 28), Fraction(1, 2)), (Fraction(1, 4), Fraction(9, 10)))
"""Begins and ends inside groups, and shows one of them twice."""
SEI = b"\x06\x05\x12" + bytes(range(16)) + b"ab\x80"
CAPTIONS = b"\x06\x04\x0e\xb5\x00\x31GA94\x03\x41\xff\xfc\x94\x2c\xff\x80"
DELIMITER, FILLER, END, EXTENSION = b"\x09\xf0", b"\x0c\xff\xff\x80", b"\x0a", b"\x2d\x80"

USUAL = Recipe(6, channels=0, numbered=True)
Alter = Callable[[Path, Path], Path]
"""From the film and a folder to another film."""


@dataclass(frozen=True)
class Odd:
    name: str
    whole: bool
    """Whether all groups are copied; else some."""
    alter: Alter | None = None
    x264: str = ""
    none: bool = False
    """Whether nothing is copied at all."""
    quick: bool = False
    recipe: Recipe = USUAL


def packets(change: Change) -> Alter:
    return lambda film, folder: repacked(film, folder / "odd.mp4", change=change)


def at(number: int, change: Callable[[list[bytes]], list[bytes]]) -> Alter:
    return packets(lambda one, some: change(some) if one == number else some)


def hurt(some: list[bytes]) -> list[bytes]:
    """One bit of a slice turned over."""
    data = bytearray(some[-1])
    data[len(data) // 3] ^= 4
    return [*some[:-1], bytes(data)]


def repeated(film: Path, folder: Path) -> Path:
    head = header_of(film)
    sets = [*head.sequence_sets, *head.picture_sets]
    return repacked(
        film, folder / "odd.mp4", change=lambda _, some: [*sets, *some] if some[-1][0] & 31 == 5 else some
    )


def more_pictures(*numbers: tuple[int, int]) -> Alter:
    """Picture parameter sets of (number, sequence set) beside the film's own."""

    def alter(film: Path, folder: Path) -> Path:
        own = header_of(film).picture_sets[0]
        bits = Bits(own[1:])
        bits.unsigned(), bits.unsigned()
        others = [own[:1] + escaped("".join(map(unsigned_code, pair)) + bits.rest()) for pair in numbers]
        return repacked(film, folder / "odd.mp4", picture_sets=[own, *others])

    return alter


def conflicting_pictures(film: Path, folder: Path) -> Path:
    own = header_of(film).picture_sets[0]
    return repacked(film, folder / "odd.mp4", picture_sets=[own, own[:-1] + bytes([own[-1] ^ 0x80])])


def broken_pictures(film: Path, folder: Path) -> Path:
    return repacked(film, folder / "odd.mp4", picture_sets=[*header_of(film).picture_sets, b"\x68\0"])


def two_sequences(film: Path, folder: Path) -> Path:
    own = header_of(film).sequence_sets[0]
    bits = Bits(own[4:])
    bits.unsigned()
    other = own[:4] + escaped(unsigned_code(3) + bits.rest())
    return repacked(film, folder / "odd.mp4", sequence_sets=[own, other])


def says(reorder: int, buffer: int) -> Alter:
    """Other words on how many pictures wait, be they right or wrong."""

    def alter(film: Path, folder: Path) -> Path:
        own = header_of(film).sequence_sets[0]
        data = reworded(own, Usability(buffer=buffer), Fraction(24), reorder, own[3])
        return repacked(film, folder / "odd.mp4", sequence_sets=[data])

    return alter


def lengths(size: int, extension: str) -> Alter:
    return lambda film, folder: repacked(film, folder / f"odd.{extension}", length=size)


def mirrored(film: Path, folder: Path) -> Path:
    """Upside down, by the track's matrix; that is no rotation."""
    data, out = bytearray(film.read_bytes()), folder / "odd.mp4"
    at = data.index(b"tkhd") + 44
    data[at + 16 : at + 20] = (-(1 << 16)).to_bytes(4, "big", signed=True)
    out.write_bytes(data)
    return out


def again(*after: str, before: tuple[str, ...] = ()) -> Alter:
    return lambda film, _: copied(film, before, after)


ODD = (
    Odd("as-x264-makes-it", True),
    Odd("a-bit-turned-over", False, at(HALF + 3, hurt), quick=True),
    Odd("a-packet-without-a-picture", False, at(HALF + 3, lambda _: [SEI]), quick=True),
    Odd("conflicting-picture-sets", True, conflicting_pictures, none=True, quick=True),
    Odd("three-picture-sets", True, more_pictures((1, 0), (7, 0))),
    Odd("a-picture-set-of-no-sequence", True, more_pictures((1, 1)), none=True),
    Odd("a-broken-picture-set", True, broken_pictures, none=True),
    Odd("two-sequence-sets", True, two_sequences, none=True),
    Odd("sets-at-every-keyframe", True, repeated),
    Odd("messages-and-delimiters", True, packets(lambda _, some: [DELIMITER, SEI, CAPTIONS, *some, FILLER])),
    Odd("ends-of-sequences", True, packets(lambda n, some: [*some, END] if n % GROUP == GROUP - 1 else some)),
    Odd("an-extension-of-a-set", True, packets(lambda _, some: [EXTENSION, *some]), none=True),
    Odd("empty-units", False, at(HALF + 3, lambda some: [*some, b""])),
    Odd("packets-missing", False, packets(lambda n, some: [] if n in (HALF + 3, HALF + 4) else some)),
    Odd("lengths-of-two-bytes", True, lengths(2, "mp4")),
    Odd("lengths-of-two-bytes-mkv", True, lengths(2, "mkv")),
    Odd("waits-too-little", True, says(0, 1)),
    Odd("waits-too-long", True, says(4, 16)),
    Odd("number-31", True, x264="sps-id=31"),
    Odd("slices-of-200-bytes", True, x264="slice-max-size=200:constrained-intra=1"),
    Odd("buffers-timed", True, x264="nal-hrd=cbr:vbv-maxrate=900:vbv-bufsize=900:pic-struct=1:aud=1"),
    Odd("no-pyramid", True, x264="b-pyramid=none"),
    Odd("strict-pyramid", True, x264="b-pyramid=strict:ref=2"),
    Odd("weighted", True, x264="weightp=2:weightb=1"),
    Odd("refreshed-bit-by-bit", True, x264="intra-refresh=1", none=True),
    Odd("open-groups", True, x264="open-gop=1", none=True),
    Odd("fields-announced", True, x264="fake-interlaced=1", none=True),
    Odd("lossless", True, x264="qp=0", none=True),
    Odd("colours-of-europe", True, x264="colorprim=bt470bg:transfer=bt470bg:colormatrix=bt470bg"),
    Odd("colours-half-said", True, x264="colormatrix=smpte170m"),
    Odd("colours-of-a-screen", True, x264="colorprim=bt709:transfer=iec61966-2-1:chromaloc=2"),
    Odd("colours-of-none", True, x264="colormatrix=YCgCo", none=True),
    Odd("edited", True, again(before=("-ss", "1.3"))),
    Odd("late", True, again(before=("-itsoffset", "0.7"))),
    Odd("in-fragments", True, again("-movflags", "frag_every_frame+empty_moov+default_base_moof")),
    Odd("negative-offsets", True, again("-movflags", "negative_cts_offsets")),
    Odd("of-a-camera", True, x264="qp=3", none=True, quick=True),
    Odd("cropped", True, recipe=replace(USUAL, size=(260, 150))),
    Odd("deep-and-slow", True, x264="bframes=8:b-adapt=0", recipe=replace(USUAL, seconds=30, rate="5")),
)


def cases() -> list[object]:
    return [pytest.param(odd, id=odd.name, marks=[] if odd.quick else [pytest.mark.slow]) for odd in ODD]


@pytest.mark.parametrize("odd", cases())
def test_no_frame_is_wrong(odd: Odd, tmp_path: Path) -> None:
    trailer = of(odd, tmp_path)
    assert trailer.faults("ffmpeg-installed") == []
    assert trailer.faults("openh264") == []
    assert {unit[0] & 31 for unit in units_of(trailer.path)} == {1, 5}
    assert (trailer.copied == 0) == odd.none
    if odd.whole and not odd.none:
        assert trailer.copied > 0.7 * len(trailer.wanted)


def test_nothing_is_copied_of_a_film_that_is_shown_upside_down(tmp_path: Path) -> None:
    trailer = of(Odd("mirrored", True, mirrored), tmp_path)
    assert trailer.copied == 0
    shown = {frame: picture[::-1] for frame, picture in trailer.film.items()}
    assert replace(trailer, film=shown).faults("ffmpeg-installed") == []


@pytest.mark.slow
def test_a_trailer_of_a_damaged_film_plays_to_its_end(tmp_path: Path) -> None:
    """Chromium's decoder, unlike FFmpeg, gives up at the first fault in a stream."""
    trailer = of(next(odd for odd in ODD if odd.name == "a-bit-turned-over"), tmp_path)
    with chromium() as browser:
        shown = browser.decodes(trailer.path, trailer.size)
        assert browser.complaints == []
    assert trailer.wrong([one.luma for one in shown]) == []


def of(odd: Odd, folder: Path) -> OneTrailer:
    others = f":{odd.x264}" if odd.x264 else ""
    video = (*X264, "-x264-params", f"keyint={GROUP}:min-keyint={GROUP}:scenecut=0{others}")
    film = films.make(replace(odd.recipe, video=video), folder / "film")
    return one_trailer(odd.alter(film, folder) if odd.alter else film, folder, SPANS)
