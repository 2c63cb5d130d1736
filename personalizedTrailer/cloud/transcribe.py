"""What is said in prepared sound, word by word, by Amazon Transcribe. It hears the chosen clips alone, never the film.

https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html has the form of the transcript.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from personalizedTrailer.cloud import s3
from personalizedTrailer.cloud.calls import Aws, is_perhaps_done
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import DELETE_TRANSCRIPTION, GET_TRANSCRIPTION, START_TRANSCRIPTION
from personalizedTrailer.errors import AwsFault

log = logging.getLogger(__name__)

RATE = 16_000
"""Samples a second of the sound that is sent."""
LEAST_SECONDS = 15
"""What a shorter piece of sound is charged as."""
_PATIENCE_SECONDS = 1800
_TRANSCRIPT_BYTES = 16 << 20
_CODES = {
    **{"en": "en-US", "es": "es-ES", "fr": "fr-FR", "hi": "hi-IN", "de": "de-DE", "ja": "ja-JP"},
    **{"it": "it-IT", "pt": "pt-BR", "nl": "nl-NL", "zh": "zh-CN", "ko": "ko-KR", "ru": "ru-RU"},
    **{"ar": "ar-SA", "tr": "tr-TR", "sv": "sv-SE", "pl": "pl-PL", "da": "da-DK", "no": "no-NO"},
    **{"fi": "fi-FI", "cs": "cs-CZ", "uk": "uk-UA", "he": "he-IL", "th": "th-TH", "vi": "vi-VN"},
    **{"id": "id-ID", "ta": "ta-IN", "te": "te-IN", "el": "el-GR", "ro": "ro-RO", "hu": "hu-HU"},
}
"""By two-letter language; what speaks any other is made out by the service itself."""
_UNSPACED = frozenset({"ja", "zh", "th"})
"""Languages that write no space between words."""


@dataclass(frozen=True, slots=True)
class Word:
    """`start` and `end` are seconds from the beginning of the sound; `text` has the space before it, if any."""

    start: Fraction
    end: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    words: tuple[Word, ...]
    language: str
    """That is spoken, two letters."""


def transcribe(aws: Aws, sound: Path, seconds: float, job: str, spoken: str | None) -> Heard:
    """The words of `sound`, a FLAC file of so many seconds, mono at RATE; needs a bucket.

    `job` is a name of our own that was never used before (letters, digits, - and _); `spoken` the language as two
    letters where it is known. Nothing is left in AWS. Raises AwsFault or Cancelled.
    """
    bucket = s3.Bucket(aws)
    audio, transcript = (s3.key_of(aws.settings, s3.SCRATCH, f"{job}.{kind}") for kind in ("flac", "json"))
    name = f"trailer-{job}"
    began = False
    try:
        bucket.put(sound, audio, "audio/flac")
        try:
            asked = _request(aws, name, audio, transcript, spoken)
            aws.call(START_TRANSCRIPTION, asked, max(LEAST_SECONDS, seconds) / 60)
            began = True
        except AwsFault as fault:
            began = is_perhaps_done(fault)
            if fault.kind != "done":
                raise
        done = aws.wait(GET_TRANSCRIPTION, lambda: _ended(aws, name), _PATIENCE_SECONDS)
        language = str(done.get("LanguageCode", "")).partition("-")[0] or spoken
        if not language:
            raise wrong_answer(GET_TRANSCRIPTION, "without a language")
        return Heard(read_words(bucket.read(transcript, _TRANSCRIPT_BYTES), language), language)
    finally:
        _tidy(aws.tidying(), name if began else None, [audio, transcript])


def _request(aws: Aws, name: str, audio: str, transcript: str, spoken: str | None) -> dict[str, Any]:
    code = _CODES.get(spoken or "")
    asked: dict[str, Any] = {
        "TranscriptionJobName": name,
        "Media": {"MediaFileUri": s3.uri_of(aws.settings, audio)},
        "MediaFormat": "flac",
        "MediaSampleRateHertz": RATE,
        "OutputBucketName": aws.settings.bucket,
        "OutputKey": transcript,
        **({"LanguageCode": code} if code else {"IdentifyLanguage": True}),
    }
    if aws.settings.s3_kms_key:
        asked["OutputEncryptionKMSKeyId"] = aws.settings.s3_kms_key
    return asked


def _ended(aws: Aws, name: str) -> dict[str, Any] | None:
    job: dict[str, Any] = aws.call(GET_TRANSCRIPTION, {"TranscriptionJobName": name}).get("TranscriptionJob", {})
    status = job.get("TranscriptionJobStatus")
    if status in ("QUEUED", "IN_PROGRESS"):
        return None
    if status != "COMPLETED":
        raise wrong_answer(GET_TRANSCRIPTION, "that the job failed" if status == "FAILED" else "without a status")
    return job


def _tidy(aws: Aws, name: str | None, keys: list[str]) -> None:
    """What cannot be removed is told in the log; the bucket's lifecycle takes it later."""
    try:
        if name:
            aws.call(DELETE_TRANSCRIPTION, {"TranscriptionJobName": name})
        s3.Bucket(aws).remove(keys)
    except AwsFault as fault:
        log.warning("A transcription could not be tidied up: %s", fault.sentence)


def read_words(content: bytes, language: str) -> tuple[Word, ...]:
    """The words of a transcript, each with the punctuation after it. Raises AwsFault where it is none."""
    try:
        items = json.loads(content)["results"]["items"]
        words: list[Word] = []
        for item in items:
            text = str(item["alternatives"][0]["content"]).strip()
            if item["type"] == "pronunciation":
                start, end = _seconds(item["start_time"]), _seconds(item["end_time"])
                words.append(Word(start, end, text if language in _UNSPACED else f" {text}"))
            elif words:
                last = words[-1]
                words[-1] = Word(last.start, last.end, last.text + text)
    except (ValueError, KeyError, IndexError, TypeError, OverflowError):
        raise wrong_answer(GET_TRANSCRIPTION, "with a transcript that cannot be read") from None
    if any(word.start < 0 or word.end < word.start for word in words):
        raise wrong_answer(GET_TRANSCRIPTION, "with words that end before they begin")
    return tuple(words)


def _seconds(text: object) -> Fraction:
    return Fraction(round(float(str(text)) * 1000), 1000)
