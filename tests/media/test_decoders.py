"""Trailers of copied and encoded groups, decoded by programs that are not each other, every frame identified."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.media import decoders, films, planned
from tests.media.chromium import Chromium, Shown, chromium
from tests.media.conftest import Generate, Made
from tests.media.films import Recipe
from tests.media.numbered import number_of

SIZE = (256, 144)
X264 = ("-c:v", "libx264", "-crf", "22", "-pix_fmt", "yuv420p")
EQUAL = 6.0
"""Grey levels, on average, by which a frame may differ from the film's: what x264 and a browser's colours take."""


@dataclass(frozen=True)
class Manner:
    """How a film is encoded."""

    video: tuple[str, ...]
    extension: str = "mp4"
    seconds: int = 24
    trailer: int = 8


MANNERS = {
    "quick": Manner(("-preset", "veryfast", "-g", "24"), seconds=6, trailer=5),
    "defaults": Manner(("-preset", "medium", "-bf", "3", "-x264-params", "b-pyramid=normal:keyint=250")),
    "baseline": Manner(("-preset", "fast", "-profile:v", "baseline", "-g", "48"), "mov"),
    "many-references": Manner(("-preset", "fast", "-x264-params", "ref=16:bframes=8:keyint=60"), "mkv"),
    "short-groups": Manner(("-preset", "fast", "-g", "12"), "mkv"),
    "cavlc": Manner(("-preset", "fast", "-x264-params", "cabac=0:8x8dct=0:keyint=48"), "mov"),
    "long-groups": Manner(
        ("-preset", "fast", "-x264-params", "keyint=150:min-keyint=150:scenecut=0"), "mkv", 30, 10
    ),
    "slices": Manner(("-preset", "fast", "-x264-params", "slices=4:constrained-intra=1:weightp=2:keyint=48")),
    "keyframes-alone": Manner(("-preset", "fast", "-x264-params", "keyint=1"), "mov"),
}
QUICK = "quick"


@dataclass(frozen=True)
class Trailer:
    """A top rendition, the number that each of its frames has to carry (None: a mixed one), and the film's pictures."""

    path: Path
    numbers: list[int | None]
    copied: float
    film: NDArray[np.uint8]

    def faults(self, luma: NDArray[np.uint8]) -> list[str]:
        """What is wrong with its frames, all of them, in the order of showing."""
        if len(luma) != len(self.numbers):
            return [f"{len(luma)} frames instead of {len(self.numbers)}"]
        return [fault for frame, picture in enumerate(luma) for fault in self.fault(frame, picture)]

    def fault(self, frame: int, picture: NDArray[np.uint8]) -> list[str]:
        wanted = self.numbers[frame]
        if wanted is None:
            return []
        if (number := number_of(picture)) != wanted:
            return [f"frame {frame} shows {number} instead of {wanted}"]
        error = float(np.abs(picture.astype(np.int16) - self.film[wanted]).mean())
        return [f"frame {frame} is {error:.1f} off frame {wanted} of the film"] if error > EQUAL else []

    def verbatim(self, luma: NDArray[np.uint8]) -> int:
        """How many of its frames are the film's to the bit."""
        pairs = zip(self.numbers, luma, strict=True)
        return sum(number is not None and bool((self.film[number] == picture).all()) for number, picture in pairs)


@pytest.fixture(scope="module")
def made(generate: Generate, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Trailer]]:
    """`made(manner)`: the five trailers of a film, made by the real pipeline, each film once."""
    known: dict[str, list[Trailer]] = {}

    def make(name: str) -> list[Trailer]:
        if name not in known:
            manner, folder = MANNERS[name], tmp_path_factory.mktemp(name)
            video = (*X264, *manner.video)
            recipe = Recipe(manner.seconds, extension=manner.extension, video=video, size=SIZE, numbered=True)
            film = films.make(recipe, folder / "film")
            job = generate(film, folder / "out", seconds=manner.trailer, RENDER_STRATEGY="auto")
            known[name] = trailers(job, film)
        return known[name]

    return make


def trailers(made: Made, film: Path) -> list[Trailer]:
    pictures = decoders.installed_ffmpeg(film, SIZE).luma
    assert [number_of(picture) for picture in pictures] == list(range(len(pictures)))
    found = []
    for trailer in planned.read_all(made.job):
        mixes = planned.mixes(trailer)
        alone = (mixes.steps == 0) & (mixes.second < 0)
        numbers = [int(first) if one else None for first, one in zip(mixes.first, alone, strict=True)]
        key = "master" if trailer.name == planned.PRIMARY else f"trailer_{trailer.name}"
        path = made.folder / Path(made.job["deliverables"][key]["path"]).name
        found.append(Trailer(path, numbers, trailer.assembly["renditions"][0]["copiedShare"], pictures))
    return found


