"""Films of which all borders between shots are known, and how many of them were found; pure but for reading a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HARD_SECONDS = 0.1
"""By which a cut may be off."""
GRADUAL_SECONDS = 0.5
"""Around a fade or a dissolve within which it may be found."""


@dataclass(frozen=True, slots=True)
class Known:
    """A film and its borders, in seconds of its container's time."""

    film: Path
    cuts: tuple[float, ...]
    gradual: tuple[tuple[float, float], ...]
    """Where each fade or dissolve begins and ends."""
    unsure: tuple[float, ...] = ()
    """Moments of which people are not sure: found or not, they do not count."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind of border."""

    known: int = 0
    found: int = 0
    """Of those known."""
    false: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.known + other.known, self.found + other.found, self.false + other.false)

    @property
    def recall(self) -> float | None:
        return self.found / self.known if self.known else None

    @property
    def precision(self) -> float | None:
        return self.found / (self.found + self.false) if self.found + self.false else None


def checked_by_hand(folder: Path) -> list[Known]:
    """The films of a folder of clips whose cuts somebody wrote down in `groundtruth.json`."""
    listed = folder / "groundtruth.json"
    if not listed.is_file():
        return []
    told = json.loads(listed.read_text(encoding="utf-8"))
    return [
        Known(
            folder / name,
            tuple(entry["cuts_s"]),
            tuple((start, end) for start, end in entry["gradual"]),
            tuple(entry.get("unsure_s", ())),
        )
        for name, entry in told.items()
    ]


def count_cuts(found: Sequence[float], known: Known) -> Count:
    """A cut that is found twice is false once; one within a fade or dissolve is neither right nor false."""
    left = sorted(found)
    hits = 0
    for cut in known.cuts:
        near = [moment for moment in left if abs(moment - cut) <= HARD_SECONDS]
        if near:
            hits += 1
            left.remove(min(near, key=lambda moment: abs(moment - cut)))
    false = [moment for moment in left if not _excused(moment, known)]
    return Count(len(known.cuts), hits, len(false))


def count_gradual(found: Sequence[float], known: Known) -> Count:
    hits = sum(any(_within(moment, window) for moment in found) for window in known.gradual)
    beside = [moment for moment in found if not any(_within(moment, window) for window in known.gradual)]
    # A detector that calls a cut a fade has found a border, of the wrong kind: that is false here.
    return Count(len(known.gradual), hits, sum(not _unsure(moment, known) for moment in beside))


def _excused(moment: float, known: Known) -> bool:
    return any(_within(moment, window) for window in known.gradual) or _unsure(moment, known)


def _unsure(moment: float, known: Known) -> bool:
    return any(abs(moment - other) <= 2 * HARD_SECONDS for other in known.unsure)


def _within(moment: float, window: tuple[float, float]) -> bool:
    return window[0] - GRADUAL_SECONDS <= moment <= window[1] + GRADUAL_SECONDS
