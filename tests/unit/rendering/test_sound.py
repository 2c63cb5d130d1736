"""The mix: no step at a join, equal power where two clips cross, a limiter that never overshoots."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import resample_poly

from personalizedTrailer.media import loudness
from personalizedTrailer.rendering import sound
from personalizedTrailer.rendering.meter import integrated, true_peaks
from personalizedTrailer.rendering.plan import SoundRun
from personalizedTrailer.rendering.sound import Dry, envelope, lay_down, level, limit


def stereo(samples: int, level: float = 1.0) -> np.ndarray:
    return np.full((samples, 2), level, np.float32)


def test_edges_start_and_end_at_nothing() -> None:
    gain = envelope(SoundRun(0, 0, 4800, 144, 144))
    assert gain[0] < 0.01 and gain[-1] < 0.01
    assert gain[144:-144].min() == gain.max() == 1
    assert np.abs(np.diff(gain)).max() < 1 / 90


def test_a_crossfade_keeps_the_power_of_two_unlike_sounds() -> None:
    n = 24_000
    one = SoundRun(0, 0, 2 * n, 144, n, crossfade_out=True)
    two = SoundRun(0, n, 2 * n, n, 144, crossfade_in=True)
    power = envelope(one)[n:] ** 2 + envelope(two)[:n] ** 2
    assert np.allclose(power, 1, atol=1e-4)


def test_a_short_run_fades_within_itself() -> None:
    gain = envelope(SoundRun(0, 0, 100, 144, 144))
    assert len(gain) == 100 and gain[0] < 0.02 and gain[-1] < 0.02


def test_runs_are_laid_where_they_belong() -> None:
    runs = (SoundRun(0, 0, 1000, 1, 1), SoundRun(5, 1000, 500, 1, 1))
    track = lay_down(runs, [stereo(1000, 0.5), stereo(500, -0.25)], 1400)
    assert len(track) == 1400
    assert track[500, 0] == pytest.approx(0.5) and track[1200, 1] == pytest.approx(-0.25)


@pytest.mark.parametrize("seed", range(5))
def test_the_limiter_keeps_the_true_peak(seed: int) -> None:
    rng = np.random.default_rng(seed)
    track = rng.normal(0, 0.35, (24_000, 2)).astype(np.float32)
    limited, taken = limit(track, true_peaks(track), -2.3)
    peak = np.abs(resample_poly(limited, 8, 1, axis=0)).max()
    assert 20 * np.log10(peak) <= -2.0
    assert taken > 0 and len(limited) == len(track)


def test_the_limiter_leaves_quiet_sound_alone() -> None:
    track = stereo(4800, 0.3)
    limited, taken = limit(track, true_peaks(track), -2.3)
    assert taken == 0 and limited is track


@pytest.mark.parametrize("loud", [0.002, 0.05, 0.4])
def test_sound_is_levelled_to_the_target(loud: float) -> None:
    dry = Dry.of(np.random.default_rng(2).normal(0, loud, (96_000, 2)).astype(np.float32))
    wet, gain, taken = level(dry, -2.3)
    assert integrated(wet) == pytest.approx(-14, abs=0.1)
    assert gain == pytest.approx(-14 - dry.lufs, abs=1.5) and taken < 6


def test_the_limiter_takes_no_more_than_it_may() -> None:
    """A click in a quiet hiss would ask for 30 dB."""
    track = np.random.default_rng(3).normal(0, 0.01, (96_000, 2)).astype(np.float32)
    track[40_000] = 0.9
    dry = Dry.of(track)
    wet, gain, taken = level(dry, -2.3)
    assert taken == pytest.approx(6, abs=0.01) and integrated(wet) < -15
    assert 20 * np.log10(true_peaks(wet).max()) <= -2.0
    assert gain == pytest.approx(-2.3 + 6 - 20 * np.log10(dry.peaks.max()), abs=0.01)


def mixed(
    track: np.ndarray, overshoot: Callable[[float], float], folder: Path, patch: pytest.MonkeyPatch
) -> tuple[sound.Sound, list[float]]:
    """What `mix` makes of a track where the encoder adds `overshoot` (dB) to a peak, and the peaks of its tries."""
    heard: list[tuple[float, float]] = []

    def encode(_: str, wet: np.ndarray, out: Path, *__: object) -> Path:
        peak = 20 * np.log10(true_peaks(wet).max())
        heard.append((integrated(wet), peak + overshoot(peak)))
        out.write_text(str(len(heard)))
        return out

    patch.setattr(sound, "_encode", encode)
    patch.setattr(loudness, "measure", lambda *_: loudness.Measured(*heard[-1]))
    runs = (SoundRun(0, 0, len(track), 1, 1),)
    made = sound.mix("", runs, [track], len(track), folder / "made.m4a", "aac")
    peaks = [peak for _, peak in heard]
    assert made.loudness and peaks[int(made.path.read_text()) - 1] == made.loudness.true_peak_dbtp
    return made, peaks


def clicking() -> np.ndarray:
    """So that the limiter has all to do that it may."""
    track = np.random.default_rng(4).normal(0, 0.05, (96_000, 2)).astype(np.float32)
    track[::9_000] = 0.9
    return track


def test_sound_that_keeps_its_peak_is_encoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, peaks = mixed(clicking(), lambda _: 0.4, tmp_path, monkeypatch)
    assert len(peaks) == 1 and peaks[0] <= -2


def test_sound_over_its_peak_is_encoded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, peaks = mixed(clicking(), lambda _: 1.5, tmp_path, monkeypatch)
    assert peaks[0] > -2 and len(peaks) == 2
    assert made.loudness and made.loudness.true_peak_dbtp == peaks[1] <= -2


def test_sound_is_no_quieter_than_the_encoder_asks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An overshoot of 4 dB near the ceiling alone: below it the limiter may let through most of what it took."""
    made, peaks = mixed(clicking(), lambda peak: 4.0 if peak > -3.5 else 0.0, tmp_path, monkeypatch)
    assert made.loudness and made.loudness.true_peak_dbtp is not None
    assert -4.6 < made.loudness.true_peak_dbtp <= -2 and len(peaks) <= 5
