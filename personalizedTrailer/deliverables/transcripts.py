"""What is said in the footage that a job's trailers show, written down by Whisper."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.deliverables.speech_doubt import believed
from personalizedTrailer.deliverables.tracks import track_name
from personalizedTrailer.errors import CorruptFootage, ProcessTimedOut
from personalizedTrailer.media import speech
from personalizedTrailer.media.sound import Samples, read_spans
from personalizedTrailer.model import AudioStream, MediaInfo, Scalar, SpokenWord, Timeline

HANDLE_SECONDS = Fraction(1)
"""Sound before and after a clip that is heard, too: a model that hears half a word takes it for another one."""
BRIDGE_SECONDS = Fraction(3)
"""What lies between two stretches is heard as well where it is no longer: it costs less than a window of its own."""
_SOUND_RATE = 48_000
_LEAST_WORD = Fraction(1, 50)
"""Whisper's clock ticks in 20 ms; a word that begins and ends at the same tick lasts one."""

Stretch = tuple[Fraction, Fraction]
"""Half-open, in seconds of the film."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of all trailers of a job, or one sentence on why there are none."""

    words: tuple[SpokenWord, ...] = ()
    """In the order of the film."""
    reason: str | None = None
    facts: dict[str, Scalar] = field(default_factory=dict)
    """For the job: what was heard, and with what."""
    language: str | None = None
    """Of the words, two letters; None where it is the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Writes down what a film says, with a model of the user's."""

    film: Path
    media: MediaInfo
    audio: AudioStream | None
    model: Path
    folder: Path
    """For scratch files."""
    threads: int
    timeout: float
    """Seconds for reading the sound."""
    report: Callable[[float], None]
    cancelled: Callable[[], bool]

    def transcribe(self, timelines: Sequence[Timeline], language: str) -> Transcript:
        """The words in `language` that are said in the clips of the timelines and a little around them.

        Whatever stands in the way is a reason and no error. Raises Cancelled; and ProcessFailed where the disk is full.
        """
        if self.audio is None:
            return Transcript(reason="The film has no sound.")
        if reason := speech.why_not(self.model):
            return Transcript(reason=reason)
        began = time.monotonic()
        stretches = stretches_of(timelines, self.media.seconds)
        sound = self.folder / "speech.f32"
        try:
            parts = self._prepare(self.audio, stretches, sound)
            spoken = language_of(self.audio.language)
            written = speech.write_down(
                self.model, sound, parts, spoken, language, self.threads, self.report, self.cancelled
            )
        except (CorruptFootage, ProcessTimedOut) as fault:
            return Transcript(reason=fault.sentence)
        finally:
            sound.unlink(missing_ok=True)
        facts: dict[str, Scalar] = {
            "track": track_name(self.audio),
            "model": self.model.name,
            "milliseconds": round((time.monotonic() - began) * 1000),
            "heardSeconds": round(float(sum(end - start for start, end in stretches)), 3),
            "spokenLanguage": written.spoken,
            "translated": written.is_translated,
        }
        words = words_of(written.stretches, stretches)
        if not words:
            return Transcript((), written.reason or "No word was made out in the trailers.", facts)
        return Transcript(words, None, facts)

    def _prepare(self, audio: AudioStream, stretches: Sequence[Stretch], out: Path) -> list[int]:
        return prepare_sound(self.film, self.media, audio, stretches, out, self.timeout, self.cancelled)


def prepare_sound(
    film: Path,
    media: MediaInfo,
    audio: AudioStream,
    stretches: Sequence[Stretch],
    out: Path,
    timeout: float,
    cancelled: Callable[[], bool],
) -> list[int]:
    """Writes the sound of the stretches to `out` as a model hears it; returns the samples of each.

    It is mono float32 at `speech.RATE`. Raises CorruptFootage, ProcessTimedOut or Cancelled.
    """
    spans = [(floor(start * _SOUND_RATE), ceil((end - start) * _SOUND_RATE)) for start, end in stretches]
    raw = out.with_suffix(".stereo")
    try:
        read = read_spans(film, media, audio, [[span] for span in spans], raw, timeout, cancelled)
        with out.open("wb") as sink:
            return [sink.write(_heard(samples).tobytes()) // 4 for (samples,) in read]
    finally:
        raw.unlink(missing_ok=True)


def _heard(samples: Samples) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Stereo at 48 kHz as mono at 16 kHz."""
    mono = samples.mean(axis=1, dtype=np.float32)
    return np.asarray(resample_poly(mono, speech.RATE, _SOUND_RATE), np.float32)


def stretches_of(timelines: Sequence[Timeline], seconds: Fraction) -> tuple[Stretch, ...]:
    """The footage of all clips with handles, each piece once, ascending, inside a film of so many seconds."""
    clips = sorted(
        (
            max(Fraction(0), clip.source.start / timeline.rate - HANDLE_SECONDS),
            min(seconds, clip.source.end / timeline.rate + HANDLE_SECONDS),
        )
        for timeline in timelines
        for clip in timeline.clips
    )
    merged: list[Stretch] = []
    for start, end in clips:
        if merged and start - merged[-1][1] <= BRIDGE_SECONDS:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def words_of(written: Sequence[speech.Stretch], stretches: Sequence[Stretch]) -> tuple[SpokenWord, ...]:
    """What is to be believed of what was written down, on the film's clock, in order."""
    words = []
    for stretch in believed(written):
        zero, limit = stretches[stretch.part]
        for word in stretch.words:
            start = min(zero + Fraction(round(word.start * 1000), 1000), limit - _LEAST_WORD)
            end = min(max(start + _LEAST_WORD, zero + Fraction(round(word.end * 1000), 1000)), limit)
            words.append(SpokenWord(start, end, word.text))
    return tuple(sorted(words, key=lambda word: (word.start, word.end)))
