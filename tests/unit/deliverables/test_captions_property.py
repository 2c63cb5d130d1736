"""Whatever the film says and however it is cut: the limits hold, every spoken line appears, no other does."""

from __future__ import annotations

import html
import itertools
from fractions import Fraction
from typing import Any

import pytest

pytest.importorskip("hypothesis")
pytest.importorskip("webvtt")
pytest.importorskip("pysubs2")

import pysubs2
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from personalizedTrailer.deliverables.captions_generated import generated_cues
from personalizedTrailer.deliverables.captions_source import map_through_edit
from personalizedTrailer.deliverables.cues import Cue, SourceCue
from personalizedTrailer.deliverables.cues_edit import clip_edges
from personalizedTrailer.deliverables.vtt import write_vtt
from personalizedTrailer.model import Character, Clip, Scene, Span, Timeline, VariantSpec
from tests.oracles.cues_check import check_cues

VARIANT = VariantSpec("primary", "Primary", "", (Fraction(3, 10), Fraction(4, 10), Fraction(3, 10)))
RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(10), Fraction(60)]
HOSTILE = [
    "{tag} --> 00:00:05.000",
    "00:00:01.000 --> 00:00:02.000 {tag}",
    "{tag} 00:00:01.000 00:00:02.000",
    "{tag}\n\nNOTE hidden",
    "NOTE {tag}",
    "STYLE\n{tag}",
    "WEBVTT {tag}",
    "<script>alert('{tag}')</script>",
    "<v {tag}>&amp; &lt;i&gt; & <",
    "{tag}\0\x1b\x85\u2028\u2029\x0c42",
    "\u202e{tag}\u2066\u200b\ufeff\U000e0041",
    "שלום {tag} עולם\u200f",
    "{tag} 👩‍👩‍👧‍👦 🇫🇷 👍🏽",
    "{tag}" + "\u0301" * 500,
    "{tag}\n1984",
    "{tag}\n\n7",
    "\\N{tag}{{\\an8}}",
    "- {tag}?\n- Yes.",
    "\u00a0{tag}\u3000",
    "{tag}" * 700,
    "{tag}\u0915\u094d" * 400,
    "とても長い{tag}の話が、ここで始まります。" * 6,
    "यह {tag} एक बहुत लंबा वाक्य है जो दो पंक्तियों में नहीं समाता। " * 5,
    "{tag} said that it was raining, and nobody believed it. " * 4,
    "{tag}.",
]


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    rate = draw(st.sampled_from(RATES))
    clips: list[Clip] = []
    source = 0
    for scene in range(1, draw(st.integers(1, 5)) + 1):
        source += draw(st.one_of(st.just(0), st.integers(1, 200)))
        frames = draw(st.one_of(st.integers(1, 12), st.integers(10, 400)))
        previous = clips[-1] if clips else None
        mixed = min(int(rate / 2), frames // 3, previous.source.frames // 3) if previous else 0
        mixed = draw(st.sampled_from([0, mixed]))
        at = previous.end - mixed if previous else 0
        kind: Any = "dissolve" if mixed else draw(st.sampled_from(["cut", "fade", "dip"]))
        clips.append(Clip(scene, Span(source, source + frames), at, kind, mixed, 0, 0, ""))
        source += frames
    return Timeline(VARIANT, rate, tuple(clips))


def milliseconds(least: int, most: int) -> st.SearchStrategy[Fraction]:
    return st.integers(least, most).map(lambda number: Fraction(number, 1000))


@st.composite
def spoken_lines(draw: st.DrawFn) -> tuple[SourceCue, ...]:
    cues = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(milliseconds(0, 30_000))
        length = draw(st.one_of(milliseconds(1, 400), milliseconds(400, 5_000), milliseconds(5_000, 40_000)))
        text = draw(st.sampled_from(HOSTILE)).format(tag=f"q{number}z")
        cues.append(SourceCue(start, start + length, text))
    return tuple(cues)


def overlap(cue: SourceCue, clip: Clip, rate: Fraction) -> Fraction:
    return min(cue.end, clip.source.end / rate) - max(cue.start, clip.source.start / rate)


def is_heard(cue: SourceCue, clip: Clip, rate: Fraction) -> bool:
    seconds = overlap(cue, clip, rate)
    return seconds > 0 and (seconds >= Fraction(1, 2) or seconds * 2 >= cue.end - cue.start)


def shown(cues: tuple[Cue, ...]) -> str:
    return "".join("".join("".join(cue.lines).split()) for cue in cues)


@settings(deadline=None)
@given(timelines(), spoken_lines(), st.sampled_from(["en", "es", "fr", "hi", "de", "ja"]))
def test_limits_hold_and_exactly_the_heard_lines_appear(
    timeline: Timeline, lines: tuple[SourceCue, ...], language: str
) -> None:
    cues = map_through_edit(lines, timeline, language=language)
    assert check_cues(cues, timeline.seconds, language, clip_edges(timeline)) == []
    text = shown(cues)
    for number, line in enumerate(lines):
        heard_in = [clip for clip in timeline.clips if is_heard(line, clip, timeline.rate)]
        if not heard_in:
            assert f"q{number}z" not in text
        # In less than a tenth of a second a line nothing can be seen, so nothing is promised.
        elif max(clip.source.frames for clip in heard_in) / timeline.rate > Fraction(3, 2):
            assert f"q{number}z" in text


@settings(deadline=None)
@given(timelines(), spoken_lines())
def test_the_file_reads_back_as_it_was_written(timeline: Timeline, lines: tuple[SourceCue, ...]) -> None:
    cues = map_through_edit(lines, timeline)
    file = write_vtt(cues, "en")
    by_webvtt = webvtt.from_string(file)
    by_pysubs2 = pysubs2.SSAFile.from_string(file, format_="vtt")
    assert len(by_webvtt) == len(by_pysubs2) == len(cues)
    for cue, one, other in zip(cues, by_webvtt, by_pysubs2, strict=True):
        written = html.unescape(one.raw_text).split("\n")
        # pysubs2 marks line breaks by a sign that a text may also hold.
        assert "\\N".join(written) == html.unescape(other.text)
        if "-->" not in "".join(cue.lines) and ":" not in "".join(cue.lines):
            assert tuple(written) == cue.lines
        assert abs(Fraction(other.start, 1000) - cue.start) < Fraction(1, 1000)
        assert abs(Fraction(other.end, 1000) - cue.end) < Fraction(1, 1000)
    as_read = tuple(Cue(Fraction(event.start, 1000), Fraction(event.end, 1000), ()) for event in by_pysubs2)
    assert all(after.start >= cue.end for cue, after in itertools.pairwise(as_read))
    assert all(0 <= cue.start < cue.end <= timeline.seconds for cue in as_read)


EMOTIONS = ["Excited", "Tense", "Joy", "Calm", "Fear", "Surprise", "Love", "Hope", "Neutral", "Grumpy"]
LABELS = ["Explosion", "Chase", "Hero", "Family", "Plot Twist", "Couple", "Sunset", "Logo", "Person", "Zeppelin"]


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Scene, ...]:
    def pick(words: list[str], most: int) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(words), max_size=most, unique=True)))

    return tuple(
        Scene(
            number,
            Span(0, 1),
            pick(EMOTIONS, 2),
            pick(LABELS, 3),
            tuple(Character("Lead", 90.0, "Joy") for _ in range(draw(st.integers(0, 12)))),
            (),
            0,
        )
        for number in range(1, draw(st.integers(1, 6)) + 1)
    )


@settings(deadline=None)
@given(timelines(), scenes(), st.sampled_from(["en", "es", "fr", "hi", "de", "ja"]))
def test_generated_lines_hold_the_limits_and_never_repeat(
    timeline: Timeline, found: tuple[Scene, ...], language: str
) -> None:
    cues = generated_cues(timeline, found, language)
    assert cues == generated_cues(timeline, found, language)
    assert cues
    assert check_cues(cues, timeline.seconds, language, clip_edges(timeline)) == []
    assert all(before.lines != after.lines for before, after in itertools.pairwise(cues))
    assert len(webvtt.from_string(write_vtt(cues, language))) == len(cues)
