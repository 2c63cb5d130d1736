"""Sounds made by rule, films that hold nothing else, and what the reader hears in them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from personalizedTrailer.media.hearing import BLOCKS, Heard
from personalizedTrailer.media.reading.hearing import hear

RATE = 48_000
Sound = NDArray[np.float64]
"""Full scale 1, of one channel [samples] or more [channels, samples], at 48 kHz."""
PACKET = RATE // 50


def time(seconds: float) -> Sound:
    return np.arange(round(seconds * RATE)) / RATE


def tone(hertz: float, seconds: float, decibels: float = -20) -> Sound:
    return np.asarray(10 ** (decibels / 20) * np.sin(2 * np.pi * hertz * time(seconds)))


def noise(seconds: float, decibels: float = -30) -> Sound:
    return np.random.default_rng(3).normal(0, 10 ** (decibels / 20), round(seconds * RATE))


def clicks(seconds: float, every: float) -> Sound:
    sound = noise(seconds, -70)
    for start in np.arange(every / 2, seconds, every):
        at = round(start * RATE)
        sound[at : at + 480] += noise(0.01, -12)[: len(sound) - at]
    return sound


def note(hertz: float, seconds: float, fall: float) -> Sound:
    """Eight harmonics that fade by `fall` dB a second."""
    t = time(seconds)
    harmonics = [np.sin(2 * np.pi * hertz * number * t) / number for number in range(1, 9)]
    return np.asarray(0.05 * sum(harmonics) * 10 ** (-fall * t / 20) * np.minimum(1, 100 * t))


def chords(seconds: float) -> Sound:
    """Three held notes at a time, others every 0.8 s."""
    roots = (220.0, 174.6, 261.6, 196.0)
    bars = [
        sum(note(roots[number % 4] * factor, 0.8, 6) for factor in (1, 1.26, 1.498))
        for number in range(int(seconds / 0.8) + 1)
    ]
    return np.concatenate(bars)[: round(seconds * RATE)]


def plucks(seconds: float) -> Sound:
    """One note at a time, four a second, that fade at once: as uneven as speech, and as periodic."""
    scale = (220.0, 261.6, 329.6, 392.0, 329.6, 261.6)
    return np.concatenate([note(scale[number % 6], 0.25, 80) for number in range(int(seconds * 4))])


def words(spoken: Sequence[tuple[float, float]], seconds: float) -> Sound:
    """Like a voice: pulses whose pitch glides, through the resonances of vowels, in syllables, with hisses between.

    `spoken` holds (start, end) of words; all else is faint noise.
    """
    sound = noise(seconds, -75)
    for number, (start, end) in enumerate(spoken):
        t = time(end - start)
        pitch = 125 + 30 * np.sin(2 * np.pi * (1.3 * t + 0.21 * number)) - 15 * t
        pulses = np.diff(np.floor(np.cumsum(pitch) / RATE), prepend=0)
        for hertz, width in ((500 + 90 * (number % 4), 80), (1500 - 160 * (number % 3), 110), (2500, 160)):
            radius = np.exp(-np.pi * width / RATE)
            pulses = lfilter([1 - radius], [1, -2 * radius * np.cos(2 * np.pi * hertz / RATE), radius**2], pulses)
        vowel = pulses / np.abs(pulses).max() * 0.2
        syllable = np.abs(np.sin(np.pi * t * max(1, round((end - start) / 0.22)) / (end - start))) ** 0.7
        at = round(start * RATE)
        hiss = np.diff(noise(end - start, -40), prepend=0) * (1 - syllable)
        sound[at : at + len(t)] += vowel * syllable + hiss
    return sound


def write(
    path: Path, sound: Sound, *, late: float = 0, layout: str = "", moved: dict[int, float] | None = None
) -> Path:
    """A Matroska film of sound alone, in packets of 20 ms that begin at `late` seconds.

    `moved` says by how many seconds the timestamps of single packets, by their numbers, are wrong.
    """
    channels = np.atleast_2d(sound)
    with av.open(str(path), "w") as film:
        name = layout or ("mono", "stereo")[len(channels) - 1]
        stream = film.add_stream("pcm_s16le", rate=RATE, layout=name)
        for number in range(channels.shape[1] // PACKET):
            part = channels[:, number * PACKET : (number + 1) * PACKET]
            packed = (np.clip(part, -1, 1) * 32767).astype(np.int16).T.reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(packed), "s16", name)
            frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
            frame.pts = round((late + (moved or {}).get(number, 0)) * RATE) + number * PACKET
            for packet in stream.encode(frame):
                film.mux(packet)
    return path


def heard_in(film: Path, folder: Path, seconds: float, zero: float = 0) -> Heard:
    out, steps = folder / "out.npy", folder / "steps.npy"
    hear(str(film), str(out), str(steps), "0", str(Fraction(zero)), str(round(seconds * BLOCKS)))
    return Heard(*np.load(out).T.copy(), *np.load(steps).T.copy())


def heard(sound: Sound, folder: Path) -> Heard:
    """What the reader hears in a sound."""
    return heard_in(write(folder / "film.mkv", sound), folder, np.shape(sound)[-1] / RATE)
