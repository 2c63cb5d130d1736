"""What was seen and heard of a film on one clock of 0.1 s. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.analysis.local.bars import bars, between
from personalizedTrailer.media.hearing import BLOCKS
from personalizedTrailer.media.reading.seeing import COLUMNS
from personalizedTrailer.media.seeing import Seen
from personalizedTrailer.model import Shot, Span

Curve = NDArray[np.float64]
Flags = NDArray[np.bool_]

_DENSITY_SECONDS = 15
"""On either side, within which borders are counted."""
_MOVES = ("change", "object", "camera", "across")
"""Columns that tell a frame from the one before it: across a border they are no motion."""


@dataclass(frozen=True, slots=True)
class Curves:
    """Values for each block of 0.1 s from the film's first frame to its end."""

    rate: Fraction
    """Grid frames a second."""
    blocks: int
    seen: Mapping[str, Curve]
    """By the names of `reading.seeing.COLUMNS`, `camera` in widths of the picture a second; and `cuts`, borders of
    shots a second within 15 s on either side. Bars around the film do not count. NaN where a measure was not taken."""
    heard: Mapping[str, Curve]
    """As `measures.Signalled.sound`; empty where there is no sound."""

    def part(self, span: Span) -> slice:
        """The blocks of a stretch of the grid; at least one."""
        start = min(self.blocks - 1, int(span.start * BLOCKS / self.rate))
        return slice(start, max(start + 1, min(self.blocks, round(span.end * BLOCKS / self.rate))))

    def where(self, spans: Iterable[Span]) -> Flags:
        """True in the blocks of `spans`."""
        inside = np.zeros(self.blocks, bool)
        for span in spans:
            inside[self.part(span)] = True
        return inside


def curves(seen: Seen, sound: Mapping[str, Curve], shots: Sequence[Shot], rate: Fraction, frames: int) -> Curves:
    """Of a film of `frames` at `rate`. Where no frame begins in a block, the last one before it is what is seen."""
    blocks = max(1, -int(-frames * BLOCKS // rate))
    rows = seen.rows.copy()
    borders = np.array([shot.span.start for shot in shots[1:]], np.int64)
    first = np.searchsorted(seen.first, borders)
    first = first[(first > 0) & (first < len(rows) - 1)]
    for name in _MOVES:
        column = rows[:, COLUMNS.index(name)]
        column[first] = column[first + 1]
        column[:1] = column[1:2] if len(rows) > 1 else 0.0  # before the first frame there is none
    rows[:, COLUMNS.index("camera")] *= float(rate)
    at = np.clip((seen.first * BLOCKS / float(rate)).astype(np.int64), 0, blocks - 1)
    table = _held(at, rows, blocks)
    picture = between(bars(seen), {name: table[:, column] for column, name in enumerate(COLUMNS)})
    picture["cuts"] = _density(borders.astype(np.float64) * float(BLOCKS / rate), blocks)
    return Curves(rate, blocks, picture, {name: _fitted(curve, blocks) for name, curve in sound.items()})


def _fitted(curve: Curve, blocks: int) -> Curve:
    """The sound is measured in whole blocks, of which there may be one more or less."""
    return np.pad(curve[:blocks], (0, max(0, blocks - len(curve))), mode="edge")


def _held(at: NDArray[np.int64], rows: NDArray[np.float32], blocks: int) -> Curve:
    """Shape [blocks, columns]: means of the rows that fall into each block, and the mean before where none does."""
    counts = np.bincount(at, minlength=blocks)
    sums = np.stack([np.bincount(at, column, minlength=blocks) for column in rows.T], axis=1)
    filled = np.flatnonzero(counts)
    means = sums[filled] / counts[filled, None]
    latest = np.searchsorted(filled, np.arange(blocks), side="right") - 1
    return np.asarray(means[np.maximum(latest, 0)])


def _density(borders: Curve, blocks: int) -> Curve:
    """Borders a second in the 15 s before and after each block, as far as there is film."""
    reach = _DENSITY_SECONDS * BLOCKS
    start = np.maximum(0, np.arange(blocks) - reach)
    end = np.minimum(blocks, np.arange(blocks) + reach + 1)
    return np.asarray((np.searchsorted(borders, end) - np.searchsorted(borders, start)) / (end - start) * BLOCKS)
