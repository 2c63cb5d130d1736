"""Sound effects by name, each `(seconds, random numbers) -> mono float32` of its own natural loudness."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from demo.paint import Array
from demo.synth import RATE, band, chime, clock, edges, shaped, tones, wander

Maker = Callable[[float, np.random.Generator], Array]


def _noise(low: float, high: float, level: float, swell: float = 0.0, each: float = 0.8) -> Maker:
    """Steady noise in a band, whose loudness wanders by `swell` (0..1)."""

    def make(seconds: float, rng: np.random.Generator) -> Array:
        out = shaped(len(clock(seconds)), rng, band(low, high))
        return out * np.float32(level) * (1 - swell + swell * wander(seconds, rng, each))

    return make


def _strew(seconds: float, rng: np.random.Generator, each: float, one: Callable[[int], Array]) -> Array:
    """Short sounds strewn about every `each` seconds."""
    out = np.zeros(len(clock(seconds)), np.float32)
    at, n = rng.uniform(0, each * 0.6), 0
    while at < seconds - 0.02:
        sound, first = one(n), round(at * RATE)
        piece = sound[: len(out) - first]
        out[first : first + len(piece)] += piece
        at, n = at + each * rng.uniform(0.5, 1.5), n + 1
    return out


def _boom(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    deep = tones(34 + 52 * np.exp(-t * 5), t, [1.0, 0.3]) * np.exp(-t * 2.4)
    dust = shaped(len(t), rng, band(25, 700)) * 0.55 * np.exp(-t * 3.0)
    crack = shaped(len(t), rng, band(300, 2600)) * 0.24 * np.exp(-t * 14)
    return edges(np.tanh((deep + dust + crack) * 1.4).astype(np.float32) * 0.95, 0.014, min(0.3, seconds / 3))


def _thunder(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    roll = shaped(len(t), rng, band(30, 260)) * (0.35 + 0.65 * wander(seconds, rng, 0.18)) * np.exp(-t * 1.2)
    crack = shaped(len(t), rng, band(300, 4000)) * 0.5 * np.exp(-t * 9)
    return np.asarray(np.tanh((roll + crack) * 1.1) * 0.62, np.float32)


def _engine(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    rev = 62 + 58 * ((t * 0.8 + 0.2) % 1.0) + 8 * wander(seconds, rng, 0.3)
    hum = tones(rev, t, [0.5, 0.6, 0.3, 0.34, 0.16, 0.12, 0.1, 0.07])
    return np.asarray(np.tanh(hum * 1.1 + shaped(len(t), rng, band(120, 900)) * 0.16) * 0.3, np.float32)


def _skid(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    pitch = 1150 + 260 * wander(seconds, rng, 0.09)
    return (tones(pitch, t, [0.5, 0.3, 0.2]) * 0.12 + shaped(len(t), rng, band(700, 3600)) * 0.07).astype(
        np.float32
    )


def _train(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    out = shaped(len(t), rng, band(50, 420)) * 0.085
    for lag in (0.0, 0.13):
        part = (t - lag) % 0.62
        out += shaped(len(t), rng, band(180, 2400)) * np.exp(-part * 42) * 0.22
    return out.astype(np.float32)


def _waves(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    breath = 0.35 + 0.65 * np.sin(t * 2 * math.pi / 4.6 + 1.0) ** 2
    return np.asarray(shaped(len(t), rng, band(140, 2200, 1.4)) * breath * 0.085, np.float32)


def _birds(seconds: float, rng: np.random.Generator) -> Array:
    def one(n: int) -> Array:
        t = clock(rng.uniform(0.07, 0.2))
        base, bend = rng.uniform(2600, 4300), rng.uniform(-1400, 1800)
        sweep = base + bend * (t / t[-1]) + 240 * np.sin(t * 2 * math.pi * 34)
        return edges(tones(sweep, t, [0.11, 0.02]), 0.012, 0.03)

    return _strew(seconds, rng, 0.24, one)


def _gulls(seconds: float, rng: np.random.Generator) -> Array:
    def one(n: int) -> Array:
        t = clock(rng.uniform(0.28, 0.46))
        sweep = 1250 + 520 * np.sin(t / t[-1] * math.pi) - 260 * t / t[-1]
        return edges(tones(sweep, t, [0.08, 0.05, 0.03]), 0.04, 0.08)

    return _strew(seconds, rng, 0.7, one)


def _crickets(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    chirp = np.clip(np.sin(t * 2 * math.pi * 31), 0, 1) * (np.sin(t * 2 * math.pi * 1.7) > -0.1)
    smooth = np.convolve(chirp, np.ones(96, np.float32) / 96, mode="same")
    return np.asarray(tones(4300.0, t, [0.6, 0.2]) * smooth * 0.06, np.float32)


def _bell(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    out = np.zeros(len(t), np.float32)
    for ratio, level, fall in (
        (0.5, 0.5, 0.7),
        (1, 1, 1.0),
        (1.19, 0.6, 1.5),
        (1.5, 0.4, 1.9),
        (2.0, 0.5, 2.3),
        (2.74, 0.25, 3.4),
    ):
        out += np.float32(level) * np.sin(2 * math.pi * 392 * ratio * t) * np.exp(-t * fall)
    return edges(out * 0.1, 0.004, min(0.4, seconds / 3))


def _footsteps(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(0.14)
    out = np.zeros(len(clock(seconds)), np.float32)
    pace = 0.56 if seconds > 2.6 else 0.27
    for at in np.arange(0.05, seconds - 0.15, pace).tolist():
        tap = shaped(len(t), rng, band(90, 900)) * np.exp(-t * 46) * 0.3
        first = round(at * RATE)
        piece = edges(tap.astype(np.float32), 0.002, 0.02)[: len(out) - first]
        out[first : first + len(piece)] += piece
    return out


def _heartbeat(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(0.22)
    thud = edges(
        (np.sin(2 * math.pi * (48 + 30 * np.exp(-t * 30)) * t) * np.exp(-t * 15)).astype(np.float32),
        0.006,
        0.05,
    )
    out = np.zeros(len(clock(seconds)), np.float32)
    for at in np.arange(0.02, seconds, 0.86).tolist():
        for lag, level in ((0.0, 0.8), (0.24, 0.5)):
            first = round((at + lag) * RATE)
            piece = thud[: max(0, len(out) - first)]
            out[first : first + len(piece)] += piece * np.float32(level)
    return out


def _shimmer(seconds: float, rng: np.random.Generator) -> Array:
    notes = (84, 89, 91, 96, 93, 101)
    return _strew(
        seconds, rng, 0.13, lambda n: chime(notes[int(rng.integers(0, 6))], 1.2) * np.float32(0.2)
    ) * np.float32(0.9)


def _sting(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    quiver = np.asarray(1 + 0.004 * np.sin(t * 36), np.float32)
    out = np.zeros(len(t), np.float32)
    for pitch in (311.0, 329.6, 466.2, 493.9):
        out += tones(np.float32(pitch) * quiver, t, [0.3, 0.2, 0.14, 0.1])
    return edges(np.asarray(out * np.exp(-t * 2.2) * 0.16, np.float32), 0.02, 0.3)


def _whoosh(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    rise = np.sin(np.clip(t / seconds, 0, 1) * math.pi) ** 2
    return np.asarray(shaped(len(t), rng, band(300, 3200)) * rise * 0.24, np.float32)


def _meteor(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    part = t / seconds
    fall = tones(1400 - 1050 * part, t, [0.16, 0.06]) * part
    return np.asarray(fall + shaped(len(t), rng, band(200, 2600)) * part**2 * 0.26, np.float32)


def _drone(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    beat = 0.75 + 0.25 * np.sin(t * 2 * math.pi * 3.1)
    return np.asarray(
        tones(55.0, t, [0.5, 0.34, 0.12]) * beat * 0.24 + tones(82.6, t, [0.3, 0.1]) * 0.16, np.float32
    )


def _horn(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    both = tones(311.1, t, [0.4, 0.3, 0.2, 0.12, 0.08]) + tones(370.0, t, [0.4, 0.3, 0.2, 0.1])
    return edges(both * 0.1, 0.04, 0.12)


def _creak(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    bow = np.abs(np.sin(t * 2 * math.pi * 0.7)) ** 2
    return np.asarray(
        tones(190 + 90 * wander(seconds, rng, 0.2), t, [0.2, 0.3, 0.2, 0.2, 0.1]) * bow * 0.07, np.float32
    )


def _laugh(seconds: float, rng: np.random.Generator) -> Array:
    def one(n: int) -> Array:
        t = clock(0.11)
        f = rng.uniform(480, 720)
        return edges(tones(f * (1.08 - 0.9 * t), t, [0.3, 0.5, 0.3, 0.12, 0.08]) * np.float32(0.1), 0.02, 0.04)

    return _strew(seconds, rng, 0.19, one)


def _clink(seconds: float, rng: np.random.Generator) -> Array:
    def one(n: int) -> Array:
        t = clock(0.3)
        f = rng.uniform(2400, 3900)
        ring = np.sin(2 * math.pi * f * t) + 0.6 * np.sin(2 * math.pi * f * 1.53 * t)
        return edges((ring * np.exp(-t * 20) * 0.07).astype(np.float32), 0.002, 0.05)

    return _strew(seconds, rng, 0.62, one)


def _crackle(seconds: float, rng: np.random.Generator) -> Array:
    def one(n: int) -> Array:
        t = clock(0.03)
        return edges(
            (shaped(len(t), rng, band(900, 6000)) * np.exp(-t * 160) * rng.uniform(0.05, 0.2)).astype(np.float32),
            0.001,
            0.01,
        )

    return _strew(seconds, rng, 0.05, one) + _noise(60, 500, 0.03, 0.6, 0.2)(seconds, rng)


def _pops(seconds: float, rng: np.random.Generator) -> Array:
    def one(n: int) -> Array:
        t = clock(0.9)
        thump = tones(46 + 60 * np.exp(-t * 12), t, [0.5]) * np.exp(-t * 6)
        fizz = shaped(len(t), rng, band(1800, 8000)) * 0.09 * np.exp(-((t - 0.3) ** 2) * 14)
        return edges((thump * rng.uniform(0.4, 0.8) + fizz).astype(np.float32), 0.004, 0.1)

    return _strew(seconds, rng, 0.42, one)


def _gasp(seconds: float, rng: np.random.Generator) -> Array:
    return edges(_whoosh(seconds, rng) * np.float32(0.5), 0.05, 0.1)


def _ignite(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    rise = tones(110 * 2 ** (t / seconds * 2), t, [0.3, 0.2, 0.1]) * np.exp(-t * 1.2)
    return edges(
        (rise * 0.5 + shaped(len(t), rng, band(80, 2000)) * 0.3 * np.exp(-t * 3)).astype(np.float32),
        0.01,
        0.3,
    )


def _owl(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    hoot = np.clip(np.sin(t * 2 * math.pi / 0.6), 0, 1) ** 1.5
    return np.asarray(tones(392 - 30 * (t % 0.6), t, [0.3, 0.04]) * hoot * 0.3, np.float32)


def _splash(seconds: float, rng: np.random.Generator) -> Array:
    t = clock(seconds)
    return edges((shaped(len(t), rng, band(260, 4200)) * 0.26 * np.exp(-t * 4)).astype(np.float32), 0.02, 0.2)


EFFECTS: dict[str, Maker] = { "bell": _bell, "birds": _birds, "boom": _boom, "cheer": _noise(500, 2400, 0.085,
    0.6, 0.3), "clink": _clink, "crackle": _crackle, "creak": _creak, "crickets": _crickets, "drone": _drone,
    "engine": _engine, "fire": _crackle, "footsteps": _footsteps, "gasp": _gasp, "gulls": _gulls,
    "heartbeat": _heartbeat, "horn": _horn, "ignite": _ignite, "laugh": _laugh, "meteor": _meteor,
    "murmur": _noise(160, 900, 0.05, 0.6, 0.15), "owl": _owl, "pops": _pops, "rain": _noise(700, 9000, 0.05,
    0.25, 0.4), "rumble": _noise(25, 140, 0.2, 0.5, 0.3), "shimmer": _shimmer, "skid": _skid,
    "splash": _splash, "sting": _sting, "storm": _noise(120, 5200, 0.12, 0.5, 0.5), "thunder": _thunder,
    "train": _train, "waves": _waves, "whisper": _noise(2200, 7500, 0.03, 0.9, 0.12), "whoosh": _whoosh,
    "wind": _noise(160, 800, 0.05, 0.7, 0.7), }  # fmt: skip
