"""Captions from the film's own words: what is heard, where it stands, and how it is parted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from personalizedTrailer.deliverables.captions_generated import generated_cues
from personalizedTrailer.deliverables.captions_lines import lay_out, split, split_for_time
from personalizedTrailer.deliverables.captions_source import map_through_edit
from personalizedTrailer.deliverables.captions_text import clean, clusters, cost, fits_line
from personalizedTrailer.deliverables.cues import MIN_SECONDS, Cue, SourceCue
from personalizedTrailer.deliverables.cues_edit import clip_edges, clip_windows
from personalizedTrailer.errors import InvalidField
from personalizedTrailer.model import Character, Clip, Scene, Span, Timeline, VariantSpec
from tests.oracles.cues_check import check_cues

VARIANT = VariantSpec("primary", "Primary", "", (Fraction(3, 10), Fraction(4, 10), Fraction(3, 10)))
RATE = 25


def timeline(*clips: tuple[float, float], dissolve: int = 0) -> Timeline:
    """Clips as (source start, source end) in seconds at 25 frames a second; `dissolve` in frames."""
    made: list[Clip] = []
    for number, (start, end) in enumerate(clips, 1):
        span = Span(round(start * RATE), round(end * RATE))
        mixed = dissolve if made else 0
        kind: Any = "dissolve" if mixed else "cut"
        made.append(Clip(number, span, made[-1].end - mixed if made else 0, kind, mixed, 0, 0, ""))
    return Timeline(VARIANT, Fraction(RATE), tuple(made))


def said(start: float, end: float, text: str) -> SourceCue:
    return SourceCue(Fraction(str(start)), Fraction(str(end)), text)


def mapped(edit: Timeline, *lines: SourceCue, language: str = "en") -> list[tuple[float, float, str]]:
    cues = map_through_edit(lines, edit, language=language)
    assert check_cues(cues, edit.seconds, language, clip_edges(edit)) == []
    return [(round(float(cue.start), 3), round(float(cue.end), 3), "|".join(cue.lines)) for cue in cues]


def test_a_line_stands_where_it_is_heard() -> None:
    edit = timeline((10, 15), (30, 35))
    assert mapped(edit, said(11, 13, "One."), said(20, 22, "Cut out."), said(31.5, 34, "Two.")) == [
        (1.0, 3.0, "One."),
        (6.5, 9.0, "Two."),
    ]


@pytest.mark.parametrize(
    ("start", "end", "is_shown"),
    [
        (9.0, 10.5, True),
        (9.0, 10.48, False),
        (9.6, 10.4, True),
        (9.5, 10.4, False),
        (14.9, 15.1, True),
        (15.0, 16.0, False),
    ],
)
def test_half_of_a_line_or_half_a_second_counts(start: float, end: float, is_shown: bool) -> None:
    assert bool(mapped(timeline((10, 15)), said(start, end, "Now."))) is is_shown


def test_a_line_is_cut_to_its_clip() -> None:
    assert mapped(timeline((10, 15), (40, 45)), said(14, 18, "Wait for me.")) == [(4.0, 5.0, "Wait for me.")]


def test_the_first_frame_may_not_be_zero() -> None:
    edit = timeline((10, 15))
    cues = map_through_edit([said(12.5, 14.5, "Late.")], edit, Fraction(3, 2))
    assert (cues[0].start, cues[0].end) == (1, 3)


def test_a_line_over_touching_clips_is_one_cue() -> None:
    assert mapped(timeline((10, 12), (12, 15)), said(11, 13, "On and on.")) == [(1.0, 3.0, "On and on.")]
    dissolved = mapped(timeline((10, 12), (12, 15), dissolve=10), said(11, 13, "On and on."))
    assert dissolved == [(1.0, 2.6, "On and on.")]


def test_a_line_that_bridges_a_jump_is_one_cue() -> None:
    assert mapped(timeline((10, 12), (13, 16)), said(11, 15, "A long thought.")) == [(1.0, 4.0, "A long thought.")]


def test_at_a_dissolve_the_word_passes_in_the_middle() -> None:
    edit = timeline((10, 15), (30, 35), dissolve=10)
    windows = clip_windows(edit)
    assert (windows[0].end, windows[1].start) == (Fraction(24, 5), Fraction(24, 5))
    assert mapped(edit, said(13, 16, "First."), said(29, 32, "Second.")) == [
        (3.0, 4.72, "First."),
        (4.8, 6.6, "Second."),
    ]


def test_a_short_line_stays_long_enough_to_read() -> None:
    ((start, end, _),) = mapped(timeline((10, 15)), said(12, 12.2, "No!"))
    assert start == 2.0 and end - start >= float(MIN_SECONDS)


def test_at_the_edge_a_short_line_comes_up_earlier() -> None:
    ((start, end, _),) = mapped(timeline((10, 15)), said(14.6, 15.2, "No!"))
    assert end == 5.0 and end - start >= float(MIN_SECONDS)


def test_two_at_once_share_a_cue() -> None:
    lines = (said(11, 13, "Stop!"), said(11, 13, "Never!"))
    assert mapped(timeline((10, 15)), *lines) == [(1.0, 3.0, "Stop!|Never!")]


def test_overlapping_lines_follow_each_other() -> None:
    lines = (said(11, 14, "The first to speak."), said(13, 15, "The second to speak."))
    assert mapped(timeline((10, 16)), *lines) == [
        (1.0, 2.92, "The first to speak."),
        (3.0, 5.0, "The second to speak."),
    ]


def test_a_line_that_stays_too_long_is_parted_at_its_sentence() -> None:
    parts = mapped(timeline((10, 25)), said(11, 23, "This is the first. And here comes the second."))
    assert [text for _, _, text in parts] == ["This is the first.", "And here comes the second."]
    assert all(round(end - start, 3) <= 7 for start, end, _ in parts)


def test_one_word_for_a_minute_stays_seven_seconds() -> None:
    assert mapped(timeline((10, 40)), said(10, 40, "Music")) == [(0.0, 7.0, "Music")]


LONG = (
    "It was the best of times, it was the worst of times. It was the age of wisdom, it was the age of "
    "foolishness. It was the epoch of belief, it was the epoch of incredulity."
)


def test_a_text_beyond_two_lines_is_spread_over_its_time() -> None:
    parts = mapped(timeline((10, 25)), said(11, 21, LONG))
    assert " ".join(text.replace("|", " ") for _, _, text in parts) == LONG
    assert parts[0][0] == 1.0 and parts[-1][1] == 11.0 and len(parts) >= 2


def test_of_a_long_text_only_what_is_heard_is_shown() -> None:
    texts = " ".join(text.replace("|", " ") for _, _, text in mapped(timeline((16, 25)), said(11, 21, LONG)))
    assert texts.endswith("the epoch of incredulity.") and "the best of times" not in texts


def test_a_text_that_no_one_could_read_is_cut_short() -> None:
    ((start, end, text),) = mapped(timeline((10, 11)), said(10, 11, "x" * 3000))
    assert (start, end) == (0.0, 1.0) and text.endswith("…")


def test_only_a_clip_that_is_full_makes_cues_shorter() -> None:
    lines = [said(10 + n / 10, 10.1 + n / 10, f"{'word ' * 14}{n}.") for n in range(10)]
    edit = timeline((10, 11))
    cues = map_through_edit(lines, edit)
    assert len(cues) == 10 and cues[0].start == 0 and cues[-1].end == 1
    assert check_cues(cues, edit.seconds, "en", clip_edges(edit)) == []


@pytest.mark.parametrize(
    ("text", "language", "lines"),
    [
        ("A short line.", "en", ("A short line.",)),
        (
            "I never wanted any of this to happen, but here we are.",
            "en",
            ("I never wanted any of this to happen,", "but here we are."),
        ),
        (
            "She walked all the way from the station to the old house.",
            "en",
            ("She walked all the way", "from the station to the old house."),
        ),
        ("- Who is there?\n- Nobody.", "en", ("- Who is there?", "- Nobody.")),
        ("Kept as\nthe author broke it.", "en", ("Kept as", "the author broke it.")),
        (
            "La lumière s’éteint et tout le monde retient son souffle\u00a0!",
            "fr",
            ("La lumière s’éteint", "et tout le monde retient son souffle\u00a0!"),
        ),
        ("昨日の夜、駅の前で偶然あの人に会った。", "ja", ("昨日の夜、駅の前で", "偶然あの人に会った。")),
    ],
)
def test_lines_break_where_a_reader_would(text: str, language: str, lines: tuple[str, ...]) -> None:
    assert lay_out(text, language) == lines


def test_what_does_not_fit_two_lines_says_so() -> None:
    assert lay_out("x" * 85, "en") is None
    assert lay_out("x" * 84, "en") == ("x" * 42, "x" * 42)
    assert lay_out("語" * 33, "ja") is None
    assert lay_out("語" * 32, "ja") == ("語" * 16, "語" * 16)


def test_a_number_is_never_alone_on_the_second_line() -> None:
    assert lay_out("The year was\n1984", "en") == ("The year was 1984",)
    assert split("x" * 41 + " 42", "en") == ("x" * 41, "42")


def test_japanese_lines_keep_their_punctuation() -> None:
    for text in ("語" * 16 + "。" + "語" * 8, "語" * 14 + "「" + "語" * 10 + "」"):
        lines = lay_out(text, "ja")
        assert lines and not lines[1].startswith(("。", "」")) and not lines[0].endswith("「")


def test_width() -> None:
    assert fits_line("x" * 42, "en") and not fits_line("x" * 43, "en")
    assert fits_line("語" * 16, "en") and not fits_line("語" * 17, "en")
    assert fits_line("…" * 16, "ja") and not fits_line("…" * 17, "ja") and fits_line("…" * 42, "en")
    assert cost("कि", "hi") == cost("क", "hi") and fits_line("कि" * 42, "hi")


def test_characters_stay_whole() -> None:
    assert list(clusters("e\u0301क्षि👩‍👧👍🏽🇫🇷🇯🇵x")) == ["e\u0301", "क्षि", "👩‍👧", "👍🏽", "🇫🇷", "🇯🇵", "x"]
    assert max(map(len, clusters("क्" * 2000))) <= 12


def test_cleaning() -> None:
    assert clean(" a \t b \r\n\n c\0 ") == "a b\nc"
    assert clean("\u200b\u202e\u0301\u200d") == ""
    assert len(clean("z" + "\u0301" * 99)) == 7
    assert clean("\ud800x") == "x"


def test_parts_for_time_never_break_a_word() -> None:
    assert split_for_time("Hippopotamus", "en", 3) == ("Hippopotamus",)
    assert split_for_time("One two. Three four.", "en", 2) == ("One two.", "Three four.")


def scene(number: int, *, people: int = 2) -> Scene:
    characters = tuple(Character("Lead", 90.0, "Joy") for _ in range(people))
    return Scene(number, Span(0, 1), ("Joy", "Hope"), ("Chase",), characters, (), 0)


def test_without_a_track_each_clip_gets_its_line() -> None:
    edit = timeline((0, 4), (10, 22), (30, 33))
    cues = generated_cues(edit, [scene(1), scene(2), scene(3)], "en")
    assert [float(cue.start) for cue in cues] == [0, 4, 16]
    assert [float(cue.end) for cue in cues] == [3.92, 11, 19]


def test_clips_too_short_to_read_share_a_line() -> None:
    edit = timeline((0, 0.4), (10, 10.4), (20, 20.4), (30, 30.4), (40, 44), (50, 50.2))
    cues = generated_cues(edit, [scene(number) for number in range(1, 7)], "ja")
    assert [(float(cue.start), float(cue.end)) for cue in cues] == [(0.0, 1.2), (1.6, 5.6)]
    assert len(generated_cues(timeline((0, 0.2)), [scene(1)], "ja")) == 1


def test_a_track_whose_words_are_all_elsewhere_stays_silent() -> None:
    assert map_through_edit([said(50, 52, "Far away.")], timeline((0, 4))) == ()


def test_an_unknown_language_is_refused_where_lines_must_be_written() -> None:
    with pytest.raises(InvalidField):
        generated_cues(timeline((0, 4)), [scene(1)], "tlh")


def test_an_empty_timeline_has_no_captions() -> None:
    empty = Timeline(VARIANT, Fraction(25), ())
    assert generated_cues(empty, [], "en") == ()
    assert map_through_edit([said(0, 1, "Hello.")], empty) == ()


@pytest.mark.parametrize(
    ("cues", "problem"),
    [
        ([Cue(Fraction(1), Fraction(3), ("a", "b", "c"))], "has 3 lines"),
        ([Cue(Fraction(1), Fraction(9), ("a",))], "stays 8.000 s"),
        ([Cue(Fraction(1), Fraction(3, 2), ("a",))], "though its clip has room"),
        ([Cue(Fraction(1), Fraction(3), ("x" * 43,))], "43 characters"),
        ([Cue(Fraction(1), Fraction(3), ("a\u202e",))], "no caption may hold"),
        ([Cue(Fraction(1), Fraction(3), ("a",)), Cue(Fraction(2), Fraction(4), ("b",))], "before cue 1 has ended"),
        ([Cue(Fraction(8), Fraction(12), ("a",))], "outside the trailer"),
        ([Cue(Fraction(3), Fraction(3), ("a",))], "no duration"),
    ],
)
def test_the_check_finds_each_fault(cues: list[Cue], problem: str) -> None:
    assert any(problem in found for found in check_cues(cues, Fraction(10), "en", [Fraction(5)]))


def test_the_check_forgives_what_an_edge_makes_short() -> None:
    assert check_cues([Cue(Fraction(9, 2), Fraction(5), ("a",))], Fraction(10), "en", [Fraction(5)]) == []
