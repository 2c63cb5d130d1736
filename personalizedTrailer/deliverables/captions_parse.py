"""Reading a film's text track: SubRip, WebVTT, SubStation Alpha. Any file is read in time linear in its size.

The readers are our own because a general one takes WebVTT for SubRip (cue names, notes and entities end up on
screen), gives up a whole file for one bad line, and strips tags by patterns that a hostile line makes quadratic.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from personalizedTrailer.deliverables.captions_lines import ELLIPSIS
from personalizedTrailer.deliverables.captions_text import clean
from personalizedTrailer.deliverables.cues import SourceCue

MAX_CUES = 20_000
MAX_CHARACTERS = 2_000_000
"""Of a whole track; the rest is not read."""
MAX_LINE = 8_000
MAX_CUE_CHARACTERS = 4_000
ROLL_UP_SECONDS = Fraction(1, 20)
"""Roll-up captions follow each other at once; spoken lines leave a gap of some frames."""
_ROLLED_LINES = 4

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3})\d{0,6})?"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?=\s|$)")
_DIALOGUE = re.compile(rf"Dialogue:[^,]*,\s*{_STAMP}\s*,\s*{_STAMP}\s*,(?:[^,]*,){{6}}(.*)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[\d:.]+>")
_RUBY_TEXT = re.compile(r"<rt>[^<>]*</rt>")
_OVERRIDE = re.compile(r"\{[^{}]*\}")
_STRAY_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
"""SubStation styling that has strayed into SubRip; other braces there are text."""
_DRAWING = re.compile(r"\\p[1-9]")

_Raw = tuple[Fraction, Fraction, str]


def parse_track(text: str, kind_hint: str = "srt") -> tuple[SourceCue, ...]:
    """The cues of a track, in order of time, with plain text.

    `kind_hint` names the format (`srt`, `vtt`, `ass`, or a codec such as `subrip`, `webvtt`, `mov_text`); what
    the text says of itself goes first. Never raises: what cannot be read is left out, and the limits above hold.
    """
    text = text[:MAX_CHARACTERS].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lines = [line[:MAX_LINE] for line in text.split("\n")]
    kind = _kind(text, kind_hint)
    raw = _read_ass(lines) if kind == "ass" else _read_blocks(lines, is_vtt=kind == "vtt")
    cues = (SourceCue(start, end, clean(words)) for start, end, words in islice(raw, MAX_CUES) if end > start)
    ordered = sorted((_limited(cue) for cue in cues if cue.text), key=lambda cue: (cue.start, cue.end))
    return _once(_unrolled(ordered))


def _kind(text: str, hint: str) -> str:
    if text.lstrip().startswith("WEBVTT"):
        return "vtt"
    if re.search(r"^\[(Script Info|Events|V4\+? Styles)\]", text, re.MULTILINE | re.IGNORECASE):
        return "ass"
    return {"webvtt": "vtt", "vtt": "vtt", "ass": "ass", "ssa": "ass"}.get(hint.lower().lstrip("."), "srt")


def _read_blocks(lines: list[str], *, is_vtt: bool) -> Iterator[_Raw]:
    """SubRip and WebVTT: a timing line, then text up to a blank line."""
    times: tuple[Fraction, Fraction] | None = None
    words: list[str] = []
    for line in [*lines, ""]:
        timing = _TIMING.match(line) if "-->" in line else None
        ends = timing or not (line if is_vtt else line.strip())
        if not ends:
            words.append(line)
            continue
        if times:
            # Without a blank line before it, the next cue's number would be read as text.
            spoken = words[:-1] if timing and words and words[-1].strip().isdecimal() else words
            yield *times, _plain("\n".join(spoken), is_vtt=is_vtt)
        times, words = (_times(timing) if timing else None), []


def _read_ass(lines: list[str]) -> Iterator[_Raw]:
    for line in lines:
        event = _DIALOGUE.match(line.strip())
        if event and not any(_DRAWING.search(tags) for tags in _OVERRIDE.findall(event[9])):
            words = _OVERRIDE.sub("", event[9]).replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
            yield *_times(event), _plain(words, is_vtt=False)


def _times(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    groups = match.groups(default="0")
    return _seconds(*groups[:4]), _seconds(*groups[4:8])


def _seconds(hours: str, minutes: str, seconds: str, decimals: str) -> Fraction:
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole + Fraction(int(decimals), 10 ** len(decimals))


def _plain(text: str, *, is_vtt: bool) -> str:
    """Text without tags and styling; entities of WebVTT become what they stand for."""
    text = _TAG.sub("", _RUBY_TEXT.sub("", text))
    return html.unescape(text) if is_vtt else _STRAY_OVERRIDE.sub("", text)


def _limited(cue: SourceCue) -> SourceCue:
    if len(cue.text) <= MAX_CUE_CHARACTERS:
        return cue
    return SourceCue(cue.start, cue.end, cue.text[:MAX_CUE_CHARACTERS].rstrip() + ELLIPSIS)


def _unrolled(cues: list[SourceCue]) -> list[SourceCue]:
    """Roll-up captions told once: a line that only moves up from the cue just before is not said again."""
    kept: list[SourceCue] = []
    before: SourceCue | None = None
    for cue in cues:
        lines = cue.text.split("\n")
        new = lines
        if before and cue.start - before.end <= ROLL_UP_SECONDS:
            new = lines[_carried(before.text.split("\n"), lines) :]
        if new:
            kept.append(SourceCue(cue.start, cue.end, "\n".join(new)))
        else:
            kept[-1] = SourceCue(kept[-1].start, max(kept[-1].end, cue.end), kept[-1].text)
        before = cue
    return kept


def _carried(before: list[str], lines: list[str]) -> int:
    """How many first lines are the last ones of the cue before."""
    most = min(len(before), len(lines), _ROLLED_LINES)
    return next((count for count in range(most, 0, -1) if before[-count:] == lines[:count]), 0)


def _once(cues: list[SourceCue]) -> tuple[SourceCue, ...]:
    """The same text again while it still stands, or at once after it, is one cue (layers, frame-wise effects)."""
    kept: list[SourceCue] = []
    standing: dict[str, int] = {}
    for cue in cues:
        at = standing.get(cue.text)
        if at is not None and cue.start <= kept[at].end:
            kept[at] = SourceCue(kept[at].start, max(kept[at].end, cue.end), cue.text)
        else:
            standing[cue.text] = len(kept)
            kept.append(cue)
    return tuple(kept)
