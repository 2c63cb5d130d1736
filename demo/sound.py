"""The mix: score, effects in sync, voices, a little room, near-silences, and a ceiling."""

from __future__ import annotations

import wave
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from demo.effects import EFFECTS
from demo.paint import Array
from demo.score import compose
from demo.story import FPS, Placed
from demo.synth import RATE, edges
from demo.truth import LEAD, TAIL, cues, hushes, lines, sequences
from demo.voice import babble

# nothing is ever louder than this share of full scale (-6.4 dBFS: the AAC decoder overshoots a little)
CEILING = 0.48


def _runs(film: Sequence[Placed]) -> list[tuple[str, list[tuple[float, float, float]]]]:
    """The sound cues, those of one name that touch across a cut joined: name and (start, end, gain) each."""
    runs: list[tuple[str, list[tuple[float, float, float]]]] = []
    for cue, start, end in cues(film):
        for name, parts in reversed(runs):
            if name == cue.name and abs(parts[-1][1] - start) < 0.03 and name not in ("boom", "thunder"):
                parts.append((start, end, cue.gain))
                break
        else:
            runs.append((cue.name, [(start, end, cue.gain)]))
    return runs


def _effects(film: Sequence[Placed], total: int) -> Array:
    """All effects as stereo (total, 2)."""
    out = np.zeros((total, 2), np.float32)
    for name, parts in _runs(film):
        first, last = parts[0][0], parts[-1][1]
        rng = np.random.default_rng(zlib.crc32(f"{name}{first:.2f}".encode()))
        sound = EFFECTS[name](last - first, rng)
        times, gains = [], []
        for start, end, gain in parts:
            times += [start - first + 0.04, end - first - 0.04]
            gains += [gain, gain]
        t = np.arange(len(sound), dtype=np.float32) / np.float32(RATE)
        sound = edges(sound * np.interp(t, times, gains).astype(np.float32), 0.012, 0.09)
        at = round(first * RATE)
        piece = sound[: total - at]
        side = (zlib.crc32(name.encode()) % 7 - 3) * 0.07
        out[at : at + len(piece), 0] += piece * np.float32(1 - side)
        out[at : at + len(piece), 1] += piece * np.float32(1 + side)
        # a second ear: a few milliseconds later, softer, so that it is not all in the middle
        late = 420 if name in ("rain", "storm", "waves", "wind", "cheer", "murmur", "crickets") else 0
        if late and len(piece) > late:
            out[at + late : at + len(piece), 1] += piece[:-late] * np.float32(0.5)
    return out


def _voices(film: Sequence[Placed], total: int) -> tuple[Array, Array]:
    """All babble (total) and what everything else is turned down by under it (total)."""
    out, duck = np.zeros(total, np.float32), np.ones(total, np.float32)
    for line, start, end in lines(film):
        sound = babble(line.voice, line.text, end - start - LEAD - TAIL) * np.float32(0.105)
        first = round((start + LEAD) * RATE)
        piece = sound[: total - first]
        out[first : first + len(piece)] += piece
        lower = edges(np.full(len(piece) + RATE // 3, 0.55, np.float32), 0.14, 0.14)
        begin = max(0, first - RATE // 6)
        held = lower[: total - begin]
        duck[begin : begin + len(held)] = np.minimum(duck[begin : begin + len(held)], 1 - held)
    return out, duck


def _room(dry: Array, seconds: float, level: float) -> Array:
    """A dying echo of a stereo sound, made in blocks so that it needs little memory."""
    rng = np.random.default_rng(5)
    tail = round(seconds * RATE)
    fall = np.exp(-np.arange(tail) / RATE * 6.9 / seconds)[:, None]
    answer = rng.standard_normal((tail, 2)) * fall
    answer *= level / np.sqrt(np.sum(answer**2, axis=0))
    block = 1 << 18
    size = 1 << (block + tail).bit_length()
    spectrum = np.fft.rfft(answer, size, axis=0)
    out = np.zeros((len(dry) + size, 2), np.float32)
    for at in range(0, len(dry), block):
        wet = np.fft.irfft(np.fft.rfft(dry[at : at + block], size, axis=0) * spectrum, size, axis=0)
        out[at : at + size] += wet.astype(np.float32)
    return out[: len(dry)]


def mix(film: Sequence[Placed]) -> Array:
    """The film's sound, stereo float32 (samples, 2), as long as its picture to the sample."""
    total = film[-1].end * (RATE // FPS)
    music = compose(sequences(film), total)
    voice, duck = _voices(film, total)
    music += _room(music, 1.6, 0.3)
    out = music * np.float32(0.62) + _effects(film, total) * np.float32(0.8)
    out *= duck[:, None]
    both = np.stack([voice, voice], axis=1)
    out += both + _room(both, 0.7, 0.12)
    for start, end in hushes(film):
        a, b = round(start * RATE), min(total, round(end * RATE))
        hold = edges(np.full(b - a + RATE // 5, 0.998, np.float32), 0.1, 0.1)
        begin = max(0, a - RATE // 10)
        out[begin : begin + len(hold)] *= (1 - hold[: total - begin])[:, None]
    out = np.float32(CEILING) * np.tanh(out / np.float32(CEILING))
    return edges(out, 0.02, 0.25)


def write(film: Sequence[Placed], path: Path) -> None:
    """Write the mix as a 16-bit 48 kHz stereo WAV file."""
    samples = mix(film)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((samples * 32767).round().astype("<i2").tobytes())
