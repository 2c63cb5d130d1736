"""Caption text: cleaning, width, line breaking and splitting. Linear in the length of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MAX_MARKS = 6
"""Combining marks kept on one character: more is no writing, it only climbs over the picture."""
MAX_CLUSTER = 12
"""Code points that are kept together at most, so that an endless chain of joined signs still breaks."""

_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[ \t]+")
_JOINERS = "\u200c\u200d"
_ORDER_MARKS = "\u200e\u200f\u061c"
_NARROW_COST = {"ja": 8}
"""Cost of a narrow character where it is not 1/42 of a line: half a full-width one."""
_WIDE_COST = 16
LINE_COST = 256
"""A line's room: 16 full-width characters of 16 units."""
LINE_SIGNS = 42


def clean(text: str) -> str:
    """The text without what a reader cannot see or must not obey; line feeds part the lines.

    Control characters, bidirectional overrides and isolates, zero-width fillers and tag characters go; letters
    of every script, joiners (Hindi, emoji) and the plain order marks of right-to-left text stay. Lines are
    stripped, empty ones dropped; text that would show nothing becomes "".
    """
    text = _BREAKS.sub("\n", text)
    kept = "".join(_limit_marks(character for character in text if _is_kept(character)))
    lines = (_SPACES.sub(" ", line).strip() for line in kept.split("\n"))
    return "\n".join(line for line in lines if any(map(_is_visible, line)))


def _is_kept(character: str) -> bool:
    if character in "\n\t" or character in _JOINERS or character in _ORDER_MARKS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn")


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZM"


def _limit_marks(characters: Iterator[str]) -> Iterator[str]:
    marks = 0
    for character in characters:
        marks = marks + 1 if _is_attached(character) else 0
        if marks <= MAX_MARKS:
            yield character


def _is_attached(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or character in _JOINERS


def is_wide(character: str, language: str) -> bool:
    """Whether it takes a full cell (East Asian Width); ambiguous ones do in Japanese type."""
    width = unicodedata.east_asian_width(character)
    return width in "WF" or (language == "ja" and width == "A")


def cost(text: str, language: str) -> float:
    """Room that the text takes, of `LINE_COST` a line: 42 narrow or 16 full-width characters, or a mixture.

    Marks that sit on another character, joiners and order marks take none.
    """
    narrow = _NARROW_COST.get(language, LINE_COST / LINE_SIGNS)
    total = 0.0
    for character in text:
        if not _is_attached(character) and character not in _ORDER_MARKS:
            total += _WIDE_COST if is_wide(character, language) else narrow
    return total


def fits_line(text: str, language: str) -> bool:
    # The small allowance is for the rounding of 256/42 only.
    return cost(text, language) <= LINE_COST + 0.001


def clusters(text: str) -> Iterator[str]:
    """User-perceived characters, near enough for breaking a word: a base with its marks, joined signs, flags."""
    cluster = ""
    for character in text:
        if cluster and not _continues(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _continues(cluster: str, character: str) -> bool:
    last = cluster[-1]
    if len(cluster) >= MAX_CLUSTER:
        return False
    if _is_attached(character) or last == "\u200d" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if _is_flag_half(character):
        return len(cluster) == 1 and _is_flag_half(last)
    # A virama (combining class 9) binds the next consonant of an Indic conjunct.
    return unicodedata.combining(last) == 9 and unicodedata.category(character) == "Lo"


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
