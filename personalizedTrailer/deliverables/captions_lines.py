"""Where a caption may break: into two lines, and into several cues when two lines do not hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from personalizedTrailer.deliverables.captions_links import CONJUNCTIONS, LINKS
from personalizedTrailer.deliverables.captions_text import LINE_COST, LINE_SIGNS, clusters, cost, fits_line, is_wide
from personalizedTrailer.deliverables.cues import MAX_LINES

DASHES = ("-", "–", "—", "‐", "−", "－")
ELLIPSIS = "…"

# How bad a break is, from the end of a sentence to the inside of a word.
_SENTENCE, _AUTHOR, _CLAUSE, _BEFORE_CONJUNCTION = 0, 0.5, 1, 1.5
_PARTICLE, _BEFORE_LINK, _SPACE, _AFTER_LINK, _INSIDE = 4, 4.5, 6, 9, 11
_FORBIDDEN = 40
_QUALITY_IN_A_CUE, _QUALITY_BETWEEN_CUES = 0.11, 0.16
_TOP_HEAVY = 0.05

_CLOSERS = "\"'”’»)]}」』）】〉》"
_NOT_FIRST = frozenset("、。，．・：；？！ゝ々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ」』）】〉》〕…‥")
_NOT_FIRST |= frozenset(",.!?:;%)]}”’»")
_NOT_LAST = frozenset("「『（【〈《〔([{“‘«¿¡")
_PARTICLES = frozenset("はがをにでともへのや")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Atom:
    """Text that is never broken, and what precedes it: a space, an author's line break (too), or nothing."""

    text: str
    space: str
    author: bool = False


def lay_out(text: str, language: str) -> tuple[str, ...] | None:
    """The text on at most two lines, or None where it needs more.

    The author's line breaks stay where they fit; otherwise the lines are balanced, the lower one longer, and
    parted at punctuation or before a linking word. A line that fits only because marks take no room is parted
    too where it can be: it is long to read, and some players count marks.
    """
    lines = tuple(text.split("\n"))
    if 1 < len(lines) <= MAX_LINES and _is_good(lines, language):
        return lines
    atoms = _atoms(text, language)
    whole = _join(atoms)
    fits = fits_line(whole, language)
    if fits and len(whole) <= LINE_SIGNS:
        return (whole,)
    index = _best_break(atoms, language, _QUALITY_IN_A_CUE, both_fit=True)
    if index is None:
        return (whole,) if fits else None
    return _join(atoms[:index]), _join(atoms[index:])


def _is_good(lines: tuple[str, ...], language: str) -> bool:
    # SubRip readers take a last line of digits for the number of the next cue and drop it.
    orphan_number = len(lines) > 1 and lines[-1].isdecimal()
    return not orphan_number and all(fits_line(line, language) for line in lines)


def split(text: str, language: str) -> tuple[str, ...]:
    """The text in as many parts as it needs for each to fit one cue, parted at sentences first."""
    parts: list[str] = []
    waiting = [_atoms(text, language)]
    while waiting:
        atoms = waiting.pop()
        if len(atoms) == 1 or lay_out(_text(atoms), language) is not None:
            parts.append(_text(atoms))
            continue
        index = _best_break(atoms, language, _QUALITY_BETWEEN_CUES) or 1
        # The left part lies on top of the stack, so parts come out in reading order.
        waiting += [atoms[index:], atoms[:index]]
    return tuple(parts)


def split_for_time(text: str, language: str, wanted: int) -> tuple[str, ...]:
    """The text in up to `wanted` parts, never broken inside a word; fewer where it has too few words."""
    parts = [_atoms(text, language)]
    while len(parts) < wanted:
        longest = max(range(len(parts)), key=lambda index: (len(parts[index]), -index))
        atoms = parts[longest]
        index = _best_break(atoms, language, _QUALITY_BETWEEN_CUES, worst=_AFTER_LINK)
        if index is None:
            break
        parts[longest : longest + 1] = [atoms[:index], atoms[index:]]
    return tuple(_text(atoms) for atoms in parts)


def shorten(text: str, language: str) -> tuple[str, ...]:
    """The beginning of the text on at most two lines, with an ellipsis."""
    lines = lay_out(text + ELLIPSIS, language)
    while lines is None:
        text = text[:-1].rstrip()
        lines = lay_out(text + ELLIPSIS, language)
    return lines


def join(first: str, second: str, language: str) -> str:
    """Two texts as one running text."""
    return first + _space(language) + second


