"""How well words fit a stretch of film, from what models make of single pictures of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.model import Span

_BEST = 2
"""Pictures that show it are enough; one alone counts for half."""


@dataclass(frozen=True, slots=True)
class Likeness:
    word: str
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What a model says of pictures."""

    words: tuple[str, ...]
    frames: NDArray[np.int64]
    """The grid frame of each picture, ascending."""
    values: NDArray[np.float32]
    """Shape [pictures, words], 0 to 1."""

    def within(self, span: Span) -> NDArray[np.float32]:
        low, high = np.searchsorted(self.frames, (span.start, span.end))
        return self.values[low:high]


def seen_in(shares: Shares | None, span: Span) -> tuple[Likeness, ...] | None:
    """Of each word, in their order, the mean of the two pictures that show it best; None without a picture.

    What happens takes but a part of a scene, so the mean of all would hide it; a single picture errs too often.
    """
    if shares is None or not len(values := shares.within(span)):
        return None
    best = np.sort(values, axis=0)[-_BEST:].sum(axis=0) / _BEST
    return _likenesses(shares.words, best)


def expressed_in(shares: Shares | None, span: Span) -> tuple[Likeness, ...] | None:
    """Of each expression, in their order, the mean over all faces that were looked at; None without a face."""
    if shares is None or not len(values := shares.within(span)):
        return None
    return _likenesses(shares.words, values.mean(axis=0))


def _likenesses(words: tuple[str, ...], values: NDArray[np.float32]) -> tuple[Likeness, ...]:
    return tuple(Likeness(word, float(value)) for word, value in zip(words, values, strict=True))
