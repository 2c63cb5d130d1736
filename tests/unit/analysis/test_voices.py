"""Speech and the pauses in it, from sounds that are made by rule."""

from __future__ import annotations

import itertools
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from personalizedTrailer.analysis.local import voices
from personalizedTrailer.media.hearing import BLOCKS, Heard
from tests import sounds

WORDS = [(0.3 + number * 0.7, 0.75 + number * 0.7) for number in range(11)]
SECONDS = 8
SWELL = (1 + np.sin(2 * np.pi * 4 * sounds.time(SECONDS))) / 2
"""As often as syllables come."""


def repeated(heard: Heard, times: int) -> Heard:
    return Heard(*(np.tile(getattr(heard, field.name), times) for field in fields(Heard)))


def test_words_are_speech(tmp_path: Path) -> None:
    spoken = voices.speech(sounds.heard(sounds.words(WORDS, SECONDS), tmp_path))
    assert len(spoken) == SECONDS * BLOCKS
    assert spoken[5:-5].min() > voices.SPOKEN


@pytest.mark.parametrize(
    "under", [sounds.noise(SECONDS, -40), 0.1 * sounds.chords(SECONDS)], ids=["noise", "music"]
)
def test_words_over_something_softer_are_speech(under: sounds.Sound, tmp_path: Path) -> None:
    spoken = voices.speech(sounds.heard(sounds.words(WORDS, SECONDS) + under, tmp_path))
    assert np.mean(spoken > voices.SPOKEN) > 0.85


def test_speech_begins_and_ends_with_the_words(tmp_path: Path) -> None:
    late = [(start + 6, end + 6) for start, end in WORDS]
    spoken = voices.speech(sounds.heard(sounds.words(late, 20), tmp_path)) >= voices.SPOKEN
    found = np.flatnonzero(spoken) / BLOCKS
    assert found[0] == pytest.approx(late[0][0], abs=0.7)
    assert found[-1] == pytest.approx(late[-1][1], abs=0.7)


@pytest.mark.parametrize(
    "sound",
    [
        sounds.chords(SECONDS),
        sounds.plucks(SECONDS),
        sounds.noise(SECONDS),
        sounds.noise(SECONDS) * SWELL,
        sounds.tone(440, SECONDS),
        sounds.tone(440, SECONDS) * SWELL,
        sounds.clicks(SECONDS, 0.3),
        0 * SWELL,
    ],
    ids=["chords", "plucks", "noise", "swelling-noise", "tone", "swelling-tone", "clicks", "silence"],
)
def test_what_is_no_speech(sound: sounds.Sound, tmp_path: Path) -> None:
    heard = sounds.heard(sound, tmp_path)
    assert np.mean(voices.speech(heard) >= voices.SPOKEN) < 0.02


def test_pauses_lie_between_the_words(tmp_path: Path) -> None:
    heard = sounds.heard(sounds.words(WORDS, SECONDS), tmp_path)
    pauses = voices.pauses(heard, voices.speech(heard))
    gaps = [(0.0, WORDS[0][0]), *((one[1], other[0]) for one, other in itertools.pairwise(WORDS))]
    for begins, ends in [*gaps, (WORDS[-1][1], float(SECONDS))]:
        within = [pause for pause in pauses if pause[0] < ends and pause[1] > begins]
        assert len(within) == 1
        # The softest hundredths of a word are lost in what is about it.
        assert within[0] == pytest.approx([begins, ends], abs=0.06)
    assert np.all(pauses[:, 1] - pauses[:, 0] >= voices.SHORTEST_PAUSE)


def test_where_nobody_speaks_all_is_one_pause(tmp_path: Path) -> None:
    for sound in (sounds.chords(5), 0 * sounds.time(5)):
        heard = sounds.heard(sound, tmp_path)
        assert voices.pauses(heard, voices.speech(heard)).tolist() == [[0, 5]]


def test_a_mouth_that_closes_for_a_tenth_of_a_second_is_no_pause(tmp_path: Path) -> None:
    talk = sounds.words([(0.5, 4.5), (4.6, 7.5)], SECONDS)
    heard = sounds.heard(talk, tmp_path)
    pauses = voices.pauses(heard, np.ones(SECONDS * BLOCKS))
    assert not [pause for pause in pauses if 0.7 < pause.mean() < 7.3]


def test_a_long_film_is_heard_as_its_parts_are(tmp_path: Path) -> None:
    heard = sounds.heard(sounds.words(WORDS, SECONDS), tmp_path)
    once, often = voices.speech(repeated(heard, 3)), voices.speech(repeated(heard, 90))
    middle = once[SECONDS * BLOCKS : 2 * SECONDS * BLOCKS]
    for number in range(1, 89):
        part = often[number * SECONDS * BLOCKS : (number + 1) * SECONDS * BLOCKS]
        np.testing.assert_allclose(part, middle, atol=1e-6)
