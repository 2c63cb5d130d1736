"""What is said in the footage that a job's trailers show, written down by Amazon Transcribe."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import numpy as np

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.transcribe import RATE, Word, transcribe
from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.deliverables.tracks import track_name
from personalizedTrailer.deliverables.transcripts import Stretch, Transcript, prepare_sound, stretches_of
from personalizedTrailer.errors import CorruptFootage, ProcessTimedOut
from personalizedTrailer.media import sound
from personalizedTrailer.model import AudioStream, MediaInfo, Scalar, SpokenWord, Timeline

PROVIDER = "transcribe"
SILENCE_SECONDS = 1
"""Between two stretches, which go as one recording: each one alone would be charged as 15 seconds."""
_LEAST_WORD = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class CloudListener:
    """Sends the sound of the chosen clips, and nothing else of the film."""

    aws: Aws
    ffmpeg: str
    film: Path
    media: MediaInfo
    audio: AudioStream | None
    job: str
    """A name that no other attempt at any job has."""
    folder: Path
    """For scratch files."""
    timeout: float
    """Seconds for reading the sound."""
    cancelled: Callable[[], bool]

    def transcribe(self, timelines: Sequence[Timeline], language: str) -> Transcript:
        """The words that are said in the clips and a little around them, in whatever language that is.

        Whatever stands in the way is a reason and no error. Raises Cancelled; and AwsFault where AWS_FALLBACK=fail.
        """
        audio = self.audio
        if audio is None:
            return Transcript(reason="The film has no sound.")
        stretches = stretches_of(timelines, self.media.seconds)
        try:
            heard = self.aws.attempt(PROVIDER, lambda: self._hear(audio, stretches))
        except (CorruptFootage, ProcessTimedOut) as fault:
            return Transcript(reason=fault.sentence)
        if heard is None:
            return Transcript(reason=self.aws.fallback_reason(PROVIDER))
        return heard

    def _hear(self, audio: AudioStream, stretches: Sequence[Stretch]) -> Transcript:
        pcm, flac = self.folder / "transcribe.f32", self.folder / "transcribe.flac"
        try:
            parts = prepare_sound(self.film, self.media, audio, stretches, pcm, self.timeout, self.cancelled)
            _part(pcm, parts)
            sound.write_flac(self.ffmpeg, pcm, RATE, flac, self.timeout, self.cancelled)
            samples = sum(parts) + SILENCE_SECONDS * RATE * len(parts)
            heard = transcribe(self.aws, flac, samples / RATE, self.job, language_of(audio.language))
        finally:
            pcm.unlink(missing_ok=True)
            flac.unlink(missing_ok=True)
        facts: dict[str, Scalar] = {
            "track": track_name(audio),
            "model": "Amazon Transcribe",
            "heardSeconds": round(sum(parts) / RATE, 3),
            "spokenLanguage": heard.language,
        }
        words = words_of(heard.words, parts, stretches)
        reason = None if words else "No word was made out in the trailers."
        return Transcript(words, reason, facts, heard.language)


def _part(pcm: Path, parts: Sequence[int]) -> None:
    """Puts a silence after each of the parts that follow each other in the file."""
    samples = np.fromfile(pcm, np.float32)
    silence = np.zeros(SILENCE_SECONDS * RATE, np.float32)
    with pcm.open("wb") as out:
        for part in np.split(samples, np.cumsum(parts)[:-1]):
            out.write(part.tobytes() + silence.tobytes())


def words_of(words: Sequence[Word], parts: Sequence[int], stretches: Sequence[Stretch]) -> tuple[SpokenWord, ...]:
    """The words on the film's clock, in order; `parts` are the samples of each stretch in the recording.

    A word belongs to the stretch in which its middle lies, and ends with it.
    """
    if not parts:
        return ()
    starts = [Fraction(0), *accumulate(Fraction(part, RATE) + SILENCE_SECONDS for part in parts)]
    found = []
    for word in words:
        number = min(bisect_right(starts, (word.start + word.end) / 2), len(parts)) - 1
        zero, limit = stretches[number]
        start = min(zero + max(Fraction(0), word.start - starts[number]), limit - _LEAST_WORD)
        end = min(max(zero + word.end - starts[number], start + _LEAST_WORD), limit)
        found.append(SpokenWord(start, end, word.text))
    return tuple(sorted(found, key=lambda word: (word.start, word.end)))
