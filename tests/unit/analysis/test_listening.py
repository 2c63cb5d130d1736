"""Curves of a film's sound, from sounds that are made by rule."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from personalizedTrailer.analysis.local import listening
from personalizedTrailer.media.hearing import BLOCKS, STEPS, Heard
from tests import sounds


def of_loudness(lufs: list[float], seconds_each: float) -> Heard:
    loudness = np.repeat(np.array(lufs, np.float32), round(seconds_each * BLOCKS))
    blocks, steps = np.zeros(len(loudness), np.float32), np.zeros(len(loudness) * STEPS // BLOCKS, np.float32)
    return Heard(loudness, blocks, blocks, blocks, blocks, steps, steps, steps)


def test_a_film_is_as_loud_as_it_mostly_is() -> None:
    curve = listening.loudness(of_loudness([-40, -38, -36, -24, -70], 20))
    assert curve[30 * BLOCKS] == pytest.approx(0.45, abs=0.06)
    assert np.all(np.diff(curve[:: 20 * BLOCKS][:4]) > 0.1)
    assert curve[70 * BLOCKS] > 0.9 > 0.1 > curve[90 * BLOCKS]


def test_a_long_film_is_held_against_itself_alone() -> None:
    soft, loud = (listening.loudness(of_loudness([lufs, lufs + 4, lufs + 8], 40)) for lufs in (-44.0, -24.0))
    np.testing.assert_allclose(soft, loud, atol=1e-6)


def test_a_short_film_is_held_against_others() -> None:
    soft, loud = (listening.loudness(of_loudness([lufs], 6)).mean() for lufs in (-44.0, -14.0))
    assert soft < 0.15 < 0.85 < loud


def test_a_film_without_sound_has_no_loud_part() -> None:
    assert listening.loudness(of_loudness([-70], 90)).max() < 0.1
    assert listening.silence(of_loudness([-70], 90)).all()


def test_silence_is_what_is_far_below_the_loud_parts() -> None:
    silent = listening.silence(of_loudness([-15, -30, -52, -70], 10))
    assert silent[:: 10 * BLOCKS].tolist() == [False, False, True, True]
    silent = listening.silence(of_loudness([-40, -52, -62], 10))
    assert silent[:: 10 * BLOCKS].tolist() == [False, False, True]


def test_silence_after_sound_is_measured(tmp_path: Path) -> None:
    loud = sounds.noise(3, -3)
    heard = sounds.heard(
        np.concatenate([loud, np.zeros(2 * sounds.RATE), loud, np.zeros(2 * sounds.RATE)]), tmp_path
    )
    assert np.isfinite(heard.loudness).all()
    assert heard.loudness[4 * BLOCKS] == heard.loudness[9 * BLOCKS] == -70


def test_clicks_are_counted(tmp_path: Path) -> None:
    rate = listening.onset_rate(sounds.heard(sounds.clicks(12, 0.5), tmp_path))
    assert rate[30:-30] == pytest.approx(2, abs=0.3)


@pytest.mark.parametrize("sound", [sounds.tone(440, 8), sounds.noise(8), 0 * sounds.time(8)])
def test_what_stays_the_same_has_no_onsets(sound: sounds.Sound, tmp_path: Path) -> None:
    assert listening.onset_rate(sounds.heard(sound, tmp_path))[25:].max() < 0.3


def test_held_notes_are_music(tmp_path: Path) -> None:
    assert listening.music(sounds.heard(sounds.chords(8), tmp_path)).min() > 0.5


@pytest.mark.parametrize(
    "sound",
    [sounds.noise(8), sounds.clicks(8, 0.3), 0 * sounds.time(8), sounds.words([(0.2, 3.4), (4, 7.5)], 8)],
    ids=["noise", "clicks", "silence", "words"],
)
def test_what_is_no_music(sound: sounds.Sound, tmp_path: Path) -> None:
    assert listening.music(sounds.heard(sound, tmp_path)).max() < 0.3
