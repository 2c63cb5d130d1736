"""Voice-like babble: vowels by formants over a falling pitch, with soft consonants between. No words."""

from __future__ import annotations

import zlib

import numpy as np

from demo.paint import Array
from demo.synth import RATE, band, clock, edges, shaped

# pitch (hertz) and how much shorter than a grown man's the throat is
SPEAKERS: dict[str, tuple[float, float]] = { "mira": (208.0, 1.14), "theo": (122.0, 1.0), "pip": (292.0, 1.3),
    "ada": (310.0, 1.32), "grandpa": (104.0, 0.97), "visitor": (84.0, 0.9), }  # fmt: skip
# the first three formants of a, e, i, o, u and a neutral vowel
VOWELS = (
    (730, 1090, 2440),
    (530, 1840, 2480),
    (300, 2230, 3000),
    (570, 840, 2410),
    (320, 900, 2240),
    (500, 1500, 2500),
)
WIDTHS, LEVELS = (80.0, 110.0, 170.0), (1.0, 0.55, 0.24)


def _course(seconds: float, rng: np.random.Generator, pitch: float) -> tuple[Array, Array, Array, list[float]]:
    """The line's course at 200 Hz: pitch, loudness, formants (n, 3), and where consonants are."""
    count = max(4, round(seconds / 0.19))
    cuts = np.cumsum(rng.uniform(0.7, 1.3, count))
    cuts = np.concatenate([[0.0], cuts / cuts[-1] * seconds])
    grid = np.arange(0, seconds + 0.01, 0.005, dtype=np.float32)
    loud, f0 = np.zeros_like(grid), np.full_like(grid, pitch)
    kinds = rng.integers(0, len(VOWELS), count)
    mids, knots = [], []
    for n in range(count):
        a, b = float(cuts[n]), float(cuts[n + 1])
        inside = (grid >= a) & (grid < b)
        part = (grid[inside] - a) / (b - a)
        loud[inside] = np.sin(np.clip(part, 0, 1) * np.pi) ** 0.7 * rng.uniform(0.7, 1.0)
        f0[inside] = pitch * (1.12 - 0.26 * a / seconds) * (1 + rng.uniform(-0.05, 0.09) * np.sin(part * np.pi))
        mids.append((a + b) / 2)
        knots.append(VOWELS[int(kinds[n])])
    shape = np.stack([np.interp(grid, mids, [k[i] for k in knots]) for i in range(3)], -1).astype(np.float32)
    return f0, loud, shape, [float(c) for c in cuts[1:-1]]


def babble(who: str, text: str, seconds: float) -> Array:
    """That long a stretch of a speaker's babble; the text only seeds it."""
    pitch, throat = SPEAKERS[who]
    rng = np.random.default_rng(zlib.crc32(text.encode()))
    f0, loud, shape, gaps = _course(seconds, rng, pitch)
    t = clock(seconds)
    grid = np.arange(len(f0), dtype=np.float32) * 0.005
    phase = np.cumsum(np.interp(t, grid, f0)) * (2 * np.pi / RATE)
    out = np.zeros(len(t), np.float32)
    for n in range(1, int(4200 / pitch)):
        f = f0 * n
        near = sum(LEVELS[i] / (1 + ((f - shape[:, i] * throat) / (WIDTHS[i] * throat)) ** 2) for i in range(3))
        level = np.asarray((near + 0.012) * loud / n**0.55, np.float32)
        out += np.interp(t, grid, level).astype(np.float32) * np.sin(phase * n).astype(np.float32)
    for at in gaps:
        hiss = clock(0.05)
        first = round((at - 0.025) * RATE)
        puff = edges(shaped(len(hiss), rng, band(1800, 6500)) * np.float32(0.05), 0.012, 0.02)
        piece = puff[: max(0, len(out) - first)]
        out[first : first + len(piece)] += piece * np.float32(rng.uniform(0.2, 1.0))
    return edges(out / (np.sqrt(np.mean(out**2)) + 1e-9), 0.03, 0.05)
