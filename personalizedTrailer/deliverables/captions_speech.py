"""Spoken words as lines of text: those that are heard in a trailer, parted at sentences and where a speaker pauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, chain
from math import ceil

from personalizedTrailer.deliverables.captions_lines import split, split_for_time
from personalizedTrailer.deliverables.captions_text import clean
from personalizedTrailer.deliverables.cues import MAX_SECONDS, SourceCue
from personalizedTrailer.deliverables.cues_edit import clip_windows, runs
from personalizedTrailer.model import SpokenWord, Timeline

PAUSE_SECONDS = Fraction(7, 10)
"""A silence after which another line begins."""
_SENTENCE_END = re.compile(r"[.!?…。！？।॥][\"'”’»)\]」』]*$")
_NO_END = re.compile(r"(^|\W)(\d+|\w|[Mm]rs?|[Mm]s|[Dd]r|[Ss]t|[Pp]rof|[Ss]ra?|[Mm]me|[Nn]o|vs)\.$")
"""A full stop that ends no sentence: of a number, an initial, an abbreviation."""


def spoken_lines(words: Sequence[SpokenWord], timeline: Timeline, language: str) -> tuple[SourceCue, ...]:
    """The words that are heard in the trailer, as lines on the film's clock, in order.

    A word counts when half of it lies in a clip. No line is longer than a cue of `language` can hold, or goes over a
    gap of the edit; none lies outside of what the trailer shows, so that no clip has words of another.
    """
    ordered = sorted((word for word in words if clean(word.text)), key=lambda word: (word.start, word.end))
    lines: list[SourceCue] = []
    for run in runs(clip_windows(timeline)):
        start, end = run[0].source_start, run[-1].source_end
        heard = [word for word in ordered if 2 * (min(word.end, end) - max(word.start, start)) >= word.seconds]
        spoken = chain.from_iterable(_lines(phrase, language) for phrase in _phrases(heard))
        lines += (SourceCue(max(line.start, start), min(line.end, end), line.text) for line in spoken)
    return tuple(lines)


def _phrases(words: Sequence[SpokenWord]) -> Iterator[list[SpokenWord]]:
    phrase: list[SpokenWord] = []
    for word in words:
        if phrase and (_ends_sentence(phrase[-1]) or word.start - phrase[-1].end >= PAUSE_SECONDS):
            yield phrase
            phrase = []
        phrase.append(word)
    if phrase:
        yield phrase


def _ends_sentence(word: SpokenWord) -> bool:
    text = word.text.strip()
    return bool(_SENTENCE_END.search(text)) and not _NO_END.search(text)


def _lines(phrase: Sequence[SpokenWord], language: str) -> list[SourceCue]:
    """One phrase in as many lines as its text and its time need, each with the time of its own words."""
    texts = split(_text(phrase), language)
    while True:
        lines = _timed(texts, phrase)
        parts = (split_for_time(line.text, language, ceil(line.seconds / MAX_SECONDS)) for line in lines)
        texts = tuple(chain.from_iterable(parts))
        if len(texts) == len(lines):  # a single word may last for ever
            return lines


def _text(phrase: Sequence[SpokenWord]) -> str:
    return "".join(" " * word.text[:1].isspace() + clean(word.text) for word in phrase).strip()


def _timed(texts: Sequence[str], phrase: Sequence[SpokenWord]) -> list[SourceCue]:
    """The texts, which are those of the phrase, by the letters that are said at each moment."""
    ends = list(accumulate(_letters(clean(word.text)) for word in phrase))
    borders = [0, *accumulate(map(_letters, texts))]
    return [
        SourceCue(_time(phrase, ends, first, last=False), _time(phrase, ends, after, last=True), text)
        for text, first, after in zip(texts, borders, borders[1:], strict=False)
    ]


def _letters(text: str) -> int:
    return sum(not character.isspace() for character in text)


def _time(phrase: Sequence[SpokenWord], ends: Sequence[int], position: int, *, last: bool) -> Fraction:
    """When so many letters have been said: at the end of their `last` word, or at the beginning of the next one.

    Words of scripts without spaces may be parted; their letters take equal time.
    """
    number = min(bisect_left(ends, position if last else position + 1), len(phrase) - 1)
    word, before = phrase[number], ends[number - 1] if number else 0
    return word.start + word.seconds * Fraction(position - before, ends[number] - before)
