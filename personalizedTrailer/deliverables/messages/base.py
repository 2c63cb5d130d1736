"""What a language gives to the catalogue: names of feelings and things, people counted, and sentences.

A feeling, a label or a count enters a sentence by a *slot* (`{mood}`, `{label}`, `{people}` …). Sentences are
grouped by what they tell: a pattern is a string of E (emotion), L (label), P (people), with A for a label that
must stand apart from the people, as in "a couple, three people in view". A sentence whose slots are not all
known is passed over, so every pattern holds at least one that needs no more than its letters promise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feeling:
    """An emotion: headlines that can stand alone or before a colon, and the noun where there is one."""

    headlines: tuple[str, ...]
    noun: str = ""
    definite: str = ""
    """The noun with its article (Romance languages)."""
    gender: str = "m"
    plenty: str = ""
    """"Much of it", where the language says so in another way than by its word for much."""
    oblique: str = ""
    """The noun before a postposition, where it changes (Hindi)."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A label as a noun phrase with its article, as it stands alone."""

    text: str
    gender: str = "m"


@dataclass(frozen=True, slots=True)
class Facts:
    """What one line shall tell; `people` is 0 where it tells no number."""

    feelings: tuple[Feeling, ...] = ()
    things: tuple[Thing, ...] = ()
    people: int = 0
    turn: int = 0
    mooded: bool = False
    """Whether the first thing can itself be full of the feeling, as a chase can and a car cannot."""


Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Messages:
    """One language's part of the catalogue."""

    feelings: Mapping[str, Feeling]
    things: Mapping[str, Thing]
    sentences: Mapping[str, tuple[str, ...]]
    count_people: Callable[[int], str]
    """A count from 1 as a noun phrase, in the plural form that the language asks for."""
    grammar: Callable[[Facts], Slots]
    """Further slots of this language; an empty value counts as unknown."""


def numeral(count: int, words: str) -> str:
    """The count in words as far as they go (the first is for one), then in digits."""
    known = words.split()
    return known[count - 1] if count <= len(known) else str(count)


def things(table: str) -> dict[str, Thing]:
    """Labels from lines of `key: phrase` or `key: phrase | gender`."""
    found = {}
    for line in filter(None, map(str.strip, table.splitlines())):
        key, _, rest = line.partition(":")
        phrase, _, gender = rest.partition("|")
        found[key.strip()] = Thing(phrase.strip(), gender.strip() or "m")
    return found
