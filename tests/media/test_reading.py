"""The caged reader on its own: what it finds out about hard films, and what it needs for it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from personalizedTrailer import settings
from personalizedTrailer.media.probe import READER, probe
from personalizedTrailer.media.process import never
from personalizedTrailer.media.sound import read_spans
from tests.media import sound_io
from tests.media.conftest import make
from tests.media.films import H264, Recipe
from tests.media.sources import INTERLACED_ONES
from tests.media.sources_in_time import TIMES

MOST_MEMORY = 300 << 20


def test_a_film_that_begins_before_zero_is_read_from_its_beginning(tmp_path: Path) -> None:
    recipe = next(one.recipe for one in TIMES if one.name == "begins-before-zero")
    film = make(replace(recipe, seconds=2), tmp_path)
    media = probe(film, settings.load(environ={}), quick=False)
    zero = media.video.first_pts * media.video.time_base
    assert zero < Fraction(-1, 2) and media.frames == 48
    assert not media.exact_seek, "its index does not lead to what lies before zero"
    spans = ((0, 4800), (30_000, 4800))
    (heard,) = read_spans(film, media, media.audio[0], [spans], tmp_path / "spans", 60, never)
    whole = sound_io.load(film, zero)
    for (first, samples), span in zip(spans, heard, strict=True):
        assert np.abs(span - whole[first : first + samples]).max() < 0.02


@pytest.mark.slow
def test_a_film_that_is_interlaced_later_on_is_taken_for_interlaced(tmp_path: Path) -> None:
    source = next(one for one in INTERLACED_ONES if one.name == "interlaced-later")
    assert source.alter
    media = probe(source.alter(make(source.recipe, tmp_path)), settings.load(environ={}), quick=False)
    assert media.video.interlaced


@pytest.mark.slow
@pytest.mark.parametrize("extension", ["mp4", "mkv"])
def test_a_long_film_needs_little_memory(extension: str, tmp_path: Path) -> None:
    part = make(Recipe(seconds=20, rate="60", size=(64, 48), video=(*H264, "-g", "250")), tmp_path)
    film = tmp_path / f"long.{extension}"
    command = [sound_io.ffmpeg(), "-nostdin", "-v", "error", "-stream_loop", "359", "-i", str(part)]
    subprocess.run([*command, "-c", "copy", str(film)], check=True, timeout=120)
    stamps, keys = tmp_path / "stamps.npy", tmp_path / "keys.npy"
    read = [
        sys.executable,
        "-I",
        str(READER),
        "scan",
        str(film),
        str(stamps),
        str(keys),
        str(tmp_path / "stops.npy"),
    ]
    # Through a small process of its own: a child's figure includes what its parent had when it was started.
    weigh = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    weighed = subprocess.run([sys.executable, "-c", weigh, *read], check=True, stdout=subprocess.PIPE, timeout=120)
    assert len(np.load(stamps)) == 432_000
    assert len(np.load(keys)) == 360 * 5  # 20 s of 60 frames have keyframes at 0, 250, …, 1000
    assert int(weighed.stdout) * 1024 < MOST_MEMORY
