"""The one writer of WebVTT."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from math import ceil, floor

from personalizedTrailer.deliverables.captions_text import clean
from personalizedTrailer.deliverables.cues import MAX_LINES, Cue

_STAMP = re.compile(r"(\d{2}:\d{2})[.,](?=\d{2})")


def write_vtt(cues: Iterable[Cue], language: str) -> str:
    """The cues as a WebVTT file in `language` (a BCP 47 tag).

    Cues are in order and do not overlap. Starts round up and ends round down to milliseconds, so that order,
    gaps and clip edges survive the rounding. A cue with nothing to read, or shorter than a millisecond, is left
    out: a reader would reject it.
    """
    header = f"WEBVTT\nKind: captions\nLanguage: {re.sub('[^A-Za-z0-9-]', '', language)}\n"
    return "\n".join([header, *_blocks(cues)])


def _blocks(cues: Iterable[Cue]) -> Iterator[str]:
    for cue in cues:
        start, end = ceil(cue.start * 1000), floor(cue.end * 1000)
        lines = [text for text in map(_payload, cue.lines) if text]
        if lines and 0 <= start < end:
            yield f"{_timestamp(start)} --> {_timestamp(end)}\n" + "\n".join(lines[:MAX_LINES]) + "\n"


def _payload(line: str) -> str:
    """One line of cue text: no markup, no line break, nothing that any reader could take for a cue's timing."""
    text = " ".join(clean(line).split("\n")).strip()
    if len(_STAMP.findall(text)) > 1:
        # Readers with a SubRip heritage take any line with two time stamps for a timing line.
        text = _STAMP.sub(r"\1·", text)
    return html.escape(text.replace("-->", "→"), quote=False)


def _timestamp(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{thousandths:03d}"
