"""The film of the benchmark of taste, decoded, and what the real pipeline chooses of a film."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from bench.common.measure import BenchError
from bench.seeing.compose import RATE, SIZE
from bench.tasting.arrange import Block
from bench.tasting.chosen import choose
from bench.tasting.compose import FADE, PER_FRAME, SOUND_RATE, heard, pictures, write
from bench.tasting.labels import PROFILES, Labelled
from bench.tasting.truth import Truth
from personalizedTrailer import settings
from personalizedTrailer.media import ffmpeg
from tests.conftest import MakeFilm

Picture = NDArray[np.uint8]


def decoded(film: Path, first: int, number: int) -> list[Picture]:
    """Frames of a film in SIZE, by their number."""
    with av.open(str(film)) as container:
        frames = list(container.decode(video=0))[first : first + number]
        return [np.asarray(one.reformat(*SIZE, "rgb24").to_ndarray(), np.uint8) for one in frames]


def apart(one: Picture, other: Picture) -> float:
    return float(np.abs(one.astype(float) - other).mean())


def block(clip: str, start: float, end: float, *, altered: bool = False) -> Block:
    match = dict.fromkeys(PROFILES, "no")
    return Block(clip, (Labelled(start, end, "Something.", (), (), frozenset(), match, "So."),), altered)


def test_pictures_are_those_on_screen(film: Path) -> None:
    given = list(pictures(film, 3.0, 10, altered=False))
    assert [one.tobytes() for one in given] == [one.tobytes() for one in decoded(film, 72, 10)]


def test_a_start_that_is_rounded_does_not_show_the_frame_before(film: Path) -> None:
    given = next(pictures(film, round(73 / 24, 3), 1, altered=False))  # 3.042 for 3.041666
    early = next(pictures(film, 3.041, 1, altered=False))
    assert given.tobytes() == early.tobytes() == decoded(film, 73, 1)[0].tobytes()


def test_slower_films_hold_their_frames(make_film: MakeFilm) -> None:
    given = list(pictures(make_film(seconds=4, rate="10"), 1.0, 24, altered=False))
    assert len({one.tobytes() for one in given}) == 10 and len(given) == 24


def test_copies_are_mirrored(film: Path) -> None:
    plain, altered = (next(pictures(film, 2.0, 1, altered=which)) for which in (False, True))
    assert plain.shape == altered.shape == (SIZE[1], SIZE[0], 3)
    # Turned back and taken from as near, what was in the middle is there again.
    near = Image.fromarray(plain).resize((SIZE[0] * 5 // 4, SIZE[1] * 5 // 4), Image.Resampling.BICUBIC)
    again = np.asarray(near)[SIZE[1] // 8 :, SIZE[0] // 8 :][: SIZE[1], : SIZE[0]]
    assert apart(again, altered) > 10 and apart(again, altered[:, ::-1]) < 5


def test_past_its_end_a_clip_stands_still_and_is_silent(film: Path) -> None:
    last = list(pictures(film, 19.5, 24, altered=False))
    assert len(last) == 24 and last[-1].tobytes() == last[12].tobytes()
    sound = heard(film, 19.0, 48)
    assert np.abs(sound[: SOUND_RATE // 2]).max() > 1000 and not sound[-SOUND_RATE // 2 :].any()


def test_sound_begins_where_it_should_and_comes_without_a_click(film: Path) -> None:
    early, late = heard(film, 2.0, 48), heard(film, 2.5, 24)
    assert len(early) == 48 * PER_FRAME
    same = slice(FADE, 24 * PER_FRAME - FADE)
    assert np.array_equal(early[12 * PER_FRAME :][same], late[same])
    assert not early[0].any() and not early[-1].any()


def test_a_silent_clip_is_silent(make_film: MakeFilm) -> None:
    assert not heard(make_film(seconds=4, audio=False), 1.0, 24).any()


def test_the_film_is_written_to_the_frame(film: Path, tmp_path: Path) -> None:
    order = [block(film.name, 10.0, 11.5), block(film.name, 2.0, 3.0, altered=True), block(film.name, 5.0, 5.5)]
    tool = ffmpeg.find(settings.load(environ={})).path
    write(tool, film.parent, order, tmp_path / "film.mp4")
    made = decoded(tmp_path / "film.mp4", 0, 100)
    assert len(made) == 36 + 24 + 12
    for at, first in ((0, 240), (35, 275), (60, 120), (71, 131)):
        near = decoded(film, first - 1, 3)
        off = [apart(made[at], one) for one in near]
        assert off[1] == min(off) and off[1] < 8
    with av.open(str(tmp_path / "film.mp4")) as container:
        sound = container.streams.audio[0]
        assert sound.duration and float(sound.duration * sound.time_base) == pytest.approx(3, abs=0.05)
    assert list(tmp_path.iterdir()) == [tmp_path / "film.mp4"]


def test_the_real_pipeline_chooses_and_renders_nothing(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("personalizedTrailer.rendering.trailer.TrailerRenderer", None)
    known = Truth("short", film, Fraction(24), 480, {})
    found = choose(known, PROFILES[0], "mock")
    assert sum(one.frames for one in found.usable) == 480
    assert 3 * RATE <= sum(pick.frames for pick in found.picks) <= 6 * RATE
    assert found == choose(known, PROFILES[0], "mock")


def test_a_film_that_is_not_what_was_put_in_is_refused(film: Path) -> None:
    with pytest.raises(BenchError, match="480 frames"):
        choose(Truth("short", film, Fraction(24), 481, {}), PROFILES[0], "mock")
