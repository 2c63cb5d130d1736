"""A film that is looked at in two steps is known where it matters as exactly as by all of its frames."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from personalizedTrailer import settings
from personalizedTrailer.analysis.base import Analysed, Context
from personalizedTrailer.analysis.local import analyser, coarse, fast
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.media.seeing import see, see_stretches, skim
from personalizedTrailer.model import MediaInfo, Span
from tests.media.drawn_shots import dissolved, shot, write

REACH = 12
"""Frames on either side by which one is known."""


def no(part: float) -> None:
    pass


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 s of shots, some dissolved, keyframes two seconds apart and not at the cuts."""
    pictures = []
    for seed in range(16):
        one, other = shot(seed, 60, speed=0.3 + seed % 4), shot(seed + 100, 12)
        pictures += [*one[:-12], *dissolved(one[-12:], other)] if seed % 5 == 4 else one
    options = ("-g", "48", "-keyint_min", "48", "-sc_threshold", "0")
    return write(pictures, tmp_path_factory.mktemp("fast") / "film.mp4", *options)


@pytest.fixture(scope="module")
def media(film: Path) -> MediaInfo:
    return probe(film, settings.load(environ={}), quick=False)


def test_stretches_are_measured_as_the_whole_film_is(film: Path, media: MediaInfo, tmp_path: Path) -> None:
    whole = see(film, media, tmp_path, no, never)
    spans = [Span(0, 100), Span(333, 400), Span(media.frames - 90, media.frames)]
    parts = see_stretches(film, media, tmp_path, spans, no, never).parts
    for span, part in zip(spans, parts, strict=True):
        assert part.first.tolist() == list(range(span.start, span.end))
        inner = slice(REACH, -REACH)
        np.testing.assert_array_equal(part.rows[inner], whole.rows[span.start : span.end][inner])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("codec", ["x264", "x264 open", "mpeg4"])
def test_decoding_begins_late_and_leaves_nothing_out(codec: str, tmp_path: Path) -> None:
    """Stretches that begin anywhere in a group of pictures: on its keyframe, beside it, between frames of others."""
    options = {
        "x264": ("-g", "40", "-keyint_min", "40", "-bf", "3"),
        "x264 open": ("-g", "40", "-keyint_min", "40", "-bf", "3", "-x264-params", "open-gop=1:scenecut=0"),
        "mpeg4": ("-c:v", "mpeg4", "-g", "40", "-bf", "2", "-q:v", "4"),
    }[codec]
    film = write([*shot(31, 130, speed=2), *shot(32, 130, speed=3)], tmp_path / "film.mp4", *options)
    media = probe(film, settings.load(environ={}), quick=False)
    whole = see(film, media, tmp_path, no, never)
    luma = COLUMNS.index("luma")
    spans = [Span(start, start + 9) for start in (0, 38, 79, 80, 120, 122, 161, 203, media.frames - 9)]
    for span, part in zip(spans, see_stretches(film, media, tmp_path, spans, no, never).parts, strict=True):
        assert part.first.tolist() == list(range(span.start, span.end))
        np.testing.assert_array_equal(part.rows[:, luma], whole.rows[span.start : span.end, luma])


def test_keyframes_are_seen_and_the_rest_is_weighed(film: Path, media: MediaInfo, tmp_path: Path) -> None:
    skimmed = skim(film, media, tmp_path, no, never)
    assert skimmed.keyframes.first.tolist() == list(range(0, media.frames, 48))
    assert 0 < skimmed.bytes_a_second.sum() < film.stat().st_size
    assert coarse.is_skimmable(skimmed, media)
    rows = coarse.by_second(skimmed, media)
    assert rows.first.tolist() == list(range(0, media.frames, 24))
    unknown = {name for index, name in enumerate(COLUMNS) if np.isnan(rows.rows[:, index]).all()}
    assert {"camera", "change", "blend"} <= unknown and not {"luma", "object"} & unknown


def test_too_few_keyframes_are_not_enough(media: MediaInfo, tmp_path: Path) -> None:
    lonely = write(shot(1, 24 * 22), tmp_path / "lonely.mp4", "-g", "9999", "-sc_threshold", "0")
    known = probe(lonely, settings.load(environ={}), quick=False)
    assert not coarse.is_skimmable(skim(lonely, known, tmp_path, no, never), known)
    assert analysed(lonely, known, tmp_path, "fast").analysis.speed == "full"


def analysed(film: Path, media: MediaInfo, folder: Path, speed: str) -> Analysed:
    chosen = replace(settings.load(environ={}), analysis_speed=speed)
    context = Context("0" * 64, PRESETS[0], 5, None, folder, chosen, no, never)
    return analyser.analyse(film, media, context)


def test_what_may_be_used_is_known_exactly(film: Path, media: MediaInfo, tmp_path: Path) -> None:
    full, quick = (analysed(film, media, tmp_path, speed) for speed in ("full", "fast"))
    assert (full.analysis.speed, quick.analysis.speed) == ("full", "fast")
    assert full.material and quick.material
    clear = full.material.clear
    assert quick.material.clear
    for span in quick.material.clear:
        assert any(own.start <= span.start and span.end <= own.end for own in clear), (
            "within one shot of the whole film"
        )
    assert quick.analysis.shots[0].span.start == 0 and quick.analysis.shots[-1].span.end == media.frames


def test_fast_is_for_long_and_large_films(media: MediaInfo) -> None:
    assert not fast.is_better(media)
    long = replace(media, frames=24 * 7200, video=replace(media.video, width=1920, height=1080))
    assert fast.is_better(long)
    assert not fast.is_better(replace(long, exact_seek=False)), "one cannot begin in the middle of it"


def test_stretches_that_lie_near_are_read_in_one(media: MediaInfo) -> None:
    spans = [Span(0, 100), Span(150, 200), Span(600, 700)]
    assert fast.neighbourhoods(spans, media) == [Span(0, 200), Span(600, 700)]
    assert fast.neighbourhoods([], media) == []
