"""Invariant 5.8: subtitle files, read by another parser than the one that wrote them."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import webvtt

from tests.media.planned import Json, Planned
from tests.media.report import Report

LEAST, MOST = 5 / 6, 7.0
"""Seconds that a cue stays."""
NARROW, WIDE = 42, 16
"""Characters of a line, and full-width ones."""
SLACK = 0.002
SCRIPTS = {"ja": ("HIRAGANA", "KATAKANA", "CJK"), "hi": ("DEVANAGARI",)}


def check_captions(job: Json, plans: list[Planned], outputs: Path, report: Report) -> None:
    """Every trailer has its file where asked for, none where not, and each keeps the rules."""
    language, entries = job["input"]["subtitleLanguage"], job["deliverables"] or {}
    expected = {f"subtitles_{_name(planned)}_{language}": planned for planned in plans}
    if not job["input"]["includeCaptions"]:
        expected = {}
    listed = {key for key in entries if key.startswith("subtitles_")}
    for key in sorted(listed ^ set(expected)):
        report.fault("captions", f"{key} is {'missing' if key in expected else 'there unasked'}")
    for key, planned in expected.items():
        if key in entries:
            _one(outputs / Path(entries[key]["path"]).name, planned, language, key, report)


def _name(planned: Planned) -> str:
    return "master" if planned.name == "primary" else planned.name


def _one(path: Path, planned: Planned, language: str, key: str, report: Report) -> None:
    if not path.is_file():
        report.fault("files", f"{key} is missing")
        return
    report.require(path.stem.endswith(f"_{language}"), "captions", f"{key}: its file is called {path.name}")
    try:
        path.read_bytes().decode("utf-8")
        cues = webvtt.read(str(path)).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, UnicodeDecodeError) as fault:
        report.fault("captions", f"{key} does not parse: {fault}")
        return
    report.add("cues", len(cues))
    spans = [
        (cue.start_in_seconds + _thousandths(cue.start), cue.end_in_seconds + _thousandths(cue.end)) for cue in cues
    ]
    edges = sorted(
        {0.0, planned.seconds} | {planned.second(n) for clip in planned.clips for n in (clip.at, clip.end)}
    )
    for number, (cue, (start, end)) in enumerate(zip(cues, spans, strict=True), 1):
        what = f"{key}, cue {number}"
        if start < 0 or end > planned.seconds + SLACK or end <= start:
            report.fault("captions", f"{what} is at {start:.3f} to {end:.3f} s of {planned.seconds:.3f}")
        if end - start > MOST + SLACK:
            report.fault("captions", f"{what} stays {end - start:.3f} s")
        if end - start < LEAST - SLACK and not _cramped(spans, number - 1, edges):
            report.fault("captions", f"{what} stays {end - start:.3f} s, and no edge of a clip is near")
        _lines(list(cue.lines), language, what, report)
    for number, (one, after) in enumerate(pairwise(spans), 2):
        if after[0] < one[1] - 1e-6:
            report.fault("captions", f"{key}, cue {number} begins before the one before has ended")
    _script(" ".join(cue.text for cue in cues), language, key, report)


def _thousandths(stamp: str) -> float:
    """The part after the seconds, which the parser's whole seconds leave out."""
    return int(str(stamp).rsplit(".", 1)[1]) / 1000 if "." in str(stamp) else 0.0


def _cramped(spans: list[tuple[float, float]], index: int, edges: list[float]) -> bool:
    """Whether an edge of a clip, or a neighbour that has no room either, is what makes a cue short."""
    start, end = spans[index]
    if any(abs(edge - start) <= 2 * SLACK or abs(edge - end) <= 2 * SLACK for edge in edges):
        return True
    touches_before = index > 0 and start - spans[index - 1][1] <= 2 * SLACK
    touches_after = index + 1 < len(spans) and spans[index + 1][0] - end <= 2 * SLACK
    return touches_before and touches_after


def _lines(lines: list[str], language: str, what: str, report: Report) -> None:
    report.require(1 <= len(lines) <= 2, "captions", f"{what} has {len(lines)} lines")
    for line in lines:
        report.require(bool(line.strip()), "captions", f"{what} has an empty line")
        shown = [character for character in line if unicodedata.category(character) not in ("Mn", "Me", "Cf")]
        wide = sum(unicodedata.east_asian_width(character) in "WF" for character in shown)
        narrow = len(shown) - wide
        if wide + narrow / 2 > WIDE if wide else narrow > NARROW:
            report.fault("captions", f"{what} has a line of {len(shown)} characters: {line!r}")


def _script(text: str, language: str, key: str, report: Report) -> None:
    letters = [character for character in text if character.isalpha()]
    if language not in SCRIPTS or not letters:
        return
    own = sum(unicodedata.name(character, "").startswith(SCRIPTS[language]) for character in letters)
    report.require(own > 0, "captions", f"{key} has no letter of the script of {language!r}")
