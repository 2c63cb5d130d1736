"""Where the words of captions come from, in which order, and what is said where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import pytest

from personalizedTrailer.cloud.transcribe import RATE, Word
from personalizedTrailer.deliverables import captions_search
from personalizedTrailer.deliverables.captions_search import Lines, Search
from personalizedTrailer.deliverables.transcripts import Transcript
from personalizedTrailer.deliverables.transcripts_cloud import words_of
from personalizedTrailer.media.process import never
from personalizedTrailer.model import Clip, Span, SpokenWord, SubtitleStream, Timeline, VariantSpec
from tests.unit.media_samples import MEDIA

VARIANT = VariantSpec("primary", "Primary", "", (Fraction(3, 10), Fraction(4, 10), Fraction(3, 10)))
EDIT = Timeline(VARIANT, Fraction(24), (Clip(1, Span(0, 120), 0, "cut", 0, 0, 0, ""),))
SPANISH = "WEBVTT\n\n00:01.000 --> 00:03.000\nBuenos días.\n\n00:50.000 --> 00:52.000\nLejos.\n"
ENGLISH = "WEBVTT\n\n00:01.000 --> 00:03.000\nGood morning.\n"


def track(index: int, language: str | None) -> SubtitleStream:
    return SubtitleStream(index, "mov_text", language, False, True)


@dataclass
class Listener:
    """Hears what it is told to."""

    heard: Transcript
    asked: list[str] = field(default_factory=list)

    def transcribe(self, timelines: Sequence[Timeline], language: str) -> Transcript:
        self.asked.append(language)
        return self.heard


@dataclass
class Translator:
    """Says the language before each text; None where it cannot."""

    works: bool = True
    asked: list[list[str]] = field(default_factory=list)

    def __call__(self, texts: Sequence[str], source: str, target: str) -> list[str] | None:
        self.asked.append(list(texts))
        return [f"{source}>{target} {text}" for text in texts] if self.works else None


WORDS = (SpokenWord(Fraction(1), Fraction(2), " Guten"), SpokenWord(Fraction(2), Fraction(3), " Tag."))
GERMAN = Transcript(WORDS, None, {"model": "ears"}, "de")


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """What each track of the film holds."""
    found = {3: SPANISH, 4: ENGLISH}
    monkeypatch.setattr(captions_search, "read_text_track", lambda _, __, stream, ___: found[stream.index])
    return found


def search(*tracks: SubtitleStream, **changes: object) -> Search:
    made = Search("", Path("film"), replace(MEDIA, subtitles=tracks), (EDIT, EDIT), "en", "de", never)
    return replace(made, **changes)  # type: ignore[arg-type]


def said(found: Lines) -> list[list[str]]:
    return [[cue.text for cue in cues] for cues in found.by_trailer]


def test_a_track_in_the_language_goes_before_everything(texts: dict[int, str]) -> None:
    listener, translator = Listener(GERMAN), Translator()
    found = search(track(3, "spa"), track(4, "eng"), listeners=[listener], translate=translator).find()
    assert (found.origin, found.details["track"], said(found)[0]) == ("source", "stream 4", ["Good morning."])
    assert listener.asked == [] and translator.asked == []


def test_a_track_in_another_language_is_translated_as_far_as_it_is_shown(texts: dict[int, str]) -> None:
    translator = Translator()
    found = search(track(3, "spa"), translate=translator).find()
    assert said(found) == [["es>en Buenos días."]] * 2 and translator.asked == [["Buenos días."]]
    assert found.details == {"track": "stream 3", "translatedFrom": "es"} and found.origin == "source"
    assert (found.by_trailer[0][0].start, found.by_trailer[0][0].end) == (1, 3)


def test_who_speaks_the_language_is_heard_before_a_foreign_track_is_translated(texts: dict[int, str]) -> None:
    listener, translator = Listener(replace(GERMAN, language=None)), Translator()
    found = search(track(3, "spa"), spoken="en", listeners=[listener], translate=translator).find()
    assert (found.origin, translator.asked) == ("speech", [])


def test_without_a_translator_a_foreign_track_is_of_no_use(texts: dict[int, str]) -> None:
    assert search(track(3, "spa")).find() == Lines()
    assert search(track(3, None), translate=Translator(), language="fr").find().origin == "source"


def test_what_is_heard_in_another_language_is_translated(texts: dict[int, str]) -> None:
    translator = Translator()
    found = search(listeners=[Listener(GERMAN)], translate=translator).find()
    assert said(found) == [["de>en Guten Tag."]] * 2 and len(translator.asked) == 1
    assert found.details == {"model": "ears", "translatedFrom": "de"} and found.origin == "speech"


@pytest.mark.parametrize("translator", [None, Translator(works=False)])
def test_words_that_nobody_translates_are_no_captions(texts: dict[int, str], translator: Translator | None) -> None:
    found = search(listeners=[Listener(GERMAN)], translate=translator).find()
    assert found.origin == "generated" and "nobody translated" in str(found.details["fallbackReason"])
    assert [warning.code for warning in found.warnings] == ["captions_not_transcribed"]


def test_the_next_listener_is_asked_where_one_hears_nothing(texts: dict[int, str]) -> None:
    away = Listener(Transcript(reason="It is away."))
    second = Listener(replace(GERMAN, language=None))
    assert search(listeners=[away, second]).find().origin == "speech"
    neither = search(listeners=[away, away]).find()
    assert neither.origin == "generated" and neither.details["fallbackReason"] == "It is away."


def test_a_track_that_cannot_be_read_is_told(texts: dict[int, str]) -> None:
    texts[4] = "WEBVTT\n\nnothing"
    found = search(track(4, "eng"), listeners=[Listener(replace(GERMAN, language=None))]).find()
    assert found.origin == "speech"
    assert [warning.message[-34:] for warning in found.warnings] == ["read; what is said was written down."[-34:]]


def test_words_of_one_recording_go_back_to_their_stretches() -> None:
    """Two stretches of 2 s and 3 s, a second of silence after each."""
    stretches = ((Fraction(10), Fraction(12)), (Fraction(50), Fraction(53)))
    heard = [Word(Fraction(1, 2), Fraction(1), " one"), Word(Fraction(19, 10), Fraction(5, 2), " two")]
    heard += [Word(Fraction(3), Fraction(7, 2), " three"), Word(Fraction(29, 5), Fraction(32, 5), " four")]
    words = words_of(heard, [2 * RATE, 3 * RATE], stretches)
    assert [(float(word.start), float(word.end), word.text) for word in words] == [
        (10.5, 11.0, " one"),
        (11.9, 12.0, " two"),
        (50.0, 50.5, " three"),
        (52.8, 53.0, " four"),
    ]
    assert words_of(heard, [], []) == ()
