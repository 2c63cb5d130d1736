"""Where the words of captions come from: the film's own track, a track in another language, what is heard, or nowhere.

What is in another language than was asked for is of use only where somebody translates it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal, Protocol

from personalizedTrailer.deliverables.captions_parse import parse_track
from personalizedTrailer.deliverables.captions_speech import spoken_lines
from personalizedTrailer.deliverables.captions_text import clean
from personalizedTrailer.deliverables.captions_track import choose_track
from personalizedTrailer.deliverables.cues import SourceCue
from personalizedTrailer.deliverables.cues_edit import clip_windows
from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.deliverables.transcripts import Transcript
from personalizedTrailer.media.texts import read_text_track
from personalizedTrailer.model import MediaInfo, Scalar, SubtitleStream, Timeline, Warning

Origin = Literal["source", "speech", "generated"]
_INSTEAD: dict[Origin, str] = {
    "source": "another track was translated",
    "speech": "what is said was written down",
    "generated": "lines on its scenes were written",
}
Translate = Callable[[Sequence[str], str, str], list[str] | None]
"""Texts, their language, the wanted one (two letters) to the same texts in the latter, or None where it cannot."""


class Listens(Protocol):
    def transcribe(self, timelines: Sequence[Timeline], language: str) -> Transcript:
        """The words that are said in the clips; a reason where there are none."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What is said in the trailers; nothing of it where lines on their scenes have to do."""

    origin: Origin = "generated"
    by_trailer: tuple[tuple[SourceCue, ...], ...] = ()
    """On the clock of the film's tracks, in the order of the timelines."""
    zero: Fraction = Fraction(0)
    """Time of the first video frame on that clock."""
    details: dict[str, Scalar] = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """For the trailers of one job, in one language."""

    ffmpeg: str
    film: Path
    media: MediaInfo
    timelines: tuple[Timeline, ...]
    language: str
    spoken: str | None
    """The language of the film's sound, where it is known."""
    cancelled: Callable[[], bool]
    listeners: Sequence[Listens] = ()
    """In the order in which they are asked."""
    translate: Translate | None = None

    def find(self) -> Lines:
        """Raises Cancelled, and what listeners and translators do."""
        own = choose_track(self.media.subtitles, self.language)
        if own and (cues := self._read(own)):
            return self._of_track(own, (cues,) * len(self.timelines))
        found = self._found_otherwise()
        if own is None:
            return found
        sentence = f"The captions in the film (stream {own.index}) hold no line that can be read; "
        sentence += f"{_INSTEAD[found.origin]}."
        return replace(found, warnings=(Warning("captions_unreadable", sentence), *found.warnings))

    def _found_otherwise(self) -> Lines:
        """What is heard in the language goes before what was translated into it."""
        ways = (self._heard, self._foreign) if self.spoken == self.language else (self._foreign, self._heard)
        nothing = Lines()
        for way in ways:
            if (found := way()).origin != "generated":
                return found
            nothing = _together(nothing, found)
        return nothing

    def _read(self, stream: SubtitleStream) -> tuple[SourceCue, ...]:
        text = read_text_track(self.ffmpeg, self.film, stream, self.cancelled)
        return tuple(parse_track(text, "vtt")) if text else ()

    def _of_track(self, stream: SubtitleStream, by_trailer: tuple[tuple[SourceCue, ...], ...]) -> Lines:
        zero = self.media.video.first_pts * self.media.video.time_base
        return Lines("source", by_trailer, zero, {"track": f"stream {stream.index}"})

    def _foreign(self) -> Lines:
        """A track in a language that is known, translated."""
        if self.translate is None:
            return Lines()
        for stream in self._foreign_tracks():
            cues, language = self._read(stream), language_of(stream.language)
            if not cues or language is None:
                continue
            zero = self.media.video.first_pts * self.media.video.time_base
            heard = tuple(tuple(_in_clips(cues, timeline, zero)) for timeline in self.timelines)
            translated = self._translated(heard, language)
            if translated is None:
                return Lines()
            found = self._of_track(stream, translated)
            return replace(found, details={**found.details, "translatedFrom": language})
        return Lines()

    def _foreign_tracks(self) -> list[SubtitleStream]:
        text = [one for one in self.media.subtitles if one.is_text and not one.is_partial]
        known = [one for one in text if language_of(one.language) not in (None, language_of(self.language))]
        return sorted(known, key=lambda one: (language_of(one.language) != self.spoken, not one.default))

    def _heard(self) -> Lines:
        nothing = Lines()
        for listener in self.listeners:
            heard = listener.transcribe(self.timelines, self.language)
            language = heard.language or self.language
            lines = tuple(spoken_lines(heard.words, timeline, language) for timeline in self.timelines)
            details: dict[str, Scalar] = dict(heard.facts)
            reason = heard.reason
            if heard.words and language != self.language:
                details |= {"translatedFrom": language}
                translated = self._translated(lines, language)
                if translated is not None:
                    return Lines("speech", translated, Fraction(0), details)
                reason = f"The film speaks {language}, and nobody translated it."
            elif heard.words:
                return Lines("speech", lines, Fraction(0), details)
            nothing = _together(nothing, _no_words(reason, heard.facts))
        return nothing

    def _translated(
        self, by_trailer: tuple[tuple[SourceCue, ...], ...], language: str
    ) -> tuple[tuple[SourceCue, ...], ...] | None:
        """Each text is sent once, though several trailers show it."""
        texts = list(dict.fromkeys(clean(cue.text) for cues in by_trailer for cue in cues if clean(cue.text)))
        if self.translate is None or not texts:
            return None
        made = self.translate(texts, language, self.language)
        if made is None:
            return None
        known = dict(zip(texts, made, strict=True))
        return tuple(
            tuple(SourceCue(cue.start, cue.end, known[clean(cue.text)]) for cue in cues if clean(cue.text))
            for cues in by_trailer
        )


def _in_clips(cues: Sequence[SourceCue], timeline: Timeline, zero: Fraction) -> Iterator[SourceCue]:
    """The lines of which some is shown: all that is to be translated."""
    windows = clip_windows(timeline)
    for cue in cues:
        if any(window.counts(cue.start - zero, cue.end - zero) for window in windows):
            yield cue


def _no_words(reason: str | None, facts: dict[str, Scalar]) -> Lines:
    if reason is None:
        return Lines()
    warning = Warning("captions_not_transcribed", f"{reason} Lines on the scenes were written.")
    return Lines(details={**facts, "track": None, "fallbackReason": reason}, warnings=(warning,))


def _together(first: Lines, second: Lines) -> Lines:
    return Lines(details={**first.details, **second.details}, warnings=(*first.warnings, *second.warnings))