def _space(language: str) -> str:
    return "\u3000" if language == "ja" else " "


def _atoms(text: str, language: str) -> list[_Atom]:
    atoms: list[_Atom] = []
    for number, line in enumerate(text.split("\n")):
        space = _space(language) if number else ""
        # A no-break space (French punctuation) binds, so only real spaces part words.
        for position, word in enumerate(re.split("([ \u3000]+)", line)):
            if position % 2:
                space = word[0]
            elif word:
                atoms += _word_atoms(word, language, space, author=number > 0 and position == 0)
    return atoms


def _word_atoms(word: str, language: str, space: str, *, author: bool) -> Iterator[_Atom]:
    if fits_line(word, language) and not any(is_wide(character, language) for character in word):
        yield _Atom(word, space, author)
        return
    piece = ""
    for cluster in clusters(word):
        if piece and _may_part(piece, cluster, language):
            yield _Atom(piece, space, author)
            piece, space, author = "", "", False
        piece += cluster
    if piece:
        yield _Atom(piece, space, author)


def _may_part(before: str, after: str, language: str) -> bool:
    """Whether a line may end between two neighbours that no space parts."""
    if not fits_line(before + after, language):
        return True
    if before[-1] in _NOT_LAST or after[0] in _NOT_FIRST:
        return False
    return is_wide(before[-1], language) or is_wide(after[0], language)


def _join(atoms: list[_Atom]) -> str:
    """The atoms on one line; an author's line break turns into a space."""
    return "".join((atom.space if index else "") + atom.text for index, atom in enumerate(atoms))


def _text(atoms: list[_Atom]) -> str:
    """The atoms with the author's line breaks."""
    signs = ("\n" if atom.author else atom.space for atom in atoms)
    text = "".join(sign + atom.text for sign, atom in zip(signs, atoms, strict=True))
    return text[len(atoms[0].space) :] if atoms else ""


def _best_break(
    atoms: list[_Atom], language: str, quality_weight: float, *, both_fit: bool = False, worst: float = _FORBIDDEN
) -> int | None:
    """The atom before which to break; None where no break is good enough."""
    upto = list(accumulate((cost(atom.space + atom.text, language) for atom in atoms), initial=0.0))
    best: tuple[float, int] | None = None
    for index in range(1, len(atoms)):
        above, below = upto[index], upto[-1] - upto[index]
        quality = _break_quality(atoms, index, language)
        if quality > worst or (both_fit and max(above, below) > LINE_COST * 1.2):
            continue
        if both_fit and not _halves_fit(atoms, index, language):
            continue
        shape = abs(above - below) / (above + below) + (_TOP_HEAVY if above > below else 0)
        badness = shape + quality_weight * quality
        if best is None or badness < best[0]:
            best = (badness, index)
    return best[1] if best else None


def _halves_fit(atoms: list[_Atom], index: int, language: str) -> bool:
    return _is_good((_join(atoms[:index]), _join(atoms[index:])), language)


def _break_quality(atoms: list[_Atom], index: int, language: str) -> float:
    before, after = atoms[index - 1].text, atoms[index]
    last = before.rstrip(_CLOSERS)[-1:]
    if after.author and after.text.startswith(DASHES):
        return _SENTENCE
    if last and last in ".!?…。！？।॥؟" and (after.space or is_wide(last, language)):
        return _SENTENCE
    if after.author:
        return _AUTHOR
    if last and last in ",;:、，；：—–،؛":
        return _CLAUSE
    if not after.space:
        return _inside_quality(before, after.text)
    return _space_quality(before.strip("¿¡\"'«“").casefold(), after.text.casefold(), language)


def _space_quality(before: str, after: str, language: str) -> float:
    """A break between two words: good before a conjunction, bad where a word belongs to the next."""
    conjunctions, links = CONJUNCTIONS.get(language, _NONE), LINKS.get(language, _NONE)
    if before in links or before in conjunctions or before in DASHES:
        return _AFTER_LINK
    if after in conjunctions:
        return _BEFORE_CONJUNCTION
    return _BEFORE_LINK if after in links else _SPACE


def _inside_quality(before: str, after: str) -> float:
    """A break that no space marks: good after a Japanese particle, bad inside a word."""
    if before[-1] in _PARTICLES and after[0] not in _PARTICLES and not _is_hiragana(after[0]):
        return _PARTICLE
    return _INSIDE


def _is_hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"
