"""What is measured in sound from piece to piece, on one channel at 16 kHz; blocks last 0.1 s, steps 10 ms."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float32]
RATE = 16_000
HOP = RATE // 100
"""Samples of a step."""
STEPS = 10
"""Of a block."""
COLUMNS, STEP_COLUMNS = 4, 3
"""What is measured of a block, and of a step."""
STEPS_LATE = 2
"""Steps by which what is said of a step comes late: windows end with it, and it is their middle that is heard."""
LINES_LATE = 5
"""Blocks, the same for `steady`."""
_WINDOW, _FFT = 640, 1024
_LAGS = 512
"""Lags of the autocorrelation, at half the rate, which is enough for what lies below 2 kHz."""
_LONG, _LONG_HOP = 2048, RATE // 20
_NOTHING = 1e-10
"""Power of white noise at -100 dB of full scale."""
_SPEECH = (200, 7000)
_FLAT = (150, 7500)
_LINES = (250, 3500)
_PITCH = (70, 400)
_VOICE = (60, 2000)
"""All in Hz."""
_LAG = 2
"""Steps between which an onset is sought: windows that overlap less."""
_MEMORY = 20
"""Long windows, 1 s of them, over which a line is followed."""


def _slice(limits: tuple[int, int], fft: int) -> slice:
    return slice(round(limits[0] * fft / RATE), round(limits[1] * fft / RATE))


def _bands() -> Floats:
    """Triangles from 60 Hz to 8 kHz, even on the mel scale (O'Shaughnessy 1987), shape [bins, bands]."""
    low, high = np.log10(1 + 60 / 700), np.log10(1 + 8000 / 700)
    edges = 700 * (10 ** np.linspace(low, high, 42) - 1)
    bins = np.fft.rfftfreq(_FFT, 1 / RATE)[:, None]
    up = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    down = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.maximum(0, np.minimum(up, down)).astype(np.float32)


class Spectra:
    """Takes one piece after another; keeps as much of the last one as the windows reach back."""

    def __init__(self) -> None:
        self._hann = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
        self._scale = 1 / (self._hann**2).sum()
        self._long_hann = np.hanning(_LONG + 1)[:-1].astype(np.float32)
        self._bands = _bands()
        self._short = np.zeros(_WINDOW - HOP, np.float32)
        self._long = np.zeros(_LONG - _LONG_HOP, np.float32)
        self._before = np.zeros((_LAG, self._bands.shape[1]), np.float32)
        self._lines = np.zeros((_MEMORY, _slice(_LINES, _LONG).stop - _slice(_LINES, _LONG).start), np.float32)

    def __call__(self, samples: Floats) -> tuple[Floats, Floats]:
        """Of whole blocks of samples: [blocks, 4] onset, flatness, low and steady; [steps, 3] level, voice and pitch.

        Steps come STEPS_LATE late, and `steady` comes LINES_LATE.
        """
        self._short, power = _powers(self._short, samples, self._hann, HOP, _FFT)
        power *= self._scale
        blocks = power.reshape(-1, STEPS, power.shape[1])
        columns = [self._onsets(power), _flatness(blocks.mean(axis=1)), _low(blocks.mean(axis=1))]
        columns.append(self._steady(samples))
        speech = 10 * np.log10(power[:, _slice(_SPEECH, _FFT)].sum(axis=1) * (2 / _FFT) + _NOTHING)
        return np.stack(columns, axis=1), np.stack([speech, *self._voice(power)], axis=1)

    def _onsets(self, power: Floats) -> Floats:
        """Spectral flux, half-wave rectified, of log-compressed bands (Boeck et al. 2012): the most of each block."""
        bands = np.log10(1 + 1e5 / _FFT * (power @ self._bands))
        both = np.concatenate([self._before, bands])
        self._before = both[-_LAG:]
        flux = np.maximum(0, both[_LAG:] - both[:-_LAG]).mean(axis=1)
        return np.asarray(flux.reshape(-1, STEPS).max(axis=1))

    def _voice(self, power: Floats) -> tuple[Floats, Floats]:
        """How periodic, 0 to 1, by compressed autocorrelation (Tolonen and Karjalainen 2000), and the pitch in Hz."""
        rate = RATE * _LAGS // _FFT
        shortest, longest = rate // _PITCH[1], rate // _PITCH[0]
        part = np.zeros((len(power), _LAGS // 2 + 1), np.float32)
        heard = _slice(_VOICE, _FFT)
        part[:, heard] = power[:, heard] ** np.float32(0.33)
        lags = np.fft.irfft(part, _LAGS)
        at = lags[:, shortest : longest + 1].argmax(axis=1) + shortest
        step = np.arange(len(lags))
        left, best, right = lags[step, at - 1], lags[step, at], lags[step, at + 1]
        # A parabola through the highest lag and its neighbours: a lag is as much as a semitone at 400 Hz.
        bend = np.minimum(left - 2 * best + right, -_NOTHING)
        aside = np.clip(0.5 * (left - right) / bend, -0.5, 0.5)
        return best / np.maximum(lags[:, 0], _NOTHING), (rate / (at + aside)).astype(np.float32)

    def _steady(self, samples: Floats) -> Floats:
        """Lines that stay in place for a second: after "continuous frequency activation" (Seyerlehner et al. 2007)."""
        self._long, power = _powers(self._long, samples, self._long_hann, _LONG_HOP, _LONG)
        heard = _slice(_LINES, _LONG)
        level = np.log10(power[:, heard] / (self._long_hann**2).sum() + 1e-7)
        sums = np.cumsum(np.pad(level, ((0, 0), (11, 10)), mode="edge"), axis=1)
        peaks = (level - (sums[:, 21:] - sums[:, :-21]) / 21 > 0.5).astype(np.float32)
        both = np.concatenate([self._lines, peaks])
        self._lines = both[-_MEMORY:]
        ran = np.cumsum(both, axis=0)
        share = np.sort((ran[_MEMORY:] - ran[:-_MEMORY]) / _MEMORY, axis=1)
        return np.asarray(share[:, -12:].mean(axis=1).reshape(-1, 2).mean(axis=1))


def _powers(before: Floats, samples: Floats, window: Floats, hop: int, fft: int) -> tuple[Floats, Floats]:
    """What the next piece needs, and the power spectra of windows that end with each step, shape [steps, bins]."""
    both = np.concatenate([before, samples])
    spectrum = np.fft.rfft(sliding_window_view(both, len(window))[::hop] * window, fft)
    return both[-len(before) :], np.asarray(spectrum.real**2 + spectrum.imag**2, np.float32)


def _flatness(power: Floats) -> Floats:
    """Geometric over arithmetic mean (Gray and Markel 1974), 0 to 1; 1 where nothing is heard."""
    heard = power[:, _slice(_FLAT, _FFT)] + _NOTHING
    return np.asarray(np.exp(np.log(heard).mean(axis=1)) / heard.mean(axis=1))


def _low(power: Floats) -> Floats:
    """The share of what lies below 150 Hz; 0 where nothing is heard."""
    return np.asarray(power[:, : round(150 * _FFT / RATE)].sum(axis=1) / (power.sum(axis=1) + 1e-6))
