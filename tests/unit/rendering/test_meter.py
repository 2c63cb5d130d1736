"""Loudness and peaks of a track in memory, as FFmpeg's ebur128 measures them too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.signal import resample_poly

from personalizedTrailer.media import ffmpeg, loudness
from personalizedTrailer.rendering.meter import integrated, true_peaks
from personalizedTrailer.settings import load


def hiss(seconds: float, level: float, seed: int = 0) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, level, (round(seconds * 48_000), 2))
    return noise.astype(np.float32)


def hum(seconds: float, level: float) -> np.ndarray:
    wave = level * np.sin(2 * np.pi * 60 * np.arange(round(seconds * 48_000)) / 48_000)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


TRACKS = {
    "hiss": hiss(7.03, 0.1),
    "loud and quiet": np.concatenate([hiss(6, 0.2), hiss(6, 0.0005)]),
    "low": hum(5, 0.3),
    "one side": hiss(4, 0.1) * np.array([1, 0], np.float32),
}


@pytest.mark.parametrize("track", TRACKS.values(), ids=TRACKS)
def test_ffmpeg_finds_the_same_loudness_and_peak(track: np.ndarray, tmp_path: Path) -> None:
    raw = tmp_path / "track.f32"
    track.tofile(raw)
    found = loudness.measure(ffmpeg.find(load(environ={})).path, loudness.raw_input(raw))
    assert integrated(track) == pytest.approx(found.lufs, abs=0.11)
    assert 20 * np.log10(true_peaks(track).max()) == pytest.approx(found.true_peak_dbtp, abs=0.3)


def test_a_sine_has_the_loudness_that_the_standard_gives_it() -> None:
    """A full sine of 997 Hz in one channel is -3.01 LUFS (BS.1770-4, annex 1)."""
    track = np.zeros((10 * 48_000, 2), np.float32)
    track[:, 0] = np.sin(2 * np.pi * 997 * np.arange(len(track)) / 48_000)
    assert integrated(track) == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("samples", [0, 4_000, 19_199, 96_000])
def test_silence_and_what_is_shorter_than_a_block_pass_no_gate(samples: int) -> None:
    assert integrated(np.zeros((samples, 2), np.float32)) == loudness.SILENCE_LUFS
    if samples < 19_200:
        assert integrated(np.full((samples, 2), 0.1, np.float32)) == loudness.SILENCE_LUFS


def test_true_peaks_are_the_same_part_by_part() -> None:
    """Twelve seconds are looked at in three parts."""
    track = np.random.default_rng(6).normal(0, 0.3, (12 * 48_000 + 17, 2)).astype(np.float32)
    whole = np.abs(resample_poly(track, 4, 1, axis=0)).reshape(-1, 4, 2).max(axis=(1, 2))
    assert np.allclose(true_peaks(track), whole, atol=1e-6)
