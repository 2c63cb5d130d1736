"""Reading text tracks: three formats, real sloppiness, and files made to hurt."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from personalizedTrailer.deliverables.captions_parse import MAX_CUE_CHARACTERS, MAX_CUES, parse_track
from personalizedTrailer.deliverables.captions_track import choose_track
from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.model import SubtitleStream

SRT = """\ufeff1
00:00:01,500 --> 00:00:03,000
<i>Hello</i> there.

2
00:00:04,000 --> 00:00:06,250
- Who is it?\r
- {\\an8}Nobody.

"""
VTT = """WEBVTT - a title
Kind: captions

STYLE
::cue { color: red }

NOTE a secret
remark

intro
00:01.500 --> 00:03.000 align:start position:10%
<v Roger>R&amp;B <b.loud>now</b>

chapter two
01:00:04.000 --> 01:00:06.250
<00:00:04.500><c>word</c> &lt;3
"""
ASS = """[Script Info]
Title: x
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,not spoken
Dialogue: 0,0:00:01.50,0:00:03.00,Default,,0,0,0,,{\\i1}Hello{\\i0}, you,\\Nthere.
Dialogue: 0,bad,0:00:03.00,Default,,0,0,0,,lost
Dialogue: 0,0:00:04.00,0:00:05.00,Default,,0,0,0,,{\\p1}m 0 0 l 10 10{\\p0}
Dialogue: 1,0:00:02.00,0:00:03.50,Default,,0,0,0,,{\\blur2}Hello, you,\\Nthere.
"""


def read(text: str, hint: str = "srt") -> list[tuple[float, float, str]]:
    return [(float(cue.start), float(cue.end), cue.text) for cue in parse_track(text, hint)]


def test_subrip() -> None:
    assert read(SRT) == [(1.5, 3.0, "Hello there."), (4.0, 6.25, "- Who is it?\n- Nobody.")]


def test_webvtt_whatever_the_hint_says() -> None:
    for hint in ("vtt", "srt", "webvtt"):
        assert read(VTT, hint) == [(1.5, 3.0, "R&B now"), (3604.0, 3606.25, "word <3")]


def test_substation_alpha() -> None:
    for hint in ("ass", "srt"):
        assert read(ASS, hint) == [(1.5, 3.5, "Hello, you,\nthere.")]


def test_missing_blank_lines_and_numbers() -> None:
    text = "00:00:01.0 --> 00:00:02.0\nOne\n2\n00:00:03 --> 00:00:04\nTwo"
    assert read(text) == [(1.0, 2.0, "One"), (3.0, 4.0, "Two")]


def test_a_number_may_be_the_text() -> None:
    assert read("1\n00:00:01,000 --> 00:00:02,000\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n")[0][2] == "1984"


def test_cues_without_time_or_text_are_left_out() -> None:
    text = "00:00:02,000 --> 00:00:01,000\nback\n\n00:00:03,000 --> 00:00:04,000\n<i></i>\u200b\n"
    assert read(text) == []


def test_cues_come_in_order_and_standing_text_once() -> None:
    text = "".join(
        f"00:00:0{start},000 --> 00:00:0{start + 2},000\n{words}\n\n"
        for start, words in ((5, "later"), (1, "same"), (2, "same"), (7, "same"))
    )
    assert read(text) == [(1.0, 4.0, "same"), (5.0, 7.0, "later"), (7.0, 9.0, "same")]


def test_roll_up_captions_are_told_once() -> None:
    text = (
        "WEBVTT\n\n00:01.599 --> 00:03.909 align:start\n \nthis<00:01.920><c> audiobook</c>\n\n"
        "00:03.909 --> 00:03.919\nthis audiobook\n \n\n"
        "00:03.919 --> 00:05.349\nthis audiobook\nyou<00:04.080><c> can find</c>\n\n"
        "00:05.349 --> 00:05.359\nyou can find\n \n\n"
        "00:07.000 --> 00:08.000\nyou can find\n"
    )
    assert read(text) == [
        (1.599, 3.919, "this audiobook"),
        (3.919, 5.359, "you can find"),
        (7.0, 8.0, "you can find"),
    ]


@pytest.mark.parametrize(
    "text", ["", "\0\0", "no times here", "WEBVTT", "[Events]\nDialogue:", "-->\n" * 50, "\r\r"]
)
@pytest.mark.parametrize("hint", ["srt", "vtt", "ass", "nonsense"])
def test_garbage_gives_nothing(text: str, hint: str) -> None:
    assert parse_track(text, hint) == ()


HEAD = "00:00:01,000 --> 00:00:02,000\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "<a" * 1_000_000,
        HEAD + "{" * 2_000_000,
        HEAD + "<a" + "x" * 2_000_000,
        HEAD + "&" * 2_000_000,
        HEAD + "\n".join(["<b"] * 600_000),
        HEAD + "a\u0301" * 1_000_000,
        (HEAD + "x\n\n") * 60_000,
        "".join(f"00:00:01,000 --> 00:00:02,{n % 1000:03}\nline {n}\n\n" for n in range(50_000)),
        " " * 2_000_000 + "WEBVTT",
        "[Events]\n" + "Dialogue: " + "," * 2_000_000,
        "[Events]\n" + ("Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,," + "{" * 900 + "\n") * 2_000,
        "9" * 2_000_000 + " --> " + "9" * 100,
    ],
    ids=range(12),
)
@pytest.mark.parametrize("hint", ["srt", "vtt"])
def test_hostile_files_cost_little(text: str, hint: str) -> None:
    before = time.process_time()
    cues = parse_track(text, hint)
    assert time.process_time() - before < 8
    assert len(cues) <= MAX_CUES
    assert all(len(cue.text) <= MAX_CUE_CHARACTERS + 1 for cue in cues)


def test_well_formed_files_read_as_pysubs2_reads_them() -> None:
    pysubs2 = pytest.importorskip("pysubs2")
    for text, kind in (
        (SRT.replace("\r", ""), "srt"),
        (ASS.replace("Dialogue: 0,bad", "Comment: 0,0:00:01.00"), "ass"),
    ):
        theirs = {
            (Fraction(event.start, 1000), event.plaintext)
            for event in pysubs2.SSAFile.from_string(text, format_=kind)
            if event.type == "Dialogue" and not event.is_drawing
        }
        assert {(cue.start, cue.text) for cue in parse_track(text, kind)} <= theirs


def track(index: int, language: str | None, *, default: bool = False, text: bool = True) -> SubtitleStream:
    return SubtitleStream(index, "subrip" if text else "hdmv_pgs_subtitle", language, default, text)


@pytest.mark.parametrize(
    ("tags", "language", "chosen"),
    [
        (["fre", "eng"], "en", 1),
        (["ger", "eng"], "de", 0),
        (["deu"], "de", 0),
        (["fra", "fre"], "fr", 0),
        (["jpn"], "ja", 0),
        (["hin"], "hi", 0),
        (["es-MX"], "es", 0),
        (["en_US"], "en", 0),
        (["spa"], "en", None),
        (["spa", None], "en", 1),
        (["und"], "ja", 0),
        ([None, "eng"], "en", 1),
        (["enm"], "en", None),
        ([], "en", None),
    ],
)
def test_the_track_is_of_the_language_or_untagged(
    tags: list[str | None], language: str, chosen: int | None
) -> None:
    found = choose_track([track(index, tag) for index, tag in enumerate(tags)], language)
    assert (found.index if found else None) == chosen


def test_default_first_and_pictures_never() -> None:
    tracks = [track(0, "eng", text=False, default=True), track(1, "eng"), track(2, "en-GB", default=True)]
    assert choose_track(tracks, "en") == tracks[2]
    assert choose_track(tracks[:1], "en") is None
    untagged = [track(0, None), track(1, None, default=True)]
    assert choose_track(untagged, "fr") == untagged[1]


def test_regional_tags() -> None:
    assert language_of("pt-BR") == language_of("por") == "pt"
    assert language_of(" ENG ") == "en" and language_of("zh-Hans") == "zh"
    assert language_of(None) is language_of("und") is None