def most_copied(of_film: list[Trailer]) -> Trailer:
    return max(of_film, key=lambda trailer: trailer.copied)


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as running:
        yield running


def manners(quick: Sequence[str] = ()) -> list[object]:
    return [pytest.param(name, marks=[] if name in quick else [pytest.mark.slow]) for name in MANNERS]


@pytest.mark.parametrize("manner", manners([QUICK]))
def test_two_decoders_show_every_frame(manner: str, made: Callable[[str], list[Trailer]]) -> None:
    """The film's own frames come out to the bit, as many as the job says that it copied."""
    for trailer in made(manner):
        seen = decoders.installed_ffmpeg(trailer.path, SIZE)
        assert (trailer.faults(seen.luma), seen.said) == ([], "")
        assert trailer.verbatim(seen.luma) >= round(trailer.copied * len(trailer.numbers))
        other = decoders.openh264(trailer.path, SIZE)
        assert (trailer.faults(other.luma), other.said) == ([], "")
    assert max(trailer.copied for trailer in made(manner)) > 0.3


@pytest.mark.slow
@pytest.mark.parametrize("decoder", ["ffmpeg-bundled", "pyav", "gstreamer"])
@pytest.mark.parametrize("manner", manners())
def test_others_show_every_frame(manner: str, decoder: str, made: Callable[[str], list[Trailer]]) -> None:
    for trailer in made(manner):
        seen = decoders.DECODERS[decoder](trailer.path, SIZE)
        assert (trailer.faults(seen.luma), seen.said) == ([], "")


@pytest.mark.slow
@pytest.mark.parametrize("manner", manners())
def test_vlc_shows_every_frame(manner: str, made: Callable[[str], list[Trailer]]) -> None:
    """VLC plays in real time, and on a busy machine its picture may be lost before it is written: it is asked again."""
    trailer = most_copied(made(manner))
    found = []
    for _ in range(3):
        seen = decoders.vlc(trailer.path, SIZE)
        assert seen.said == ""
        if not (found := trailer.faults(seen.luma)):
            break
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("manner", manners())
def test_chromium_decodes_every_frame(manner: str, made: Callable[[str], list[Trailer]], browser: Chromium) -> None:
    for trailer in made(manner):
        shown = browser.decodes(trailer.path, SIZE)
        assert trailer.faults(np.stack([one.luma for one in shown])) == []
        assert [round(one.second * 24) for one in shown] == list(range(len(shown)))
    assert browser.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("manner", manners())
def test_seeks_land_on_the_right_frame(
    manner: str, made: Callable[[str], list[Trailer]], browser: Chromium
) -> None:
    chance = random.Random(manner)
    for trailer in made(manner):
        frames = [chance.randrange(len(trailer.numbers)) for _ in range(40)]
        for one, frame in zip(browser.seeks(trailer.path, [middle(n) for n in frames], SIZE), frames, strict=True):
            assert trailer.fault(frame, one.luma) == []
        for frame in frames[:8]:
            picture = decoders.frame_at(imageio_ffmpeg.get_ffmpeg_exe(), trailer.path, frame / 24 - 0.001, SIZE)
            assert picture is not None and trailer.fault(frame, picture) == []
    assert browser.complaints == []


def middle(frame: int) -> float:
    return (frame + 0.5) / 24


@pytest.mark.slow
@pytest.mark.parametrize("manner", manners())
def test_chromium_plays_on_over_every_join(
    manner: str, made: Callable[[str], list[Trailer]], browser: Chromium
) -> None:
    trailer = most_copied(made(manner))
    shown = browser.plays(trailer.path, SIZE)
    assert len(shown) > len(trailer.numbers) / 2
    assert [fault for one in shown for fault in played_fault(trailer, one)] == []
    assert browser.complaints == []


def played_fault(trailer: Trailer, one: Shown) -> list[str]:
    """On a busy machine the player may have gone on by a frame before the picture is fetched."""
    frame = round(one.second * 24)
    after = min(frame + 1, len(trailer.numbers) - 1)
    return trailer.fault(frame, one.luma) and trailer.fault(after, one.luma)
