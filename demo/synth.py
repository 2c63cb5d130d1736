"""Small sound makers: notes, shaped noise, envelopes. Sounds are float32 at 48 kHz, mono unless said."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np

from demo.paint import Array

RATE = 48000


def hertz(note: float) -> float:
    """The pitch of a MIDI note."""
    return float(440.0 * 2 ** ((note - 69) / 12))


def clock(seconds: float) -> Array:
    """Sample times of a sound that long."""
    return (np.arange(max(1, round(seconds * RATE))) / RATE).astype(np.float32)


def edges(sound: Array, attack: float = 0.01, release: float = 0.03) -> Array:
    """The sound with smooth ends, so that it never clicks."""
    n = len(sound)
    a, r = min(n // 2, max(1, round(attack * RATE))), min(n // 2, max(1, round(release * RATE)))
    shape = np.ones(n, np.float32)
    shape[:a] = np.sin(np.linspace(0, math.pi / 2, a, dtype=np.float32)) ** 2
    if r:
        shape[n - r :] *= np.cos(np.linspace(0, math.pi / 2, r, dtype=np.float32)) ** 2
    return sound * (shape if sound.ndim == 1 else shape[:, None])


def shaped(count: int, rng: np.random.Generator, curve: Callable[[Array], Array]) -> Array:
    """Noise of `count` samples and loudness 1 (rms) whose spectrum follows curve(hertz)."""
    size = 1 << max(4, (count - 1).bit_length())
    bins = np.fft.rfftfreq(size, 1 / RATE).astype(np.float32)
    spectrum = np.fft.rfft(rng.standard_normal(size).astype(np.float32)) * curve(bins)
    out = np.fft.irfft(spectrum, size)[:count]
    return np.asarray(out / (np.sqrt(np.mean(out**2)) + 1e-9), np.float32)


def band(low: float, high: float, steep: float = 2.0) -> Callable[[Array], Array]:
    """A spectrum that passes low..high hertz."""

    def curve(f: Array) -> Array:
        return np.asarray(1 / (1 + (low / (f + 1e-3)) ** steep) / (1 + (f / high) ** steep), np.float32)

    return curve


def wander(seconds: float, rng: np.random.Generator, each: float) -> Array:
    """A slow smooth random line about 0..1 with a new value every `each` seconds."""
    knots = max(2, math.ceil(seconds / each) + 1)
    return np.interp(clock(seconds), np.arange(knots) * each, rng.uniform(0, 1, knots)).astype(np.float32)


def tones(f0: float | Array, t: Array, weights: list[float]) -> Array:
    """Harmonics of a pitch (hertz, or one for each sample) with those weights."""
    phase = np.cumsum(np.broadcast_to(np.asarray(f0, np.float64), t.shape)) * (2 * math.pi / RATE)
    out = np.zeros(len(t), np.float32)
    for n, weight in enumerate(weights, 1):
        if weight and (not isinstance(f0, float) or f0 * n < 16000):
            out += np.float32(weight) * np.sin(phase * n).astype(np.float32)
    return out


@cache
def pad(note: int, seconds: float) -> Array:
    """A soft wide chord voice."""
    t = clock(seconds + 0.7)
    out = np.zeros(len(t), np.float32)
    for cents in (-6, 5):
        f = hertz(note + cents / 100)
        out += tones(f, t, [0.5, 0.24, 0.13, 0.07, 0.035, 0.02])
    out *= 1 + 0.12 * np.sin(t * 2 * math.pi * 0.31 + note)
    return edges(out * 0.3, min(0.6, seconds * 0.4), 0.7)


@cache
def pluck(note: int, seconds: float = 0.9) -> Array:
    """A nylon string."""
    t = clock(seconds)
    f = hertz(note)
    out = sum(
        np.float32(1 / n) * np.sin(2 * math.pi * f * n * t) * np.exp(-t * (3.2 + 2.6 * n)) for n in range(1, 8)
    )
    return edges(np.asarray(out, np.float32) * 0.5, 0.003, 0.08)


@cache
def piano(note: int, seconds: float = 2.2) -> Array:
    """A felted piano."""
    t = clock(seconds)
    f = hertz(note)
    out = np.zeros(len(t), np.float32)
    for n, weight in enumerate((1.0, 0.42, 0.2, 0.12, 0.06, 0.03), 1):
        stiff = f * n * math.sqrt(1 + 0.0004 * n * n)
        out += np.float32(weight) * np.sin(2 * math.pi * stiff * t) * np.exp(-t * (1.1 + 0.8 * n + f / 900))
    return edges(out * 0.5, 0.006, 0.25)


@cache
def chime(note: int, seconds: float = 2.4) -> Array:
    """A glassy bell."""
    t = clock(seconds)
    f = hertz(note)
    bend = 1.6 * np.exp(-t * 5) * np.sin(2 * math.pi * f * 3.5 * t)
    return edges((np.sin(2 * math.pi * f * t + bend) * np.exp(-t * 2.3)).astype(np.float32) * 0.4, 0.004, 0.3)


@cache
def bass(note: int, seconds: float) -> Array:
    """A round bass."""
    t = clock(seconds)
    out = tones(hertz(note), t, [0.8, 0.45, 0.26, 0.14, 0.08, 0.05]) * np.exp(-t * 1.6)
    return edges(out * 0.6, 0.006, min(0.06, seconds * 0.3))


@cache
def drum(kind: str) -> Array:
    """A kick, snare, hat or tom."""
    rng = np.random.default_rng(len(kind) * 31 + ord(kind[0]))
    if kind == "kick":
        t = clock(0.34)
        sweep = 46 + 110 * np.exp(-t * 34)
        return edges((tones(sweep, t, [1.0]) * np.exp(-t * 11)).astype(np.float32), 0.002, 0.05)
    if kind == "tom":
        t = clock(0.6)
        return edges(
            tones(70 + 44 * np.exp(-t * 14), t, [1.0, 0.25]) * np.exp(-t * 6).astype(np.float32), 0.002, 0.1
        )
    if kind == "snare":
        t = clock(0.24)
        noise = shaped(len(t), rng, band(900, 7000)) * 0.34 * np.exp(-t * 20)
        return edges(
            (noise + 0.4 * np.sin(2 * math.pi * 190 * t) * np.exp(-t * 26)).astype(np.float32), 0.001, 0.04
        )
    t = clock(0.08)
    return edges(
        (shaped(len(t), rng, band(7000, 14000, 4)) * 0.3 * np.exp(-t * 60)).astype(np.float32), 0.001, 0.02
    )
