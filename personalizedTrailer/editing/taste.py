"""How well a scene suits a taste: by what was found in it and, as far as that is not sure, by what it is like."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from personalizedTrailer.editing.circumplex import TAGS, hint, leaning
from personalizedTrailer.editing.words import canonical
from personalizedTrailer.model import Finding, FindingKind, Profile, Reason, Signals

EMOTION_PART = 0.6
"""Of the composite score: the guide's `emotion_score × 0.6 + tag_score × 0.4`."""
TAG_PART = 0.4
LIKENESS = 0.5
"""Of a sure match, that a scene can reach by what it is like alone."""
SECOND = 0.5
"""The most that those emotions bring which a profile prefers, but which are not its dominant ones."""
MENTIONED = 0.5
"""What a tag counts that the profile does not list, but names in its summary: `sweeping vistas`."""
NEUTRAL = "neutral"
"""Says that no emotion was found."""


@dataclass(frozen=True, slots=True)
class Taste:
    """The vocabulary of a profile in both forms, and the scenes that it is held against."""

    profile: Profile
    emotions: frozenset[str]
    dominant: frozenset[str]
    """Those of them that a profile is about first of all."""
    tags: frozenset[str]
    mentioned: frozenset[str]
    """Further tags that its summary names."""
    leanings: tuple[float, ...]
    """Of the scenes that may be used, ascending."""
    hints: tuple[float, ...]

    def reasons(self, signals: Signals | None, findings: Sequence[Finding]) -> list[Reason]:
        """The terms of the score: for each kind what was found and, where signals were measured, likeness."""
        weight = self.profile.tag_weight
        emotions = dict.fromkeys(self.dominant, self.profile.emotion_weight)
        second = dict.fromkeys(self.emotions - self.dominant, self.profile.emotion_weight)
        tags = dict.fromkeys(self.mentioned, MENTIONED * weight) | dict.fromkeys(self.tags, weight)
        return [
            *_terms("emotion", EMOTION_PART, _words(findings, "emotion"), emotions, second, self._leaning(signals)),
            *_terms("tag", TAG_PART, _words(findings, "label"), tags, {}, self._hint(signals)),
        ]

    def _leaning(self, signals: Signals | None) -> float | None:
        found = leaning(signals, self.emotions) if signals else None
        return None if found is None else _standing(found, self.leanings)

    def _hint(self, signals: Signals | None) -> float | None:
        found = hint(signals, self.tags | self.mentioned) if signals else None
        return None if found is None else _standing(found, self.hints)


def taste(profile: Profile, measured: Sequence[Signals]) -> Taste:
    """`measured` are the signals of all that may be used, among which each thing has its standing."""
    dominant = _canonical_set(profile.dominant_emotions)
    emotions = _canonical_set(profile.preferred_emotions) | dominant
    tags = _canonical_set((*profile.preferred_tags, *profile.foreground_tags))
    mentioned = (_canonical_set(re.findall(r"\w+", profile.summary)) & TAGS) - tags
    leanings = (leaning(signals, emotions) for signals in measured)
    hints = (hint(signals, tags | mentioned) for signals in measured)
    return Taste(profile, emotions, dominant, tags, mentioned, _ascending(leanings), _ascending(hints))


def _ascending(values: Iterable[float | None]) -> tuple[float, ...]:
    return tuple(sorted(value for value in values if value is not None))


def _standing(value: float, film: Sequence[float]) -> float:
    """The share of a film's scenes that have less, and half of those that have as much; 0.5 without any."""
    if not film:
        return 0.5
    return (bisect_left(film, value) + bisect_right(film, value)) / (2 * len(film))


def _terms(
    name: str,
    part: float,
    found: Sequence[tuple[str, float]],
    wanted: Mapping[str, float],
    second: Mapping[str, float],
    likeness: float | None,
) -> list[Reason]:
    """What is found and wanted, and as much of `likeness` as is left unsure by all that is found.

    The first is the share of the scene's words that are `wanted`, each by its confidence, times the taste's weight for
    them, at most 1; those that are wanted in the second place bring SECOND of it at most.
    """
    unsure = math.prod(1 - sure for _, sure in found)
    matched = min(1.0, _share(found, wanted) + min(SECOND, _share(found, second)))
    terms = [_reason(f"{name}_match", part, (1 - unsure) * matched)]
    if likeness is not None:
        terms.append(_reason(f"{name}_likeness", part, unsure * LIKENESS * likeness))
    return terms


def _share(found: Sequence[tuple[str, float]], weights: Mapping[str, float]) -> float:
    total = sum(sure for _, sure in found)
    return sum(sure * weights.get(word, 0.0) for word, sure in found) / total if total else 0.0


def _reason(signal: str, weight: float, value: float) -> Reason:
    return Reason(signal, weight, round(value, 6), round(weight * value, 6))


def _words(findings: Sequence[Finding], kind: FindingKind) -> list[tuple[str, float]]:
    """The words of a kind and how sure they are."""
    words = [(canonical(one.name), one.confidence) for one in findings if one.kind == kind]
    return [(word, sure) for word, sure in words if word != NEUTRAL]


def _canonical_set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(canonical(word) for word in words)
