"""Spoken words as captions: which of them are shown, when, and how they are parted."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")
pytest.importorskip("webvtt")
pytest.importorskip("pysubs2")

import pysubs2
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.deliverables.captions_source import map_through_edit
from personalizedTrailer.deliverables.captions_speech import spoken_lines
from personalizedTrailer.deliverables.cues import Cue
from personalizedTrailer.deliverables.cues_edit import clip_edges, clip_windows
from personalizedTrailer.deliverables.vtt import write_vtt
from personalizedTrailer.model import Clip, Span, SpokenWord, Timeline, VariantSpec
from tests.oracles.cues_check import check_cues

VARIANT = VariantSpec("primary", "Primary", "", (Fraction(3, 10), Fraction(4, 10), Fraction(3, 10)))
RATE = 25
FOOTAGE = Path(os.environ.get("FOOTAGE_DIR") or Path(__file__).resolve().parents[4] / "shared" / "footage")
SLACK = Fraction(1, 10)
"""A cue ends two frames before the next one."""
DISSOLVE = 10


def word(start: float | Fraction, end: float | Fraction, text: str) -> SpokenWord:
    return SpokenWord(Fraction(str(start)), Fraction(str(end)), text)


def evenly(text: str, start: float, each: float) -> list[SpokenWord]:
    """The words of a text one after the other."""
    return [
        word(round(start + number * each, 3), round(start + (number + 1) * each, 3), " " + part)
        for number, part in enumerate(text.split())
    ]


def timeline(clips: Sequence[tuple[int, int]], dissolve: int = 0) -> Timeline:
    """Clips as half-open ranges of source frames."""
    made: list[Clip] = []
    for number, (start, end) in enumerate(clips, 1):
        mixed = dissolve if made else 0
        at = made[-1].end - mixed if made else 0
        made.append(Clip(number, Span(start, end), at, "dissolve" if mixed else "cut", mixed, 0, 0, ""))
    return Timeline(VARIANT, Fraction(RATE), tuple(made))


def shown(words: Sequence[SpokenWord], edit: Timeline, language: str = "en") -> tuple[Cue, ...]:
    cues = map_through_edit(spoken_lines(words, edit, language), edit, 0, language)
    assert check_cues(cues, edit.seconds, language, clip_edges(edit)) == []
    return cues


def texts(cues: Sequence[Cue]) -> list[str]:
    return [" ".join(cue.lines) for cue in cues]


def test_only_the_words_of_the_clip_are_shown_at_their_time() -> None:
    words = evenly("one two three four five six seven eight", 10, 0.5)
    (cue,) = shown(words, timeline([(262, 337)]))  # 10.48 to 13.48 s
    assert texts([cue]) == ["two three four five six seven"]
    assert (cue.start, cue.end) == (Fraction(2, 100), 3)


@pytest.mark.parametrize(("end", "counts"), [(274, False), (275, True), (276, True)])
def test_a_word_counts_when_half_of_it_lies_in_the_clip(end: int, counts: bool) -> None:
    words = [word(9, 9.5, " Never"), word(10.8, 11.2, " mind")]
    assert ("mind" in " ".join(texts(shown(words, timeline([(200, end)]))))) is counts


def test_the_words_of_one_clip_do_not_turn_up_in_the_next() -> None:
    words = evenly("alpha beta gamma delta epsilon zeta eta theta", 10, 0.5)
    cues = shown(words, timeline([(250, 287), (313, 350)]))  # to 11.48 s, from 12.52 s
    assert texts(cues) == ["alpha beta gamma", "zeta eta theta"]
    assert cues[0].end <= Fraction(37, 25) <= cues[1].start


def test_sentences_and_pauses_part_lines() -> None:
    words = [*evenly("Who is there? Mr. Smith, at 5. Street", 10, 0.4), *evenly("and nobody else.", 14, 0.4)]
    assert texts(shown(words, timeline([(225, 425)]))) == [
        "Who is there?",
        "Mr. Smith, at 5. Street",
        "and nobody else.",
    ]


def test_a_long_sentence_is_parted_and_each_part_has_the_time_of_its_words() -> None:
    text = (
        "We walked along the river until the lights of the town were far behind us, and when the rain began "
        "nobody said a word about the house that we had left that morning."
    )
    words = evenly(text, 10, 0.3)
    cues = shown(words, timeline([(240, 600)]))
    assert " ".join(texts(cues)) == text and len(cues) > 1
    number = 0
    for cue in cues:
        of_cue = words[number : number + len(" ".join(cue.lines).split())]
        number += len(of_cue)
        assert abs(cue.start - (of_cue[0].start - Fraction(48, 5))) <= SLACK
        assert abs(cue.end - (of_cue[-1].end - Fraction(48, 5))) <= SLACK


def test_slow_words_do_not_stay_for_ever() -> None:
    cues = shown(evenly("So long as this goes on", 10, 2.0), timeline([(240, 560)]))
    assert texts(cues) == ["So long", "as this", "goes on"]


def test_scripts_without_spaces() -> None:
    pieces = ["昨日", "の", "夜", "、", "駅", "の", "前", "で", "偶然", "あの", "人", "に", "会った", "。"] * 3
    words = [word(10 + n * 0.25, 10.25 + n * 0.25, piece) for n, piece in enumerate(pieces)]
    cues = shown(words, timeline([(240, 560)]), "ja")
    assert "".join("".join(cue.lines) for cue in cues) == "".join(pieces)
    assert all(len(line) <= 16 for cue in cues for line in cue.lines)


def test_without_a_word_in_its_clips_a_trailer_has_no_cue() -> None:
    assert shown(evenly("far away", 50, 0.5), timeline([(0, 100)])) == ()


@st.composite
def speech(draw: st.DrawFn) -> list[SpokenWord]:
    """Numbered words, so that each can be found again, with pauses, in order."""
    now, words = Fraction(draw(st.integers(0, 3000)), 1000), []
    for number in range(draw(st.integers(1, 60))):
        now += Fraction(draw(st.sampled_from([0, 0, 0, 20, 150, 700, 2500])), 1000)
        end = now + Fraction(draw(st.integers(20, 900)), 1000)
        words.append(word(now, end, f" w{number}" + draw(st.sampled_from(["", "", "", ",", ".", "?"]))))
        now = end
    return words


@st.composite
def edits(draw: st.DrawFn) -> Timeline:
    """Clips in source order that do not overlap, some of them touching, of half a second or more."""
    at, clips = 0, []
    for _ in range(draw(st.integers(1, 6))):
        at += draw(st.sampled_from([0, 1, 7, 40, 160]))
        length = draw(st.integers(3 * DISSOLVE, 130))
        clips.append((at, at + length))
        at += length
    return timeline(clips, draw(st.sampled_from([0, 0, DISSOLVE])))


@given(speech(), edits())
def test_every_word_that_is_heard_is_a_line_and_no_other(words: list[SpokenWord], edit: Timeline) -> None:
    spans = [(clip.source.start / edit.rate, clip.source.end / edit.rate) for clip in edit.clips]
    shown(words, edit)
    lines = spoken_lines(words, edit, "en")
    for one in words:
        inside = sum(max(Fraction(0), min(one.end, end) - max(one.start, start)) for start, end in spans)
        most = max(min(one.end, end) - max(one.start, start) for start, end in spans)
        holding = [line for line in lines if one.text.strip(" ,.?") in re.findall(r"w\d+", line.text)]
        if 2 * inside < one.seconds:
            assert not holding
        if 2 * most >= one.seconds:
            assert holding
        for line in holding:
            assert line.start < one.end and line.end > one.start


needs_footage = pytest.mark.skipif(not FOOTAGE.is_dir(), reason="the folder of real clips is not here")


@pytest.mark.footage
@needs_footage
@pytest.mark.parametrize(
    "clips",
    [
        [(0, 2200)],
        [(40, 130), (300, 420), (500, 640), (900, 1100), (1500, 1625), (2000, 2150)],
        [(525, 600), (600, 700), (701, 800), (1340, 1400)],
    ],
)
@pytest.mark.parametrize("dissolve", [0, DISSOLVE])
def test_a_real_speech_is_read_while_it_is_heard(
    clips: list[tuple[int, int]], dissolve: int, tmp_path: Path
) -> None:
    """A transcript with the times of its words, from the film to the file, read by two other parsers."""
    told = json.loads((FOOTAGE / "speech_manifesto_88s.json").read_text(encoding="utf-8"))
    words = [word(one["start"], one["end"], " " + one["word"]) for said in told for one in said["words"]]
    edit = timeline(clips, dissolve)
    path = tmp_path / "captions.vtt"
    path.write_text(write_vtt(shown(words, edit), "en"), encoding="utf-8")
    parsed = webvtt.read(str(path)).captions
    again = [event.plaintext for event in pysubs2.load(str(path), encoding="utf-8")]
    assert [caption.text for caption in parsed] == again and again
    said = {n: " ".join(caption.text.split()) for n, caption in enumerate(parsed)}
    windows, missing, count = clip_windows(edit), [], 0
    for one in words:
        for window in windows:
            if 2 * window.overlap(one.start, one.end) < one.seconds:
                continue
            start, end = (moment + window.shift for moment in (one.start, one.end))
            count += 1
            on_screen = [
                said[n]
                for n, caption in enumerate(parsed)
                if _seconds(caption.start) < end + SLACK and _seconds(caption.end) > start - SLACK
            ]
            # In the second half of a dissolve the next clip has the word.
            in_window = start < window.end and end > window.start
            if in_window and not any(one.text.strip() in text.split() for text in on_screen):
                missing.append((float(start), one.text))
    assert not missing and count >= 30


def _seconds(stamp: object) -> Fraction:
    hours, minutes, seconds = str(stamp).split(":")
    return (int(hours) * 60 + int(minutes)) * 60 + Fraction(seconds)
